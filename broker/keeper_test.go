package broker_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/broker"
	"keycase/providers"
	"keycase/providers/sandbox"
	"keycase/vault"
)

const (
	jdyToken     = "kingdee_auth_token"
	jdyAuthorize = "push_app_authorize"
	ylyToken     = "/oauth/oauth"
)

func TestKeeperRenewsJustBeforeATokenWouldExpireSoon(t *testing.T) {
	k := newKeeping(t)
	cred := k.issued("jdy", "晨光商贸", "app-token")
	k.choose(cred, true)
	k.timers.Pass(24*time.Hour - time.Hour - time.Minute - time.Second)
	assert.Equal(t, 1, k.asked("jdy", jdyToken))
	k.timers.Pass(time.Second)
	assert.Equal(t, 2, k.asked("jdy", jdyToken))
	assert.Zero(t, k.age(cred))
	assert.Contains(t, k.seen(), broker.Event(broker.AutoRenewed{Credential: cred.ID, Kind: "app-token"}))
	assert.Empty(t, k.said, "nobody has to know")
	assert.Equal(t, cred.UsedAt, k.now(cred).UsedAt, "nobody used it")
}

func TestKeeperLeavesAloneWhatNobodyChose(t *testing.T) {
	k := newKeeping(t)
	cred := k.issued("jdy", "晨光商贸", "app-token")
	assert.False(t, k.broker.AutoRenews(cred, cred.Tokens[0]))
	k.choose(cred, true)
	k.choose(cred, false)
	k.timers.Pass(48 * time.Hour)
	assert.Equal(t, 1, k.asked("jdy", jdyToken))
}

// A platform that changes the keys every day is asked for the new ones.
func TestKeeperKeepsATokenForAWeek(t *testing.T) {
	k := newKeeping(t)
	cred := k.issued("jdy", "晨光商贸", "app-token")
	grants := len(cred.Grants)
	k.choose(cred, true)
	for range 7 * 24 {
		k.timers.Pass(time.Hour)
		assert.LessOrEqual(t, k.age(cred), 23*time.Hour)
	}
	assert.InDelta(t, 7, k.asked("jdy", jdyAuthorize), 1)
	assert.LessOrEqual(t, k.asked("jdy", jdyToken), 16, "a refusal for the old keys and an answer each day")
	assert.Empty(t, k.said)
	assert.Empty(t, k.failures())
	assert.Len(t, k.now(cred).Grants, grants, "what the keys are good for is for people to bind")
}

func TestKeeperComputesWithoutSending(t *testing.T) {
	k := newKeeping(t)
	cred := k.issued("kis", "明德会计", "access_token")
	k.choose(cred, true)
	for range 60 {
		k.timers.Pass(time.Minute)
		assert.LessOrEqual(t, k.age(cred), 7*time.Minute)
	}
	assert.Empty(t, k.world.Requests("kis"))
	assert.Empty(t, k.said)
}

// paired is a printer whose token is renewed by itself.
func (k *keeping) paired() vault.Credential {
	cred := k.add("yilianyun", "解放路店")
	pair(k.house, cred, sandbox.Demo().Yilianyun.MachineCode)
	k.timers.Settle()
	k.choose(cred, true)
	return k.now(cred)
}

const days = 24 * time.Hour

func TestKeeperWaitsForTheLastDayOfWhatIsCounted(t *testing.T) {
	k := newKeeping(t)
	cred := k.paired()
	k.timers.Pass(29*days - time.Second)
	assert.Equal(t, 1, k.asked("yilianyun", ylyToken)+k.asked("yilianyun", "scancodemodel"))
	assert.Empty(t, k.said, "expiring soon, and being taken care of")
	k.timers.Pass(time.Second)
	assert.Equal(t, 1, k.asked("yilianyun", ylyToken))
	assert.Zero(t, k.age(cred))
	assert.Empty(t, k.said)
}

func TestKeeperLeavesAQuarterToPeople(t *testing.T) {
	k := newKeeping(t)
	cred := k.paired()
	k.timers.Pass(29*days - time.Minute)
	// Others spend the day's calls while this token is not stored anew.
	op := broker.Call{Operation: "yilianyun.refresh", Values: providers.Values{
		"client_id": "1000000001", "client_secret": "0123456789abcdef0123456789abcdef",
		"machine_code": sandbox.Demo().Yilianyun.MachineCode, "refresh_token": "unknown",
	}}
	for range 15 {
		_, err := k.broker.Run(bg, op)
		require.Error(t, err)
	}
	sent := k.asked("yilianyun", ylyToken)
	k.timers.Pass(time.Hour)
	assert.Equal(t, sent, k.asked("yilianyun", ylyToken), "the last five are for people")
	assert.Empty(t, k.failures(), "waiting is no failure")
	_, err := k.broker.Run(bg, op)
	var failure *providers.Failure
	require.ErrorAs(t, err, &failure, "who may have them")

	midnight := time.Date(2026, 4, 1, 0, 0, 0, 0, providers.ChinaTime)
	k.timers.Pass(midnight.Sub(k.clock.Now()) - time.Second)
	assert.Equal(t, sent+1, k.asked("yilianyun", ylyToken))
	k.timers.Pass(time.Second)
	assert.Equal(t, sent+2, k.asked("yilianyun", ylyToken))
	assert.Zero(t, k.age(cred))
}

