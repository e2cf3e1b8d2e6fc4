package broker_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"keycase/broker"
	"keycase/providers"
	"keycase/providers/sandbox"
	"keycase/vault"
)

// paths are what a platform was asked, oldest first, by the last part of each path.
func (h *house) paths(platform string) (names []string) {
	for _, r := range h.world.Requests(platform) {
		names = append(names, r.Path[len(r.Path)-min(len(r.Path), 18):])
	}
	return names
}

func (h *house) get(cred vault.Credential) vault.Credential {
	h.t.Helper()
	now, err := h.vault.Get(cred.ID)
	require.NoError(h.t, err)
	return now
}

func (h *house) secret(cred vault.Credential, name string) string {
	h.t.Helper()
	secrets, err := h.vault.Secrets(bg, cred.ID)
	require.NoError(h.t, err)
	return secrets[name]
}

// The daily change of app_secret costs a person nothing but a moment.
func TestRotatedKeysAreFetchedAndTheCallRepeated(t *testing.T) {
	h := newHouse(t)
	cred := h.add("jdy", "晨光商贸")
	fresh := h.world.RotateAppSecret(sandbox.Demo().JDY.AppKey)
	result, err := h.broker.Issue(bg, cred.ID, "app-token")
	require.NoError(t, err)
	assert.Equal(t, []string{"kingdee_auth_token", "push_app_authorize", "kingdee_auth_token"}, h.paths("jdy"))
	assert.Equal(t, fresh, h.secret(cred, "app_secret"))
	_, value := h.token(cred, "app-token")
	assert.Equal(t, result.Outcome.Token.Value, value)
	now, err := h.vault.Get(cred.ID)
	require.NoError(t, err)
	for _, g := range now.Grants {
		assert.NotEqual(t, "account", g.Kind, "which account sets to bind is for people to say")
	}
	var auto []string
	for _, e := range h.seen() {
		if c, ok := e.(broker.Called); ok && c.Auto {
			auto = append(auto, c.Operation)
		}
	}
	assert.Equal(t, []string{"jdy.authorize"}, auto)
}

// Of several rows it is the credential's own: by app_key, then by outerInstanceId,
// and a valid one before a void one.
func TestTheRightRowIsTaken(t *testing.T) {
	rows := `{"appKey":"other","appSecret":"of-another"},
		{"appKey":"bVZgAZOv1","appSecret":"of-another-instance","outerInstanceId":"1","status":1},
		{"appKey":"bVZgAZOv1","appSecret":"void","outerInstanceId":"123456789012345678","status":0},
		{"appKey":"bVZgAZOv1","appSecret":"the-right-one","outerInstanceId":"123456789012345678","status":1}`
	h := newHouse(t)
	cred := h.add("jdy", "晨光商贸")
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`{"code":200,"data":[` + rows + `]}`))
	}))
	t.Cleanup(srv.Close)
	b := broker.New(broker.Params{
		Registry: registry(), Vault: h.vault, HTTP: http.DefaultClient, Clock: h.clock.Now, Rand: zeros{},
		BaseURLs: map[string]string{"jdy": srv.URL},
	})
	_, err := b.Run(bg, broker.Call{Operation: "jdy.authorize", Credential: cred.ID})
	require.NoError(t, err)
	assert.Equal(t, "the-right-one", h.secret(cred, "app_secret"))
}

func TestKeysThatCannotBeFetched(t *testing.T) {
	refused := func(h *house, cred vault.Credential) *broker.StaleError {
		h.world.RotateAppSecret(sandbox.Demo().JDY.AppKey)
		_, err := h.broker.Issue(bg, cred.ID, "app-token")
		var stale *broker.StaleError
		require.ErrorAs(t, err, &stale)
		var failure *providers.Failure
		require.ErrorAs(t, err, &failure)
		assert.Equal(t, "1030002006", failure.Code)
		return stale
	}
	t.Run("no outerInstanceId", func(t *testing.T) {
		h := newHouse(t)
		values := providers.Values(sandbox.Demo().Values("jdy"))
		delete(values, "outer_instance_id")
		cred, _, err := h.broker.AddCredential(bg, broker.Draft{Platform: "jdy", Name: "n", Values: values})
		require.NoError(t, err)
		stale := refused(h, cred)
		require.ErrorIs(t, stale, broker.ErrKeysLacking)
		require.Len(t, stale.Missing, 1)
		assert.Equal(t, "outer_instance_id", stale.Missing[0].Name)
		assert.Len(t, h.world.Requests("jdy"), 1)
	})
	t.Run("another app_key now", func(t *testing.T) {
		h := newHouse(t)
		cred := h.add("jdy", "晨光商贸")
		_, _, err := h.broker.EditCredential(bg, cred.ID, broker.Draft{Values: providers.Values{"outer_instance_id": "111"}})
		require.NoError(t, err)
		stale := refused(h, cred)
		var inner *providers.Failure
		require.ErrorAs(t, stale.Err, &inner, "the platform knows no such instance")
	})
	t.Run("the same keys", func(t *testing.T) {
		h := newHouse(t)
		cred := h.add("jdy", "晨光商贸")
		h.world.SetFault("jdy", sandbox.Fault{Kind: sandbox.FaultRefuse, Code: 1030002006, Times: 1})
		_, err := h.broker.Issue(bg, cred.ID, "app-token")
		require.ErrorIs(t, err, broker.ErrNoNewerKeys)
	})
}

