package main

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	canaries "keycase/internal/canary"
	"keycase/providers"
	"keycase/providers/catalog"
	"keycase/providers/sandbox"
)

// aviary is a machine of its own, on which canaries are pushed through the program.
type aviary struct {
	t     *testing.T
	dir   string // all that the program may write to
	given string // what the person has written and asked for
	world *sandbox.World
	flags []string
	// program runs it, in this process or another.
	program func(stdin string, args []string) (stdout, stderr []byte, status int)
	// meanwhile is called while a platform is being asked; instead answers where it is set.
	meanwhile func()
	instead   http.HandlerFunc

	mu       sync.Mutex // a platform is asked while this test waits
	pid      int        // of the program, where it is a process of its own
	search   *canaries.Search
	commands int
	used     map[string]bool             // reasons that were needed
	held     map[string]providers.Values // tokens of each account, as inputs are called
}

// asked is what a person wants to see, and why.
type asked struct {
	why   string
	names []string // of canaries; one that ends in a dot stands for all that begin so
}

// What a command may show.
var (
	nothing = asked{}
	// A request carries what its platform wants to be sent; keys that only sign are
	// never among it.
	sentOff = asked{"the request as it would be sent", []string{
		"robot.secret_key", "robot.app_secret", "robot.token.", "yilianyun.msign", "yilianyun-self.msign", "yilianyun.token.", "yilianyun-self.token.",
		"yilianyun.code", "jdy.token.", "jdy.app_signature", "kis.token.",
	}}
	tokens = asked{"a token", []string{"jdy.token.", "kis.token.", "robot.token.", "yilianyun.token.", "yilianyun-self.token."}}
	// A program that asks serve gets the token that it names: no refresh token, and
	// nothing of the credential.
	handedOut = asked{"a token that serve gives to a program which may ask", []string{
		"jdy.token.app-token", "kis.token.access_token", "robot.token.access_token", "yilianyun.token.access_token", "yilianyun-self.token.access_token",
	}}
	doorKey   = asked{"the secret of serve's address, where no file was named for it", []string{"serve.secret"}}
	revealed  = asked{"revealed", []string{"jdy.", "kis.", "robot.", "yilianyun.", "yilianyun-self."}}
	answer    = asked{"what a business interface answers", []string{"robot.app_secret", "robot.token."}}
	signature = asked{"a signature or its steps that were asked for", []string{"jdy.app_signature"}}
	ownInput  = asked{"what a program gave it gets back", revealed.names}
)

const passphraseCanary = "Wn3passphrase Kq8Zt5 Lr2Hb7"

func newAviary(t *testing.T) *aviary {
	t.Helper()
	a := &aviary{
		t: t, dir: t.TempDir(), given: t.TempDir(), world: sandbox.New(sandbox.Options{Accounts: canaries.Accounts()}),
		search: canaries.NewSearch(append(canaries.Secrets(), canaries.Canary{Name: "passphrase", Value: passphraseCanary})...),
		used:   map[string]bool{}, held: map[string]providers.Values{}, meanwhile: func() {},
	}
	for _, name := range []string{"HOME", "KEYCASE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR", "TMPDIR"} {
		dir := filepath.Join(a.dir, name)
		require.NoError(t, os.Mkdir(dir, 0o700))
		t.Setenv(name, dir)
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+filepath.Join(a.dir, "nobody"))
	work := filepath.Join(a.dir, "work")
	require.NoError(t, os.Mkdir(work, 0o700))
	t.Chdir(work)
	a.flags = []string{"--passphrase-file", a.file("passphrase", passphraseCanary+"\n"), "--lang", "en"}
	for _, p := range sandbox.Platforms() {
		a.serve(p)
	}
	a.program = a.inProcess
	vaultIn(t, os.Getenv("KEYCASE_HOME"), passphraseCanary)
	return a
}

