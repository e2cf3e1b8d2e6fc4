// Package captured reads a request that somebody pasted: a curl command as it
// was written for bash, zsh, cmd or PowerShell, an Invoke-RestMethod of
// PowerShell, or the raw text of an HTTP request.
//
// Nothing is run and nothing is opened: a command that needs a variable, a file
// or another command cannot be read, and the error names what it needs.
//
// URL, headers and body are what would have gone on the wire, byte for byte.
// Whether something was percent-encoded once or twice is what the reader's
// callers want to find out, so nothing is decoded or tidied here.
package captured

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"strings"
	"unicode/utf8"

	"keycase/providers"
	"keycase/providers/internal/form"
)

// Form is the way in which a request was written.
type Form string

// The forms.
const (
	FormCurl Form = "curl" // a command: curl, curl.exe, Invoke-RestMethod
	FormHTTP Form = "http" // the text of an HTTP request
)

// maxText is the longest text that is read, in bytes. The longest command that a
// system runs is shorter.
const maxText = 1 << 20

// Detect tells in which form a pasted text is, or "" where it is in none.
func Detect(text string) Form {
	text = tidy(text)
	line, _, _ := strings.Cut(text, "\n")
	switch {
	case isRequestLine(line):
		return FormHTTP
	case programAt(text) >= 0:
		return FormCurl
	}
	return ""
}

// Read reads a text in any of the forms; see [Curl] and [HTTP].
func Read(text string) (*providers.Request, error) {
	switch Detect(text) {
	case FormCurl:
		return Curl(text)
	case FormHTTP:
		return HTTP(text)
	}
	return nil, providers.Invalid(string(FormCurl), providers.Text{
		ZH: "看不出是 curl 命令还是 HTTP 请求，从头复制一次",
		EN: "is neither a curl command nor an HTTP request; copy it from its beginning",
	})
}

// Pairs reads the form that a request's body is, URL-encoded or multipart; nil
// where the body is none. The order is kept. Its errors are
// [providers.InvalidError] for the field "body" and quote nothing.
func Pairs(r *providers.Request) ([]providers.Pair, error) {
	kind, params, err := mime.ParseMediaType(r.Header("Content-Type"))
	if err != nil {
		kind = ""
	}
	switch kind {
	case form.ContentType:
		pairs, err := form.Decode(r.Body)
		if err != nil {
			return nil, providers.Invalid("body", providers.Text{ZH: "表单里的百分号编码不对", EN: "has a percent sign that encodes nothing"})
		}
		return pairs, nil
	case "multipart/form-data":
		return parts(r.Body, params["boundary"])
	}
	return nil, nil
}

func parts(body, boundary string) ([]providers.Pair, error) {
	broken := providers.Invalid("body", providers.Text{ZH: "multipart 表单不完整", EN: "is not a complete multipart form"})
	reader := multipart.NewReader(strings.NewReader(body), boundary)
	var pairs []providers.Pair
	for {
		part, err := reader.NextRawPart()
		if errors.Is(err, io.EOF) {
			return pairs, nil
		}
		if err != nil {
			return nil, broken
		}
		value, err := io.ReadAll(part)
		if err != nil {
			return nil, broken
		}
		pairs = append(pairs, providers.Pair{Name: part.FormName(), Value: string(value)})
	}
}

// boundary separates the parts of a form that curl would have sent with a
// boundary of its own making.
const boundary = "------------------------keycase"

func multipartBody(pairs []providers.Pair) (contentType, body string) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	_ = w.SetBoundary(boundary) // a constant of the right shape
	for _, p := range pairs {
		_ = w.WriteField(p.Name, p.Value) // a buffer takes everything
	}
	_ = w.Close()
	return w.FormDataContentType(), b.String()
}

// tidy drops what surrounds a pasted text: empty lines, a byte order mark, the
// fence of a code block.
func tidy(text string) string {
	text = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(text), "\ufeff"))
	if rest, fenced := strings.CutPrefix(text, "```"); fenced {
		if _, code, lines := strings.Cut(rest, "\n"); lines {
			text = strings.TrimSpace(strings.TrimSuffix(strings.TrimRight(code, " \t\r\n"), "```"))
		}
	}
	return text
}

// readable refuses what cannot be a request that somebody copied.
func readable(field Form, text string) error {
	switch {
	case len(text) > maxText:
		return providers.Invalid(string(field), providers.Text{ZH: "超过 1 MiB，太长了", EN: "is longer than 1 MiB"})
	case !utf8.ValidString(text) || strings.ContainsRune(text, 0):
		return providers.Invalid(string(field), providers.Text{ZH: "含有无法识别的字符，重新复制一次", EN: "contains characters that are not valid text; copy it again"})
	}
	return nil
}
