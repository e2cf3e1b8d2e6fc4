package sandbox

import (
	"encoding/json"
	"net/http"
	"strconv"
)

// kisRowV1 is a product as version 1 tells it.
type kisRowV1 struct {
	NetID       string
	ProductName string
	ServerURL   string `json:"ServerUrl"`
	AppSecret   string // key for CustData, gone in version 2
}

// serverURLV1 answers get_server_url as it was until 2016-06-14. It knows the
// codes 200, 201 and 403 only, and does not send the state back.
func (p *kis) serverURLV1(c *call, params pairs) reply {
	enterprise, refusal := p.check(c, kisProof{
		eid: params.get("EID"), clientID: params.get("ClientID"), stamp: params.get("Timestamp"),
		state: params.get("State"), hash: params.get("Sign"), v1: true,
	})
	if refusal.code == kisTooFast || refusal.code == kisTooMany {
		refusal = kisRefusal{kisFailed, refusal.text()}
	}
	code, msg := kisOK, kisTexts[kisOK]
	var rows []kisRowV1
	if refusal.code != 0 {
		code, msg = refusal.code, refusal.text()
	} else {
		for _, product := range enterprise.products {
			rows = append(rows, kisRowV1{product.netid, product.name, product.serverURL, product.appSecret})
		}
	}
	return envelopeV1(code, msg, rows)
}

// isV1 tells the versions apart, which share their URL, by a name that only
// version 1 has.
func isV1(params pairs) bool {
	return params.has("Sign") || params.has("EID") || params.has("ClientID")
}

func envelopeV1(code int, msg string, rows []kisRowV1) reply {
	return jsonReply(http.StatusOK, strconv.Itoa(code), struct {
		Result int
		Msg    string
		Data   []kisRowV1 `json:",omitempty"`
	}{code, msg, rows})
}

// The one method of the router that public clients call, and what it can do.
const kisAcctMethod = "kis.APP004088.acctplatform.AcctController.DealAcctPlatForm"

var kisAcctActions = map[string]bool{"SyncBill": true, "SyncUser": true, "SyncDepartment": true, "GetAcctList": true}

// kisCustData is the JSON text in the parameter custdata.
type kisCustData struct {
	ProductID any
	AccountDB any
	Data      struct {
		Action    string
		Recordset json.RawMessage
	}
}

// kisInner is the product server's own answer inside of the router's.
type kisInner struct {
	Result int
	ErrMsg string
	Data   any
}

// router answers <server_url>/Kisopenapi/router/. Outside it tells whether the
// call reached the product, inside what became of it there.
func (p *kis) router(c *call) reply {
	params := pairs(nil)
	if c.method == http.MethodPost {
		params = p.params(c)
	}
	state := echoed(params.get("state"))
	enterprise, refusal := p.check(c, kisProof{
		eid: params.get("eid"), clientID: params.get("client_id"), stamp: params.get("timestamp"),
		state: params.get("state"), hash: params.get("access_token"),
	})
	if refusal.code == 0 {
		refusal = enterprise.routable(params)
	}
	if refusal.code != 0 {
		return routed(refusal.code, refusal.text(), state, nil)
	}
	return routed(kisOK, kisTexts[kisOK], state, kisRun(params))
}

// routable finds what keeps a proven call from its product (the words are
// inferred).
func (e *kisEnterprise) routable(params pairs) kisRefusal {
	if params.get("ver") != "2.0" {
		return kisRefusal{kisFailed, "ver不正确"}
	}
	for _, product := range e.products {
		if product.netid == params.get("netid") {
			return kisRefusal{}
		}
	}
	return kisRefusal{kisFailed, "netid不存在"}
}

// kisRun lets the product do what custdata says. Its code of a failure is
// inferred.
func kisRun(params pairs) *kisInner {
	var in kisCustData
	switch {
	case params.get("method") != kisAcctMethod:
		return &kisInner{Result: kisFailed, ErrMsg: "method不存在"}
	case json.Unmarshal([]byte(params.get("custdata")), &in) != nil:
		return &kisInner{Result: kisFailed, ErrMsg: "custdata不是JSON"}
	case !kisAcctActions[in.Data.Action]:
		return &kisInner{Result: kisFailed, ErrMsg: "Action不存在"}
	default:
		return &kisInner{kisOK, kisTexts[kisOK], map[string]any{"Action": in.Data.Action, "Recordset": in.Data.Recordset}}
	}
}

func routed(code int, msg, state string, inner *kisInner) reply {
	outcome := strconv.Itoa(code)
	if inner != nil && inner.Result != kisOK {
		outcome += "/" + strconv.Itoa(inner.Result)
	}
	return jsonReply(http.StatusOK, outcome, struct {
		Result   int
		State    string
		ErrMsg   string
		DataJSON *kisInner `json:"DataJson"`
	}{code, state, msg, inner})
}
