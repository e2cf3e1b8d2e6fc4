package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	canaries "keycase/internal/canary"
	"keycase/providers/sandbox"
)

// caged is serve as a process among canaries.
type caged struct {
	a            *aviary
	cmd          *exec.Cmd
	out          *lockedBuffer
	messages     *lockedBuffer
	told         listening
	socket, open *http.Client
}

// cage runs serve with a loopback address beside its socket.
func (a *aviary) cage(flags ...string) *caged {
	a.t.Helper()
	a.commands++
	s := &caged{a: a, out: &lockedBuffer{}, messages: &lockedBuffer{}}
	s.cmd = a.start(strings.NewReader(""), s.out, s.messages, append(append([]string{"serve", "--all", "--json", "--tcp", "127.0.0.1:0"}, flags...), a.flags...))
	require.Eventually(a.t, func() bool { return json.Unmarshal([]byte(s.out.String()), &s.told) == nil }, 20*time.Second, 5*time.Millisecond)
	var dialer net.Dialer
	s.socket = &http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return dialer.DialContext(ctx, "unix", s.told.Socket)
	}}}
	s.open = &http.Client{Transport: &http.Transport{}}
	a.t.Cleanup(s.socket.CloseIdleConnections)
	a.t.Cleanup(s.open.CloseIdleConnections)
	return s
}

// ask sends a request and looks through all of the answer: a token only in one that succeeds.
func (s *caged) ask(by *http.Client, r *http.Request) (status int, body string) {
	s.a.t.Helper()
	answer, err := by.Do(r)
	require.NoError(s.a.t, err)
	defer func() { _ = answer.Body.Close() }()
	whole, err := httputil.DumpResponse(answer, true)
	require.NoError(s.a.t, err)
	want := nothing
	if answer.StatusCode == http.StatusOK && strings.HasPrefix(r.URL.Path, "/v1/tokens/") {
		want = handedOut
	}
	s.a.check(want, "serve "+r.URL.Path, whole)
	_, body, _ = strings.Cut(string(whole), "\r\n\r\n")
	return answer.StatusCode, body
}

// request is one to the socket, or by the address with its secret.
func (s *caged) request(base, secret, method, path string) *http.Request {
	s.a.t.Helper()
	r, err := http.NewRequestWithContext(s.a.t.Context(), method, base+path, nil)
	require.NoError(s.a.t, err)
	if secret != "" {
		r.Header.Set("Authorization", "Bearer "+secret)
	}
	return r
}

// both asks at each of the two doors.
func (s *caged) both(secret, method, path, accept string) (statuses [2]int, body string) {
	s.a.t.Helper()
	for i, door := range []struct {
		by           *http.Client
		base, secret string
	}{{s.socket, "http://keycase", ""}, {s.open, s.told.URL, secret}} {
		r := s.request(door.base, door.secret, method, path)
		r.Header.Set("Accept", accept)
		statuses[i], body = s.ask(door.by, r)
	}
	return statuses, body
}

// end ends it by a signal, and looks at what it said.
func (s *caged) end(signal os.Signal, out asked) {
	s.a.t.Helper()
	require.NoError(s.a.t, s.cmd.Process.Signal(signal))
	_ = s.cmd.Wait() // one that is aborted ends with an error
	s.a.check(out, "stdout of serve", []byte(s.out.String()))
	s.a.check(nothing, "stderr of serve", []byte(s.messages.String()))
}

// TestServeTellsWhoMayAsk: a program gets the token that it names, by each door and in each form.
// Who may not ask, asks wrongly, or asks while something is wrong with a platform gets nothing that is
// secret, nor do files, messages, the list of processes and a crash.
func TestServeTellsWhoMayAsk(t *testing.T) {
	a := newAviary(t)
	a.store()
	a.succeed()
	robot, err := json.Marshal(canaries.Accounts().Values("robot"))
	require.NoError(t, err)
	for _, f := range append(serveFaults, sandbox.Fault{Kind: "echo"}) {
		a.does(nothing, string(robot), "credential", "add", "robot", "robot-"+string(f.Kind), "--input", "-")
	}
	secretFile := filepath.Join(a.given, "secret")
	s := a.cage("--secret-file", secretFile)
	text, err := os.ReadFile(secretFile)
	require.NoError(t, err)
	secret := strings.TrimSpace(string(text))
	a.seek("serve.secret", secret)
	a.meanwhile = a.processes

	s.givesTokens(secret)
	s.refuses(secret)
	s.meetsFaults(secret)
	a.look()
	a.files()
	s.end(unix.SIGABRT, nothing)
	cores, err := filepath.Glob("*core*")
	require.NoError(t, err)
	assert.Empty(t, cores)

	again := a.cage()
	a.seek("serve.secret", again.told.Secret)
	statuses, _ := again.both(secret, http.MethodGet, "/v1/tokens/robot", "")
	assert.Equal(t, [2]int{http.StatusOK, http.StatusUnauthorized}, statuses, "the secret before opens nothing")
	again.end(unix.SIGTERM, doorKey)
	a.end(handedOut, doorKey)
}

