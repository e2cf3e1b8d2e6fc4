package snippet

import (
	"net/http"
	"strings"

	"keycase/providers"
)

var jsLanguage = &language{
	quote:       quoteJS,
	name:        camel,
	plus:        " + ",
	assign:      "const %s = %s;",
	secret:      expression{"process.env[%s]", nil, nil},
	encode:      expression{"encode(%s)", nil, []string{"encode"}},
	encodeValue: expression{"encodeValue(%s)", nil, []string{"encodeValue"}},
	actions: map[providers.Action]expression{
		providers.DoUnixSeconds: {"String(Math.floor(Date.now() / 1000))", nil, nil},
		providers.DoUnixMillis:  {"String(Date.now())", nil, nil},
		providers.DoChinaTime:   {`new Date(Date.now() + 8 * 3600 * 1000).toISOString().slice(0, 19).replace("T", " ")`, nil, nil},
		providers.DoNonce:       {"String(randomInt(1000000000, 10000000000))", []string{"randomInt"}, nil},
		providers.DoState:       {`randomUUID().replaceAll("-", "")`, []string{"randomUUID"}, nil},
		providers.DoUUID:        {"randomUUID()", []string{"randomUUID"}, nil},
		providers.DoHMACSHA256:  {`createHmac("sha256", %s).update(%s).digest("hex")`, []string{"createHmac"}, nil},
		providers.DoMD5:         {`createHash("md5").update(%s).digest("hex")`, []string{"createHash"}, nil},
		providers.DoUpper:       {"%s.toUpperCase()", nil, nil},
		providers.DoBase64:      {`Buffer.from(%s).toString("base64")`, nil, nil},
		providers.DoEscape:      {"encode(%s)", nil, []string{"encode"}},
		providers.DoSortQuery:   {"sortQuery(%s)", nil, []string{"sortQuery"}},
	},
	helpers: []helper{
		{name: "encode", code: `function encode(text) {
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, (c) => "%" + c.charCodeAt(0).toString(16).toUpperCase())
    .replaceAll("%20", "+");
}`},
		{name: "encodeValue", helpers: []string{"encode"}, code: `function encodeValue(text) {
  return encode(text).replaceAll("%2A", "*").replaceAll("~", "%7E");
}`},
		{name: "sortQuery", helpers: []string{"encode"}, code: `function sortQuery(query) {
  return query.split("&").sort().map((pair) => pair.split("=").map(encode).join("=")).join("&");
}`},
	},
}

// javascript writes a module with fetch, for Node.js 18 and later; without a
// signature to compute it is good for the console of a browser as well.
func javascript(c *call) string {
	p := jsLanguage.program(c)
	var b strings.Builder
	if len(p.imports) > 0 {
		b.WriteString("import { " + strings.Join(p.imports, ", ") + " } from \"node:crypto\";\n\n")
	}
	for _, h := range p.helpers {
		b.WriteString(h + "\n\n")
	}
	for _, s := range p.statements {
		b.WriteString(strings.ReplaceAll(s, "\n\t", "\n  ") + "\n")
	}
	b.WriteString("const response = await fetch(" + p.url + ", {\n  method: " + quoteJS(p.method) + ",\n")
	if len(p.headers) > 0 {
		b.WriteString("  headers: {\n")
		for _, h := range p.headers {
			b.WriteString("    " + quoteJS(h.name) + ": " + h.value + ",\n")
		}
		b.WriteString("  },\n")
	}
	switch {
	case p.body == "":
	case p.method == http.MethodGet:
		b.WriteString("  // fetch sends no body with GET, so it is left out.\n")
	default:
		b.WriteString("  body: " + p.body + ",\n")
	}
	b.WriteString("});\nconsole.log(response.status, await response.text());\n")
	return b.String()
}
