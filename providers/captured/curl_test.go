package captured

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers"
)

// request is what a command should read as.
type request struct {
	method, url string
	headers     []string // "Name: value"
	body        string
}

func shortened(r *providers.Request) request {
	short := request{method: r.Method, url: r.URL, body: r.Body}
	for _, h := range r.Headers {
		short.headers = append(short.headers, h.Name+": "+h.Value)
	}
	return short
}

const formHeader = "Content-Type: application/x-www-form-urlencoded"

func TestCurlOfEveryShell(t *testing.T) {
	for name, test := range map[string]struct {
		command string
		want    request
	}{
		"plain": {`curl https://h.example/a`, request{"GET", "https://h.example/a", nil, ""}},
		"after a prompt": {"$ curl 'https://h.example/a?x=%2525' \\\n  -H 'X-Api-Nonce: 1'",
			request{"GET", "https://h.example/a?x=%2525", []string{"X-Api-Nonce: 1"}, ""}},
		"in a code block":   {"```bash\ncurl https://h.example/a\n```", request{"GET", "https://h.example/a", nil, ""}},
		"with Windows ends": {"curl https://h.example/a \\\r\n  -X POST\r\n", request{"POST", "https://h.example/a", nil, ""}},
		"piped and redirected": {`curl -s https://h.example/a 2>/dev/null | jq . > out`,
			request{"GET", "https://h.example/a", nil, ""}},
		"all kinds of quotes": {`curl "https://h.example/?a=\"\$1\"" -d 'it'\''s' -d $'tab\there 100%d'`,
			request{"POST", `https://h.example/?a="$1"`, []string{formHeader}, "it's&tab\there 100%d"}},
		"cmd": {"curl.exe ^\"https://h.example/?a=1^&b=^%2B^\" ^\r\n  -H ^\"X-A: \\^\"q\\^\"^\" ^\r\n  --data-raw ^\"{\\^\"a\\^\":1}^\"",
			request{"POST", "https://h.example/?a=1&b=%2B", []string{`X-A: "q"`, formHeader}, `{"a":1}`}},
		"cmd with doubled quotes": {`C:\Users\me>curl.exe -d "{""a"":""^""}" "https://h.example/?a=1&b=2"`,
			request{"POST", "https://h.example/?a=1&b=2", []string{formHeader}, `{"a":"^"}`}},
		"cmd with a pipe": {`curl.exe "https://h.example/?a=1&b=2" | more`, request{"GET", "https://h.example/?a=1&b=2", nil, ""}},
		"cmd with a line break in a value": {"curl.exe ^\"https://h.example/^\" --data-raw ^\"a^\n\nb^\"",
			request{"POST", "https://h.example/", []string{formHeader}, "a\nb"}},
		"PowerShell's curl.exe": {"PS C:\\> & curl.exe 'https://h.example/?a=it''s&b=$c' `\n  -H \"X-A: 1`\"2\"",
			request{"GET", "https://h.example/?a=it's&b=$c", []string{"X-A: 1\"2"}, ""}},
		"Invoke-RestMethod": {"Invoke-RestMethod -Method 'POST' -Uri 'https://h.example/a' `\n  -Headers @{\n    'X-A' = 'it''s'\n    \"X-B\"=\"2\"; X-C='3'\n  } `\n  -ContentType 'application/json' `\n  -Body ([Text.Encoding]::UTF8.GetBytes('{\"a\":\"晨光\"}'))",
			request{"POST", "https://h.example/a", []string{"X-A: it's", "X-B: 2", "X-C: 3", "Content-Type: application/json"}, `{"a":"晨光"}`}},
		"as browsers copy it": {"$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession\n$session.UserAgent = \"x\"\nInvoke-WebRequest -UseBasicParsing -Uri \"https://h.example/a?x=1\" `\n-WebSession $session `\n-Headers @{\n\"a\"=\"1\"\n} -Body \"{`\"a`\":1}\" -Method POST",
			request{"POST", "https://h.example/a?x=1", []string{"a: 1", formHeader}, `{"a":1}`}},
		"a hash table as body": {"irm https://h.example/a -Method Post -Body @{a='1 2'; b=3}",
			request{"POST", "https://h.example/a", []string{formHeader}, "a=1+2&b=3"}},
		"a here-string": {"iwr -Uri 'https://h.example/a' -Method PUT -Body @'\n{\n'x'}\n'@ -ContentType text/plain",
			request{"PUT", "https://h.example/a", []string{"Content-Type: text/plain"}, "{\n'x'}"}},
		"the alias curl": {"curl -Uri 'https://h.example/a' -Headers @{a='1'}", request{"GET", "https://h.example/a", []string{"a: 1"}, ""}},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := Curl(test.command)
			require.NoError(t, err)
			assert.Equal(t, test.want, shortened(r))
			assert.Equal(t, FormCurl, Detect(test.command))
		})
	}
}

