//go:build unix

package broker_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/broker"
	"keycase/providers"
	"keycase/providers/sandbox"
	"keycase/vault"
)

// world is what a job works with.
type world struct {
	broker *broker.Broker
	vault  *vault.Vault
	id     string // of the only credential
	step   func(name string)
}

func (w world) run(operation string, values providers.Values) error {
	_, err := w.broker.Run(bg, broker.Call{Operation: operation, Credential: w.id, Values: values})
	return err
}

func (w world) credential() vault.Credential {
	cred, err := w.vault.Get(w.id)
	if err != nil {
		panic(err) // nobody removes it
	}
	return cred
}

// scene is a world in the parent, with the platforms that it meets.
type scene struct {
	world
	t         *testing.T
	task      task
	clock     *hands
	platforms *sandbox.World
}

// job is something that a process may die at.
type job struct {
	// account names the values of the credential.
	account string
	// before comes first, in a process that lives, and gives the job its values.
	before func(s *scene) providers.Values
	do     func(w world, values providers.Values) error
	// after looks at what is there in the next process. done tells that the job
	// came to its end.
	after func(s *scene, values providers.Values, done bool)
}

var (
	openMachine = sandbox.Demo().Yilianyun.MachineCode
	selfMachine = sandbox.Demo().YilianyunSelf.MachineCode
)

func byQRKey(s *scene) providers.Values {
	return providers.Values{"machine_code": openMachine, "qr_key": s.platforms.PrintQRKey(openMachine)}
}

func paired(s *scene) providers.Values {
	require.NoError(s.t, s.run("yilianyun.scan-code", byQRKey(s)))
	return providers.Values{"machine_code": openMachine}
}

var jobs map[string]job

func init() {
	refresh := func(w world, _ providers.Values) error {
		_, err := w.broker.Renew(bg, w.id, w.credential().Tokens[0].ID)
		return err
	}
	jobs = map[string]job{
		"refresh":          {"yilianyun", paired, refresh, refreshedInTime},
		"refresh too late": {"yilianyun", paired, refresh, refreshedTooLate},
		"pair": {"yilianyun", byQRKey, func(w world, values providers.Values) error {
			return w.run("yilianyun.scan-code", values)
		}, pairedOrNot},
		"add printer": {sandbox.YilianyunSelf, func(*scene) providers.Values {
			return providers.Values{"machine_code": selfMachine, "msign": sandbox.DemoMsign}
		}, addPrinter, addedOrNot},
		"unbind": {"yilianyun", paired, func(w world, values providers.Values) error {
			return w.run("yilianyun.delete-printer", values)
		}, unboundOrNot},
		"choose an instance": {"kis", func(*scene) providers.Values { return nil }, chooseInstance, chosenOrNot},
		"rotated keys": {"jdy", func(s *scene) providers.Values {
			s.platforms.RotateAppSecret(sandbox.Demo().JDY.AppKey)
			return nil
		}, issueApp, issuedOrNot},
	}
}

// TestKilledAtEachStep: at whatever step a process dies, the next one finds no
// token lost that the platform still honours, and none twice.
func TestKilledAtEachStep(t *testing.T) {
	for name, j := range jobs {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for at := 1; ; at++ {
				s := newScene(t, j.account)
				values := j.before(s)
				s.leave()
				where, done := s.die(name, at, values)
				ok := t.Run(fmt.Sprintf("%d %s", at, where), func(t *testing.T) {
					s.t = t
					s.enter()
					s.requireTidy()
					j.after(s, values, done)
					s.requireTidy()
				})
				if done || !ok {
					require.Greater(t, at, 8, "hardly any step was tried")
					return
				}
			}
		})
	}
}

func newScene(t *testing.T, account string) *scene {
	t.Helper()
	clock := &hands{now: time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)}
	s := &scene{t: t, clock: clock, platforms: sandbox.New(sandbox.Options{Clock: clock.Now}), task: task{Dir: t.TempDir(), URLs: map[string]string{}}}
	servers, err := s.platforms.Start(t.Context(), "")
	require.NoError(t, err)
	t.Cleanup(servers.Close)
	for _, p := range sandbox.Platforms() {
		s.task.URLs[p] = servers.URL(p)
	}
	s.open()
	platform := account
	if account == sandbox.YilianyunSelf {
		platform = "yilianyun"
	}
	cred, _, err := s.broker.AddCredential(bg, broker.Draft{Platform: platform, Name: "n", Values: sandbox.Demo().Values(account)})
	require.NoError(t, err)
	s.id = cred.ID
	return s
}

