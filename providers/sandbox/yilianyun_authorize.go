package sandbox

import (
	"html"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

const ylyAuthorizePath = "/oauth/authorize"

// authorize answers the browser. Without machine_code it shows the page of
// consent; with one, which is the page's own parameter, it sends the browser back
// to redirect_uri with code and state. The platform compares redirect_uri with a
// registered one; here any address of the web will do.
func (p *yilianyun) authorize(c *call, v2 bool) reply {
	params, _ := parsePairs(c.query) // what can't be decoded is not there
	app := p.apps[params.get("client_id")]
	back, err := url.Parse(params.get("redirect_uri"))
	switch {
	case params.get("client_id") == "" || params.get("response_type") == "" || params.get("state") == "":
		return p.envelope(c, v2, ylyEmpty, nil)
	case params.get("response_type") != "code":
		return p.envelope(c, v2, ylyBadResponse, nil)
	case app == nil:
		return p.envelope(c, v2, ylyNoClient, nil)
	case app.disabled:
		return p.envelope(c, v2, ylyNotPublished, nil)
	case app.kind == ylySelf:
		return p.envelope(c, v2, ylyNotForSelf, nil)
	case err != nil || back.Host == "" || back.Scheme != "http" && back.Scheme != "https":
		return p.envelope(c, v2, ylyBadRedirect, nil)
	case params.get("machine_code") == "":
		return p.consent(app, params)
	case p.printers[params.get("machine_code")] == nil:
		return p.envelope(c, v2, ylyBadPrinter, nil)
	}
	query := back.Query()
	query.Set("code", p.grantCode(app, params.get("machine_code")))
	query.Set("state", params.get("state"))
	back.RawQuery = query.Encode()
	rep := textReply(http.StatusFound, "0", "text/html; charset=utf-8", "")
	rep.header["Location"] = back.String()
	return rep
}

// consent is the page on which the owner of printers agrees. The real one asks
// for the owner's account first, and looks different.
func (p *yilianyun) consent(app *ylyApp, params pairs) reply {
	var page strings.Builder
	page.WriteString("<!DOCTYPE html>\n<html lang=\"zh\"><meta charset=\"utf-8\"><title>授权</title>\n")
	page.WriteString("<h1>授权应用 " + html.EscapeString(app.id) + "</h1>\n<p>选一台打印机，授权后跳回应用</p>\n<form method=\"get\">\n")
	for _, param := range params {
		page.WriteString(`<input type="hidden" name="` + html.EscapeString(param.name) + `" value="` + html.EscapeString(param.value) + "\">\n")
	}
	for _, machine := range slices.Sorted(maps.Keys(p.printers)) {
		code := html.EscapeString(machine)
		page.WriteString(`<p><button name="machine_code" value="` + code + `">` + code + "</button></p>\n")
	}
	page.WriteString("</form>\n</html>\n")
	return textReply(http.StatusOK, "0", "text/html; charset=utf-8", page.String())
}

// grantCode notes that an open app may use a printer.
func (p *yilianyun) grantCode(app *ylyApp, machine string) string {
	code := p.w.text(32, hexDigits)
	p.tokens.codes[code] = ylyCode{app.bind(machine), p.w.now().Add(ylyCodeLife)}
	return code
}
