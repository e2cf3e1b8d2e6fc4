// Package answer reads the JSON of the platforms' answers, which give the same
// member as a number in one release and as a string in the next.
package answer

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"time"

	"keycase/providers"
)

// Document is the body of resp without a byte order mark and the white space
// around it, neither of which is part of a JSON document.
func Document(resp providers.Response) []byte {
	return bytes.TrimSpace(bytes.TrimPrefix(resp.Body, []byte("\xef\xbb\xbf")))
}

// Decode reads resp as one JSON object into to. Its error is a
// [providers.UnreadableError] that says which kind of document came instead.
func Decode(resp providers.Response, to any) error {
	body := Document(resp)
	switch {
	case len(body) == 0:
		return providers.Unreadable(resp, providers.Text{ZH: "返回是空的", EN: "it is empty"})
	case body[0] == '<':
		return providers.Unreadable(resp, providers.Text{ZH: "返回的是网页，不是 JSON；多半是网关、代理或登录页在回答", EN: "it is a web page and not JSON; a gateway, proxy or log-in page is answering"})
	case body[0] != '{':
		return providers.Unreadable(resp, providers.Text{ZH: "返回不是 JSON 对象", EN: "it is not a JSON object"})
	}
	err := json.Unmarshal(body, to)
	var kind *json.UnmarshalTypeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &kind):
		return Shape(resp, kind.Field)
	default:
		return providers.Unreadable(resp, providers.Text{ZH: "返回的 JSON 不完整，可能传到一半断了", EN: "its JSON is broken; the connection may have been cut"})
	}
}

// Shape is the error for an answer whose member is missing or of another type.
func Shape(resp providers.Response, member string) error {
	return providers.Unreadable(resp, providers.Text{
		ZH: "返回的 JSON 里 " + member + " 缺失或类型不对",
		EN: "its member " + member + " is missing or of another type",
	})
}

// Scalar is a JSON string, number, boolean or null, kept as text. Null and an
// absent member are the empty text.
type Scalar string

// UnmarshalJSON accepts every scalar.
func (s *Scalar) UnmarshalJSON(b []byte) error {
	switch {
	case bytes.Equal(b, []byte("null")):
		*s = ""
		return nil
	case b[0] == '"':
		var text string
		if err := json.Unmarshal(b, &text); err != nil {
			return err
		}
		*s = Scalar(text)
		return nil
	case b[0] == '{' || b[0] == '[':
		return &json.UnmarshalTypeError{Value: "object or array"}
	}
	*s = Scalar(b)
	return nil
}

// Is reports whether the scalar is the integer n, written as a number or as text.
func (s Scalar) Is(n int64) bool {
	got, ok := s.Int()
	return ok && got == n
}

// Int returns the scalar as an integer; "1e3" and "1.0" count as integers.
func (s Scalar) Int() (int64, bool) {
	text := strings.TrimSpace(string(s))
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return n, true
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || f != float64(int64(f)) {
		return 0, false
	}
	return int64(f), true
}

// maxSeconds keeps durations far from overflow: ten years.
const maxSeconds = 10 * 365 * 24 * 60 * 60

// Seconds returns the scalar as a number of seconds, or otherwise where it is
// absent, not a number, not positive or beyond ten years.
func (s Scalar) Seconds(otherwise time.Duration) time.Duration {
	n, ok := s.Int()
	if !ok || n <= 0 || n > maxSeconds {
		return otherwise
	}
	return time.Duration(n) * time.Second
}

// First returns the first text that is not empty.
func First(texts ...Scalar) string {
	for _, t := range texts {
		if t != "" {
			return string(t)
		}
	}
	return ""
}
