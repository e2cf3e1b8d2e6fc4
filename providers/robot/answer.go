package robot

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"

	"keycase/providers"
	"keycase/providers/internal/answer"
)

// members are those of an answer's object. The shape of a business answer is
// not published, so no member is expected to be there or to be of one type.
type members map[string]json.RawMessage

// text is a string, number or boolean as text, and empty for everything else.
func (m members) text(name string) string {
	value, there := m[name]
	if !there {
		return ""
	}
	var s answer.Scalar
	if s.UnmarshalJSON(value) != nil {
		return ""
	}
	return string(s)
}

// refusal is the failure that the answer reports, or nil. The OAuth plugin says
// error, Kingdee's gateway behind it errcode, Kong itself message. Below 400 a
// member "error" may be part of a business answer and counts only where it is
// one of the plugin's codes.
func (m members) refusal(status int) *providers.Failure {
	failed := status >= http.StatusBadRequest
	code := m.text("error")
	_, known := failures[code]
	switch {
	case code != "" && (failed || known):
		return failure(code, m.text("error_description"))
	case failed && m.text("errcode") != "":
		return failure(m.text("errcode"), answer.First(answer.Scalar(m.text("description_cn")), answer.Scalar(m.text("description"))))
	case failed:
		return statusFailure(status, m.text("message"))
	}
	return nil
}

func parseToken(resp providers.Response) (providers.Outcome, error) {
	var m members
	if err := answer.Decode(resp, &m); err != nil {
		return providers.Outcome{}, err
	}
	if f := m.refusal(resp.Status); f != nil {
		return providers.Outcome{}, f
	}
	token := m.text("access_token")
	switch {
	case token == "" && m.text("error") != "":
		return providers.Outcome{}, failure(m.text("error"), m.text("error_description"))
	case token == "":
		return providers.Outcome{}, answer.Shape(resp, "access_token")
	}
	return providers.Outcome{Token: &providers.Token{
		Kind:      TokenAccess,
		Value:     token,
		ExpiresIn: answer.Scalar(m.text("expires_in")).Seconds(tokenLife),
	}}, nil
}

func parseBusiness(resp providers.Response) (providers.Outcome, error) {
	body := answer.Document(resp)
	if resp.Status < http.StatusBadRequest && bytes.HasPrefix(body, []byte("[")) && json.Valid(body) {
		return providers.Outcome{Data: body}, nil
	}
	var m members
	if err := answer.Decode(resp, &m); err != nil {
		return providers.Outcome{}, err
	}
	if f := m.refusal(resp.Status); f != nil {
		return providers.Outcome{}, f
	}
	return providers.Outcome{Data: body}, nil
}

// statusFailure explains an HTTP status that stands for itself.
func statusFailure(status int, message string) *providers.Failure {
	if message == "" {
		message = http.StatusText(status)
	}
	code := strconv.Itoa(status)
	if status >= http.StatusInternalServerError {
		return &providers.Failure{Code: code, Message: message, Meaning: gatewayDown, Action: waitRetry, Retry: true}
	}
	return failure(code, message)
}
