package catalog

import (
	"maps"
	"math/rand/v2"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers"
	"keycase/providers/sandbox"
)

// world is the sandbox with what a caller has to bring along.
type world struct {
	*sandbox.World
	t      *testing.T
	random *rand.ChaCha8
	called map[string]bool
}

func newWorld(t *testing.T) *world {
	start := time.Date(2024, 1, 1, 8, 0, 0, 0, providers.ChinaTime)
	return &world{
		World:  sandbox.New(sandbox.Options{Clock: func() time.Time { return start }, Rand: rand.NewChaCha8([32]byte{1})}),
		t:      t,
		random: rand.NewChaCha8([32]byte{2}),
		called: map[string]bool{},
	}
}

// call signs, has the sandbox answer and reads the answer.
func (w *world) call(name string, values providers.Values) (providers.Outcome, error) {
	w.t.Helper()
	p, op, err := Registry().Operation(name)
	require.NoError(w.t, err)
	w.called[name] = true

	env, err := providers.NewEnv(w.Now(), w.random)
	require.NoError(w.t, err)
	signed, err := op.Sign(env, values)
	require.NoError(w.t, err)

	r := httptest.NewRequest(signed.Request.Method, signed.Request.URL, strings.NewReader(signed.Request.Body))
	for _, h := range signed.Request.Headers {
		r.Header.Set(h.Name, h.Value)
	}
	recorder := httptest.NewRecorder()
	w.Handler(p.ID).ServeHTTP(recorder, r)
	return op.Parse(providers.Response{
		Status: recorder.Code, Header: recorder.Header(), Body: recorder.Body.Bytes(),
		Request: signed.Request, Values: values, Env: env,
	})
}

func (w *world) accepted(name string, values providers.Values) providers.Outcome {
	w.t.Helper()
	out, err := w.call(name, values)
	require.NoError(w.t, err, name)
	return out
}

func with(base map[string]string, more providers.Values) providers.Values {
	v := providers.Values(maps.Clone(base))
	maps.Copy(v, more)
	return v
}

// The sandbox checks every signature with code of its own, so whatever it
// accepts was signed right twice. Every operation that sends takes its turn.
func TestSandboxAcceptsEveryOperation(t *testing.T) {
	w := newWorld(t)
	w.walkJDY()
	w.walkKIS()
	w.walkRobot()
	w.walkYilianyun()

	for _, p := range Registry() {
		for _, op := range p.Operations {
			assert.Equal(t, op.Sends, w.called[p.ID+"."+op.ID], "%s.%s", p.ID, op.ID)
		}
	}
}

func (w *world) walkJDY() {
	keys := sandbox.Demo().Values(sandbox.JDY)
	token := w.accepted("jdy.app-token", with(keys, nil)).Token
	assert.NotEmpty(w.t, w.accepted("jdy.authorize", with(keys, nil)).Grants)
	w.accepted("jdy.request", with(keys, providers.Values{
		"path": "/jdy/v2/bd/customer", "query": `[["search","a b*~中"],["page","1"]]`, "app_token": token.Value,
	}))
}

func (w *world) walkKIS() {
	keys := sandbox.Demo().Values(sandbox.KIS)
	for _, letters := range []string{"upper", "lower"} {
		assert.Len(w.t, w.accepted("kis.server-url", with(keys, providers.Values{"md5_case": letters})).Grants, 4)
	}
	assert.NotEmpty(w.t, w.accepted("kis.server-url-v1", with(keys, nil)).Grants)

	newest := w.accepted("kis.server-url", with(keys, nil)).Grants[0]
	assert.Equal(w.t, sandbox.Demo().KIS.NetID, newest.Subject)
	out := w.accepted("kis.router", with(keys, providers.Values{
		"netid": newest.Public["netid"], "server_url": newest.Public["server_url"],
		"method":   "kis.APP004088.acctplatform.AcctController.DealAcctPlatForm",
		"custdata": `{"ProductID":"P","AccountDB":"A","Data":{"Action":"GetAcctList","Recordset":[]}}`,
	}))
	assert.NotEmpty(w.t, out.Data)
}

