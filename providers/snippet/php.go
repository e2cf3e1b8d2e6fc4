package snippet

import (
	"net/http"
	"strings"

	"keycase/providers"
)

var phpLanguage = &language{
	quote:       quotePHP,
	name:        func(step string) string { return "$" + step },
	plus:        " . ",
	assign:      "%s = %s;",
	secret:      expression{"getenv(%s)", nil, nil},
	encode:      expression{"$encode(%s)", nil, []string{"encode"}},
	encodeValue: expression{"$encode_value(%s)", nil, []string{"encode_value"}},
	actions: map[providers.Action]expression{
		providers.DoUnixSeconds: {"(string) time()", nil, nil},
		providers.DoUnixMillis:  {"sprintf('%%d', microtime(true) * 1000)", nil, nil},
		providers.DoChinaTime:   {"gmdate('Y-m-d H:i:s', time() + 8 * 3600)", nil, nil},
		providers.DoNonce:       {"random_int(1, 9) . sprintf('%%09d', random_int(0, 999999999))", nil, nil},
		providers.DoState:       {"bin2hex(random_bytes(16))", nil, nil},
		providers.DoUUID:        {"$new_uuid()", nil, []string{"new_uuid"}},
		providers.DoHMACSHA256:  {"hash_hmac('sha256', %[2]s, %[1]s)", nil, nil},
		providers.DoMD5:         {"md5(%s)", nil, nil},
		providers.DoUpper:       {"strtoupper(%s)", nil, nil},
		providers.DoBase64:      {"base64_encode(%s)", nil, nil},
		providers.DoEscape:      {"$encode(%s)", nil, []string{"encode"}},
		providers.DoSortQuery:   {"$sort_query(%s)", nil, []string{"sort_query"}},
	},
	helpers: []helper{
		{name: "encode", code: `$encode = function ($text) {
    return str_replace('%7E', '~', urlencode($text));
};`},
		{name: "encode_value", code: `$encode_value = function ($text) {
    return str_replace('%2A', '*', urlencode($text));
};`},
		{name: "sort_query", helpers: []string{"encode"}, code: `$sort_query = function ($query) use ($encode) {
    $pairs = explode('&', $query);
    sort($pairs, SORT_STRING);
    foreach ($pairs as &$pair) {
        $pair = implode('=', array_map($encode, explode('=', $pair)));
    }
    return implode('&', $pairs);
};`},
		{name: "new_uuid", code: `$new_uuid = function () {
    $bytes = random_bytes(16);
    $bytes[6] = chr(ord($bytes[6]) & 0x0f | 0x40);
    $bytes[8] = chr(ord($bytes[8]) & 0x3f | 0x80);
    return vsprintf('%s%s-%s-%s-%s-%s%s%s', str_split(bin2hex($bytes), 4));
};`},
	},
}

// php writes a script with the extension curl.
func php(c *call) string {
	p := phpLanguage.program(c)
	var b strings.Builder
	b.WriteString("<?php\n")
	for _, h := range p.helpers {
		b.WriteString(h + "\n")
	}
	for _, s := range p.statements {
		b.WriteString(strings.ReplaceAll(s, "\n\t", "\n    ") + "\n")
	}
	b.WriteString("$curl = curl_init(" + p.url + ");\ncurl_setopt_array($curl, [\n")
	b.WriteString("    CURLOPT_CUSTOMREQUEST => " + quotePHP(p.method) + ",\n")
	if len(p.headers) > 0 {
		b.WriteString("    CURLOPT_HTTPHEADER => [\n")
		for _, h := range c.Headers {
			line := p.text(append(providers.Fixed(h.Name+": "), h.Value...))
			if line == quotePHP(h.Name+": ") {
				line = quotePHP(h.Name + ";") // how curl is told to send an empty value
			}
			b.WriteString("        " + line + ",\n")
		}
		b.WriteString("    ],\n")
	}
	switch {
	case p.body != "":
		b.WriteString("    CURLOPT_POSTFIELDS => " + p.body + ",\n")
	case p.method != http.MethodGet:
		b.WriteString("    CURLOPT_POSTFIELDS => '',\n") // or there is no Content-Length
	}
	b.WriteString("    CURLOPT_PATH_AS_IS => true,\n    CURLOPT_RETURNTRANSFER => true,\n    CURLOPT_TIMEOUT => 15,\n]);\n")
	b.WriteString("$answer = curl_exec($curl);\necho curl_getinfo($curl, CURLINFO_RESPONSE_CODE), ' ', $answer, PHP_EOL;\n")
	return b.String()
}