// serve has a platform answered by the sandbox, or by what is put in its place.
func (a *aviary) serve(platform string) {
	sandboxed := a.world.Handler(platform)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a.meanwhile()
		if a.instead != nil {
			a.instead(w, r)
			return
		}
		sandboxed.ServeHTTP(w, r)
	}))
	a.t.Cleanup(server.Close)
	a.flags = append(a.flags, "--base-url", platform+"="+server.URL)
	if platform == sandbox.KIS {
		a.world.SetKISServerURL(server.URL)
	}
}

// file is one that the person has written.
func (a *aviary) file(name, text string) string {
	a.t.Helper()
	path := filepath.Join(a.given, name)
	require.NoError(a.t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

func (a *aviary) inProcess(stdin string, args []string) (stdout, stderr []byte, status int) {
	var out, messages bytes.Buffer
	status = execute(args, console{in: strings.NewReader(stdin), out: &out, err: &messages, env: os.Getenv})
	return out.Bytes(), messages.Bytes(), status
}

// says runs a command, and looks at once through what it says: canaries only where they were asked
// for, and never among messages.
func (a *aviary) says(want asked, stdin string, args ...string) (out string, status int) {
	a.t.Helper()
	a.commands++
	if at := slices.Index(args, "--"); at >= 0 {
		args = slices.Concat(args[:at:at], a.flags, args[at:])
	} else {
		args = append(slices.Clone(args), a.flags...)
	}
	stdout, stderr, status := a.program(stdin, args)
	a.check(want, "stdout of "+args[0]+" "+args[1], stdout)
	a.check(nothing, "stderr of "+args[0]+" "+args[1], stderr)
	return string(stdout), status
}

// does is says for a command that must succeed.
func (a *aviary) does(want asked, stdin string, args ...string) string {
	a.t.Helper()
	out, status := a.says(want, stdin, args...)
	require.Zero(a.t, status, "%v", args[:min(2, len(args))])
	return out
}

func (a *aviary) check(want asked, where string, data []byte) {
	a.t.Helper()
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, hit := range a.search.Text(where, data) {
		if !want.allows(hit.Canary) {
			assert.Fail(a.t, "a secret was told", "%s", hit)
			continue
		}
		a.used[want.why] = true
	}
}

func (w asked) allows(name string) bool {
	return slices.ContainsFunc(w.names, func(allowed string) bool {
		return name == allowed || strings.HasSuffix(allowed, ".") && strings.HasPrefix(name, allowed)
	})
}

// seek has a secret looked for from now on.
func (a *aviary) seek(name, value string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.search.Add(canaries.Canary{Name: name, Value: value})
}

// learn has the secrets that a platform has given looked for from now on.
func (a *aviary) learn(account string) {
	a.t.Helper()
	v := vaultIn(a.t, os.Getenv("KEYCASE_HOME"), passphraseCanary)
	cred, err := v.Find(account)
	require.NoError(a.t, err)
	held := providers.Values{}
	a.held[account] = held
	for _, token := range cred.Tokens {
		secret, err := v.TokenSecret(a.t.Context(), cred.ID, token.ID)
		require.NoError(a.t, err)
		a.seek(account+".token."+token.Kind, secret.Value)
		held["access_token"], held["app_token"], held["refresh_token"] = secret.Value, secret.Value, secret.Refresh
		if secret.Refresh != "" {
			a.seek(account+".token.refresh", secret.Refresh)
		}
	}
}

// learnDerived has what is computed from a secret, and as good as it, looked for as well.
func (a *aviary) learnDerived() {
	a.t.Helper()
	signed := a.does(revealed, "", "sign", "jdy.app-signature", "--credential", "jdy", "--reveal")
	_, signature, found := strings.Cut(signed, "\nsignature\t")
	require.True(a.t, found)
	signature, _, _ = strings.Cut(signature, "\n")
	a.seek("jdy.app_signature", signature)
}

// files looks through every file that was written.
func (a *aviary) files() {
	a.t.Helper()
	a.mu.Lock()
	defer a.mu.Unlock()
	hits, err := a.search.Tree(a.dir)
	require.NoError(a.t, err)
	assert.Empty(a.t, hits)
}

// end looks through the files for the last time, and at what had to be shown.
func (a *aviary) end(reasons ...asked) {
	a.t.Helper()
	a.files()
	for _, r := range reasons {
		assert.True(a.t, a.used[r.why], "nothing was shown as %q", r.why)
	}
	a.t.Logf("%d canaries, %d commands, %d places, %d bytes", a.search.Canaries, a.commands, a.search.Places, a.search.Bytes)
}

// turn is a call of an operation.
type turn struct {
	operation, account, subject string
	values                      providers.Values // beside those of the account
}

// turns are one call of each operation, in an order in which all succeed.
func (a *aviary) turns() []turn {
	open, own := canaries.Accounts().Yilianyun, canaries.Accounts().YilianyunSelf
	return []turn{
		{"jdy.app-token", "jdy", "", nil},
		{"jdy.request", "jdy", "", providers.Values{"method": "GET", "path": "/jdy/v2/bd/customer"}},
		{"jdy.authorize", "jdy", "", nil},
		{"jdy.app-signature", "jdy", "", nil},
		{"kis.server-url", "kis", "", nil},
		{"kis.router", "kis", canaries.Accounts().KIS.NetID, providers.Values{
			"method": "kis.APP004088.acctplatform.AcctController.DealAcctPlatForm", "custdata": `{"ProductID":"","AccountDB":"","Data":{"Action":"GetAcctList"}}`,
		}},
		{"kis.access-token", "kis", "", nil},
		{"kis.server-url-v1", "kis", "", nil},
		{"robot.token", "robot", "", nil},
		{"robot.request", "robot", "", providers.Values{"method": "POST", "path": "/some/api", "body": `{"text":"x"}`}},
		{"yilianyun.scan-code", "yilianyun", "", providers.Values{"machine_code": open.MachineCode, "msign": open.Msign}},
		{"yilianyun.authorization-code", "yilianyun", "", providers.Values{"code": a.code()}},
		{"yilianyun.refresh", "yilianyun", open.MachineCode, nil},
		{"yilianyun.printer-status", "yilianyun", open.MachineCode, nil},
		{"yilianyun.print-text", "yilianyun", open.MachineCode, providers.Values{"content": "x"}},
		{"yilianyun.request", "yilianyun", open.MachineCode, providers.Values{"path": "/print/index", "form": `[["content","x"],["origin_id","A7"]]`}},
		{"yilianyun.client-token", "yilianyun-self", "", nil},
		{"yilianyun.add-printer", "yilianyun-self", "", providers.Values{"machine_code": own.MachineCode, "msign": own.Msign}},
		{"yilianyun.delete-printer", "yilianyun-self", own.MachineCode, nil},
	}
}

// code is what the owner of a printer gives for its token.
func (a *aviary) code() string {
	a.t.Helper()
	open := canaries.Accounts().Yilianyun
	code := a.world.GrantCode(open.ClientID, open.MachineCode)
	a.seek("yilianyun.code", code)
	return code
}

// args are the flags of a call, and what it reads.
func (a *aviary) args(c turn, credential bool) (stdin string, args []string) {
	values := providers.Values{}
	if credential {
		args = []string{"--credential", c.account}
		if c.subject != "" {
			args = append(args, "--subject", c.subject)
		}
	} else {
		maps.Copy(values, canaries.Accounts().Values(c.account))
		maps.Copy(values, a.held[c.account])
		if c.subject != "" {
			values["machine_code"], values["netid"] = c.subject, c.subject
		}
	}
	maps.Copy(values, c.values)
	doc, err := json.Marshal(values)
	require.NoError(a.t, err)
	return string(doc), append(args, "--input", "-")
}

// TestEveryOperationIsTurned: a new one would otherwise go unseen.
func TestEveryOperationIsTurned(t *testing.T) {
	var all, turned []string
	for _, p := range catalog.Registry() {
		for _, op := range p.Operations {
			all = append(all, p.ID+"."+op.ID)
		}
	}
	for _, c := range newAviary(t).turns() {
		turned = append(turned, c.operation)
	}
	assert.ElementsMatch(t, all, turned)
}
