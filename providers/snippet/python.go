package snippet

import (
	"strings"

	"keycase/providers"
)

var pythonLanguage = &language{
	quote:       quotePython,
	name:        func(step string) string { return step },
	plus:        " + ",
	assign:      "%s = %s",
	around:      [2]string{"(\n\t", "\n)"},
	secret:      expression{"os.environ[%s]", []string{"import os"}, nil},
	encode:      expression{"quote_plus(%s)", []string{"from urllib.parse import quote_plus"}, nil},
	encodeValue: expression{"encode_value(%s)", nil, []string{"encode_value"}},
	actions: map[providers.Action]expression{
		providers.DoUnixSeconds: {"str(int(time.time()))", []string{"import time"}, nil},
		providers.DoUnixMillis:  {"str(int(time.time() * 1000))", []string{"import time"}, nil},
		providers.DoChinaTime:   {`time.strftime("%%Y-%%m-%%d %%H:%%M:%%S", time.gmtime(time.time() + 8 * 3600))`, []string{"import time"}, nil},
		providers.DoNonce:       {"str(random.randint(1000000000, 9999999999))", []string{"import random"}, nil},
		providers.DoState:       {"uuid.uuid4().hex", []string{"import uuid"}, nil},
		providers.DoUUID:        {"str(uuid.uuid4())", []string{"import uuid"}, nil},
		providers.DoHMACSHA256:  {"hmac.new(%s.encode(), %s.encode(), hashlib.sha256).hexdigest()", []string{"import hashlib", "import hmac"}, nil},
		providers.DoMD5:         {"hashlib.md5(%s.encode()).hexdigest()", []string{"import hashlib"}, nil},
		providers.DoUpper:       {"%s.upper()", nil, nil},
		providers.DoBase64:      {"base64.b64encode(%s.encode()).decode()", []string{"import base64"}, nil},
		providers.DoEscape:      {"quote_plus(%s)", []string{"from urllib.parse import quote_plus"}, nil},
		providers.DoSortQuery:   {"sort_query(%s)", nil, []string{"sort_query"}},
	},
	helpers: []helper{
		{name: "encode_value", imports: []string{"from urllib.parse import quote_plus"}, code: `def encode_value(text):
    return quote_plus(text).replace("%2A", "*").replace("~", "%7E")`},
		{name: "sort_query", imports: []string{"from urllib.parse import quote_plus"}, code: `def sort_query(query):
    pairs = sorted(query.split("&"))
    return "&".join("=".join(quote_plus(side) for side in pair.split("=")) for pair in pairs)`},
	},
}

// python writes a script with requests.
func python(c *call) string {
	p := pythonLanguage.program(c)
	var b strings.Builder
	for _, line := range p.imports {
		// The modules come first, as "from" sorts before "import".
		if strings.HasPrefix(line, "import") {
			b.WriteString(line + "\n")
		}
	}
	for _, line := range p.imports {
		if strings.HasPrefix(line, "from") {
			b.WriteString(line + "\n")
		}
	}
	if b.Len() > 0 {
		b.WriteByte('\n')
	}
	b.WriteString("import requests\n\n")
	for _, h := range p.helpers {
		b.WriteString("\n" + h + "\n\n")
	}
	if len(p.helpers) > 0 {
		b.WriteByte('\n')
	}
	for _, s := range p.statements {
		b.WriteString(strings.ReplaceAll(s, "\n\t", "\n    ") + "\n")
	}
	b.WriteString("response = requests.request(\n    " + quotePython(p.method) + ",\n    " + p.url + ",\n")
	if len(p.headers) > 0 {
		b.WriteString("    headers={\n")
		for _, h := range p.headers {
			b.WriteString("        " + quotePython(h.name) + ": " + h.value + ",\n")
		}
		b.WriteString("    },\n")
	}
	if p.body != "" {
		body := p.body
		if len(c.Body) > 1 {
			body = "(" + body + ")"
		}
		b.WriteString("    data=" + body + ".encode(),\n")
	}
	b.WriteString("    timeout=15,\n)\nprint(response.status_code, response.text)\n")
	return b.String()
}
