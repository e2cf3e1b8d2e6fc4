package kis

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"

	"keycase/providers"
	"keycase/providers/internal/answer"
)

// envelope is the frame of every answer: code, msg, state, data today; Result,
// ErrMsg or Msg, State, Data before. encoding/json ignores the letter case of
// names, so Msg, State and Data are read by their lower-case members.
type envelope struct {
	Code     answer.Scalar   `json:"code"`
	Result   answer.Scalar   `json:"Result"`
	Msg      answer.Scalar   `json:"msg"`
	ErrMsg   answer.Scalar   `json:"ErrMsg"`
	State    answer.Scalar   `json:"state"`
	Data     json.RawMessage `json:"data"`
	DataJSON json.RawMessage `json:"DataJson"`
}

func (e envelope) code() string    { return answer.First(e.Code, e.Result) }
func (e envelope) message() string { return answer.First(e.Msg, e.ErrMsg) }
func (e envelope) ok() bool        { return answer.Scalar(e.code()).Is(http.StatusOK) }

// open reads the frame and returns the failure that it reports. An answer that
// echoes another state than was sent is refused before anything in it counts.
func open(resp providers.Response) (envelope, error) {
	var e envelope
	if err := answer.Decode(resp, &e); err != nil {
		return envelope{}, err
	}
	sent, echoed := resp.Env.State, string(e.State)
	switch {
	case sent != "" && echoed != "" && sent != echoed:
		return envelope{}, providers.Unreadable(resp, providers.Text{
			ZH: "返回的 state 和发出的不一样，这是别的请求的返回",
			EN: "its state differs from the one sent; it belongs to another call",
		})
	case e.code() == "", e.ok() && resp.Status >= http.StatusBadRequest:
		return envelope{}, answer.Shape(resp, "code")
	case !e.ok():
		return envelope{}, failure(e.code(), e.message())
	}
	return e, nil
}

// row is one product instance. Version 1 calls the members NetID, ProductName,
// ServerUrl and AppSecret.
type row struct {
	NetID       answer.Scalar `json:"netid"`
	ProdName    answer.Scalar `json:"prod_name"`
	ProductName answer.Scalar `json:"ProductName"`
	ServerURL   answer.Scalar `json:"server_url"`
	ServerURLv1 answer.Scalar `json:"ServerUrl"`
	LoginTime   answer.Scalar `json:"logintime"`
	AppSecret   answer.Scalar `json:"AppSecret"`
}

// parseInstances gives the instances, the one logged in to last first.
func parseInstances(resp providers.Response) (providers.Outcome, error) {
	e, err := open(resp)
	if err != nil {
		return providers.Outcome{}, err
	}
	rows, ok := decodeRows(e.Data)
	if !ok {
		return providers.Outcome{}, answer.Shape(resp, "data")
	}
	if len(rows) == 0 {
		return providers.Outcome{}, noInstance(e.code(), e.message())
	}
	slices.SortStableFunc(rows, func(a, b row) int { return b.loginTime().Compare(a.loginTime()) })
	var out providers.Outcome
	for _, r := range rows {
		g, ok := r.grant(resp.Values["eid"])
		if !ok {
			return providers.Outcome{}, answer.Shape(resp, "data.netid")
		}
		out.Grants = append(out.Grants, g)
	}
	return out, nil
}

// decodeRows takes the documented array, and a single object for an array of one.
func decodeRows(data json.RawMessage) (rows []row, ok bool) {
	if len(data) == 0 || string(data) == "null" {
		return nil, false
	}
	if data[0] == '{' {
		data = slices.Concat([]byte{'['}, data, []byte{']'})
	}
	return rows, json.Unmarshal(data, &rows) == nil
}

// grant reports false where the row names no instance. Version 1 documents that
// an enterprise without netid is given its own number; an empty one means the same.
func (r row) grant(eid string) (providers.Grant, bool) {
	netID := cmp.Or(string(r.NetID), eid)
	if netID == "" {
		return providers.Grant{}, false
	}
	public := map[string]string{"netid": netID}
	// An instance without a usable address is still worth showing; the router
	// asks for the address then.
	if base, err := NormalizeServerURL(answer.First(r.ServerURL, r.ServerURLv1)); err == nil {
		public["server_url"] = base
	}
	name := answer.First(r.ProdName, r.ProductName)
	if name != "" {
		public["prod_name"] = name
	}
	if r.LoginTime != "" {
		public["logintime"] = string(r.LoginTime)
	}
	g := providers.Grant{Kind: GrantInstance, Subject: netID, Name: name, Public: public}
	if r.AppSecret != "" {
		g.Secret = map[string]string{"app_secret": string(r.AppSecret)}
	}
	return g, true
}

var dateStyle = strings.NewReplacer("/", "-", "T", " ")

// loginTime is zero where the text is no time. The page calls it a datetime and
// shows none, so every usual way of writing one is read, as time in China.
func (r row) loginTime() time.Time {
	text := dateStyle.Replace(strings.TrimSpace(string(r.LoginTime)))
	for _, layout := range []string{"2006-1-2 15:4:5", "2006-1-2 15:4:5Z07:00", "2006-1-2 15:4", "2006-1-2"} {
		if t, err := time.ParseInLocation(layout, text, providers.ChinaTime); err == nil {
			return t
		}
	}
	return time.Time{}
}

// parseRouter wants a 200 twice: from the router and from the product behind it.
func parseRouter(resp providers.Response) (providers.Outcome, error) {
	e, err := open(resp)
	if err != nil {
		return providers.Outcome{}, err
	}
	document := e.DataJSON
	var text string
	if json.Unmarshal(document, &text) == nil {
		document = json.RawMessage(text) // sent as text in some answers
	}
	var inner envelope
	if json.Unmarshal(document, &inner) != nil {
		return providers.Outcome{}, answer.Shape(resp, "DataJson")
	}
	switch {
	case inner.code() == "":
		return providers.Outcome{}, answer.Shape(resp, "DataJson.Result")
	case !inner.ok():
		return providers.Outcome{}, failure(inner.code(), inner.message())
	case len(inner.Data) > 0 && string(inner.Data) != "null":
		return providers.Outcome{Data: inner.Data}, nil
	}
	return providers.Outcome{Data: document}, nil
}
