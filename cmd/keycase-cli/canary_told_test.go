package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	canaries "keycase/internal/canary"
	"keycase/providers/catalog"
	"keycase/providers/sandbox"
	"keycase/providers/snippet"
	"keycase/transfer"
	"keycase/vault"
)

// vaultIn makes the file store of a folder, or opens it.
func vaultIn(t testing.TB, home, passphrase string) *vault.Vault {
	t.Helper()
	v, err := vault.Open(t.Context(), vault.Options{
		Dir: filepath.Join(home, "vault"), Store: vault.StoreFile, Clock: time.Now, WorkFactor: 2,
		Passphrase: func(context.Context) ([]byte, error) { return []byte(passphrase), nil },
	})
	require.NoError(t, err)
	t.Cleanup(func() { _ = v.Close() })
	return v
}

var accounts = []string{"jdy", "kis", "robot", "yilianyun", "yilianyun-self"}

// store puts every account into the vault, by its own name.
func (a *aviary) store() {
	a.t.Helper()
	for _, account := range accounts {
		platform, _, _ := strings.Cut(account, "-")
		values, err := json.Marshal(canaries.Accounts().Values(account))
		require.NoError(a.t, err)
		a.does(nothing, string(values), "credential", "add", platform, account, "--input", "-")
	}
}

// succeed makes every call once, and has what came of it looked for.
func (a *aviary) succeed() {
	a.t.Helper()
	for _, c := range a.turns() {
		stdin, args := a.args(c, true)
		a.does(nothing, stdin, append([]string{"run", c.operation}, args...)...)
		a.learn(c.account)
	}
	a.learnDerived()
}

// TestToldToNoOne is every operation, as it succeeds and with everything that can go wrong.
func TestToldToNoOne(t *testing.T) {
	a := newAviary(t)
	a.store()
	a.succeed()
	turns := a.turns()
	for _, f := range faults {
		for _, p := range sandbox.Platforms() {
			fault := f
			fault.Code = refusals[p]
			a.world.SetFault(p, fault)
		}
		for _, c := range turns {
			patience := "10s"
			if f.Kind == sandbox.FaultSlow {
				patience = "50ms"
			}
			stdin, args := a.args(c, true)
			a.says(nothing, stdin, append([]string{"run", c.operation, "--timeout", patience}, args...)...)
			stdin, args = a.args(c, false)
			a.says(nothing, stdin, append([]string{"run", c.operation, "--json", "--timeout", patience}, args...)...)
		}
	}
	for _, f := range faults {
		seen := map[string]bool{}
		for _, p := range sandbox.Platforms() {
			for _, r := range a.world.Requests(p) {
				seen[r.Code] = true
			}
		}
		switch f.Kind {
		case sandbox.FaultSlow, sandbox.FaultCut, sandbox.FaultClock, sandbox.FaultRefuse:
		default:
			assert.True(t, seen["fault-"+string(f.Kind)], "%s happened to nobody", f.Kind)
		}
	}
	a.look()
	a.end()
}

// faults are what a platform does wrong.
var faults = []sandbox.Fault{
	{Kind: sandbox.FaultSlow}, {Kind: sandbox.FaultCut}, {Kind: sandbox.FaultGarbage}, {Kind: sandbox.FaultStatus500}, {Kind: sandbox.FaultRedirect},
	{Kind: sandbox.FaultClock, ClockOffset: 20 * time.Minute}, {Kind: sandbox.FaultHTML}, {Kind: sandbox.FaultHuge}, {Kind: sandbox.FaultEmpty},
	{Kind: sandbox.FaultWrongType}, {Kind: sandbox.FaultRefuse},
}

// refusals are codes of the platforms' tables.
var refusals = map[string]int{sandbox.JDY: 5007, sandbox.KIS: 500, sandbox.Robot: 401, sandbox.Yilianyun: 18}

// look asks for everything that shows what is stored without showing secrets.
func (a *aviary) look() {
	a.t.Helper()
	for _, form := range [][]string{nil, {"--json"}} {
		a.does(nothing, "", append([]string{"credential", "list"}, form...)...)
		a.says(nothing, "", append([]string{"doctor", "--report"}, form...)...)
		a.does(nothing, "", append([]string{"token", "list"}, form...)...)
		for _, account := range accounts {
			a.does(nothing, "", append([]string{"credential", "show", account}, form...)...)
			a.does(nothing, "", append([]string{"history", account}, form...)...)
			for _, as := range transfer.Targets() {
				a.does(nothing, "", append([]string{"export", account, "--as", as.ID}, form...)...)
			}
		}
	}
	a.does(nothing, "", "history", "jdy", "--csv")
	a.does(nothing, "", "__complete", "token", "get", "")
}