// open is the start of a process that lives.
func (s *scene) open() {
	var err error
	s.task.Now = s.clock.Now()
	s.vault, s.broker, err = s.task.open(&doom{})
	require.NoError(s.t, err)
	s.step = func(string) {}
}

func (s *scene) leave() { require.NoError(s.t, s.vault.Close()) }

// enter opens what the dead process has left.
func (s *scene) enter() {
	s.open()
	v := s.vault
	s.t.Cleanup(func() { _ = v.Close() })
}

// later starts anew after some time.
func (s *scene) later(d time.Duration) {
	s.leave()
	s.clock.Move(d)
	s.enter()
}

// die lets a child do the job until it dies, or to its end.
func (s *scene) die(name string, at int, values providers.Values) (where string, done bool) {
	k := s.task
	k.Job, k.At, k.Values, k.Now = name, at, values, s.clock.Now()
	text, err := json.Marshal(k)
	require.NoError(s.t, err)
	cmd := exec.CommandContext(s.t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), childTask+"="+string(text))
	cmd.Stderr = os.Stderr
	said, err := cmd.Output()
	if err == nil {
		return "the end", true
	}
	var exit *exec.ExitError
	require.ErrorAs(s.t, err, &exit)
	status, ok := exit.Sys().(syscall.WaitStatus)
	require.True(s.t, ok && status.Signal() == syscall.SIGKILL, "it was to be killed: %v", err)
	return string(said), false
}

// requireTidy: each secret has its place, and none lies about.
func (s *scene) requireTidy() {
	s.t.Helper()
	cred, items, keys := s.credential(), 1, map[string]bool{}
	for _, t := range cred.Tokens {
		_, err := s.vault.TokenSecret(bg, s.id, t.ID)
		require.NoError(s.t, err)
		keys[t.Kind+" "+t.Subject] = true
		items++
	}
	assert.Len(s.t, keys, len(cred.Tokens), "a token twice")
	for _, g := range cred.Grants {
		items += min(1, len(g.Secrets))
	}
	assert.Equal(s.t, items, diskKeyring{dir: s.task.Dir + "/keyring"}.items())
}

// given is how many tokens the platform has given out today.
func (s *scene) given(key string) int { return 20 - s.platforms.QuotaLeft("yilianyun", key) }

// requireHonoured: the platform takes the stored token.
func (s *scene) requireHonoured(machine string) {
	s.t.Helper()
	require.NoError(s.t, s.run("yilianyun.printer-status", providers.Values{"machine_code": machine}))
}

// lost tells whether the platform has made a new pair that the store has not. Both
// the old and the new one work at this time.
func (s *scene) lost(done bool) bool {
	secret, err := s.vault.TokenSecret(bg, s.id, s.credential().Tokens[0].ID)
	require.NoError(s.t, err)
	_, err = s.broker.Run(bg, broker.Call{Operation: "yilianyun.printer-status", Credential: s.id, Values: providers.Values{"machine_code": openMachine}})
	require.NoError(s.t, err, "what was replaced works on for two hours")
	stored := s.given(openMachine) == 2 && s.platforms.IsCurrent(openMachine, secret.Value)
	assert.True(s.t, stored || !done, "it came to its end, so it is stored")
	return s.given(openMachine) == 2 && !stored
}

// refreshedInTime: the old refresh token gives the lost answer once more.
func refreshedInTime(s *scene, _ providers.Values, done bool) {
	before := s.given(openMachine)
	lost := s.lost(done)
	_, err := s.broker.Renew(bg, s.id, s.credential().Tokens[0].ID)
	require.NoError(s.t, err)
	if lost {
		assert.Equal(s.t, before, s.given(openMachine), "the same pair, not another")
	} else {
		assert.Equal(s.t, before+1, s.given(openMachine))
	}
	s.later(3 * time.Hour) // by now the platform takes the newest only
	s.requireHonoured(openMachine)
	assert.Len(s.t, s.credential().Tokens, 1)
}

// refreshedTooLate: two hours later only binding again helps, and that is said.
func refreshedTooLate(s *scene, _ providers.Values, done bool) {
	lost := s.lost(done)
	s.later(2*time.Hour + time.Second)
	token := s.credential().Tokens[0]
	_, err := s.broker.Renew(bg, s.id, token.ID)
	if !lost {
		require.NoError(s.t, err)
		s.requireHonoured(openMachine)
		return
	}
	var failure *providers.Failure
	require.ErrorAs(s.t, err, &failure)
	assert.Equal(s.t, "20", failure.Code)
	assert.Contains(s.t, failure.Action.ZH, "重新授权")
	assert.Empty(s.t, s.broker.RenewalOf(s.credential(), token).Operation)
	err = s.run("yilianyun.printer-status", providers.Values{"machine_code": openMachine})
	require.ErrorIs(s.t, err, broker.ErrBindAgain)
	paired(s)
	s.requireHonoured(openMachine)
	assert.Len(s.t, s.credential().Grants, 1)
	assert.Len(s.t, s.credential().Tokens, 1)
}

