package broker_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
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

var bg = context.Background()

func TestIssueStoresAndTells(t *testing.T) {
	h := newHouse(t)
	cred := h.add("jdy", "晨光商贸")
	result, err := h.broker.Issue(bg, "晨光商贸", "app-token")
	require.NoError(t, err)

	token, value := h.token(cred, "app-token")
	assert.Equal(t, result.Outcome.Token.Value, value)
	assert.Equal(t, h.clock.Now().Add(24*time.Hour), token.ExpiresAt.In(time.UTC))
	assert.Contains(t, h.seen(), broker.Event(broker.TokenStored{Credential: cred.ID, Kind: "app-token"}))
	used, err := h.vault.Get(cred.ID)
	require.NoError(t, err)
	assert.Equal(t, h.clock.Now(), used.UsedAt.In(time.UTC))

	// The uid that came along is bound, and the token works.
	stored, err := h.vault.Get(cred.ID)
	require.NoError(t, err)
	require.Len(t, stored.Grants, 1)
	assert.Equal(t, "700123", stored.Grants[0].Subject)
	business, err := h.broker.Run(bg, broker.Call{
		Operation: "jdy.request", Credential: cred.ID,
		Values: providers.Values{"path": "/jdy/v2/bd/customer", "query": `[["search","晨光 *~"],["page","1"]]`},
	})
	require.NoError(t, err)
	assert.NotEmpty(t, business.Outcome.Data)
}

func TestValuesAloneStoreNothing(t *testing.T) {
	h := newHouse(t)
	result, err := h.broker.Run(bg, broker.Call{Operation: "jdy.app-token", Values: sandbox.Demo().Values("jdy")})
	require.NoError(t, err)
	assert.NotEmpty(t, result.Outcome.Token.Value)
	assert.Empty(t, h.vault.List())
}

func TestComputedTokenIsStoredWithWhatBelongsToIt(t *testing.T) {
	h := newHouse(t)
	cred := h.add("kis", "明德会计")
	_, err := h.broker.Issue(bg, cred.ID, "access_token")
	require.NoError(t, err)
	token, value := h.token(cred, "access_token")
	assert.Len(t, value, 32)
	assert.Equal(t, 10*time.Minute, token.ExpiresAt.Sub(token.IssuedAt))
	assert.NotEmpty(t, token.Attributes["timestamp"])
	assert.NotEmpty(t, token.Attributes["state"])
	assert.Empty(t, h.world.Requests("kis"), "nothing is sent for it")
}

func TestSeveralInstancesAreLeftToThePerson(t *testing.T) {
	h := newHouse(t)
	cred := h.add("kis", "明德会计")
	_, err := h.broker.Run(bg, broker.Call{Operation: "kis.server-url", Credential: cred.ID})
	require.NoError(t, err)
	stored, err := h.vault.Get(cred.ID)
	require.NoError(t, err)
	require.Len(t, stored.Grants, 4)
	router := broker.Call{Operation: "kis.router", Credential: cred.ID, Values: providers.Values{
		"method": "kis.APP004088.acctplatform.AcctController.DealAcctPlatForm", "custdata": `{"ProductID":"x","AccountDB":"y","Data":{"Action":"GetAcctList"}}`,
	}}
	_, err = h.broker.Run(bg, router)
	var invalid *providers.InvalidError
	require.ErrorAs(t, err, &invalid, "no instance was chosen yet")

	for _, g := range stored.Grants {
		assert.False(t, g.Selected)
		if g.Subject == sandbox.Demo().KIS.NetID {
			require.NoError(t, h.vault.SelectGrant(cred.ID, g.ID))
		}
	}
	_, err = h.broker.Run(bg, router)
	require.NoError(t, err)
}

func TestOneInstanceIsTaken(t *testing.T) {
	h := newHouse(t)
	demo := sandbox.Demo().KIS
	values := providers.Values(sandbox.Demo().Values("kis"))
	values["eid"], values["auth_token"] = demo.SingleEID, demo.SingleAuthToken
	cred, _, err := h.broker.AddCredential(bg, broker.Draft{Platform: "kis", Name: "one", Values: values})
	require.NoError(t, err)
	_, err = h.broker.Run(bg, broker.Call{Operation: "kis.server-url", Credential: cred.ID})
	require.NoError(t, err)
	stored, err := h.vault.Get(cred.ID)
	require.NoError(t, err)
	require.Len(t, stored.Grants, 1)
	assert.True(t, stored.Grants[0].Selected)
}

