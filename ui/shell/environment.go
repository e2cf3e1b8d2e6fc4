package shell

import (
	"slices"

	"keycase/ui/pages/parts"
	"keycase/vault"
)

// Look implements core.Notice: the status bar tells where that credential's calls go.
func (s *Shell) Look(credentialID string) {
	top := s.top()
	if top == nil || top.credential == credentialID {
		return
	}
	top.credential = credentialID
	s.frame.status.update(s)
}

// environments are those that the calls of the credential at hand go to, or of all
// where none is at hand; each once, in their order. Without a credential it is what
// new ones get.
func (s *Shell) environments() []Environment {
	if top := s.top(); top != nil && top.credential != "" && s.unlock == nil {
		if c, err := s.c.Vault.Get(top.credential); err == nil {
			return []Environment{s.environmentOf(goal{c.Platform, c.BaseURL})}
		}
	}
	var all []Environment
	for at := range s.goals() {
		if e := s.environmentOf(at); !slices.Contains(all, e) {
			all = append(all, e)
		}
	}
	if len(all) == 0 {
		return []Environment{s.p.Environment()}
	}
	slices.Sort(all)
	return all
}

// goal is where calls go: the platform, and the address that a credential gives it.
type goal struct{ platform, baseURL string }

// goals are those of all credentials, which are few, however many these are.
func (s *Shell) goals() map[goal]bool {
	all := map[goal]bool{}
	last := goal{}
	for _, e := range s.c.Vault.Entries() {
		if at := (goal{e.Platform(), e.BaseURL()}); len(all) == 0 || at != last {
			all[at], last = true, at
		}
	}
	return all
}

func (s *Shell) environmentOf(at goal) Environment {
	base := parts.BaseURL(s.c, vault.Credential{Platform: at.platform, BaseURL: at.baseURL})
	switch {
	case base == "":
		return Production
	case parts.Sandbox(base):
		return Sandbox
	default:
		return Custom
	}
}

// environmentKeys are the words for them.
var environmentKeys = map[Environment]string{
	Production: "environment.production",
	Sandbox:    "environment.sandbox",
	Custom:     "environment.custom",
}
