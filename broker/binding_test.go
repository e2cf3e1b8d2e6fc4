package broker_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/broker"
	"keycase/providers"
	"keycase/providers/sandbox"
)

func TestUnbindingTakesThePrinterAndItsToken(t *testing.T) {
	h := newHouse(t)
	cred := h.add("yilianyun", "解放路店")
	token := pair(h, cred, sandbox.Demo().Yilianyun.MachineCode)
	other := pair(h, cred, sandbox.Demo().YilianyunSelf.MachineCode)
	for _, id := range []string{token.ID, other.ID} {
		require.NoError(t, h.broker.SetAutoRenew(bg, cred.ID, id, true))
	}
	_, err := h.broker.Run(bg, broker.Call{Operation: "yilianyun.delete-printer", Credential: cred.ID, Values: providers.Values{"machine_code": token.Subject}, Subject: token.Subject})
	require.NoError(t, err)
	now := h.get(cred)
	require.Len(t, now.Grants, 1)
	assert.Equal(t, other.Subject, now.Grants[0].Subject)
	require.Len(t, now.Tokens, 1)
	assert.Equal(t, other.ID, now.Tokens[0].ID)
	assert.False(t, h.broker.AutoRenews(now, token), "nor is a token of the same printer renewed that comes later")
	assert.True(t, h.broker.AutoRenews(now, other))
}

// The token of a self-owned app is for all its printers: it stays.
func TestUnbindingLeavesTheSharedToken(t *testing.T) {
	h := newHouse(t)
	values := providers.Values(sandbox.Demo().Values(sandbox.YilianyunSelf))
	cred, _, err := h.broker.AddCredential(bg, broker.Draft{Platform: "yilianyun", Name: "总部自有应用", Values: values})
	require.NoError(t, err)
	_, err = h.broker.Issue(bg, cred.ID, "access_token")
	require.NoError(t, err)
	printer := providers.Values{"machine_code": sandbox.Demo().YilianyunSelf.MachineCode, "msign": sandbox.DemoMsign}
	for _, operation := range []string{"yilianyun.add-printer", "yilianyun.delete-printer"} {
		_, err = h.broker.Run(bg, broker.Call{Operation: operation, Credential: cred.ID, Values: printer})
		require.NoError(t, err)
	}
	now := h.get(cred)
	assert.Empty(t, now.Grants)
	assert.Len(t, now.Tokens, 1)
}

// The platform binds, whoever waits.
func TestWhoGivesUpDoesNotLoseTheBinding(t *testing.T) {
	h := newHouse(t)
	values := providers.Values(sandbox.Demo().Values(sandbox.YilianyunSelf))
	cred, _, err := h.broker.AddCredential(bg, broker.Draft{Platform: "yilianyun", Name: "总部自有应用", Values: values})
	require.NoError(t, err)
	_, err = h.broker.Issue(bg, cred.ID, "access_token")
	require.NoError(t, err)

	ctx, giveUp := context.WithCancel(bg)
	answer := make(chan struct{})
	b := h.brokerWith(h.vault, &http.Client{Transport: onSend(func() {
		giveUp()
		<-answer
	})})
	call := broker.Call{Operation: "yilianyun.add-printer", Credential: cred.ID, Values: providers.Values{
		"machine_code": sandbox.Demo().YilianyunSelf.MachineCode, "msign": sandbox.DemoMsign,
	}}
	_, err = b.Run(ctx, call)
	require.ErrorIs(t, err, context.Canceled)
	assert.Empty(t, h.get(cred).Grants)
	close(answer)
	require.NoError(t, b.Wait(bg))
	assert.Len(t, h.get(cred).Grants, 1)
}

func TestRefusedUnbindingTakesNothing(t *testing.T) {
	h := newHouse(t)
	cred := h.add("yilianyun", "解放路店")
	token := pair(h, cred, sandbox.Demo().Yilianyun.MachineCode)
	h.world.SetFault("yilianyun", sandbox.Fault{Kind: sandbox.FaultRefuse, Code: 45, Times: 1})
	call := broker.Call{Operation: "yilianyun.delete-printer", Credential: cred.ID, Values: providers.Values{"machine_code": token.Subject}}
	_, err := h.broker.Run(bg, call)
	require.Error(t, err)
	assert.Len(t, h.get(cred).Grants, 1)
	assert.Len(t, h.get(cred).Tokens, 1)
}

// Another process was faster: what is gone is gone.
func TestUnbindingWhatWentMeanwhile(t *testing.T) {
	h := newHouse(t)
	cred := h.add("yilianyun", "解放路店")
	token := pair(h, cred, sandbox.Demo().Yilianyun.MachineCode)
	v, _ := h.another(t)
	grant := h.get(cred).Grants[0].ID
	b := h.brokerWith(h.vault, newClient(func() { require.NoError(t, v.RemoveGrant(bg, cred.ID, grant)) }))
	_, err := b.Run(bg, broker.Call{Operation: "yilianyun.delete-printer", Credential: cred.ID, Values: providers.Values{"machine_code": token.Subject}})
	require.NoError(t, err)
	assert.Empty(t, h.get(cred).Grants)
	assert.Zero(t, b.Unsaved())
}