func TestAuthorizeRenewsTheRotatedSecret(t *testing.T) {
	h := newHouse(t)
	cred := h.add("jdy", "晨光商贸")
	fresh := h.world.RotateAppSecret(sandbox.Demo().JDY.AppKey)
	_, err := h.broker.Run(bg, broker.Call{Operation: "jdy.authorize", Credential: cred.ID})
	require.NoError(t, err)
	assert.Equal(t, fresh, h.secret(cred, "app_secret"))
	_, err = h.broker.Issue(bg, cred.ID, "app-token")
	require.NoError(t, err)
}

func TestQuotaIsKeptAcrossRestartsAndProcesses(t *testing.T) {
	h := newHouse(t)
	cred := h.add("jdy", "晨光商贸")
	for range 2 {
		_, err := h.broker.Issue(bg, cred.ID, "app-token")
		require.NoError(t, err)
	}
	_, other := h.another(t)
	for _, b := range []*broker.Broker{h.broker, other} {
		_, err := b.Issue(bg, cred.ID, "app-token")
		var quota *broker.QuotaError
		require.ErrorAs(t, err, &quota)
		assert.Equal(t, h.clock.Now().Add(time.Minute), quota.Until.In(time.UTC))
	}
	assert.Len(t, h.world.Requests("jdy"), 2, "the third was not sent")

	h.clock.Move(time.Minute + time.Second)
	_, err := other.Issue(bg, cred.ID, "app-token")
	require.NoError(t, err)
}

func TestManyAskersShareOneFlight(t *testing.T) {
	const askers = 40
	h := newHouse(t)
	cred := h.add("jdy", "晨光商贸")
	// The other process tries the lock a moment after its askers wait.
	h.world.SetFault("jdy", sandbox.Fault{Kind: sandbox.FaultSlow, Delay: 100 * time.Millisecond, Times: 1})
	gate := make(chan struct{})
	gated := &http.Client{Transport: onSend(func() { <-gate })}
	v, _ := h.another(t)
	processes := []*broker.Broker{h.brokerWith(h.vault, gated), h.brokerWith(v, gated)}
	var group errgroup.Group
	var aboard sync.WaitGroup
	aboard.Add(askers)
	for i := range askers {
		group.Go(func() error {
			_, err := processes[i%2].Issue(asking{bg, sync.OnceFunc(aboard.Done)}, cred.ID, "app-token")
			return err
		})
	}
	aboard.Wait()
	close(gate)
	require.NoError(t, group.Wait())
	assert.Len(t, h.world.Requests("jdy"), 1)
}

// Who asks for another user's token does not get the one on its way.
func TestOtherValuesFlyByThemselves(t *testing.T) {
	h := newHouse(t)
	cred := h.add("jdy", "晨光商贸")
	h.world.SetFault("jdy", sandbox.Fault{Kind: sandbox.FaultSlow, Delay: 50 * time.Millisecond, Times: 2})
	var group errgroup.Group
	for _, uid := range []string{"", sandbox.Demo().JDY.UID} {
		group.Go(func() error {
			_, err := h.broker.Run(bg, broker.Call{Operation: "jdy.app-token", Credential: cred.ID, Values: providers.Values{"uid": uid}})
			return err
		})
	}
	require.NoError(t, group.Wait())
	assert.Len(t, h.world.Requests("jdy"), 2)
}

func TestWhoGivesUpDoesNotLoseTheAnswer(t *testing.T) {
	h := newHouse(t)
	cred := h.add("jdy", "晨光商贸")
	sending, gate := make(chan struct{}), make(chan struct{})
	b := h.brokerWith(h.vault, &http.Client{Transport: onSend(func() {
		close(sending)
		<-gate
	})})
	ctx, cancel := context.WithCancel(bg)
	done := make(chan error, 1)
	go func() {
		_, err := b.Issue(ctx, cred.ID, "app-token")
		done <- err
	}()
	<-sending
	cancel()
	var network *broker.NetworkError
	require.ErrorAs(t, <-done, &network)
	require.ErrorIs(t, network, context.Canceled)
	require.ErrorIs(t, b.Wait(ctx), context.Canceled, "the flight is still under way")
	close(gate)
	require.NoError(t, b.Wait(bg))
	h.token(cred, "app-token")
}

func (h *house) quotaUsed(cred vault.Credential) int {
	platform, op, err := registry().Operation("jdy.app-token")
	require.NoError(h.t, err)
	u, _ := h.broker.Usage(platform, op, providers.Values(cred.Public), "")
	return u.Used
}

