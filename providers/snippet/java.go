package snippet

import (
	"slices"
	"strings"

	"keycase/providers"
)

var javaLanguage = &language{
	quote:       quoteASCII,
	name:        camel,
	plus:        " + ",
	assign:      "String %s = %s;",
	secret:      expression{"System.getenv(%s)", nil, nil},
	encode:      expression{"encode(%s)", nil, []string{"encode"}},
	encodeValue: expression{"encodeValue(%s)", nil, []string{"encodeValue"}},
	actions: map[providers.Action]expression{
		providers.DoUnixSeconds: {"String.valueOf(System.currentTimeMillis() / 1000)", nil, nil},
		providers.DoUnixMillis:  {"String.valueOf(System.currentTimeMillis())", nil, nil},
		providers.DoChinaTime: {
			`LocalDateTime.now(ZoneOffset.ofHours(8)).format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss"))`,
			[]string{"java.time.LocalDateTime", "java.time.ZoneOffset", "java.time.format.DateTimeFormatter"}, nil,
		},
		providers.DoNonce:      {"String.valueOf(ThreadLocalRandom.current().nextLong(1000000000L, 10000000000L))", []string{"java.util.concurrent.ThreadLocalRandom"}, nil},
		providers.DoState:      {`UUID.randomUUID().toString().replace("-", "")`, []string{"java.util.UUID"}, nil},
		providers.DoUUID:       {"UUID.randomUUID().toString()", []string{"java.util.UUID"}, nil},
		providers.DoHMACSHA256: {"hmacHex(%s, %s)", nil, []string{"hmacHex"}},
		providers.DoMD5:        {"md5Hex(%s)", nil, []string{"md5Hex"}},
		providers.DoUpper:      {"%s.toUpperCase()", nil, nil},
		providers.DoBase64:     {"Base64.getEncoder().encodeToString(%s.getBytes(StandardCharsets.UTF_8))", []string{"java.util.Base64", utf8Java}, nil},
		providers.DoEscape:     {"encode(%s)", nil, []string{"encode"}},
		providers.DoSortQuery:  {"sortQuery(%s)", nil, []string{"sortQuery"}},
	},
	helpers: []helper{
		{name: "hmacHex", helpers: []string{"hex"}, imports: []string{"javax.crypto.Mac", "javax.crypto.spec.SecretKeySpec", utf8Java}, code: `static String hmacHex(String key, String message) throws Exception {
	Mac mac = Mac.getInstance("HmacSHA256");
	mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
	return hex(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
}`},
		{name: "md5Hex", helpers: []string{"hex"}, imports: []string{"java.security.MessageDigest", utf8Java}, code: `static String md5Hex(String text) throws Exception {
	return hex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
}`},
		{name: "hex", code: `static String hex(byte[] bytes) {
	StringBuilder text = new StringBuilder();
	for (byte b : bytes) {
		text.append(String.format("%02x", b));
	}
	return text.toString();
}`},
		{name: "encode", helpers: []string{"encodeValue"}, code: `static String encode(String text) {
	return encodeValue(text).replace("*", "%2A").replace("%7E", "~");
}`},
		{name: "encodeValue", imports: []string{"java.net.URLEncoder", utf8Java}, code: `static String encodeValue(String text) {
	return URLEncoder.encode(text, StandardCharsets.UTF_8);
}`},
		{name: "sortQuery", helpers: []string{"encode"}, imports: []string{"java.util.Arrays"}, code: `static String sortQuery(String query) {
	String[] pairs = query.split("&");
	Arrays.sort(pairs);
	for (int i = 0; i < pairs.length; i++) {
		String[] sides = pairs[i].split("=", 2);
		pairs[i] = encode(sides[0]) + "=" + encode(sides[1]);
	}
	return String.join("&", pairs);
}`},
	},
}

const utf8Java = "java.nio.charset.StandardCharsets"

// java writes a class with HttpClient, for Java 11 and later.
func java(c *call) string {
	p := javaLanguage.program(c)
	imports := append([]string{"java.net.URI", "java.net.http.HttpClient", "java.net.http.HttpRequest", "java.net.http.HttpResponse"}, p.imports...)
	slices.Sort(imports)
	var b strings.Builder
	for _, name := range slices.Compact(imports) {
		b.WriteString("import " + name + ";\n")
	}
	body := "HttpRequest.BodyPublishers.noBody()"
	if p.body != "" {
		body = "HttpRequest.BodyPublishers.ofString(" + p.body + ")"
	}
	b.WriteString("\nclass Snippet {\n\tpublic static void main(String[] args) throws Exception {\n")
	for _, s := range p.statements {
		b.WriteString(indent(s, "\t\t") + "\n")
	}
	b.WriteString("\t\tHttpRequest request = HttpRequest.newBuilder(URI.create(" + p.url + "))\n")
	b.WriteString("\t\t\t.method(" + quoteASCII(p.method) + ", " + body + ")\n")
	for _, h := range p.headers {
		b.WriteString("\t\t\t.header(" + quoteASCII(h.name) + ", " + h.value + ")\n")
	}
	b.WriteString("\t\t\t.build();\n")
	b.WriteString("\t\tHttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());\n")
	b.WriteString("\t\tSystem.out.println(response.statusCode() + \" \" + response.body());\n\t}\n")
	for _, h := range p.helpers {
		b.WriteString("\n" + indent(h, "\t") + "\n")
	}
	b.WriteString("}\n")
	return strings.ReplaceAll(b.String(), "\t", "    ")
}
