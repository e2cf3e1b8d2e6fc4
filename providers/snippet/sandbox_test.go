package snippet

import (
	"context"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers"
	"keycase/providers/catalog"
	"keycase/providers/sandbox"
)

// awkward is what shells and languages like to interpret.
const awkward = `'"$HOME` + "`id`" + ` \ \" \u0041 %41 %PATH% & ! ^ @x </script> <!-- ‘’ 中文 🖨 ~*;|<> {x} [y] #`

// town is a sandbox with somebody who runs what they copied.
type town struct {
	t       *testing.T
	world   *sandbox.World
	servers *sandbox.Servers
	n       uint64 // of the randomness so far
}

func newTown(t *testing.T) *town {
	world := sandbox.New(sandbox.Options{})
	servers, err := world.Start(context.Background(), "")
	require.NoError(t, err)
	t.Cleanup(servers.Close)
	return &town{t: t, world: world, servers: servers}
}

// errand is one call of an operation.
type errand struct {
	platform *providers.Platform
	op       *providers.Operation
	env      providers.Env
	values   providers.Values
}

func (w *town) errand(operation string, values ...map[string]string) errand {
	platform, op, err := catalog.Registry().Operation(operation)
	require.NoError(w.t, err)
	all := providers.Values{}
	for _, v := range values {
		maps.Copy(all, v)
	}
	w.n++
	env, err := providers.NewEnv(time.Now(), strings.NewReader(strings.Repeat(string(rune('a'+w.n)), 200)))
	require.NoError(w.t, err)
	env.BaseURL = w.servers.URL(platform.ID)
	return errand{platform, op, env, all}
}

// do makes the call itself.
func (w *town) do(operation string, values ...map[string]string) providers.Outcome {
	e := w.errand(operation, values...)
	signed, err := e.op.Sign(e.env, e.values)
	require.NoError(w.t, err)
	req, err := http.NewRequest(signed.Request.Method, signed.Request.URL, strings.NewReader(signed.Request.Body))
	require.NoError(w.t, err)
	for _, h := range signed.Request.Headers {
		req.Header.Set(h.Name, h.Value)
	}
	resp, err := http.DefaultClient.Do(req)
	require.NoError(w.t, err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	require.NoError(w.t, err)
	out, err := e.op.Parse(providers.Response{Status: resp.StatusCode, Body: body})
	require.NoError(w.t, err, operation)
	return out
}

func asJSON(t *testing.T, v any) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	require.NoError(t, e.Encode(v))
	return strings.TrimSuffix(b.String(), "\n")
}

// errands are calls of every operation that sends, each once at least. They can
// be done in any order.
func (w *town) errands() []errand {
	demo := sandbox.Demo()
	var all []errand
	add := func(operation string, values ...map[string]string) {
		all = append(all, w.errand(operation, values...))
	}

	jdy := demo.Values(sandbox.JDY)
	token := map[string]string{"app_token": w.do("jdy.app-token", jdy).Token.Value}
	add("jdy.app-token", jdy)
	add("jdy.authorize", jdy)
	query := asJSON(w.t, [][2]string{{"search", awkward}, {"page", "1"}, {"empty", ""}, {"a1", "2"}, {"a", "1"}})
	add("jdy.request", jdy, token, map[string]string{"method": "GET", "path": "/jdy/v2/bd/customer", "query": query})
	add("jdy.request", jdy, token, map[string]string{"method": "GET", "path": "/jdy/v2/bd/customer"})
	add("jdy.request", jdy, token, map[string]string{
		"method": "POST", "path": "/jdy/v2/bd/customer", "query": query, "body": "{\n  \"name\": " + asJSON(w.t, awkward) + "\n}",
	})

	kis := demo.Values(sandbox.KIS)
	product := w.do("kis.server-url", kis).Grants[0].Public
	add("kis.server-url", kis)
	add("kis.server-url-v1", kis, map[string]string{"md5_case": "lower"})
	add("kis.router", kis, product, map[string]string{
		"method":   "kis.APP004088.acctplatform.AcctController.DealAcctPlatForm",
		"custdata": asJSON(w.t, map[string]any{"ProductID": "P", "AccountDB": "A", "Data": map[string]any{"Action": "GetAcctList", "Recordset": []string{awkward}}}),
	})

	robot := demo.Values(sandbox.Robot)
	for _, style := range []string{"query", "form", "basic"} {
		add("robot.token", robot, map[string]string{"auth_style": style})
	}
	access := map[string]string{"access_token": w.do("robot.token", robot).Token.Value}
	add("robot.request", robot, access, map[string]string{
		"method": "POST", "path": "/some/a%20p%69", "query": query, "body": asJSON(w.t, map[string]string{"text": awkward}),
	})
	add("robot.request", robot, access, map[string]string{"method": "DELETE", "path": "/some/api"})

	open := demo.Values(sandbox.Yilianyun)
	machine := map[string]string{"machine_code": open["machine_code"]}
	grant := func() map[string]string {
		return map[string]string{"code": w.world.GrantCode(open["client_id"], open["machine_code"])}
	}
	renewing := map[string]string{"refresh_token": w.do("yilianyun.authorization-code", open, grant()).Token.RefreshToken}
	add("yilianyun.refresh", open, machine, renewing)
	add("yilianyun.scan-code", open)
	add("yilianyun.authorization-code", open, grant())

	self := demo.Values(sandbox.YilianyunSelf)
	selfToken := map[string]string{"access_token": w.do("yilianyun.client-token", self).Token.Value}
	printing := map[string]string{"content": awkward + "\r\nnext line\n\tafter a tab", "print_name": "收银台 'A' & $B 100%"}
	w.do("yilianyun.add-printer", self, selfToken)
	add("yilianyun.client-token", self)
	add("yilianyun.add-printer", self, selfToken, printing)
	add("yilianyun.printer-status", self, selfToken)
	add("yilianyun.print-text", self, selfToken, printing)
	add("yilianyun.print-text", self, selfToken, printing, map[string]string{"origin_id": "20240101000001"})
	add("yilianyun.request", self, selfToken, map[string]string{
		"path": "/print/index", "form": asJSON(w.t, [][2]string{{"content", awkward}, {"origin_id", "B1"}, {"empty", ""}}),
	})
	add("yilianyun.request", open, map[string]string{
		"path": "/oauth/scancodemodel", "form": asJSON(w.t, [][2]string{{"msign", open["msign"]}, {"scope", "all"}}),
	})
	all = append(all, w.errand("yilianyun.delete-printer", self, selfToken)) // the last, for the others need it
	return all
}