// Who gives the keys himself wants a call with those.
func TestGivenValuesAreNotReplaced(t *testing.T) {
	h := newHouse(t)
	cred := h.add("jdy", "晨光商贸")
	old := sandbox.Demo().JDY.AppSecret
	h.world.RotateAppSecret(sandbox.Demo().JDY.AppKey)
	for _, call := range []broker.Call{
		{Operation: "jdy.app-token", Values: sandbox.Demo().Values("jdy")},
		{Operation: "jdy.app-token", Credential: cred.ID, Values: providers.Values{"app_secret": old}},
	} {
		_, err := h.broker.Run(bg, call)
		var stale *broker.StaleError
		require.NotErrorAs(t, err, &stale)
		var failure *providers.Failure
		require.ErrorAs(t, err, &failure)
	}
	assert.Len(t, h.world.Requests("jdy"), 2)
}

// business is a call of each platform that a token goes along with.
var business = map[string]broker.Call{
	"jdy":       {Operation: "jdy.request", Values: providers.Values{"path": "/jdy/v2/bd/customer"}},
	"robot":     {Operation: "robot.request", Values: providers.Values{"path": "/ocr/invoice"}},
	"yilianyun": {Operation: "yilianyun.printer-status", Values: providers.Values{"machine_code": sandbox.Demo().Yilianyun.MachineCode}},
}

func TestExpiredTokenIsRenewedAndTheCallRepeated(t *testing.T) {
	for platform, call := range business {
		t.Run(platform, func(t *testing.T) {
			h := newHouse(t)
			cred := h.add(platform, "n")
			kind := registryKind(t, platform)
			if platform == "yilianyun" {
				pair(h, cred, call.Values["machine_code"])
			} else {
				_, err := h.broker.Issue(bg, cred.ID, kind)
				require.NoError(t, err)
			}
			_, old := h.token(cred, kind)
			h.world.ExpireTokens(platform)
			call.Credential = cred.ID

			var group errgroup.Group
			for range 4 { // at once: the first renews for all
				group.Go(func() error {
					_, err := h.broker.Run(bg, call)
					return err
				})
			}
			require.NoError(t, group.Wait())
			_, value := h.token(cred, kind)
			assert.NotEqual(t, old, value)
			issued := 0
			for _, e := range h.seen() {
				if _, ok := e.(broker.TokenStored); ok {
					issued++
				}
			}
			assert.Equal(t, 2, issued, "once before, once because it had expired")
		})
	}
}

func registryKind(t *testing.T, platform string) string {
	t.Helper()
	p, err := registry().Platform(platform)
	require.NoError(t, err)
	return p.Tokens[0].Kind
}

// Both at once: the token is dead, and so are the keys that buy another.
func TestExpiredTokenAndRotatedKeys(t *testing.T) {
	h := newHouse(t)
	cred := h.add("jdy", "晨光商贸")
	_, err := h.broker.Issue(bg, cred.ID, "app-token")
	require.NoError(t, err)
	h.clock.Move(2 * time.Minute)
	h.world.ExpireTokens("jdy")
	h.world.RotateAppSecret(sandbox.Demo().JDY.AppKey)
	call := business["jdy"]
	call.Credential = cred.ID
	_, err = h.broker.Run(bg, call)
	require.NoError(t, err)
}