func TestWrongClockIsLearnedAndCorrected(t *testing.T) {
	h := newHouse(t)
	cred := h.add("jdy", "晨光商贸")
	h.world.SetFault("jdy", sandbox.Fault{Kind: sandbox.FaultClock, ClockOffset: 11 * time.Minute})
	result, err := h.broker.Issue(bg, cred.ID, "app-token")
	require.NoError(t, err, "refused with 4006, signed again with the learned time")
	assert.Len(t, h.world.Requests("jdy"), 2)
	assert.InDelta(t, 11*time.Minute, h.broker.Skew("jdy", ""), float64(2*time.Second))
	assert.Contains(t, h.seen(), broker.Event(broker.SkewLearned{Platform: "jdy", Skew: result.Skew}) /* once */)

	// Another process knows it from the start, and the token's life is counted
	// on the local clock.
	_, other := h.another(t)
	h.clock.Move(2 * time.Minute)
	_, err = other.Issue(bg, cred.ID, "app-token")
	require.NoError(t, err)
	assert.Len(t, h.world.Requests("jdy"), 3)
	token, _ := h.token(cred, "app-token")
	assert.Equal(t, h.clock.Now(), token.IssuedAt.In(time.UTC))

	h.world.SetFault("jdy", sandbox.Fault{})
	h.clock.Move(2 * time.Minute)
	_, err = h.broker.Issue(bg, cred.ID, "app-token")
	require.NoError(t, err)
	assert.Zero(t, h.broker.Skew("jdy", ""), "right again")
}

func TestFixedEnvIsNotCorrected(t *testing.T) {
	h := newHouse(t)
	_, err := h.broker.Run(bg, broker.Call{
		Operation: "jdy.app-token", Values: sandbox.Demo().Values("jdy"), Env: `{"now":"2020-01-01T00:00:00Z"}`,
	})
	var failure *providers.Failure
	require.ErrorAs(t, err, &failure)
	assert.Equal(t, "4006", failure.Code)
	assert.Len(t, h.world.Requests("jdy"), 1, "who fixes the time wants that time")
}

// Every kind of broken answer has its own error, and none of them tells a secret.
func TestBrokenAnswers(t *testing.T) {
	unreadable := func(err error) bool { var e *providers.UnreadableError; return errors.As(err, &e) }
	network := func(err error) bool { var e *broker.NetworkError; return errors.As(err, &e) }
	for kind, is := range map[sandbox.FaultKind]func(error) bool{
		sandbox.FaultEmpty: unreadable, sandbox.FaultGarbage: unreadable, sandbox.FaultHTML: unreadable,
		sandbox.FaultHuge: unreadable, sandbox.FaultWrongType: unreadable, sandbox.FaultStatus500: unreadable,
		sandbox.FaultRedirect: unreadable, sandbox.FaultCut: network, sandbox.FaultSlow: network,
	} {
		t.Run(string(kind), func(t *testing.T) {
			h := newHouse(t)
			cred := h.add("jdy", "晨光商贸")
			h.world.SetFault("jdy", sandbox.Fault{Kind: kind, Times: 1})
			ctx, cancel := context.WithTimeout(bg, 200*time.Millisecond)
			if kind != sandbox.FaultSlow {
				ctx, cancel = context.WithTimeout(bg, time.Minute)
			}
			defer cancel()
			_, err := h.broker.Issue(ctx, cred.ID, "app-token")
			require.Error(t, err)
			assert.True(t, is(err), "%T %v", err, err)
			demo := sandbox.Demo().JDY
			for _, secret := range []string{demo.ClientSecret, demo.AppSecret, demo.AppKey, "app_signature"} {
				assert.NotContains(t, err.Error(), secret)
				assert.NotContains(t, strings.Join(unwrapAll(err), "\n"), secret)
			}
		})
	}
}

func unwrapAll(err error) (texts []string) {
	for ; err != nil; err = errors.Unwrap(err) {
		texts = append(texts, err.Error())
	}
	return texts
}

func TestServerThatIsNotThere(t *testing.T) {
	h := newHouse(t)
	cred := h.add("jdy", "晨光商贸")
	h.servers.Close()
	_, err := h.broker.Issue(bg, cred.ID, "app-token")
	var network *broker.NetworkError
	require.ErrorAs(t, err, &network)
	assert.NotContains(t, err.Error(), "app_key")
	assert.NotEmpty(t, network.Action.ZH)
}