// shown are the values of a shared snippet's variables, as a reader would set
// them: secrets as they are, results as the signer made them.
func (e errand) shown(t *testing.T, s Snippet) map[string]string {
	clean, _, err := e.op.Check(e.values)
	require.NoError(t, err)
	results := wireResults(t, e)
	values := map[string]string{}
	for _, v := range s.Variables {
		value, ok := clean[v.Step]
		if made, computed := results[v.Step]; computed {
			value, ok = made, true
		}
		require.True(t, ok, "%s.%s: nobody knows %s", e.platform.ID, e.op.ID, v.Step)
		if v.Encoded {
			value = strict.encode(value)
		}
		values[v.Name] = value
	}
	return values
}

// wireResults finds the results of steps in the signed request, by the names
// that they travel under.
func wireResults(t *testing.T, e errand) map[string]string {
	signed, err := e.op.Sign(e.env, e.values)
	require.NoError(t, err)
	r := signed.Request
	results := map[string]string{}
	_, query, _ := strings.Cut(r.URL, "?")
	for _, part := range strings.Split(query+"&"+r.Body, "&") {
		name, value, _ := strings.Cut(part, "=")
		if plain, err := url.QueryUnescape(value); err == nil {
			results[strings.ToLower(name)] = plain
		}
	}
	results["request_id"] = results["id"]
	for _, s := range []string{"client_id", "client_secret", "eid"} {
		delete(results, s) // inputs; another value travels under the name
	}
	for header, step := range map[string]string{"X-Api-TimeStamp": "timestamp", "X-Api-Nonce": "nonce", "X-Api-Signature": "signature"} {
		if v := r.Header(header); v != "" {
			results[step] = v
		}
	}
	if basic, ok := strings.CutPrefix(r.Header("Authorization"), "Basic "); ok {
		results["basic"] = basic
	}
	return results
}

// Each snippet of each operation in both forms, run by the real interpreter
// wherever there is one, does at the strict sandbox what it is for.
func TestEverySnippetOfEveryOperation(t *testing.T) {
	for _, target := range Targets() {
		for _, form := range []string{"ready", "shared"} {
			t.Run(target.ID+"/"+form, func(t *testing.T) {
				t.Parallel()
				runAll(t, target, runners[target.ID], form == "shared", newTown(t))
			})
		}
	}
	t.Run("zsh", func(t *testing.T) {
		t.Parallel()
		runAll(t, targets[0], runners["zsh"], true, newTown(t))
	})
}

