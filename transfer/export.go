package transfer

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"keycase/providers"
)

// Credential is what is written for another tool.
type Credential struct {
	Platform *providers.Platform
	Name     string
	// BaseURL is "" for production.
	BaseURL string
	// Values are the fields by wire name. Secret ones are written only where
	// Render is told so, and need not be here otherwise.
	Values providers.Values
}

// Target is a form in which credentials are written.
type Target struct {
	ID    string // as in Render
	Label providers.Text
	// Ending is that of the file's name, with its dot.
	Ending string
}

// Targets lists the forms.
func Targets() []Target {
	return []Target{
		{ID: "env", Label: providers.Same(".env"), Ending: ".env"},
		{ID: "postman", Label: providers.Text{ZH: "Postman 环境", EN: "Postman environment"}, Ending: ".postman_environment.json"},
		{ID: "bruno", Label: providers.Text{ZH: "Bruno 环境", EN: "Bruno environment"}, Ending: ".bru"},
	}
}

// ErrUnknownTarget tells that there is no such form.
var ErrUnknownTarget = errors.New("unknown form")

// UnwritableError is a value for which a form has no notation.
type UnwritableError struct {
	Credential string // its name
	Field      string // wire name
}

func (e *UnwritableError) Error() string {
	return fmt.Sprintf("the value of %s of %q cannot be written in this form", e.Field, e.Credential)
}

// Render writes credentials in the form of that ID. Without secrets the places
// for them are there and empty. Every name begins with the platform's ID, and
// with a number too where there are several credentials of a platform, so that
// Read finds all of them again. Its errors are ErrUnknownTarget and
// UnwritableError.
func Render(target string, credentials []Credential, secrets bool) ([]byte, error) {
	write, ok := map[string]func([]section) ([]byte, error){
		"env": renderEnv, "postman": renderPostman, "bruno": renderBruno,
	}[target]
	if !ok {
		return nil, ErrUnknownTarget
	}
	return write(sections(credentials, secrets))
}

// section is a credential as variables.
type section struct {
	title     string
	variables []outVariable
}

type outVariable struct {
	name   string // of the variable
	field  string
	value  string // "" for a place that is to be filled in
	secret bool
}

func sections(credentials []Credential, secrets bool) []section {
	several := func(platform string) bool {
		n := 0
		for _, c := range credentials {
			if c.Platform.ID == platform {
				n++
			}
		}
		return n > 1
	}
	counts := map[string]int{}
	all := make([]section, len(credentials))
	for i, c := range credentials {
		prefix := c.Platform.ID + "_"
		counts[c.Platform.ID]++
		if several(c.Platform.ID) {
			prefix += fmt.Sprintf("%d_", counts[c.Platform.ID])
		}
		all[i] = section{title: c.Name, variables: c.variables(prefix, secrets)}
	}
	return all
}

func (c Credential) variables(prefix string, secrets bool) []outVariable {
	address := c.BaseURL
	if address == "" {
		address = c.Platform.BaseURL
	}
	all := []outVariable{{name: prefix + environment.Name, field: environment.Name, value: address}}
	for _, f := range c.Platform.Fields {
		value := c.Values[f.Name]
		switch {
		case f.Secret && !secrets:
			value = ""
		case value == "":
			continue
		}
		all = append(all, outVariable{name: prefix + f.Name, field: f.Name, value: value, secret: f.Secret})
	}
	return all
}

// unwritable refuses the first variable that a form cannot hold.
func unwritable(all []section, bad func(value string) bool) error {
	for _, s := range all {
		if i := slices.IndexFunc(s.variables, func(v outVariable) bool { return bad(v.value) }); i >= 0 {
			return &UnwritableError{Credential: s.title, Field: s.variables[i].field}
		}
	}
	return nil
}

// oneLine makes a title fit for a comment.
func oneLine(title string) string { return strings.Join(strings.Fields(title), " ") }