func (w *world) walkRobot() {
	keys := sandbox.Demo().Values(sandbox.Robot)
	for _, style := range []string{"query", "form", "basic"} {
		token := w.accepted("robot.token", with(keys, providers.Values{"auth_style": style})).Token
		w.accepted("robot.request", with(keys, providers.Values{
			"access_token": token.Value, "method": "POST", "path": "/some/api", "query": `[["x","1 2"]]`, "body": `{"a":1}`,
		}))
	}
}

func (w *world) walkYilianyun() {
	demo := sandbox.Demo()
	open := demo.Yilianyun
	keys := map[string]string{"client_id": open.ClientID, "client_secret": open.ClientSecret, "app_type": open.AppType, "machine_code": open.MachineCode}
	w.accepted("yilianyun.scan-code", with(keys, providers.Values{"msign": open.Msign}))
	w.accepted("yilianyun.scan-code", with(keys, providers.Values{"qr_key": w.PrintQRKey(open.MachineCode)}))
	token := w.accepted("yilianyun.authorization-code", with(keys, providers.Values{"code": w.GrantCode(open.ClientID, open.MachineCode)})).Token
	token = w.accepted("yilianyun.refresh", with(keys, providers.Values{"refresh_token": token.RefreshToken})).Token
	assert.Equal(w.t, open.MachineCode, token.Subject)
	w.usePrinter(keys, token)

	self := demo.YilianyunSelf
	keys = map[string]string{"client_id": self.ClientID, "client_secret": self.ClientSecret, "app_type": self.AppType, "machine_code": self.MachineCode}
	token = w.accepted("yilianyun.client-token", with(keys, nil)).Token
	assert.True(w.t, token.NeverExpires)
	w.accepted("yilianyun.add-printer", with(keys, providers.Values{
		"access_token": token.Value, "msign": self.Msign, "print_name": "收银台", "phone": "13800000000",
	}))
	w.usePrinter(keys, token)

	_, err := w.call("yilianyun.scan-code", with(keys, providers.Values{"msign": self.Msign}))
	var f *providers.Failure
	require.ErrorAs(w.t, err, &f)
	assert.Equal(w.t, "31", f.Code)
}

func (w *world) usePrinter(keys map[string]string, token *providers.Token) {
	w.accepted("yilianyun.request", with(keys, providers.Values{
		"access_token": token.Value, "path": "/print/index", "form": `[["content","第一行\n100% & 'a'"],["origin_id","A1"]]`,
	}))
	for _, name := range []string{"yilianyun.printer-status", "yilianyun.print-text", "yilianyun.delete-printer"} {
		out := w.accepted(name, with(keys, providers.Values{"access_token": token.Value, "content": "测试页\n第二行"}))
		assert.NotEmpty(w.t, out.Data)
	}
}

// A refusal comes out with the platform's own code and an explanation.
func TestSandboxRefusalsAreExplained(t *testing.T) {
	kis := sandbox.Demo().Values(sandbox.KIS)
	for _, c := range []struct {
		op     string
		values providers.Values
		code   string
	}{
		{"kis.server-url", with(kis, providers.Values{"auth_token": "wrong"}), "403"},
		{"kis.server-url-v1", with(kis, providers.Values{"client_secret": "wrong"}), "403"},
		{"kis.server-url", with(kis, providers.Values{"eid": sandbox.Demo().KIS.IdleEID}), "201"},
		{"robot.token", providers.Values{"api_key": "wrong", "secret_key": "wrong"}, "invalid_client"},
		{"yilianyun.client-token", providers.Values{"client_id": "1000000002", "client_secret": "wrong"}, "11"},
	} {
		_, err := newWorld(t).call(c.op, c.values)
		var f *providers.Failure
		require.ErrorAs(t, err, &f, c.op)
		assert.Equal(t, c.code, f.Code, c.op)
		assert.NotEqual(t, providers.Unknown(f.Code, f.Message), f)
	}
}