// TestPlatformThatTellsEverything gets back all that it was sent, in each of its messages.
func TestPlatformThatTellsEverything(t *testing.T) {
	a := newAviary(t)
	a.store()
	a.succeed()
	a.instead = func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		said := fmt.Sprint("no: ", r.URL, " ", r.Header, " ", string(body))
		w.Header().Set("Content-Type", "application/json")
		told := map[string]any{"errcode": 5000, "code": 500, "Result": 500, "state": "error", "State": 500, "error": said}
		for _, name := range []string{"description", "description_cn", "msg", "Msg", "ErrMsg", "error_description", "message"} {
			told[name] = said
		}
		_ = json.NewEncoder(w).Encode(told)
	}
	for _, c := range a.turns() {
		for _, credential := range []bool{true, false} {
			stdin, args := a.args(c, credential)
			want := nothing
			if c.operation == "robot.request" { // which takes whatever comes for a success
				want = answer
			}
			a.says(want, stdin, append([]string{"run", c.operation}, args...)...)
			a.says(want, stdin, append([]string{"run", c.operation, "--json"}, args...)...)
		}
	}
	a.look()
	a.end(answer)
}

// TestWhatIsAskedForIsTold: what may show a secret shows it to who asks, and no more than that.
func TestWhatIsAskedForIsTold(t *testing.T) {
	a := newAviary(t)
	a.store()
	a.succeed()
	for _, c := range a.turns() {
		for _, credential := range []bool{true, false} {
			stdin, args := a.args(c, credential)
			shown := nothing
			if c.operation == "jdy.app-signature" {
				shown = signature
			}
			a.says(shown, stdin, append([]string{"sign", c.operation}, args...)...)
			a.says(revealed, stdin, append([]string{"sign", c.operation, "--reveal"}, args...)...)
			want := sentOff
			if !credential {
				want = ownInput
			}
			a.says(want, stdin, append([]string{"sign", c.operation, "--json"}, args...)...)
			for _, target := range snippet.Targets() {
				if credential {
					a.says(sentOff, stdin, append([]string{"snippet", c.operation, "--as", target.ID}, args...)...)
					a.says(nothing, stdin, append([]string{"snippet", c.operation, "--share", "--as", target.ID}, args...)...)
				}
			}
		}
		switch c.operation {
		case "jdy.app-token", "kis.router", "robot.token", "yilianyun.print-text": // it takes its time
			a.checkWrong(c)
		}
	}
	for _, account := range accounts {
		a.does(revealed, "", "credential", "show", account, "--reveal")
		_, _ = a.says(tokens, "", "token", "get", account)
		_, _ = a.says(tokens, "", "token", "get", account, "--json")
		for _, as := range transfer.Targets() {
			path := filepath.Join(a.given, account+"."+as.ID)
			a.does(nothing, "", "export", account, "--as", as.ID, "--with-secrets", "--yes", "-o", path)
			a.does(nothing, "", "import", path, "--dry-run", "--json")
			a.does(nothing, "", "import", path, "--dry-run")
			a.says(nothing, "", "import", path, "--yes", "--name", account+" from "+as.ID)
		}
	}
	hits, err := a.search.Tree(a.given)
	require.NoError(t, err)
	told := map[string]bool{}
	for _, hit := range hits {
		told[hit.Canary] = true
	}
	for _, p := range catalog.Registry() {
		for _, f := range p.Fields {
			if f.Secret {
				assert.True(t, told[p.ID+"."+f.Name], "the export with secrets holds %s.%s", p.ID, f.Name)
			}
		}
	}
	a.look()
	a.end(sentOff, tokens, revealed, ownInput, signature)
}

// checkWrong has the signature doctor look at a request that was made with secrets which are nearly
// right, so that it has much to tell.
func (a *aviary) checkWrong(c turn) {
	a.t.Helper()
	doc, args := a.args(c, false)
	for _, secret := range canaries.Secrets() {
		old, err := json.Marshal(secret.Value)
		require.NoError(a.t, err)
		doc = strings.ReplaceAll(doc, strings.Trim(string(old), `"`), strings.Trim(string(old), `"`)+"x")
	}
	written, status := a.says(sentOff, doc, append([]string{"snippet", c.operation}, args...)...)
	require.Equal(a.t, exitDone, status)
	doc, args = a.args(c, true)
	a.does(signature, doc, append([]string{"check", c.operation, "--json", "--request", a.file("request", written)}, args...)...)
}
