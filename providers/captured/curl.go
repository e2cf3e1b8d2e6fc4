package captured

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"keycase/providers"
	"keycase/providers/internal/form"
)

// command is a curl command line while it is read.
type command struct {
	url     string
	method  string
	headers []providers.Header
	removed []string // headers that curl is told to leave out
	data    string
	hasData bool
	query   []string // parts that --url-query adds
	parts   []providers.Pair
	json    bool
	get     bool
	head    bool
	user    string
}

// curlRequest is the request that curl makes of these arguments.
func curlRequest(args []string) (*providers.Request, error) {
	given, err := splitOptions(args)
	if err != nil {
		return nil, err
	}
	var c command
	for _, o := range given {
		if err := c.apply(o); err != nil {
			return nil, err
		}
	}
	return c.request()
}

func (c *command) apply(o option) error {
	switch o.name {
	case "url":
		if c.url != "" {
			return severalURLs()
		}
		c.url = o.value
	case "request":
		c.method = o.value
	case "header":
		return c.header(o.value)
	case "get":
		c.get = true
	case "head":
		c.head = true
	case "user":
		c.user = o.value
	case "oauth2-bearer":
		c.headers = append(c.headers, providers.Header{Name: "Authorization", Value: "Bearer " + o.value})
	case "user-agent":
		c.headers = append(c.headers, providers.Header{Name: "User-Agent", Value: o.value})
	case "referer":
		c.headers = append(c.headers, providers.Header{Name: "Referer", Value: o.value})
	case "cookie":
		if strings.Contains(o.value, "=") {
			c.headers = append(c.headers, providers.Header{Name: "Cookie", Value: o.value})
		}
	case "next":
		return faulty("里面有好几个请求（--next），一次贴一个", "has several requests (--next); paste one at a time")
	case "config", "upload-file", "request-target", "variable":
		return faulty("用了 --"+o.name+"，只看命令不知道发了什么", "uses --"+o.name+", so that the command alone does not tell what is sent")
	default:
		return c.content(o)
	}
	return nil
}

// content reads the options that make up body and query.
func (c *command) content(o option) error {
	switch o.name {
	case "data", "data-ascii", "data-binary", "json":
		if strings.HasPrefix(o.value, "@") {
			return readsFile()
		}
		c.json = c.json || o.name == "json"
		c.addData(o.value, o.name != "json")
	case "data-raw":
		c.addData(o.value, true)
	case "data-urlencode":
		text, err := urlencoded(o.value)
		if err != nil {
			return err
		}
		c.addData(text, true)
	case "url-query":
		raw, ok := strings.CutPrefix(o.value, "+")
		if !ok {
			var err error
			if raw, err = urlencoded(o.value); err != nil {
				return err
			}
		}
		c.query = append(c.query, raw)
	case "form", "form-string":
		name, value, ok := strings.Cut(o.value, "=")
		if !ok {
			return faulty("--form 要写成 name=value", "has a --form that is not name=value")
		}
		if o.name == "form" && (strings.HasPrefix(value, "@") || strings.HasPrefix(value, "<")) {
			return readsFile()
		}
		c.parts = append(c.parts, providers.Pair{Name: name, Value: value})
	}
	return nil
}

func severalURLs() error {
	return faulty("有不止一个网址；多半是哪个值没加引号", "has more than one URL; some value lacks its quotes, most likely")
}

func readsFile() error {
	return faulty("从文件读内容（@），把内容直接写进命令再贴", "reads a file (@); paste it with the file's content in its place")
}

func (c *command) addData(text string, joined bool) {
	if c.hasData && joined {
		c.data += "&"
	}
	c.data += text
	c.hasData = true
}

// urlencoded is what --data-urlencode makes: only what follows the first "=" is
// encoded.
func urlencoded(value string) (string, error) {
	name, content, named := strings.Cut(value, "=")
	if !named {
		if strings.Contains(value, "@") {
			return "", readsFile()
		}
		name, content = "", value
	}
	if name != "" {
		name += "="
	}
	return name + url.QueryEscape(content), nil
}

// header reads "Name: value", "Name;" for an empty value, and "Name:" for a
// header of curl's own that is to be left out.
func (c *command) header(line string) error {
	if strings.HasPrefix(line, "@") {
		return readsFile()
	}
	name, value, ok := strings.Cut(line, ":")
	if !ok {
		if name, ok = strings.CutSuffix(line, ";"); !ok {
			return faulty("有一个 -H 少了冒号", "has a -H without a colon")
		}
		c.headers = append(c.headers, providers.Header{Name: name})
		return nil
	}
	// White space around a header's value is not part of it.
	if value = strings.Trim(value, " \t"); value == "" {
		c.removed = append(c.removed, name)
		return nil
	}
	c.headers = append(c.headers, providers.Header{Name: name, Value: value})
	return nil
}

func (c *command) request() (*providers.Request, error) {
	if c.url == "" {
		return nil, faulty("没有网址", "has no URL")
	}
	r := &providers.Request{Method: c.verb(), URL: c.address(), Headers: c.headers}
	switch {
	case len(c.parts) > 0:
		var contentType string
		contentType, r.Body = multipartBody(c.parts)
		// A Content-Type of one's own lacks the boundary, so curl's counts.
		r.Headers = slices.DeleteFunc(r.Headers, func(h providers.Header) bool { return strings.EqualFold(h.Name, "Content-Type") })
		r.Headers = append(r.Headers, providers.Header{Name: "Content-Type", Value: contentType})
	case c.json:
		r.Body = c.data
		c.addDefault(r, "Content-Type", "application/json")
	case c.hasData && !c.get:
		r.Body = c.data
		c.addDefault(r, "Content-Type", form.ContentType)
	}
	if c.user != "" {
		c.addDefault(r, "Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(c.user)))
	}
	return r, nil
}

func (c *command) verb() string {
	switch {
	case c.method != "":
		return c.method
	case c.head:
		return http.MethodHead
	case (c.hasData || len(c.parts) > 0) && !c.get:
		return http.MethodPost
	}
	return http.MethodGet
}

// address is the URL with what --get and --url-query add to it. The fragment is
// not sent.
func (c *command) address() string {
	address, _, _ := strings.Cut(c.url, "#")
	if !strings.Contains(address, "://") {
		address = "http://" + address
	}
	more := c.query
	if c.get && c.hasData {
		more = append(slices.Clone(more), c.data)
	}
	for _, part := range more {
		switch {
		case !strings.Contains(address, "?"):
			address += "?"
		case !strings.HasSuffix(address, "?") && !strings.HasSuffix(address, "&"):
			address += "&"
		}
		address += part
	}
	return address
}

// addDefault adds a header of curl's own where the command names none.
func (c *command) addDefault(r *providers.Request, name, value string) {
	given := func(h providers.Header) bool { return strings.EqualFold(h.Name, name) }
	removed := func(n string) bool { return strings.EqualFold(n, name) }
	if !slices.ContainsFunc(r.Headers, given) && !slices.ContainsFunc(c.removed, removed) {
		r.Headers = append(r.Headers, providers.Header{Name: name, Value: value})
	}
}