// givesTokens asks for each that there is.
func (s *caged) givesTokens(secret string) {
	v := vaultIn(s.a.t, os.Getenv("KEYCASE_HOME"), passphraseCanary)
	for _, account := range accounts {
		cred, err := v.Find(account)
		require.NoError(s.a.t, err)
		require.NotEmpty(s.a.t, cred.Tokens)
		for _, token := range cred.Tokens {
			which := url.Values{"kind": {token.Kind}, "subject": {token.Subject}}
			for _, accept := range []string{"text/plain", ""} {
				statuses, body := s.both(secret, http.MethodGet, "/v1/tokens/"+account+"?"+which.Encode(), accept)
				assert.Equal(s.a.t, [2]int{http.StatusOK, http.StatusOK}, statuses, account)
				if account == "kis" && accept != "" { // computed by serve, and the same to who asks next
					s.a.seek("kis.token.access_token", strings.TrimSpace(body))
				}
				assert.Contains(s.a.t, s.a.named(body), account+".token."+token.Kind)
			}
		}
	}
}

// named are the canaries in a text in which they may be.
func (a *aviary) named(text string) (names []string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, hit := range a.search.Text("asked for", []byte(text)) {
		names = append(names, hit.Canary)
	}
	return names
}

// refuses asks wrongly, and without the right.
func (s *caged) refuses(secret string) {
	statuses, _ := s.both(secret, http.MethodGet, "/v1/credentials", "")
	assert.Equal(s.a.t, [2]int{http.StatusOK, http.StatusOK}, statuses)
	for _, path := range []string{"/v1/tokens/nobody", "/v1/tokens/robot?kind=other", "/v1/tokens/yilianyun?subject=1", "/v1/else", "/"} {
		for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodDelete} {
			statuses, _ = s.both(secret, method, path, "")
			assert.GreaterOrEqual(s.a.t, statuses[0], http.StatusBadRequest, path)
			assert.Equal(s.a.t, statuses[0], statuses[1], path)
		}
	}
	for _, wrong := range []string{"", "wrong", secret[:len(secret)-1]} {
		status, _ := s.ask(s.open, s.request(s.told.URL, wrong, http.MethodGet, "/v1/tokens/robot"))
		assert.Equal(s.a.t, http.StatusUnauthorized, status)
	}
	r := s.request(s.told.URL, secret, http.MethodGet, "/v1/tokens/robot")
	r.Host = "elsewhere.example"
	status, _ := s.ask(s.open, r)
	assert.Equal(s.a.t, http.StatusMisdirectedRequest, status)
}

// serveFaults are what can be wrong when serve asks a platform; each has a credential of its own, since
// an error is told again for some seconds.
var serveFaults = []sandbox.Fault{
	{Kind: sandbox.FaultNone}, {Kind: sandbox.FaultCut}, {Kind: sandbox.FaultGarbage}, {Kind: sandbox.FaultStatus500}, {Kind: sandbox.FaultRedirect},
	{Kind: sandbox.FaultClock, ClockOffset: 20 * time.Minute}, {Kind: sandbox.FaultHTML}, {Kind: sandbox.FaultHuge}, {Kind: sandbox.FaultEmpty},
	{Kind: sandbox.FaultWrongType}, {Kind: sandbox.FaultRefuse, Code: refusals[sandbox.Robot]},
}

// meetsFaults has it ask the platform, which does wrong, and in the end tells all that it was sent.
func (s *caged) meetsFaults(secret string) {
	for _, f := range serveFaults {
		s.a.world.SetFault(sandbox.Robot, f)
		before := len(s.a.world.Requests(sandbox.Robot))
		s.both(secret, http.MethodGet, "/v1/tokens/robot-"+string(f.Kind), "")
		assert.Greater(s.a.t, len(s.a.world.Requests(sandbox.Robot)), before, "%s: the platform is asked", f.Kind)
	}
	s.a.world.SetFault(sandbox.Robot, sandbox.Fault{})
	s.a.instead = func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		said := fmt.Sprint("no: ", r.URL, " ", r.Header, " ", string(body))
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]any{"errcode": 5000, "code": 500, "error": said, "description": said, "msg": said, "message": said})
	}
	s.a.does(nothing, "", "token", "forget", "jdy")
	for _, name := range []string{"robot-echo", "jdy"} {
		statuses, _ := s.both(secret, http.MethodGet, "/v1/tokens/"+name, "")
		assert.GreaterOrEqual(s.a.t, statuses[0], http.StatusBadRequest, name)
	}
	s.a.instead = nil
}
