package broker_test

import (
	"flag"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"
	"pgregory.net/rapid"

	"keycase/broker"
	"keycase/providers"
	"keycase/providers/sandbox"
	"keycase/vault"
)

// meter counts the calls for tokens that leave a process, and how many are on
// their way at a time, over all processes.
type meter struct {
	clock *hands

	mu       sync.Mutex
	flying   map[string]int
	together bool // two were on their way for the same token
	unasked  map[string][]time.Time
}

// of is the meter's client for a process; unasked for one without people.
func (m *meter) of(unasked bool) *http.Client { return &http.Client{Transport: metered{m, unasked}} }

type metered struct {
	m       *meter
	unasked bool
}

func (t metered) RoundTrip(r *http.Request) (*http.Response, error) {
	if !strings.HasSuffix(r.URL.Path, jdyToken) && !strings.HasSuffix(r.URL.Path, ylyToken) {
		return http.DefaultTransport.RoundTrip(r)
	}
	t.m.take(r.URL.Host, t.unasked)
	defer t.m.land(r.URL.Host)
	return http.DefaultTransport.RoundTrip(r)
}

func (m *meter) take(host string, unasked bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.flying[host]++
	m.together = m.together || m.flying[host] > 1
	if unasked {
		m.unasked[host] = append(m.unasked[host], m.clock.Now())
	}
}

func (m *meter) land(host string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.flying[host]--
}

// scope is a test whose end comes before that of the outer one.
type scope struct {
	testing.TB
	ends []func()
}

func (s *scope) Cleanup(fn func()) { s.ends = append(s.ends, fn) }

func (s *scope) end() {
	for i := len(s.ends) - 1; i >= 0; i-- {
		s.ends[i]()
	}
}

// life is what two keepers and a person, each in a process of its own, live
// through with a printer and an app.
type life struct {
	*keeping
	rt     *rapid.T
	meter  *meter
	person *broker.Broker
	creds  []vault.Credential
	back   time.Duration // by how much the clock was set back
}

func newLife(t testing.TB, rt *rapid.T) *life {
	k := &keeping{house: newHouse(t)}
	k.timers = newTimers(k.clock)
	l := &life{keeping: k, rt: rt, meter: &meter{clock: k.clock, flying: map[string]int{}, unasked: map[string][]time.Time{}}}
	l.person = k.broker
	l.creds = []vault.Credential{k.add("yilianyun", "解放路店"), k.add("jdy", "晨光商贸")}
	pair(k.house, l.creds[0], sandbox.Demo().Yilianyun.MachineCode)
	k.clock.Move(28*days + 20*time.Hour)
	k.world.RotateAppSecret(sandbox.Demo().JDY.AppKey)
	_, err := k.broker.Run(bg, broker.Call{Operation: "jdy.authorize", Credential: l.creds[1].ID})
	require.NoError(t, err)
	_, err = k.broker.Issue(bg, l.creds[1].ID, "app-token")
	require.NoError(t, err)
	for _, cred := range l.creds {
		l.set(cred, true)
	}
	l.person = k.brokerWith(k.vault, l.meter.of(false))
	for range 2 {
		v, _ := k.another(t)
		require.NoError(t, v.Unlock(bg, []byte("correct horse")))
		keeper := broker.NewKeeper(k.brokerWith(v, l.meter.of(true)), broker.KeeperParams{After: k.timers.After})
		keeper.Start(bg)
		t.Cleanup(keeper.Stop)
	}
	return l
}

func (l *life) set(cred vault.Credential, on bool) {
	for _, token := range l.now(cred).Tokens {
		_ = l.broker.SetAutoRenew(bg, cred.ID, token.ID, on) // refused after the end of the refresh token
	}
}

// pass lets time pass for both keepers at once, and for the person with them.
func (l *life) pass(d time.Duration, person func() error) {
	l.timers.mu.Lock()
	end := l.timers.mono + d
	l.timers.mu.Unlock()
	for {
		var group errgroup.Group
		fn := l.timers.step(end)
		if fn == nil {
			break
		}
		for fn != nil {
			run := fn
			group.Go(func() error { run(); return nil })
			l.timers.mu.Lock()
			now := l.timers.mono
			l.timers.mu.Unlock()
			fn = l.timers.step(now)
		}
		if person != nil {
			group.Go(person)
			person = nil
		}
		_ = group.Wait() // what a person is refused is none of the keepers' faults
	}
}

