package snippet

import (
	"net/http"
	"slices"
	"strings"

	"keycase/providers"
)

var csharpLanguage = &language{
	quote:       quoteASCII,
	name:        camel,
	plus:        " + ",
	assign:      "string %s = %s;",
	secret:      expression{"Environment.GetEnvironmentVariable(%s)", nil, nil},
	encode:      expression{"Encode(%s)", nil, []string{"Encode"}},
	encodeValue: expression{"EncodeValue(%s)", nil, []string{"EncodeValue"}},
	actions: map[providers.Action]expression{
		providers.DoUnixSeconds: {"DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString()", nil, nil},
		providers.DoUnixMillis:  {"DateTimeOffset.UtcNow.ToUnixTimeMilliseconds().ToString()", nil, nil},
		providers.DoChinaTime:   {`DateTime.UtcNow.AddHours(8).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)`, []string{"System.Globalization"}, nil},
		providers.DoNonce:       {"new Random().Next(1000000000, int.MaxValue).ToString()", nil, nil},
		providers.DoState:       {`Guid.NewGuid().ToString("N")`, nil, nil},
		providers.DoUUID:        {"Guid.NewGuid().ToString()", nil, nil},
		providers.DoHMACSHA256:  {"HmacHex(%s, %s)", nil, []string{"HmacHex"}},
		providers.DoMD5:         {"Md5Hex(%s)", nil, []string{"Md5Hex"}},
		providers.DoUpper:       {"%s.ToUpperInvariant()", nil, nil},
		providers.DoBase64:      {"Convert.ToBase64String(Encoding.UTF8.GetBytes(%s))", nil, nil},
		providers.DoEscape:      {"Encode(%s)", nil, []string{"Encode"}},
		providers.DoSortQuery:   {"SortQuery(%s)", nil, []string{"SortQuery"}},
	},
	helpers: []helper{
		{name: "HmacHex", helpers: []string{"Hex"}, imports: []string{"System.Security.Cryptography"}, code: `static string HmacHex(string key, string message)
{
	using (var mac = new HMACSHA256(Encoding.UTF8.GetBytes(key)))
	{
		return Hex(mac.ComputeHash(Encoding.UTF8.GetBytes(message)));
	}
}`},
		{name: "Md5Hex", helpers: []string{"Hex"}, imports: []string{"System.Security.Cryptography"}, code: `static string Md5Hex(string text)
{
	using (var md5 = MD5.Create())
	{
		return Hex(md5.ComputeHash(Encoding.UTF8.GetBytes(text)));
	}
}`},
		{name: "Hex", code: `static string Hex(byte[] bytes)
{
	return BitConverter.ToString(bytes).Replace("-", "").ToLowerInvariant();
}`},
		// Older frameworks leave !'()* alone, newer ones do not.
		{name: "Encode", code: `static string Encode(string text)
{
	return Uri.EscapeDataString(text).Replace("!", "%21").Replace("'", "%27").Replace("(", "%28")
		.Replace(")", "%29").Replace("*", "%2A").Replace("%20", "+");
}`},
		{name: "EncodeValue", helpers: []string{"Encode"}, code: `static string EncodeValue(string text)
{
	return Encode(text).Replace("%2A", "*").Replace("~", "%7E");
}`},
		{name: "SortQuery", helpers: []string{"Encode"}, imports: []string{"System.Linq"}, code: `static string SortQuery(string query)
{
	var pairs = query.Split('&').OrderBy(pair => pair, StringComparer.Ordinal);
	return string.Join("&", pairs.Select(pair => string.Join("=", pair.Split('=').Select(Encode))));
}`},
	},
}

// csharp writes a program with HttpClient, for .NET and for .NET Framework.
func csharp(c *call) string {
	p := csharpLanguage.program(c)
	imports := append([]string{"System", "System.Net.Http", "System.Text", "System.Threading.Tasks"}, p.imports...)
	slices.Sort(imports)
	var b strings.Builder
	for _, name := range slices.Compact(imports) {
		b.WriteString("using " + name + ";\n")
	}
	b.WriteString("\nclass Snippet\n{\n\tstatic async Task Main()\n\t{\n")
	for _, s := range p.statements {
		b.WriteString(indent(s, "\t\t") + "\n")
	}
	b.WriteString("\t\tusing (var client = new HttpClient())\n")
	b.WriteString("\t\tusing (var request = new HttpRequestMessage(new HttpMethod(" + quoteASCII(p.method) + "), " + p.url + "))\n\t\t{\n")
	body := p.body
	if body == "" && p.method != http.MethodGet {
		body = `""` // a Content-Type needs one to belong to
	}
	if body != "" {
		b.WriteString("\t\t\trequest.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(" + body + "));\n")
	}
	for _, h := range p.headers {
		to := "request.Headers"
		if strings.EqualFold(h.name, "Content-Type") {
			if body == "" {
				continue
			}
			to = "request.Content.Headers"
		}
		b.WriteString("\t\t\t" + to + ".TryAddWithoutValidation(" + quoteASCII(h.name) + ", " + h.value + ");\n")
	}
	b.WriteString("\t\t\tusing (var response = await client.SendAsync(request))\n\t\t\t{\n")
	b.WriteString("\t\t\t\tConsole.WriteLine((int)response.StatusCode + \" \" + await response.Content.ReadAsStringAsync());\n")
	b.WriteString("\t\t\t}\n\t\t}\n\t}\n")
	for _, h := range p.helpers {
		b.WriteString("\n" + indent(h, "\t") + "\n")
	}
	b.WriteString("}\n")
	return strings.ReplaceAll(b.String(), "\t", "    ")
}
