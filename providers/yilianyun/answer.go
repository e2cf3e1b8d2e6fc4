package yilianyun

import (
	"cmp"
	"encoding/json"
	"net/http"

	"keycase/providers"
	"keycase/providers/internal/answer"
)

// envelope is the frame of every answer.
type envelope struct {
	Error       answer.Scalar   `json:"error"`
	Description answer.Scalar   `json:"error_description"`
	Body        json.RawMessage `json:"body"`
}

// open reads the frame and returns the failure that it reports.
func open(resp providers.Response) (envelope, error) {
	var e envelope
	if err := answer.Decode(resp, &e); err != nil {
		return envelope{}, err
	}
	switch {
	case e.Error == "", e.Error.Is(0) && resp.Status >= http.StatusBadRequest:
		return envelope{}, answer.Shape(resp, "error")
	case !e.Error.Is(0):
		return envelope{}, failure(string(e.Error), e.message())
	}
	return e, nil
}

// message is the platform's own words. For codes 47 and 49 they are general,
// and the body says what is wrong.
func (e envelope) message() string {
	var detail string
	if (e.Error.Is(47) || e.Error.Is(49)) && json.Unmarshal(e.Body, &detail) == nil && detail != "" {
		return string(e.Description) + ": " + detail
	}
	return string(e.Description)
}

func parseOpenToken(resp providers.Response) (providers.Outcome, error) {
	token, err := readToken(resp, false)
	if err != nil {
		return providers.Outcome{}, err
	}
	return providers.Outcome{Token: token, Grants: printers(token.Subject, resp.Values)}, nil
}

func parseSelfToken(resp providers.Response) (providers.Outcome, error) {
	token, err := readToken(resp, true)
	return providers.Outcome{Token: token}, err
}

// parseRefresh binds nothing: the printer is bound already.
func parseRefresh(resp providers.Response) (providers.Outcome, error) {
	token, err := readToken(resp, resp.Values["app_type"] == typeSelf)
	return providers.Outcome{Token: token}, err
}

func readToken(resp providers.Response, self bool) (*providers.Token, error) {
	e, err := open(resp)
	if err != nil {
		return nil, err
	}
	var body struct {
		AccessToken      answer.Scalar `json:"access_token"`
		RefreshToken     answer.Scalar `json:"refresh_token"`
		MachineCode      answer.Scalar `json:"machine_code"`
		ExpiresIn        answer.Scalar `json:"expires_in"`
		RefreshExpiresIn answer.Scalar `json:"refresh_expires_in"`
	}
	if json.Unmarshal(e.Body, &body) != nil {
		return nil, answer.Shape(resp, "body")
	}
	if body.AccessToken == "" {
		return nil, answer.Shape(resp, "body.access_token")
	}
	token := &providers.Token{Kind: TokenAccess, Value: string(body.AccessToken)}
	if body.RefreshToken != "" {
		token.RefreshToken = string(body.RefreshToken)
		token.RefreshExpiresIn = body.RefreshExpiresIn.Seconds(refreshLife)
	}
	// For self-owned apps the documentation says to ignore expires_in, and the
	// token is good for every printer.
	if self {
		token.NeverExpires = true
		return token, nil
	}
	token.ExpiresIn = body.ExpiresIn.Seconds(tokenLife)
	token.Subject = cmp.Or(string(body.MachineCode), resp.Values["machine_code"])
	return token, nil
}

func parseAddPrinter(resp providers.Response) (providers.Outcome, error) {
	if _, err := open(resp); err != nil {
		return providers.Outcome{}, err
	}
	return providers.Outcome{Grants: printers(resp.Values["machine_code"], resp.Values)}, nil
}

// printers is the grant of one printer, or none where a saved answer does not
// tell which. Its keys are not kept: they are of no use once it is bound.
func printers(machineCode string, v providers.Values) []providers.Grant {
	if machineCode == "" {
		return nil
	}
	return []providers.Grant{{
		Kind: GrantPrinter, Subject: machineCode, Name: v["print_name"],
		Public: map[string]string{"machine_code": machineCode},
	}}
}

// parseCall gives the body, or the whole answer where it has none.
func parseCall(resp providers.Response) (providers.Outcome, error) {
	e, err := open(resp)
	if err != nil {
		return providers.Outcome{}, err
	}
	if len(e.Body) == 0 || string(e.Body) == "null" {
		e.Body = answer.Document(resp)
	}
	return providers.Outcome{Data: e.Body}, nil
}