func TestBindingAgainKeepsNameChoiceAndAge(t *testing.T) {
	h := newHouse(t)
	cred := h.add("yilianyun", "解放路店")
	machine := sandbox.Demo().Yilianyun.MachineCode
	bind := func(name string) {
		_, err := h.broker.Run(bg, broker.Call{Operation: "yilianyun.scan-code", Credential: cred.ID, Values: providers.Values{
			"machine_code": machine, "msign": sandbox.DemoMsign, "print_name": name,
		}})
		require.NoError(t, err)
	}
	bind("收银台")
	bound := h.get(cred)
	require.NoError(t, h.broker.SetAutoRenew(bg, cred.ID, bound.Tokens[0].ID, true))
	h.clock.Move(40 * 24 * time.Hour)
	bind("")
	again := h.get(cred)
	require.Len(t, again.Grants, 1)
	assert.Equal(t, bound.Grants[0], again.Grants[0])
	assert.Equal(t, bound.Tokens[0].ID, again.Tokens[0].ID)
	assert.True(t, h.broker.AutoRenews(again, again.Tokens[0]))
	bind("后厨")
	assert.Equal(t, "后厨", h.get(cred).Grants[0].Name)
}

// The horizon of 35 days, after which a person has to come.
func TestRenewalTellsItsEnd(t *testing.T) {
	h := newHouse(t)
	cred := h.add("yilianyun", "解放路店")
	token := pair(h, cred, sandbox.Demo().Yilianyun.MachineCode)
	assert.True(t, h.broker.RenewalOf(h.get(cred), token).Until.Equal(h.clock.Now().Add(35*24*time.Hour)))
	jdy := h.add("jdy", "晨光商贸")
	_, err := h.broker.Issue(bg, jdy.ID, "app-token")
	require.NoError(t, err)
	now := h.get(jdy)
	assert.Zero(t, h.broker.RenewalOf(now, now.Tokens[0]).Until)
}

// TestEachExchangeIsTold once, those that nobody answered too, and nothing that
// was not sent.
func TestEachExchangeIsTold(t *testing.T) {
	h := newHouse(t)
	cred := h.add("jdy", "晨光商贸")
	h.world.SetFault("jdy", sandbox.Fault{Kind: sandbox.FaultClock, ClockOffset: 11 * time.Minute, Times: 2})
	_, err := h.broker.Issue(bg, cred.ID, "app-token")
	require.NoError(t, err)
	_, err = h.broker.Run(bg, broker.Call{Operation: "jdy.app-signature", Credential: cred.ID})
	require.NoError(t, err)
	_, err = h.broker.Issue(bg, cred.ID, "app-token")
	var quota *broker.QuotaError
	require.ErrorAs(t, err, &quota)
	h.servers.Close()
	_, err = h.broker.Run(bg, broker.Call{Operation: "jdy.authorize", Credential: cred.ID})
	require.Error(t, err)

	var told []broker.Called
	for _, e := range h.seen() {
		if c, ok := e.(broker.Called); ok {
			told = append(told, c)
		}
	}
	require.Len(t, told, 3)
	var failure *providers.Failure
	require.ErrorAs(t, told[0].Err, &failure)
	assert.Equal(t, 519, told[0].Status)
	assert.Equal(t, broker.Called{At: h.clock.Now(), Operation: "jdy.app-token", Credential: cred.ID, Status: 200}, told[1])
	var network *broker.NetworkError
	require.ErrorAs(t, told[2].Err, &network)
	assert.Zero(t, told[2].Status)
}

// diary is a history in memory.
type diary struct{ kept []broker.Called }

func (d *diary) Keep(c broker.Called) { d.kept = append(d.kept, c) }

func (d *diary) Remove(string) {}

// TestACallBeforeItsCredentialIsKeptLater, of one that is still there.
func TestACallBeforeItsCredentialIsKeptLater(t *testing.T) {
	h := newHouse(t)
	kept := &diary{}
	b := broker.New(broker.Params{
		Registry: registry(), Vault: h.vault, HTTP: http.DefaultClient, Clock: h.clock.Now, Rand: zeros{},
		BaseURLs: map[string]string{"kis": h.servers.URL("kis")}, History: kept,
	})
	values := providers.Values(sandbox.Demo().Values("kis"))
	result, err := b.Run(bg, broker.Call{Operation: "kis.server-url", Values: values})
	require.NoError(t, err)
	assert.Empty(t, kept.kept)
	call, sent := result.Called(nil)
	require.True(t, sent)

	b.Record("gone", call)
	assert.Empty(t, kept.kept)
	cred := h.add("kis", "明德会计")
	b.Record(cred.ID, call)
	assert.Equal(t, []broker.Called{{At: h.clock.Now(), Operation: "kis.server-url", Credential: cred.ID, Status: 200}}, kept.kept)

	signed, err := b.Run(bg, broker.Call{Operation: "jdy.app-signature", Values: sandbox.Demo().Values("jdy")})
	require.NoError(t, err)
	_, sent = signed.Called(nil)
	assert.False(t, sent, "what only was signed is no call")
}