func TestOneOfTwoCallsAMinuteIsForPeople(t *testing.T) {
	k := newKeeping(t)
	cred := k.issued("jdy", "晨光商贸", "app-token")
	err := k.broker.RenewUnasked(bg, cred, cred.Tokens[0])
	var quota *broker.QuotaError
	require.ErrorAs(t, err, &quota)
	assert.Equal(t, k.clock.Now().Add(time.Minute), quota.Until.In(time.UTC))
	_, err = k.broker.Renew(bg, cred.ID, cred.Tokens[0].ID)
	require.NoError(t, err)
}

func TestKeeperBacksOff(t *testing.T) {
	k := newKeeping(t)
	cred := k.issued("robot", "客服机器人", "access_token")
	k.choose(cred, true)
	k.world.SetFault("robot", sandbox.Fault{Kind: sandbox.FaultStatus500})
	k.timers.Pass(12 * time.Hour)
	requests := k.world.Requests("robot")[1:]
	var waits []time.Duration
	for i := 1; i < len(requests); i++ {
		waits = append(waits, requests[i].At.Sub(requests[i-1].At))
	}
	m := time.Minute
	assert.Equal(t, []time.Duration{m, 2 * m, 4 * m, 8 * m, 16 * m, 32 * m, 60 * m, 60 * m}, waits[:8])
	assert.Len(t, k.failures(), len(requests))

	k.world.SetFault("robot", sandbox.Fault{})
	k.timers.Pass(time.Hour)
	assert.Less(t, k.age(cred), time.Hour)
}

// One silent address holds up all of its tokens, each of which would else wait
// for its own timeouts.
func TestKeeperLeavesASilentAddressAlone(t *testing.T) {
	k := newKeeping(t)
	for _, name := range []string{"一", "二", "三"} {
		k.choose(k.issued("robot", name, "access_token"), true)
	}
	k.servers.Close()
	k.timers.Pass(3 * time.Hour)
	// From 1:43:30 on: at 0, 1, 3, 7, 15, 31, 63 minutes.
	assert.Len(t, k.failures(), 7)
	for _, err := range k.failures() {
		var network *broker.NetworkError
		require.ErrorAs(t, err, &network)
	}
}

func TestKeeperForgetsThatAnAddressWasSilent(t *testing.T) {
	k := newKeeping(t)
	cred := k.issued("robot", "客服机器人", "access_token")
	k.choose(cred, true)
	k.world.SetFault("robot", sandbox.Fault{Kind: sandbox.FaultCut, Times: 6})
	k.timers.Pass(4 * time.Hour)
	require.Len(t, k.failures(), 6)
	k.world.SetFault("robot", sandbox.Fault{Kind: sandbox.FaultCut, Times: 1})
	for len(k.failures()) == 6 {
		k.timers.Pass(time.Minute)
	}
	k.timers.Pass(time.Minute)
	assert.LessOrEqual(t, k.age(cred), time.Minute, "the first wait is short again")
}

func TestKeeperRestsWhereOnlyAPersonHelps(t *testing.T) {
	k := newKeeping(t)
	cred := k.issued("jdy", "晨光商贸", "app-token")
	k.choose(cred, true)
	k.world.SetFault("jdy", sandbox.Fault{Kind: sandbox.FaultRefuse, Code: 4008})
	k.timers.Pass(23*time.Hour - time.Second)
	assert.Equal(t, 2, k.asked("jdy", jdyToken))
	assert.Empty(t, k.said, "there is an hour yet")
	k.timers.Pass(48 * time.Hour)
	assert.Equal(t, 2, k.asked("jdy", jdyToken), "the same would come of it")
	assert.Len(t, k.failures(), 1)
	require.Len(t, k.said, 2)
	assert.Equal(t, broker.Soon, k.said[0][0].State)
	assert.Equal(t, broker.Expired, k.said[1][0].State)
	assert.True(t, k.broker.AutoRenews(cred, k.now(cred).Tokens[0]), "the choice stays")

	k.world.SetFault("jdy", sandbox.Fault{})
	fresh := k.world.RotateAppSecret(sandbox.Demo().JDY.AppKey)
	_, _, err := k.broker.EditCredential(bg, cred.ID, broker.Draft{Name: "晨光", BaseURL: cred.BaseURL})
	require.NoError(t, err)
	k.timers.Settle()
	assert.Equal(t, 2, k.asked("jdy", jdyToken), "another name is no reason")
	_, _, err = k.broker.EditCredential(bg, cred.ID, broker.Draft{Values: providers.Values{"app_secret": fresh}})
	require.NoError(t, err)
	k.timers.Settle()
	assert.Equal(t, 3, k.asked("jdy", jdyToken))
	assert.Zero(t, k.age(cred))
}

