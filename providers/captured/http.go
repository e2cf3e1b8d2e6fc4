package captured

import (
	"bufio"
	"net/http"
	"strconv"
	"strings"

	"keycase/internal/lazy"
	"keycase/providers"
)

// requestLine is what an HTTP request begins with; copied ones often lack the
// version. Other words in capitals are labels, as in "KEY /abc".
var requestLine = lazy.Regexp(`^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) +(\S.*?)(?: +(HTTP/[0-9.]+))?[ \t\r]*$`)

func isRequestLine(line string) bool {
	m := requestLine().FindStringSubmatch(line)
	return m != nil && (strings.HasPrefix(m[2], "/") || strings.Contains(m[2], "://"))
}

// HTTP reads the text of an HTTP request: its first line, its headers and, after
// an empty line, its body. A path gets its host from the Host header and counts
// as https, which the text does not tell; without that header, the URL begins
// with "/". Its errors are [providers.InvalidError] for the field "http".
func HTTP(text string) (*providers.Request, error) {
	if err := readable(FormHTTP, text); err != nil {
		return nil, err
	}
	text = tidy(text)
	head, body, bodyGiven := cutHead(text)
	first, fields, _ := strings.Cut(head, "\n")
	m := requestLine().FindStringSubmatch(strings.TrimRight(first, "\r"))
	if m == nil || !isRequestLine(first) {
		return nil, malformed("第一行要像 GET /path HTTP/1.1", "must begin with a line like GET /path HTTP/1.1")
	}
	if strings.ContainsAny(m[2], " \t") {
		return nil, malformed("网址里有空格，要写成 %20 或 +", "has a space in its URL; it must be %20 or +")
	}
	// Whatever version was copied, the text is that of version 1.1.
	parsed, err := http.ReadRequest(bufio.NewReader(strings.NewReader(m[1] + " " + m[2] + " HTTP/1.1\n" + fields + "\n\n")))
	if err != nil {
		return nil, malformed("请求头或网址读不懂，看看有没有复制全", "has headers or a URL that cannot be read; check whether all of it was copied")
	}
	r := &providers.Request{Method: parsed.Method, URL: parsed.RequestURI, Headers: headerLines(fields)}
	if strings.HasPrefix(r.URL, "/") && parsed.Host != "" {
		r.URL = "https://" + parsed.Host + r.URL
	}
	if bodyGiven {
		r.Body = cutBody(body, r.Header("Content-Length"))
	}
	return r, nil
}

// cutHead splits at the first empty line.
func cutHead(text string) (head, body string, found bool) {
	at, size := -1, 0
	for _, empty := range []string{"\n\n", "\n\r\n"} {
		if i := strings.Index(text, empty); i >= 0 && (at < 0 || i < at) {
			at, size = i, len(empty)
		}
	}
	if at < 0 {
		return text, "", false
	}
	return text[:at], text[at+size:], true
}

// headerLines keeps order and letter case, which net/http does not; it has
// checked them before.
func headerLines(fields string) []providers.Header {
	var headers []providers.Header
	for line := range strings.SplitSeq(fields, "\n") {
		line = strings.TrimRight(line, "\r")
		name, value, ok := strings.Cut(line, ":")
		switch last := len(headers) - 1; {
		case strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t"):
			if last >= 0 {
				headers[last].Value = strings.Trim(headers[last].Value+" "+strings.Trim(line, " \t"), " \t")
			}
		case ok && !strings.EqualFold(name, "Host"):
			headers = append(headers, providers.Header{Name: name, Value: strings.Trim(value, " \t")})
		}
	}
	return headers
}

// cutBody drops the line break that copying adds: what goes beyond the announced
// length is not part of the body.
func cutBody(body, contentLength string) string {
	if n, err := strconv.Atoi(contentLength); err == nil && n >= 0 && n < len(body) {
		return body[:n]
	}
	return body
}

func malformed(zh, en string) error {
	return providers.Invalid(string(FormHTTP), providers.Text{ZH: zh, EN: en})
}
