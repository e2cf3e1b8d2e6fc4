package jdy

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"

	"keycase/providers"
	"keycase/providers/internal/answer"
)

// envelope is the frame of every answer. The gateway and the applications say
// errcode and description; push_app_authorize says code and msg.
type envelope struct {
	ErrCode       answer.Scalar   `json:"errcode"`
	Code          answer.Scalar   `json:"code"`
	Description   answer.Scalar   `json:"description"`
	DescriptionCN answer.Scalar   `json:"description_cn"`
	Msg           answer.Scalar   `json:"msg"`
	Data          json.RawMessage `json:"data"`
}

// open reads the frame and returns the failure that it reports.
func open(resp providers.Response) (envelope, error) {
	if resp.Status == http.StatusTooManyRequests {
		return envelope{}, failure("429", "Too Many Requests")
	}
	var e envelope
	if err := answer.Decode(resp, &e); err != nil {
		if resp.Status == http.StatusNotFound {
			return envelope{}, failure("404", "No Route")
		}
		return envelope{}, err
	}
	code := answer.First(e.ErrCode, e.Code)
	message := answer.First(e.DescriptionCN, e.Description, e.Msg)
	switch {
	case code == "" && resp.Status == http.StatusNotFound:
		return envelope{}, failure("404", message)
	case code == "":
		return envelope{}, answer.Shape(resp, "errcode")
	case e.ErrCode.Is(0) || e.ErrCode == "" && e.Code.Is(http.StatusOK):
		if resp.Status >= http.StatusBadRequest {
			return envelope{}, answer.Shape(resp, "errcode")
		}
		return e, nil
	}
	return envelope{}, failure(code, message)
}

func parseAppToken(resp providers.Response) (providers.Outcome, error) {
	e, err := open(resp)
	if err != nil {
		return providers.Outcome{}, err
	}
	// The documentation spells it app-token; other spellings were seen. A
	// member "expires" is the life of another token and is not read.
	var data struct {
		UID    answer.Scalar `json:"uid"`
		Token  answer.Scalar `json:"app-token"`
		Token2 answer.Scalar `json:"app_token"`
		Token3 answer.Scalar `json:"appToken"`
	}
	if len(e.Data) == 0 || json.Unmarshal(e.Data, &data) != nil {
		return providers.Outcome{}, answer.Shape(resp, "data")
	}
	token := answer.First(data.Token, data.Token2, data.Token3)
	if token == "" {
		return providers.Outcome{}, answer.Shape(resp, "data.app-token")
	}
	out := providers.Outcome{Token: &providers.Token{Kind: TokenApp, Value: token, ExpiresIn: tokenLife}}
	if data.UID != "" {
		out.Grants = []providers.Grant{{Kind: GrantUser, Subject: string(data.UID), Public: map[string]string{"uid": string(data.UID)}}}
	}
	return out, nil
}

// row is one authorisation of push_app_authorize.
type row struct {
	AccountID       answer.Scalar `json:"accountId"`
	AccountName     answer.Scalar `json:"accountName"`
	Company         answer.Scalar `json:"agreementCompanyName"`
	Group           answer.Scalar `json:"groupName"`
	Service         answer.Scalar `json:"serviceId"`
	Domain          answer.Scalar `json:"domain"`
	Status          answer.Scalar `json:"status"`
	OuterInstanceID answer.Scalar `json:"outerInstanceId"`
	ClientID        answer.Scalar `json:"clientId"`
	AppKey          answer.Scalar `json:"appKey"`
	AppSecret       answer.Scalar `json:"appSecret"`
	Expires         answer.Scalar `json:"instanceExpiresTime"`
}

func parseAuthorize(resp providers.Response) (providers.Outcome, error) {
	e, err := open(resp)
	if err != nil {
		return providers.Outcome{}, err
	}
	var rows []row
	if len(e.Data) == 0 || json.Unmarshal(e.Data, &rows) != nil {
		return providers.Outcome{}, answer.Shape(resp, "data")
	}
	slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(b.worth(), a.worth()) })
	var out providers.Outcome
	for _, r := range rows {
		if r.AppKey == "" {
			return providers.Outcome{}, answer.Shape(resp, "data.appKey")
		}
		out.Grants = append(out.Grants, r.grant())
	}
	return out, nil
}

// worth puts the rows that are valid before those that are void.
func (r row) worth() int {
	if r.Status.Is(0) {
		return 0
	}
	return 1
}

func (r row) grant() providers.Grant {
	public := map[string]string{}
	for name, value := range map[string]answer.Scalar{
		"account_id": r.AccountID, "account_name": r.AccountName, "company": r.Company, "group": r.Group,
		"service_id": r.Service, "router_addr": r.Domain, "status": r.Status, "outer_instance_id": r.OuterInstanceID,
		"client_id": r.ClientID, "app_key": r.AppKey, "instance_expires_time": r.Expires,
	} {
		if value != "" {
			public[name] = string(value)
		}
	}
	g := providers.Grant{Kind: GrantAccount, Subject: string(r.AppKey), Name: answer.First(r.AccountName, r.Company), Public: public}
	if r.AppSecret != "" {
		g.Secret = map[string]string{"app_secret": string(r.AppSecret)}
	}
	return g
}

func parseBusiness(resp providers.Response) (providers.Outcome, error) {
	if _, err := open(resp); err != nil {
		return providers.Outcome{}, err
	}
	return providers.Outcome{Data: resp.Body}, nil
}
