// Package snippet writes a signed request as a command or as code that sends
// exactly that request when it is pasted.
//
// Quoting is the whole difficulty: a body that begins with "@" must not read a
// file, and no "$", backtick, quote, "%", "!" or line break may mean anything to
// the shell. The tests run what is generated in the real shells and
// interpreters against a server that records what arrives.
package snippet

import (
	"fmt"
	"slices"
	"strings"

	"keycase/providers"
)

// Target is a shell or language that a request can be written for.
type Target struct {
	ID    string // "bash"
	Label string // "Bash"
	write func(*providers.Request) string
}

var targets = []Target{
	{"bash", "Bash", bash},
	{"powershell", "PowerShell", powershell},
	{"cmd", "CMD", cmd},
	{"httpie", "HTTPie", httpie},
	{"go", "Go", golang},
	{"python", "Python", python},
}

// Targets returns what [Render] can write for, the most used first.
func Targets() []Target { return slices.Clone(targets) }

// Render writes the request for the target of that ID. The error names the
// targets there are and wraps [providers.ErrUnknown].
func Render(target string, r *providers.Request) (string, error) {
	ids := make([]string, len(targets))
	for i, t := range targets {
		if t.ID == target {
			return t.write(r), nil
		}
		ids[i] = t.ID
	}
	return "", fmt.Errorf("%w target %q; there are %s", providers.ErrUnknown, target, strings.Join(ids, ", "))
}