func TestKeeperNoticesSleepAndAChangedClock(t *testing.T) {
	for _, jump := range []time.Duration{100 * time.Hour, 110 * time.Minute} {
		k := newKeeping(t)
		cred := k.issued("robot", "客服机器人", "access_token")
		k.choose(cred, true)
		k.clock.Move(jump)
		k.timers.Pass(5 * time.Minute)
		assert.LessOrEqual(t, k.age(cred), 5*time.Minute)
	}
}

// Whoever wakes up on a train finds no network and another one later: what was
// tried before the machine slept says nothing about it.
func TestKeeperStartsAfreshAfterSleep(t *testing.T) {
	k := newKeeping(t)
	cred := k.issued("robot", "客服机器人", "access_token")
	k.choose(cred, true)
	k.world.SetFault("robot", sandbox.Fault{Kind: sandbox.FaultCut})
	k.timers.Pass(6 * time.Hour)
	tries := len(k.failures())
	k.timers.Pass(4 * time.Minute)
	assert.Len(t, k.failures(), tries, "an hour between two tries by now")
	k.world.SetFault("robot", sandbox.Fault{})
	k.clock.Move(20 * time.Minute)
	k.timers.Pass(5 * time.Minute)
	assert.LessOrEqual(t, k.age(cred), 5*time.Minute)
}

func TestKeeperOfAClockSetBackIsNotStuck(t *testing.T) {
	k := newKeeping(t)
	cred := k.issued("robot", "客服机器人", "access_token")
	k.choose(cred, true)
	k.world.SetFault("robot", sandbox.Fault{Kind: sandbox.FaultStatus500})
	k.timers.Pass(6 * time.Hour)
	k.world.SetFault("robot", sandbox.Fault{})
	k.clock.Move(-3 * time.Hour)
	k.timers.Pass(5 * time.Minute)
	assert.LessOrEqual(t, k.age(cred), 5*time.Minute)
}

// What changes while it looks is not overlooked.
func TestKeeperLooksAgainAfterAChangeDuringALook(t *testing.T) {
	k := newKeeping(t)
	k.keeper.Stop()
	cred := k.issued("robot", "客服机器人", "access_token")
	keeper := broker.NewKeeper(k.broker, broker.KeeperParams{After: k.timers.After, OnSoon: func([]broker.SoonToken) {
		assert.NoError(t, k.broker.SetAutoRenew(bg, cred.ID, cred.Tokens[0].ID, true))
	}})
	keeper.Start(bg)
	t.Cleanup(keeper.Stop)
	k.timers.Pass(105 * time.Minute)
	assert.Zero(t, k.age(cred))
}

func TestStoppedKeeperSetsNoTimer(t *testing.T) {
	k := newKeeping(t)
	assert.Equal(t, 1, k.timers.Set())
	k.keeper.Stop()
	k.keeper.Stop()
	assert.Zero(t, k.timers.Set())
	k.issued("robot", "客服机器人", "access_token")
	k.keeper.Wake()
	assert.Zero(t, k.timers.Set())
	broker.NewKeeper(k.broker, broker.KeeperParams{After: k.timers.After}).Stop()
}

// However much there is to watch, the timer comes no sooner than it has to.
func TestKeeperSleepsBetweenMoments(t *testing.T) {
	k := newKeeping(t)
	k.choose(k.issued("robot", "客服机器人", "access_token"), true)
	k.issued("kis", "明德会计", "access_token")
	looks := 0
	keeper := broker.NewKeeper(k.broker, broker.KeeperParams{After: func(d time.Duration, fn func()) func() {
		looks++
		return k.timers.After(d, fn)
	}})
	k.keeper.Stop()
	keeper.Start(bg)
	t.Cleanup(keeper.Stop)
	k.timers.Pass(24 * time.Hour)
	assert.Less(t, looks, 24*12+100)
}
