package snippet

import (
	"slices"
	"strconv"
	"strings"

	"keycase/providers"
)

var goLanguage = &language{
	quote:       strconv.Quote,
	name:        goName,
	plus:        " + ",
	assign:      "%s := %s",
	secret:      expression{"os.Getenv(%s)", []string{"os"}, nil},
	encode:      expression{"url.QueryEscape(%s)", []string{"net/url"}, nil},
	encodeValue: expression{"encodeValue(%s)", nil, []string{"encodeValue"}},
	actions: map[providers.Action]expression{
		providers.DoUnixSeconds: {"strconv.FormatInt(time.Now().Unix(), 10)", []string{"strconv", "time"}, nil},
		providers.DoUnixMillis:  {"strconv.FormatInt(time.Now().UnixMilli(), 10)", []string{"strconv", "time"}, nil},
		providers.DoChinaTime:   {"time.Now().In(time.FixedZone(\"CST\", 8*60*60)).Format(\"2006-01-02 15:04:05\")", []string{"time"}, nil},
		providers.DoNonce:       {"newNonce()", nil, []string{"newNonce"}},
		providers.DoState:       {"randomHex()", nil, []string{"randomHex"}},
		providers.DoUUID:        {"newUUID()", nil, []string{"newUUID"}},
		providers.DoHMACSHA256:  {"hmacHex(%s, %s)", nil, []string{"hmacHex"}},
		providers.DoMD5:         {"md5Hex(%s)", nil, []string{"md5Hex"}},
		providers.DoUpper:       {"strings.ToUpper(%s)", []string{"strings"}, nil},
		providers.DoBase64:      {"base64.StdEncoding.EncodeToString([]byte(%s))", []string{"encoding/base64"}, nil},
		providers.DoEscape:      {"url.QueryEscape(%s)", []string{"net/url"}, nil},
		providers.DoSortQuery:   {"sortQuery(%s)", nil, []string{"sortQuery"}},
	},
	helpers: []helper{
		{name: "hmacHex", imports: []string{"crypto/hmac", "crypto/sha256", "encoding/hex"}, code: `func hmacHex(key, message string) string {
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write([]byte(message))
	return hex.EncodeToString(mac.Sum(nil))
}`},
		{name: "md5Hex", imports: []string{"crypto/md5", "encoding/hex"}, code: `func md5Hex(text string) string {
	sum := md5.Sum([]byte(text))
	return hex.EncodeToString(sum[:])
}`},
		{name: "newNonce", imports: []string{"crypto/rand", "math/big"}, code: `func newNonce() string {
	n, err := rand.Int(rand.Reader, big.NewInt(9_000_000_000))
	if err != nil {
		panic(err)
	}
	return n.Add(n, big.NewInt(1_000_000_000)).String()
}`},
		{name: "randomHex", imports: []string{"crypto/rand", "encoding/hex"}, code: `func randomHex() string {
	b := make([]byte, 16)
	if _, err := rand.Read(b); err != nil {
		panic(err)
	}
	return hex.EncodeToString(b)
}`},
		{name: "newUUID", imports: []string{"crypto/rand", "fmt"}, code: `func newUUID() string {
	b := make([]byte, 16)
	if _, err := rand.Read(b); err != nil {
		panic(err)
	}
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}`},
		{name: "encodeValue", imports: []string{"net/url", "strings"}, code: `func encodeValue(text string) string {
	return strings.NewReplacer("%2A", "*", "~", "%7E").Replace(url.QueryEscape(text))
}`},
		{name: "sortQuery", imports: []string{"net/url", "sort", "strings"}, code: `func sortQuery(query string) string {
	pairs := strings.Split(query, "&")
	sort.Strings(pairs)
	for i, pair := range pairs {
		name, value, _ := strings.Cut(pair, "=")
		pairs[i] = url.QueryEscape(name) + "=" + url.QueryEscape(value)
	}
	return strings.Join(pairs, "&")
}`},
	},
}

// golang writes a complete program with net/http, as gofmt would have it.
func golang(c *call) string {
	p := goLanguage.program(c)
	imports := append([]string{"fmt", "io", "net/http"}, p.imports...)
	body := "http.NoBody"
	if p.body != "" {
		body = "strings.NewReader(" + p.body + ")"
		imports = append(imports, "strings")
	}
	slices.Sort(imports)
	var b strings.Builder
	b.WriteString("package main\n\nimport (\n")
	for _, name := range slices.Compact(imports) {
		b.WriteString("\t" + strconv.Quote(name) + "\n")
	}
	b.WriteString(")\n\nfunc main() {\n")
	for _, s := range p.statements {
		b.WriteString(indent(s, "\t") + "\n")
	}
	b.WriteString(indent("address := "+p.url, "\t") + "\n")
	b.WriteString("\treq, err := http.NewRequest(" + strconv.Quote(p.method) + ", address, " + body + ")\n")
	b.WriteString("\tif err != nil {\n\t\tpanic(err)\n\t}\n")
	for _, h := range p.headers {
		// Not Header.Set: it would change the letter case.
		b.WriteString("\treq.Header[" + strconv.Quote(h.name) + "] = []string{" + h.value + "}\n")
	}
	b.WriteString("\tresp, err := http.DefaultClient.Do(req)\n\tif err != nil {\n\t\tpanic(err)\n\t}\n")
	b.WriteString("\tdefer resp.Body.Close()\n\tanswer, err := io.ReadAll(resp.Body)\n\tif err != nil {\n\t\tpanic(err)\n\t}\n")
	b.WriteString("\tfmt.Println(resp.StatusCode, string(answer))\n}\n")
	for _, h := range p.helpers {
		b.WriteString("\n" + h + "\n")
	}
	return b.String()
}

// goName is camel with the initialism as Go has it.
func goName(step string) string {
	if name, ok := strings.CutSuffix(camel(step), "Id"); ok {
		return name + "ID"
	}
	return camel(step)
}
