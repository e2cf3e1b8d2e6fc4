package snippet

import (
	"strings"
)

// powershell writes Invoke-RestMethod.
func powershell(c *call) string {
	f := c.flat()
	var b strings.Builder
	b.WriteString("Invoke-RestMethod -Method " + f.method + " -Uri " + argument(f.url))
	var contentType pieces
	var headers []flatHeader
	for _, h := range f.headers {
		if strings.EqualFold(h.name, "Content-Type") {
			contentType = h.value // only the parameter of that name sets it
			continue
		}
		headers = append(headers, h)
	}
	if len(headers) > 0 {
		b.WriteString(" `\n  -Headers @{\n")
		for _, h := range headers {
			b.WriteString("    " + literalPowerShell(h.name) + " = " + quotePowerShell(h.value) + "\n")
		}
		b.WriteString("  }")
	}
	if contentType != nil {
		b.WriteString(" `\n  -ContentType " + argument(contentType))
	}
	if len(f.body) > 0 {
		// As bytes: a string would be sent in Latin-1 by Windows PowerShell 5.
		b.WriteString(" `\n  -Body ([Text.Encoding]::UTF8.GetBytes(" + quotePowerShell(f.joined()) + "))")
	}
	return b.String()
}

// powershellCurl hands curl.exe its options on standard input: Windows
// PowerShell 5 drops the double quotes inside arguments of programs, and with
// them every JSON body. What goes through the pipe is ASCII, which is all that
// its encoding lets through there.
func powershellCurl(c *call) string {
	f := c.flat()
	f.toASCII()
	var b strings.Builder
	b.WriteString("@(\n")
	for _, o := range curlOptions(f) {
		name := o.name
		if name == "" {
			name = "url"
		}
		line := text(name)
		if o.value != nil {
			line = text(name + ` = "`)
			for _, p := range o.value {
				p.text = configEscapes.Replace(p.text)
				line = join(line, pieces{p})
			}
			line = join(line, text(`"`))
		}
		b.WriteString("  " + quotePowerShell(line) + "\n")
	}
	b.WriteString(") | curl.exe --config -")
	return b.String()
}

// configEscapes are those of curl's configuration files.
var configEscapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`, "\v", `\v`)

// argument is an expression where a command takes a value.
func argument(all pieces) string {
	if _, fixed := all.fixed(); fixed {
		return quotePowerShell(all)
	}
	return "(" + quotePowerShell(all) + ")"
}

func quotePowerShell(all pieces) string {
	if len(all) == 0 {
		return "''"
	}
	terms := make([]string, len(all))
	for i, p := range all {
		terms[i] = literalPowerShell(p.text)
		if p.variable.Name != "" {
			terms[i] = "$env:" + p.variable.Name
		}
	}
	return strings.Join(terms, " + ")
}

// singleQuotes doubles every character that PowerShell takes for a single
// quote, the typographic ones among them.
var singleQuotes = strings.NewReplacer("'", "''", "\u2018", "\u2018\u2018", "\u2019", "\u2019\u2019", "\u201a", "\u201a\u201a", "\u201b", "\u201b\u201b")

func literalPowerShell(s string) string { return "'" + singleQuotes.Replace(s) + "'" }
