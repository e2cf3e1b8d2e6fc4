package providers

import (
	"net/http"
	"strings"
)

// Header is one header field of a request, in the letter case of the
// platform's documentation.
type Header struct {
	Name  string
	Value string
}

// Request is a signed call, complete as it goes on the wire.
type Request struct {
	Method string
	// URL is absolute, with its query already encoded. It must be sent as it
	// is: encoding it again would break the signature.
	URL     string
	Headers []Header
	// Body is the exact body; empty for none.
	Body string
	// Sensitive lists the secret strings of URL, Headers and Body, in the form
	// they have there (URL-encoded, say). Screens and shared copies hide them.
	Sensitive []string
}

// Header returns the value of the first header of that name, in any letter case.
func (r *Request) Header(name string) string {
	for _, h := range r.Headers {
		if strings.EqualFold(h.Name, name) {
			return h.Value
		}
	}
	return ""
}

// Masked returns a copy in which every sensitive string is replaced by [Mask],
// for screens and for texts that are handed on.
func (r *Request) Masked() *Request {
	hide := func(s string) string { return Redact(s, r.Sensitive...) }
	m := &Request{Method: r.Method, URL: hide(r.URL), Body: hide(r.Body)}
	for _, h := range r.Headers {
		m.Headers = append(m.Headers, Header{Name: h.Name, Value: hide(h.Value)})
	}
	return m
}

// Response is a platform's answer with what is needed to understand it.
type Response struct {
	Status int
	Header http.Header
	// Body is at most MaxBody bytes; a longer one must be reported with
	// [TooLong] and not be cut.
	Body []byte
	// Request is the call that was answered; nil when a saved answer is read.
	Request *Request
	// Values are what the call was signed from; nil when a saved answer is read.
	Values Values
	// Env is what the call was signed with; zero when a saved answer is read.
	Env Env
}

// MaxBody is the longest answer that is read, in bytes. The longest documented
// answer (a page of 100 business records) is well below.
const MaxBody = 1 << 20