func runAll(t *testing.T, target Target, run runner, shared bool, w *town) {
	errands := w.errands()
	// A second account set with its own quota takes an app_signature made before.
	other := newTown(t)
	jdy := sandbox.Demo().Values(sandbox.JDY)
	delete(jdy, "app_secret")
	signature, err := errands[0].op.Sign(errands[0].env, errands[0].values)
	require.NoError(t, err)
	given := signature.Trace[2].Value
	errands = append([]errand{other.errand("jdy.app-token", jdy, map[string]string{"app_signature": given, "uid": "700123"})}, errands...)

	covered := map[string]bool{}
	var texts, env []string
	for i, e := range errands {
		s := e.snippet(t, target.ID, shared)
		text, own := ownNames(i, s, e.valuesFor(t, s, shared))
		texts, env = append(texts, text), append(env, own...)
		covered[e.platform.ID+"."+e.op.ID] = true
	}
	for i, out := range run(t, texts, env) {
		e := errands[i]
		_, err := e.op.Parse(providers.Response{Status: 200, Body: []byte(out), Values: e.values})
		require.NoError(t, err, "%s.%s\n%s\n%s", e.platform.ID, e.op.ID, texts[i], out)
	}
	for _, p := range catalog.Registry() {
		for _, op := range p.Operations {
			assert.Equal(t, op.Sends, covered[p.ID+"."+op.ID], "%s.%s", p.ID, op.ID)
		}
	}
}

func (e errand) valuesFor(t *testing.T, s Snippet, shared bool) map[string]string {
	if !shared {
		require.Empty(t, s.Variables)
		return nil
	}
	return e.shown(t, s)
}

func (e errand) snippet(t *testing.T, target string, shared bool) Snippet {
	if shared {
		s, err := Share(target, e.platform, e.op, e.env, e.values)
		require.NoError(t, err)
		require.NotEmpty(t, s.Variables)
		return s
	}
	signed, err := e.op.Sign(e.env, e.values)
	require.NoError(t, err)
	s, err := Ready(target, signed)
	require.NoError(t, err)
	return s
}

// Neither a secret nor a signature is in what is shared, in no encoding.
func TestSharedSnippetsHoldNoSecret(t *testing.T) {
	w := newTown(t)
	for _, e := range w.errands() {
		signed, err := e.op.Sign(e.env, e.values)
		require.NoError(t, err)
		hidden := []string{signed.Signature}
		for _, f := range e.op.Inputs {
			if f.Secret {
				hidden = append(hidden, e.values[f.Name])
			}
		}
		for _, step := range signed.Trace {
			if strings.Contains(step.Name, "signature") || strings.Contains(step.Name, "hmac") {
				hidden = append(hidden, step.Value)
			}
		}
		hidden = append(hidden, signed.Request.Sensitive...)
		for _, target := range Targets() {
			s := e.snippet(t, target.ID, true)
			for _, secret := range providers.Forms(hidden) {
				assert.NotContains(t, s.Text, secret, "%s of %s.%s", target.ID, e.platform.ID, e.op.ID)
			}
			assert.Zero(t, s.ValidUntil)
			for _, v := range s.Variables {
				assert.Contains(t, s.Text, v.Name)
			}
			ready := e.snippet(t, target.ID, false)
			assert.Equal(t, signed.ValidUntil, ready.ValidUntil)
		}
	}
}

// Code that signs by itself asks for secrets and nothing else.
func TestCodeSignsByItself(t *testing.T) {
	w := newTown(t)
	for _, e := range w.errands() {
		for _, target := range Targets() {
			if !target.Signs {
				continue
			}
			for _, v := range e.snippet(t, target.ID, true).Variables {
				assert.True(t, isSecret(e.platform, v.Step), "%s.%s asks for %s", e.platform.ID, e.op.ID, v.Name)
			}
		}
	}
}

// isSecret tells whether a platform knows a secret of that name: a row of a form may
// hold one that another operation has an input for.
func isSecret(p *providers.Platform, name string) bool {
	return slices.ContainsFunc(p.Operations, func(op providers.Operation) bool {
		f, ok := providers.FieldNamed(op.Inputs, name)
		return ok && f.Secret
	})
}

func TestWhatCannotBeWritten(t *testing.T) {
	_, err := Render("fish", &providers.Request{})
	require.ErrorIs(t, err, providers.ErrUnknown)
	assert.ErrorContains(t, err, "powershell")
	p, op, err := catalog.Registry().Operation("jdy.app-signature")
	require.NoError(t, err)
	_, err = Share("bash", p, op, providers.Env{}, nil)
	require.ErrorIs(t, err, providers.ErrUnknown)
	p, op, err = catalog.Registry().Operation("jdy.request")
	require.NoError(t, err)
	_, err = Share("bash", p, op, providers.Env{}, nil)
	var invalid *providers.InvalidError
	require.ErrorAs(t, err, &invalid)
	_, err = Share("fish", p, op, providers.Env{}, nil)
	require.ErrorIs(t, err, providers.ErrUnknown)
}

func TestMaskedRequestHoldsNoSecret(t *testing.T) {
	r := nastyRequest("http://127.0.0.1", "body with s3cret")
	r.Sensitive = []string{"s3cret", "YTgz=="}
	for _, target := range Targets() {
		got, err := Render(target.ID, r.Masked())
		require.NoError(t, err)
		assert.NotContains(t, got, "s3cret")
		assert.NotContains(t, got, "YTgz==")
	}
	assert.Contains(t, r.Body, "s3cret", "the request itself is left alone")
}
