package snippet

import (
	"strconv"
	"strings"

	"keycase/providers"
)

// golang writes a complete program with net/http.
func golang(r *providers.Request) string {
	body := "http.NoBody"
	imports := []string{"fmt", "io", "net/http"}
	if r.Body != "" {
		body = "strings.NewReader(" + strconv.Quote(r.Body) + ")"
		imports = append(imports, "strings")
	}
	var b strings.Builder
	b.WriteString("package main\n\nimport (\n")
	for _, name := range imports {
		b.WriteString("\t" + strconv.Quote(name) + "\n")
	}
	b.WriteString(")\n\nfunc main() {\n")
	b.WriteString("\treq, err := http.NewRequest(" + strconv.Quote(r.Method) + ", " + strconv.Quote(r.URL) + ", " + body + ")\n")
	b.WriteString("\tif err != nil {\n\t\tpanic(err)\n\t}\n")
	for _, h := range r.Headers {
		// Not Header.Set: it would change the letter case.
		b.WriteString("\treq.Header[" + strconv.Quote(h.Name) + "] = []string{" + strconv.Quote(h.Value) + "}\n")
	}
	b.WriteString("\tresp, err := http.DefaultClient.Do(req)\n\tif err != nil {\n\t\tpanic(err)\n\t}\n")
	b.WriteString("\tdefer resp.Body.Close()\n\tbody, err := io.ReadAll(resp.Body)\n\tif err != nil {\n\t\tpanic(err)\n\t}\n")
	b.WriteString("\tfmt.Println(resp.StatusCode, string(body))\n}\n")
	return b.String()
}

// python writes a script with requests. Go's ASCII quoting is also Python's.
func python(r *providers.Request) string {
	var b strings.Builder
	b.WriteString("import requests\n\nresponse = requests.request(\n")
	b.WriteString("    " + strconv.QuoteToASCII(r.Method) + ",\n    " + strconv.QuoteToASCII(r.URL) + ",\n")
	if len(r.Headers) > 0 {
		b.WriteString("    headers={\n")
		for _, h := range r.Headers {
			b.WriteString("        " + strconv.QuoteToASCII(h.Name) + ": " + strconv.QuoteToASCII(h.Value) + ",\n")
		}
		b.WriteString("    },\n")
	}
	if r.Body != "" {
		b.WriteString("    data=" + strconv.QuoteToASCII(r.Body) + ".encode(),\n")
	}
	b.WriteString("    timeout=15,\n)\nprint(response.status_code, response.text)\n")
	return b.String()
}