func TestResultWaitsForALockedStore(t *testing.T) {
	h := newHouse(t)
	cred := h.add("jdy", "晨光商贸")
	call := broker.Call{Operation: "jdy.app-token", Credential: cred.ID, Values: sandbox.Demo().Values("jdy")}
	v, err := vault.Open(bg, vault.Options{Dir: h.dir, Clock: h.clock.Now}) // no passphrase: stays locked
	require.NoError(t, err)
	t.Cleanup(func() { _ = v.Close() })
	locked := h.brokerOn(v)

	result, err := locked.Run(bg, call)
	var save *broker.SaveError
	require.ErrorAs(t, err, &save)
	require.ErrorIs(t, err, vault.ErrLocked)
	assert.NotEmpty(t, result.Outcome.Token.Value, "the result is complete all the same")
	assert.Equal(t, 1, locked.Unsaved())
	require.Error(t, locked.SaveUnsaved(bg))
	assert.Equal(t, 1, locked.Unsaved())

	require.NoError(t, v.Unlock(bg, []byte("correct horse")))
	require.NoError(t, locked.SaveUnsaved(bg))
	assert.Zero(t, locked.Unsaved())
	_, value := h.token(cred, "app-token")
	assert.Equal(t, result.Outcome.Token.Value, value)
}

func TestEditKeepsWhatIsNotGiven(t *testing.T) {
	h := newHouse(t)
	cred := h.add("jdy", "晨光商贸")
	edited, _, err := h.broker.EditCredential(bg, cred.ID, broker.Draft{Name: "青禾食品", Values: providers.Values{"client_secret": "new-secret", "uid": "7", "router_addr": ""}})
	require.NoError(t, err)
	assert.Equal(t, "青禾食品", edited.Name)
	assert.Equal(t, "7", edited.Public["uid"])
	assert.NotContains(t, edited.Public, "router_addr")
	secrets, err := h.vault.Secrets(bg, cred.ID)
	require.NoError(t, err)
	assert.Equal(t, "new-secret", secrets["client_secret"])
	assert.Equal(t, sandbox.Demo().JDY.AppSecret, secrets["app_secret"])

	_, _, err = h.broker.EditCredential(bg, cred.ID, broker.Draft{Values: providers.Values{"client_id": ""}})
	var invalid *providers.InvalidError
	require.ErrorAs(t, err, &invalid)
	after, err := h.vault.Get(cred.ID)
	require.NoError(t, err)
	assert.Equal(t, "200421", after.Public["client_id"])
}

func TestRenewAndForget(t *testing.T) {
	h := newHouse(t)
	cred := h.add("jdy", "晨光商贸")
	_, err := h.broker.Issue(bg, cred.ID, "app-token")
	require.NoError(t, err)
	old, oldValue := h.token(cred, "app-token")
	h.clock.Move(25 * time.Hour)
	kind, _ := registry()[0].TokenKind("app-token")
	assert.Equal(t, broker.Expired, broker.HealthOf(kind, old, h.clock.Now()))

	_, err = h.broker.Run(bg, broker.Call{Operation: "jdy.authorize", Credential: cred.ID}) // the secret rotated meanwhile
	require.NoError(t, err)
	stored, err := h.vault.Get(cred.ID)
	require.NoError(t, err)
	assert.Equal(t, "jdy.app-token", h.broker.RenewalOf(stored, old).Operation)
	_, err = h.broker.Renew(bg, cred.ID, old.ID)
	require.NoError(t, err)
	fresh, value := h.token(cred, "app-token")
	assert.NotEqual(t, oldValue, value)
	assert.Equal(t, broker.Fresh, broker.HealthOf(kind, fresh, h.clock.Now()))
	require.NoError(t, h.broker.Forget(bg, cred.ID, fresh.ID))
	_, err = h.broker.Renew(bg, cred.ID, fresh.ID)
	require.ErrorIs(t, err, vault.ErrNotFound)
}

func TestHealthAndLeft(t *testing.T) {
	now := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	kind := providers.TokenKind{Life: time.Hour, Soon: 15 * time.Minute}
	at := func(left time.Duration) vault.Token {
		return vault.Token{IssuedAt: now.Add(left - time.Hour), ExpiresAt: now.Add(left)}
	}
	for left, want := range map[time.Duration]broker.Health{
		time.Hour: broker.Fresh, 15*time.Minute + 1: broker.Fresh, 15 * time.Minute: broker.Soon, 1: broker.Soon, 0: broker.Expired, -time.Hour: broker.Expired,
	} {
		assert.Equal(t, want, broker.HealthOf(kind, at(left), now), left)
	}
	assert.Equal(t, broker.Never, broker.HealthOf(kind, vault.Token{Never: true}, now))
	assert.InDelta(t, 0.5, broker.Left(at(30*time.Minute), now), 1e-9)
	assert.InDelta(t, 0, broker.Left(at(-time.Minute), now), 1e-9)
	assert.InDelta(t, 1, broker.Left(at(2*time.Hour), now), 1e-9, "a clock set back does not overfill the ring")
	assert.InDelta(t, 1, broker.Left(vault.Token{Never: true}, now), 1e-9)
}
