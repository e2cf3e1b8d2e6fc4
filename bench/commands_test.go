//go:build bench

package bench

import (
	"context"
	"crypto/rand"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"keycase/providers/sandbox"
	"keycase/vault"
)

// command is a program that is started and ends by itself.
type command struct {
	name string
	args []string
	took []float64 // milliseconds from before the start to after the end
	cpu  []float64 // milliseconds of user and system time
}

// prints makes sure that a command does what it is measured for.
func (c *command) prints(t *testing.T, wanted string) {
	t.Helper()
	require.Contains(t, tool(t, "", c.args[0], c.args[1:]...), wanted, c.name)
}

// installed copies a program, as installing does. The linker writes through a map, which
// leaves the file in the page cache as single pages, and a start takes longer from those.
func installed(t *testing.T, program string) string {
	t.Helper()
	data, err := os.ReadFile(program)
	require.NoError(t, err)
	path := filepath.Join(t.TempDir(), filepath.Base(program))
	require.NoError(t, os.WriteFile(path, data, 0o700))
	return path
}

// race runs all commands in turn.
func race(t *testing.T, all ...*command) {
	t.Helper()
	const warm = 2 // rounds that do not count: the files are to be in memory
	for round := range *rounds*5 + warm {
		for _, c := range all {
			cmd := exec.Command(c.args[0], c.args[1:]...)
			began := time.Now()
			require.NoError(t, cmd.Run(), c.name)
			took := time.Since(began)
			if round >= warm {
				c.took = append(c.took, float64(took.Microseconds())/1000)
				c.cpu = append(c.cpu, float64((cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime()).Microseconds())/1000)
			}
		}
	}
}

func commands(t *testing.T) []result {
	home := t.TempDir()
	values := sandbox.Demo().Values("jdy")
	stored := plantToken(t, home, values)
	hello := filepath.Join(home, "hello")
	tool(t, "", "go", "build", "-trimpath", "-ldflags", "-s -w", "-o", hello, "./testdata/hello")
	program := installed(t, built(t, "keycase-cli"))
	cli := func(args ...string) []string {
		return append([]string{program, "--home", home, "--lang", "zh"}, args...)
	}
	input := filepath.Join(home, "input.json")
	require.NoError(t, os.WriteFile(input, []byte(`{"app_key":"`+values["app_key"]+`","app_secret":"`+values["app_secret"]+
		`","client_id":"`+values["client_id"]+`","client_secret":"`+values["client_secret"]+`"}`), 0o600))

	floor := &command{name: "Go hello world", args: []string{installed(t, hello)}}
	version := &command{name: "version", args: cli("--version")}
	sign := &command{name: "sign", args: cli("sign", "jdy.app-token", "--input", input)}
	snippet := &command{name: "snippet", args: cli("snippet", "jdy.app-token", "--input", input)}
	floor.prints(t, "hello")
	version.prints(t, "keycase-cli ")
	sign.prints(t, "X-Api-Signature\t")
	snippet.prints(t, "app_signature=")
	race(t, floor, version, sign, snippet)

	tool(t, stored, "secret-tool", "store", "--label", "bench", "service", "bench", "username", "secret-tool")
	get := &command{name: "token get", args: cli("token", "get", "bench")}
	lookup := &command{name: "secret-tool lookup", args: []string{"secret-tool", "lookup", "service", "bench", "username", "secret-tool"}}
	show := gopass(t, stored)
	field := []*command{get, lookup}
	if show != nil {
		field = append(field, show)
	}
	for _, c := range field {
		c.prints(t, stored)
	}
	race(t, field...)
	all := []result{
		{"Commands, cold", "sign", "ms", sign.took, floor.name, floor.took, goal{times, 2}},
		{"Commands, cold", "sign, processor time", "ms", sign.cpu, floor.name, floor.cpu, goal{}},
		{"Commands, cold", "snippet", "ms", snippet.took, floor.name, floor.took, goal{}},
		{"Commands, cold", "--version", "ms", version.took, floor.name, floor.took, goal{}},
		{"Commands, cold", "token get", "ms", get.took, lookup.name, lookup.took, goal{times, 1.5}},
		{"Commands, cold", "token get, processor time", "ms", get.cpu, lookup.name, lookup.cpu, goal{}},
	}
	if show != nil {
		all = append(all, result{"Commands, cold", "token get", "ms", get.took, show.name, show.took, goal{}})
	}
	return all
}

// plantToken stores a credential with a token in the keyring, and returns the token.
func plantToken(t *testing.T, home string, values map[string]string) string {
	t.Helper()
	v, err := vault.Open(t.Context(), vault.Options{
		Dir: filepath.Join(home, "vault"), Store: vault.StoreKeyring, Clock: time.Now, Rand: rand.Reader,
	})
	require.NoError(t, err)
	defer func() { require.NoError(t, v.Close()) }()
	public := map[string]string{"client_id": values["client_id"], "app_key": values["app_key"]}
	secrets := map[string]string{"client_secret": values["client_secret"], "app_secret": values["app_secret"]}
	c, err := v.Add(t.Context(), vault.Credential{Platform: "jdy", Name: "bench", Public: public}, secrets)
	require.NoError(t, err)
	const token = "f2adcfef73369bfc4e1384677d38a0ff"
	_, err = v.PutToken(context.Background(), c.ID, vault.Token{
		Kind: "app-token", IssuedAt: time.Now(), ExpiresAt: time.Now().Add(20 * time.Hour),
	}, vault.TokenSecret{Value: token})
	require.NoError(t, err)
	return token
}

// gopass keeps the same secret with a key of its own; nil where there is no gopass.
func gopass(t *testing.T, secret string) *command {
	t.Helper()
	if _, err := exec.LookPath("gopass"); err != nil {
		t.Log("no gopass here")
		return nil
	}
	tool(t, "", "gpg", "--batch", "--passphrase", "", "--quick-gen-key", "bench@example.com", "rsa2048", "encr")
	t.Cleanup(func() { _ = exec.Command("gpgconf", "--kill", "all").Run() })
	tool(t, "", "gopass", "init", "bench@example.com")
	t.Setenv("EDITOR", "tee") // which keeps what it is given on its standard input
	tool(t, secret+"\n", "gopass", "insert", "-m", "bench")
	return &command{name: "gopass show", args: []string{"gopass", "show", "bench"}}
}
