package snippet

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"

	"al.essio.dev/pkg/shellescape"

	"keycase/providers"
)

// curlArgs lists the arguments of curl, in groups that belong on one line.
func curlArgs(r *providers.Request) [][]string {
	first := []string{r.URL}
	if strings.ContainsAny(r.URL, "[]{}") {
		first = append([]string{"--globoff"}, first...)
	}
	if strings.Contains(r.URL, "/.") {
		first = append([]string{"--path-as-is"}, first...)
	}
	if r.Method != http.MethodGet {
		first = append([]string{"-X", r.Method}, first...)
	}
	groups := [][]string{first}
	for _, h := range r.Headers {
		line := h.Name + ": " + h.Value
		if h.Value == "" {
			line = h.Name + ";" // how curl is told to send an empty value
		}
		groups = append(groups, []string{"-H", line})
	}
	switch {
	case r.Body != "":
		// Not --data: it would read a file named after a leading "@".
		groups = append(groups, []string{"--data-raw", r.Body})
	case r.Method != http.MethodGet:
		// A call without body still needs its Content-Length: 0.
		groups = append(groups, []string{"--data-raw", ""})
	}
	return groups
}

// bash writes curl for bash and zsh: single quotes throughout.
func bash(r *providers.Request) string {
	return curl("curl", " \\\n  ", r, shellescape.Quote)
}

// cmd writes curl.exe for the prompt of cmd.exe. Every argument stands in
// quotes that are themselves escaped, so that the caret works everywhere inside
// and "%" cannot begin a variable. (In a batch file "%" would have to be
// doubled instead.)
func cmd(r *providers.Request) string {
	one := *r
	var compact bytes.Buffer
	if json.Compact(&compact, []byte(r.Body)) == nil {
		one.Body = compact.String() // line breaks between members say nothing
	}
	return curl("curl.exe", " ^\n  ", &one, quoteCmd)
}

func curl(program, continued string, r *providers.Request, quote func(string) string) string {
	var b strings.Builder
	b.WriteString(program)
	for i, group := range curlArgs(r) {
		if i > 0 {
			b.WriteString(continued)
		} else {
			b.WriteByte(' ')
		}
		for j, arg := range group {
			if j > 0 {
				b.WriteByte(' ')
			}
			if isOption(arg) {
				b.WriteString(arg)
			} else {
				b.WriteString(quote(arg))
			}
		}
	}
	return b.String()
}

// isOption recognises curlArgs's own options and methods, which need no quotes.
func isOption(arg string) bool {
	switch arg {
	case "-X", "-H", "--data-raw", "--globoff", "--path-as-is":
		return true
	}
	return false
}

// quoteCmd quotes for the C runtime that splits curl.exe's command line
// (backslashes count only before a double quote) and then for cmd.exe.
func quoteCmd(s string) string {
	var arg strings.Builder
	backslashes := 0
	for _, c := range s {
		switch c {
		case '\\':
			backslashes++
			continue
		case '"':
			arg.WriteString(strings.Repeat(`\`, 2*backslashes+1))
		default:
			arg.WriteString(strings.Repeat(`\`, backslashes))
		}
		backslashes = 0
		arg.WriteRune(c)
	}
	arg.WriteString(strings.Repeat(`\`, 2*backslashes))

	var b strings.Builder
	b.WriteString(`^"`)
	for _, c := range strings.ReplaceAll(arg.String(), "\r\n", "\n") {
		switch {
		case c == '\n':
			b.WriteString("^\n\n")
			continue
		case strings.ContainsRune("\"%!^&|<>()@", c):
			b.WriteByte('^')
		}
		b.WriteRune(c)
	}
	b.WriteString(`^"`)
	return b.String()
}
