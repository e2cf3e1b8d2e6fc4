// Package snippet writes a call as a command or as code, in two forms: ready to
// run, with the signature and the secrets in it, and to share, with neither. A
// shared command takes both from environment variables; shared code takes the
// secrets from there and signs by itself, as the platform's recipe says.
//
// Quoting is the whole difficulty: a body that begins with "@" must not read a
// file, and no "$", backtick, quote, "%", "!" or line break may mean anything to
// the shell. The tests run what is generated in the real shells and
// interpreters against the sandbox and against a server that records what
// arrives.
package snippet

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"keycase/providers"
)

// Target is a shell or language that a call can be written for.
type Target struct {
	ID    string // "bash"
	Label string // "Bash"
	// Signs tells that the shared form is code that signs by itself.
	Signs bool
	write func(*call) string
}

var targets = []Target{
	{ID: "bash", Label: "Bash", write: bash},
	{ID: "powershell", Label: "PowerShell", write: powershell},
	{ID: "powershell-curl", Label: "PowerShell curl.exe", write: powershellCurl},
	{ID: "cmd", Label: "CMD", write: cmd},
	{ID: "httpie", Label: "HTTPie", write: httpie},
	{ID: "go", Label: "Go", Signs: true, write: golang},
	{ID: "python", Label: "Python", Signs: true, write: python},
	{ID: "javascript", Label: "JavaScript", Signs: true, write: javascript},
	{ID: "java", Label: "Java", Signs: true, write: java},
	{ID: "php", Label: "PHP", Signs: true, write: php},
	{ID: "csharp", Label: "C#", Signs: true, write: csharp},
}

// Targets returns what can be written for, the most used first.
func Targets() []Target { return slices.Clone(targets) }

// Snippet is a call as text.
type Snippet struct {
	Text string
	// ValidUntil is when the signature in it dies; zero where nothing does.
	ValidUntil time.Time
	// Variables are what the environment has to hold when it runs; none where
	// it is ready to run.
	Variables []Variable
}

// Variable is an environment variable that a shared snippet reads.
type Variable struct {
	Name string // "JDY_CLIENT_SECRET"
	// Step is the value's name in the recipe: an input of the operation, or a
	// result such as "signature".
	Step string
	// Encoded values have to be percent-encoded; their names end in _URLENCODED.
	Encoded bool
}

// Ready writes a signed call for the target of that ID, secrets included. The
// error names the targets there are and wraps [providers.ErrUnknown].
func Ready(target string, s providers.Signed) (Snippet, error) {
	text, err := Render(target, s.Request)
	return Snippet{Text: text, ValidUntil: s.ValidUntil}, err
}

// Render writes a request as [Ready] does: for screens, which hide a part of it
// first.
func Render(target string, r *providers.Request) (string, error) {
	t, err := targetOf(target)
	if err != nil {
		return "", err
	}
	return t.write(readyCall(r)), nil
}

// Share writes a call without its secrets, for the target of that ID. Nothing
// in it expires. The errors are [providers.InvalidError] about the values, and
// wrap [providers.ErrUnknown] for a target or an operation that cannot be
// written.
func Share(target string, p *providers.Platform, op *providers.Operation, env providers.Env, v providers.Values) (Snippet, error) {
	t, err := targetOf(target)
	if err != nil {
		return Snippet{}, err
	}
	recipe, err := op.Recipe(env, v)
	if err != nil {
		return Snippet{}, err
	}
	c := &call{Recipe: recipe, platform: p.ID}
	text := t.write(c)
	if t.Signs {
		return Snippet{Text: text, Variables: c.secrets()}, nil
	}
	return Snippet{Text: text, Variables: c.flat().variables()}, nil
}

func targetOf(id string) (Target, error) {
	ids := make([]string, len(targets))
	for i, t := range targets {
		if t.ID == id {
			return t, nil
		}
		ids[i] = t.ID
	}
	return Target{}, fmt.Errorf("%w target %q; there are %s", providers.ErrUnknown, id, strings.Join(ids, ", "))
}
