package captured

import (
	"net/http"
	"strings"

	"keycase/providers"
	"keycase/providers/internal/form"
)

// readPowerShell reads curl.exe or one of PowerShell's own commands.
func readPowerShell(text string) (*providers.Request, error) {
	p := psReader{text: strings.ReplaceAll(text, "\r\n", "\n")}
	words, err := p.command()
	if err != nil {
		return nil, err
	}
	if len(words) == 0 {
		return nil, faulty("命令是空的", "is an empty command")
	}
	if !cmdlet().MatchString(text) && !aliased().MatchString(text) {
		args := make([]string, 0, len(words)-1)
		for _, w := range words[1:] {
			args = append(args, w.text)
		}
		return curlRequest(args)
	}
	return cmdletRequest(words[1:])
}

// cmdletRequest is the request of Invoke-RestMethod and Invoke-WebRequest.
func cmdletRequest(words []psWord) (*providers.Request, error) {
	c := cmdletCall{request: providers.Request{Method: http.MethodGet}}
	for i := 0; i < len(words); i++ {
		name := "-uri"
		if words[i].parameter() {
			if name = strings.ToLower(strings.TrimSuffix(words[i].text, ":")); switches[name] {
				continue
			}
			if i++; i == len(words) {
				return nil, faulty("最后一个参数少了值", "lacks the value of its last parameter")
			}
		}
		if err := c.set(name, words[i]); err != nil {
			return nil, err
		}
	}
	return c.finish()
}

// cmdletCall is the call of one of these commands while it is read.
type cmdletCall struct {
	request     providers.Request
	contentType string
}

func (c *cmdletCall) set(name string, value psWord) error {
	r := &c.request
	if value.variable != "" && name != "-websession" {
		return needsVariable(value.variable)
	}
	switch name {
	case "-uri":
		if r.URL != "" {
			return severalURLs()
		}
		r.URL = value.text
	case "-method":
		r.Method = strings.ToUpper(value.text)
	case "-headers":
		for _, p := range value.pairs {
			r.Headers = append(r.Headers, providers.Header{Name: p.Name, Value: strings.Trim(p.Value, " \t")})
		}
	case "-contenttype":
		c.contentType = value.text
	case "-useragent":
		r.Headers = append(r.Headers, providers.Header{Name: "User-Agent", Value: value.text})
	case "-infile":
		return readsFile()
	case "-body":
		r.Body = value.text
		if value.pairs != nil {
			r.Body = form.Encode(value.pairs)
		}
	}
	return nil
}

// finish adds what the commands add by themselves.
func (c *cmdletCall) finish() (*providers.Request, error) {
	r, contentType := &c.request, c.contentType
	if r.URL == "" {
		return nil, faulty("没有网址", "has no URL")
	}
	if contentType == "" && r.Body != "" && r.Header("Content-Type") == "" && r.Method == http.MethodPost {
		contentType = form.ContentType
	}
	if contentType != "" {
		r.Headers = append(r.Headers, providers.Header{Name: "Content-Type", Value: contentType})
	}
	if !strings.Contains(r.URL, "://") {
		r.URL = "http://" + r.URL
	}
	return r, nil
}

// switches are the parameters without a value.
var switches = map[string]bool{
	"-usebasicparsing": true, "-skipcertificatecheck": true, "-skipheadervalidation": true, "-disablekeepalive": true,
	"-passthru": true, "-usedefaultcredentials": true, "-skiphttperrorcheck": true, "-verbose": true, "-debug": true,
	"-allowunencryptedauthentication": true, "-preserveauthorizationonredirect": true, "-noproxy": true,
}