// pairedOrNot: printer and token come together.
func pairedOrNot(s *scene, _ providers.Values, done bool) {
	cred := s.credential()
	assert.Len(s.t, cred.Tokens, len(cred.Grants))
	if done || len(cred.Tokens) == 1 {
		s.requireHonoured(openMachine)
	}
	paired(s)
	s.requireHonoured(openMachine)
	assert.Len(s.t, s.credential().Tokens, 1)
	assert.Len(s.t, s.credential().Grants, 1)
	assert.LessOrEqual(s.t, s.given(openMachine), 2)
}

// addPrinter fetches the token only where there is none.
func addPrinter(w world, values providers.Values) error {
	if len(w.credential().Tokens) == 0 {
		if _, err := w.broker.Issue(bg, w.id, "access_token"); err != nil {
			return err
		}
	}
	w.step("between")
	return w.run("yilianyun.add-printer", values)
}

func addedOrNot(s *scene, values providers.Values, done bool) {
	client := sandbox.Demo().YilianyunSelf.ClientID
	before, had := s.given(client), len(s.credential().Tokens)
	assert.True(s.t, !done || had == 1 && len(s.credential().Grants) == 1)
	require.NoError(s.t, addPrinter(s.world, values))
	assert.Equal(s.t, before+1-had, s.given(client), "a stored token is used")
	s.requireHonoured(selfMachine)
	assert.Len(s.t, s.credential().Tokens, 1)
	assert.Len(s.t, s.credential().Grants, 1)
}

// unboundOrNot: printer and token go together. Where only the platform knows,
// the person is told to bind again and can take the printer off the list.
func unboundOrNot(s *scene, values providers.Values, done bool) {
	cred := s.credential()
	require.Len(s.t, cred.Tokens, len(cred.Grants))
	assert.True(s.t, !done || len(cred.Grants) == 0)
	if len(cred.Grants) == 0 {
		return
	}
	var refused *broker.StaleError
	if err := s.run("yilianyun.delete-printer", values); errors.As(err, &refused) {
		require.NoError(s.t, s.vault.RemoveGrant(bg, s.id, cred.Grants[0].ID))
	} else {
		require.NoError(s.t, err)
	}
	assert.Empty(s.t, s.credential().Grants)
	assert.Empty(s.t, s.credential().Tokens)
}

// chooseInstance finds the instances and takes one of them.
func chooseInstance(w world, _ providers.Values) error {
	if err := w.run("kis.server-url", nil); err != nil {
		return err
	}
	w.step("between")
	for _, g := range w.credential().Grants {
		if g.Subject == sandbox.Demo().KIS.NetID {
			if err := w.vault.SelectGrant(w.id, g.ID); err != nil {
				return err
			}
		}
	}
	w.step("chosen")
	return w.run("kis.router", providers.Values{
		"method": "kis.APP004088.acctplatform.AcctController.DealAcctPlatForm", "custdata": `{"ProductID":"x","AccountDB":"y","Data":{"Action":"GetAcctList"}}`,
	})
}

func chosenOrNot(s *scene, values providers.Values, done bool) {
	selected := func() (netIDs []string) {
		for _, g := range s.credential().Grants {
			if g.Selected {
				netIDs = append(netIDs, g.Subject)
			}
		}
		return netIDs
	}
	assert.Contains(s.t, []int{0, 4}, len(s.credential().Grants), "all instances or none")
	assert.True(s.t, !done || len(selected()) == 1)
	require.NoError(s.t, chooseInstance(s.world, values))
	assert.Len(s.t, s.credential().Grants, 4)
	assert.Equal(s.t, []string{sandbox.Demo().KIS.NetID}, selected())
}

// issueApp is refused for the old app_secret, gets the new one, and asks again.
func issueApp(w world, _ providers.Values) error {
	_, err := w.broker.Issue(bg, w.id, "app-token")
	return err
}

func issuedOrNot(s *scene, values providers.Values, done bool) {
	assert.True(s.t, !done || len(s.credential().Tokens) == 1)
	s.later(time.Minute + time.Second) // two calls a minute are allowed
	require.NoError(s.t, issueApp(s.world, values))
	require.NoError(s.t, s.run("jdy.request", providers.Values{"path": "/jdy/v2/bd/customer"}))
	assert.Len(s.t, s.credential().Tokens, 1)
}