var troubles = []sandbox.Fault{
	{}, {Kind: sandbox.FaultStatus500}, {Kind: sandbox.FaultCut}, {Kind: sandbox.FaultHTML}, {Kind: sandbox.FaultEmpty},
	{Kind: sandbox.FaultStatus500, Times: 3}, {Kind: sandbox.FaultRefuse, Code: 41}, {Kind: sandbox.FaultRefuse, Code: 45},
}

func (l *life) step() {
	rt := l.rt
	cred := rapid.SampledFrom(l.creds).Draw(rt, "credential")
	switch rapid.SampledFrom([]string{"minutes", "hours", "trouble", "person", "together", "choice", "forward", "back"}).Draw(rt, "what") {
	case "minutes":
		l.pass(time.Duration(rapid.IntRange(1, 90).Draw(rt, "minutes"))*time.Minute, nil)
	case "hours":
		l.pass(time.Duration(rapid.IntRange(1, 30).Draw(rt, "hours"))*time.Hour, nil)
	case "trouble":
		fault := rapid.SampledFrom(troubles).Draw(rt, "trouble")
		if cred.Platform == "jdy" && fault.Code != 0 {
			fault.Code = 5007
		}
		l.world.SetFault(cred.Platform, fault)
	case "person":
		for range rapid.IntRange(1, 16).Draw(rt, "times") {
			_, _ = l.person.Renew(bg, cred.ID, l.now(cred).Tokens[0].ID)
		}
	case "together":
		token := l.now(cred).Tokens[0].ID
		l.pass(time.Hour, func() error {
			_, err := l.person.Renew(bg, cred.ID, token)
			return err
		})
	case "choice":
		l.set(cred, rapid.Bool().Draw(rt, "on"))
	case "forward":
		l.clock.Move(time.Duration(rapid.IntRange(1, 40*24).Draw(rt, "hours")) * time.Hour)
	case "back":
		// The counts of more than two days ago are not kept.
		by := time.Duration(rapid.IntRange(1, 40).Draw(rt, "hours")) * time.Hour
		if l.back += by; l.back <= 40*time.Hour {
			l.clock.Move(-by)
		}
	}
}

func (l *life) check() {
	m := l.meter
	m.mu.Lock()
	defer m.mu.Unlock()
	require.False(l.rt, m.together, "two on their way for one token")
	perDay := map[string]int{}
	for _, at := range m.unasked[strings.TrimPrefix(l.servers.URL("yilianyun"), "http://")] {
		date := at.In(providers.ChinaTime).Format(time.DateOnly)
		perDay[date]++
		require.LessOrEqual(l.rt, perDay[date], 15, "five of the twenty are for people")
	}
	app := m.unasked[strings.TrimPrefix(l.servers.URL("jdy"), "http://")]
	for i := range app {
		for _, before := range app[:i] {
			require.Greater(l.rt, app[i].Sub(before).Abs(), time.Minute-time.Second, "one of the two in a minute is for people")
		}
	}
}

// fewer runs a property less often than others, unless the command line says how
// often: each of its lives writes to a disk and talks over a network.
func fewer(t *testing.T, checks int) {
	f := flag.Lookup("rapid.checks")
	if f.Value.String() != f.DefValue {
		return
	}
	require.NoError(t, f.Value.Set(strconv.Itoa(checks)))
	t.Cleanup(func() { _ = f.Value.Set(f.DefValue) })
}

func TestKeepersStayWithinTheirPartOfTheQuota(t *testing.T) {
	fewer(t, 20)
	rapid.Check(t, func(rt *rapid.T) {
		s := &scope{TB: t}
		defer s.end()
		l := newLife(s, rt)
		for range rapid.IntRange(5, 15).Draw(rt, "steps") {
			l.step()
			l.check()
		}
	})
}
