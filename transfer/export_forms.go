package transfer

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"keycase/internal/lazy"
)

// renderEnv writes NAME=value lines that shells, Docker and the usual libraries
// read alike.
func renderEnv(all []section) ([]byte, error) {
	if err := unwritable(all, func(value string) bool { return strings.ContainsAny(value, "\n\r\x00") }); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	for i, s := range all {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString("# " + oneLine(s.title) + "\n")
		for _, v := range s.variables {
			b.WriteString(strings.ToUpper(v.name) + "=" + envQuoted(v.value) + "\n")
		}
	}
	return b.Bytes(), nil
}

// envPlain needs no quotes anywhere.
var envPlain = lazy.Regexp(`^[A-Za-z0-9_./:@%+,=-]*$`)

var envEscapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, `$`, `\$`, "`", "\\`")

// envQuoted prefers single quotes, in which nothing means anything.
func envQuoted(value string) string {
	switch {
	case envPlain().MatchString(value):
		return value
	case !strings.Contains(value, "'") && !strings.HasSuffix(value, `\`):
		return "'" + value + "'"
	}
	return `"` + envEscapes.Replace(value) + `"`
}

type postmanValue struct {
	Key     string `json:"key"`
	Value   string `json:"value"`
	Type    string `json:"type"`
	Enabled bool   `json:"enabled"`
}

// renderPostman writes an environment; secret variables are marked, so that
// Postman masks them.
func renderPostman(all []section) ([]byte, error) {
	environment := struct {
		Name   string         `json:"name"`
		Values []postmanValue `json:"values"`
		Scope  string         `json:"_postman_variable_scope"`
	}{Values: []postmanValue{}, Scope: "environment"}
	var names []string
	for _, s := range all {
		names = append(names, s.title)
		for _, v := range s.variables {
			kind := "default"
			if v.secret {
				kind = "secret"
			}
			environment.Values = append(environment.Values, postmanValue{Key: v.name, Value: v.value, Type: kind, Enabled: true})
		}
	}
	environment.Name = strings.Join(names, ", ")
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(environment)
	return b.Bytes(), err
}

// renderBruno writes an environment. Bruno keeps the values of vars:secret out of
// its files, so secrets that are to be in the file stand among the others.
func renderBruno(all []section) ([]byte, error) {
	if err := unwritable(all, func(value string) bool {
		return strings.ContainsAny(value, "\n\r") || strings.HasSuffix(value, brunoQuotes)
	}); err != nil {
		return nil, err
	}
	var pairs, names []string
	for _, v := range slices.Concat(variablesOf(all)...) {
		if v.secret && v.value == "" {
			names = append(names, "  "+v.name)
		} else {
			pairs = append(pairs, "  "+v.name+": "+v.value+"\n")
		}
	}
	out := "vars {\n" + strings.Join(pairs, "") + "}\n"
	if len(names) > 0 {
		out += "vars:secret [\n" + strings.Join(names, ",\n") + "\n]\n"
	}
	return []byte(out), nil
}

func variablesOf(all []section) [][]outVariable {
	lists := make([][]outVariable, len(all))
	for i, s := range all {
		lists[i] = s.variables
	}
	return lists
}