// After a refused refresh a person is asked to bind again, but nothing is thrown
// away: the refusal may be a mistake.
func TestRefusedRefreshAsksToBindAgain(t *testing.T) {
	h := newHouse(t)
	cred := h.add("yilianyun", "解放路店")
	token := pair(h, cred, sandbox.Demo().Yilianyun.MachineCode)
	other := pair(h, cred, sandbox.Demo().YilianyunSelf.MachineCode)
	renewal := func(t vault.Token) broker.Renewal {
		now, err := h.vault.Get(cred.ID)
		require.NoError(h.t, err)
		return h.broker.RenewalOf(now, t)
	}
	h.world.SetFault("yilianyun", sandbox.Fault{Kind: sandbox.FaultRefuse, Code: 20, Times: 1})
	_, err := h.broker.Renew(bg, cred.ID, token.ID)
	var failure *providers.Failure
	require.ErrorAs(t, err, &failure)
	assert.Contains(t, failure.Action.ZH, "重新授权")
	assert.Empty(t, renewal(token).Operation)
	assert.Equal(t, "yilianyun.refresh", renewal(other).Operation)
	_, err = h.broker.Renew(bg, cred.ID, token.ID)
	require.ErrorIs(t, err, broker.ErrBindAgain)

	h.clock.Move(time.Minute)
	_, err = h.broker.Run(bg, broker.Call{Operation: "yilianyun.refresh", Credential: cred.ID, Subject: token.Subject, Values: providers.Values{"machine_code": token.Subject}})
	require.NoError(t, err)
	fresh, ok := broker.FindToken(h.get(cred), "access_token", token.Subject)
	require.True(t, ok)
	assert.Equal(t, "yilianyun.refresh", renewal(fresh).Operation)
}

// A day's tokens that are used up are not a reason to lose the refusal.
func TestNoTokenLeftToday(t *testing.T) {
	h := newHouse(t)
	cred := h.add("yilianyun", "解放路店")
	token := pair(h, cred, sandbox.Demo().Yilianyun.MachineCode)
	for range 19 {
		_, err := h.broker.Renew(bg, cred.ID, token.ID)
		require.NoError(t, err)
	}
	h.world.ExpireTokens("yilianyun")
	call := business["yilianyun"]
	call.Credential = cred.ID
	_, err := h.broker.Run(bg, call)
	var stale *broker.StaleError
	require.ErrorAs(t, err, &stale)
	assert.Equal(t, "18", stale.Refusal.Code)
	var quota *broker.QuotaError
	require.ErrorAs(t, stale.Err, &quota)
}

// A keeper that cannot reach the newer keys tries again later.
func TestKeeperAsksAgainForNewerKeys(t *testing.T) {
	k := newKeeping(t)
	cred := k.issued("jdy", "晨光商贸", "app-token")
	k.choose(cred, true)
	k.keeper.Stop()
	down := true
	k.keep(k.brokerWith(k.vault, &http.Client{Transport: brokenPath{jdyAuthorize, &down}}))
	k.world.RotateAppSecret(sandbox.Demo().JDY.AppKey)
	k.timers.Pass(23 * time.Hour)
	assert.Equal(t, 23*time.Hour, k.age(cred))
	down = false
	k.timers.Pass(30 * time.Minute)
	assert.Less(t, k.age(cred), 30*time.Minute)
}

// brokenPath is a network on which one path cannot be reached.
type brokenPath struct {
	ending string
	down   *bool
}

func (p brokenPath) RoundTrip(req *http.Request) (*http.Response, error) {
	if *p.down && strings.HasSuffix(req.URL.Path, p.ending) {
		return nil, io.ErrUnexpectedEOF
	}
	return http.DefaultTransport.RoundTrip(req)
}

// KIS computes a token for each call, whatever is stored.
func TestEachRouterCallHasATokenOfItsOwn(t *testing.T) {
	h := newHouse(t)
	demo := sandbox.Demo().KIS
	values := providers.Values(sandbox.Demo().Values("kis"))
	values["eid"], values["auth_token"] = demo.SingleEID, demo.SingleAuthToken
	cred, _, err := h.broker.AddCredential(bg, broker.Draft{Platform: "kis", Name: "one", Values: values})
	require.NoError(t, err)
	_, err = h.broker.Run(bg, broker.Call{Operation: "kis.server-url", Credential: cred.ID})
	require.NoError(t, err)
	_, err = h.broker.Issue(bg, cred.ID, "access_token")
	require.NoError(t, err)
	_, stored := h.token(cred, "access_token")
	seen := []string{stored}
	for range 3 {
		h.clock.Move(11 * time.Minute)
		result, err := h.broker.Run(bg, broker.Call{Operation: "kis.router", Credential: cred.ID, Values: providers.Values{
			"method": "kis.APP004088.acctplatform.AcctController.DealAcctPlatForm", "custdata": `{"ProductID":"x","AccountDB":"y","Data":{"Action":"GetAcctList"}}`,
		}})
		require.NoError(t, err)
		assert.NotContains(t, seen, result.Signed.Signature)
		seen = append(seen, result.Signed.Signature)
	}
	slices.Sort(seen)
	assert.Len(t, slices.Compact(seen), 4)
}
