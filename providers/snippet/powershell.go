package snippet

import (
	"strings"

	"keycase/providers"
)

// powershell writes Invoke-RestMethod and not curl.exe: Windows PowerShell 5
// drops the double quotes inside arguments of programs, and with them every
// JSON body.
func powershell(r *providers.Request) string {
	var b strings.Builder
	b.WriteString("Invoke-RestMethod -Method " + quotePowerShell(r.Method) + " -Uri " + quotePowerShell(r.URL))
	contentType := ""
	var headers []providers.Header
	for _, h := range r.Headers {
		if strings.EqualFold(h.Name, "Content-Type") {
			contentType = h.Value // only the parameter of that name sets it
			continue
		}
		headers = append(headers, h)
	}
	if len(headers) > 0 {
		b.WriteString(" `\n  -Headers @{\n")
		for _, h := range headers {
			b.WriteString("    " + quotePowerShell(h.Name) + " = " + quotePowerShell(h.Value) + "\n")
		}
		b.WriteString("  }")
	}
	if contentType != "" {
		b.WriteString(" `\n  -ContentType " + quotePowerShell(contentType))
	}
	if r.Body != "" {
		// As bytes: a string would be sent in Latin-1 by Windows PowerShell 5.
		b.WriteString(" `\n  -Body ([Text.Encoding]::UTF8.GetBytes(" + quotePowerShell(r.Body) + "))")
	}
	return b.String()
}

// singleQuotes doubles every character that PowerShell takes for a single
// quote, the typographic ones among them.
var singleQuotes = strings.NewReplacer("'", "''", "\u2018", "\u2018\u2018", "\u2019", "\u2019\u2019", "\u201a", "\u201a\u201a", "\u201b", "\u201b\u201b")

func quotePowerShell(s string) string { return "'" + singleQuotes.Replace(s) + "'" }