func TestCurlOptions(t *testing.T) {
	for command, want := range map[string]request{
		`curl -XPUT h.example`: {"PUT", "http://h.example", nil, ""},
		`curl -sSLkX DELETE -o /dev/null https://h.example/a#part`:             {"DELETE", "https://h.example/a", nil, ""},
		`curl -I https://h.example`:                                            {"HEAD", "https://h.example", nil, ""},
		`curl -d a=1 --data-raw @b --data-urlencode 'c=ü &' https://h.example`: {"POST", "https://h.example", []string{formHeader}, "a=1&@b&c=%C3%BC+%26"},
		`curl -d=a https://h.example`:                                          {"POST", "https://h.example", []string{formHeader}, "=a"},
		`curl --data-urlencode 'a b' --data-urlencode =c+ https://h.example`:   {"POST", "https://h.example", []string{formHeader}, "a+b&c%2B"},
		`curl -G -d b=%25 --url-query 'c=1 2' --url-query +d https://h.example/?a=1`: {
			"GET", "https://h.example/?a=1&c=1+2&d&b=%25", nil, ""},
		`curl -G -d b=1 https://h.example/?`:                            {"GET", "https://h.example/?b=1", nil, ""},
		`curl --json '{"a":' --json '1}' https://h.example`:             {"POST", "https://h.example", []string{"Content-Type: application/json"}, `{"a":1}`},
		`curl -H 'content-type: text/plain' -d a https://h.example`:     {"POST", "https://h.example", []string{"content-type: text/plain"}, "a"},
		`curl -H 'Content-Type:' -d a https://h.example`:                {"POST", "https://h.example", nil, "a"},
		`curl -H 'A:  x ' -H 'B;' https://h.example`:                    {"GET", "https://h.example", []string{"A: x", "B: "}, ""},
		`curl -u key:secret --url https://h.example`:                    {"GET", "https://h.example", []string{"Authorization: Basic a2V5OnNlY3JldA=="}, ""},
		`curl --oauth2-bearer t -A me -e r -b c=1 -- https://h.example`: {"GET", "https://h.example", []string{"Authorization: Bearer t", "User-Agent: me", "Referer: r", "Cookie: c=1"}, ""},
		`curl --compressed --insec --no-keepalive https://h.example`:    {"GET", "https://h.example", nil, ""},
	} {
		r, err := Curl(command)
		require.NoError(t, err, command)
		assert.Equal(t, want, shortened(r), command)
	}
}

func TestCurlRefusals(t *testing.T) {
	for command, reason := range map[string]string{
		"wget https://h.example":                                    "begins with curl",
		"curl":                                                      "no URL",
		"curl https://h.example/?a=1&b=2":                           "stops at &",
		`curl "https://h.example/$TOKEN"`:                           "the variable $TOKEN",
		`curl "https://h.example/$(date +%s)"`:                      "another command",
		`curl 'https://h.example`:                                   "not closed",
		`curl https://h.example -d @body.json`:                      "reads a file",
		`curl https://h.example --data-urlencode a@f`:               "reads a file",
		`curl https://h.example -F a=@f`:                            "reads a file",
		`curl https://h.example -F a`:                               "not name=value",
		`curl https://h.example -H @f`:                              "reads a file",
		`curl https://h.example -H x`:                               "without a colon",
		`curl https://h.example -X`:                                 "the value of --request",
		`curl https://h.example -K f`:                               "--config",
		`curl https://a.example --next https://b`:                   "--next",
		`curl -H X-A: 1 https://h.example`:                          "more than one URL",
		`curl --nosuch=s3cret https://h.example`:                    "curl does not know: --nosuch…",
		`curl -Ω https://h.example`:                                 "curl does not know",
		"curl.exe \"https://h.example":                              "not closed",
		"irm 'https://h.example":                                    "not closed",
		"irm https://h.example -Headers $headers":                   "the variable $headers",
		"irm https://h.example -Headers @{a=$b}":                    "the variable $b",
		"irm https://h.example -Headers @{a='b'":                    "not closed",
		"irm \"https://h.example/$a\"":                              "variable inside double quotes",
		"irm https://h.example -Body":                               "the value of its last parameter",
		"irm https://h.example -InFile x":                           "reads a file",
		"irm -Method Get":                                           "no URL",
		"irm https://h.example https://i.example":                   "more than one URL",
		"curl https://h.example \xff":                               "not valid text",
		"curl https://h.example -d " + strings.Repeat("x", maxText): "longer than 1 MiB",
	} {
		_, err := Curl(command)
		var invalid *providers.InvalidError
		require.ErrorAs(t, err, &invalid, command)
		assert.Equal(t, "curl", invalid.Problems[0].Field)
		assert.Contains(t, invalid.Problems[0].Text.EN, reason, command)
		assert.NotEmpty(t, invalid.Problems[0].Text.ZH)
		assert.NotContains(t, err.Error(), "s3cret")
	}
}

func TestPairs(t *testing.T) {
	want := []providers.Pair{{Name: "client_id", Value: "1"}, {Name: "b", Value: "晨 +"}, {Name: "client_id", Value: "2"}}
	for _, command := range []string{
		`curl -d 'client_id=1&b=%E6%99%A8+%2B' -d client_id=2 https://h.example`,
		`curl -F client_id=1 -F 'b=晨 +' --form-string client_id=2 -H 'content-type: multipart/form-data' https://h.example`,
	} {
		r, err := Curl(command)
		require.NoError(t, err)
		pairs, err := Pairs(r)
		require.NoError(t, err)
		assert.Equal(t, want, pairs)
	}
	for contentType, body := range map[string]string{
		"application/x-www-form-urlencoded": "a=%zz",
		"multipart/form-data; boundary=x":   "--x\r\nbroken",
		"multipart/form-data":               "--\r\n",
	} {
		_, err := Pairs(&providers.Request{Headers: []providers.Header{{Name: "content-type", Value: contentType}}, Body: body})
		var invalid *providers.InvalidError
		require.ErrorAs(t, err, &invalid, contentType)
		assert.Equal(t, "body", invalid.Problems[0].Field)
	}
	pairs, err := Pairs(&providers.Request{Headers: []providers.Header{{Name: "Content-Type", Value: "application/json"}}, Body: "a=1"})
	require.NoError(t, err)
	assert.Nil(t, pairs)
}
