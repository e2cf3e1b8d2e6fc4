package doctor

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/app"
	"keycase/assets/translations"
	"keycase/broker"
	"keycase/providers"
	"keycase/providers/catalog"
	"keycase/providers/sandbox"
	"keycase/vault"
)

func none(string) string { return "" }

func variables(given map[string]string) func(string) string {
	return func(name string) string { return given[name] }
}

// healthy are the parameters of a machine where everything is right, in English.
func healthy(t *testing.T) Params {
	t.Helper()
	paths, err := app.Locate(filepath.Join(t.TempDir(), "keycase"), none)
	require.NoError(t, err)
	require.NoError(t, paths.Create())
	return Params{
		Text: translations.New("en"), Program: "keycase", Paths: paths, Broker: stocked(t),
		Explain: func(err error) app.Explained { return app.Explain(err, providers.English) },
		Keyring: func(context.Context) vault.Status { return vault.Status{State: vault.StateReady} },
		Env:     variables(map[string]string{"LANG": "zh_CN.UTF-8"}),
		Space:   func(string) (uint64, error) { return 12_345_678_901, nil },
		OS:      "linux",
		Private: func() Private { return Private{} },
	}
}

// stocked is a broker on a vault in memory with a credential whose name nobody else may read.
func stocked(t *testing.T) *broker.Broker {
	t.Helper()
	v, err := vault.Open(context.Background(), vault.Options{Store: vault.StoreMemory, Clock: app.Now})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, v.Close()) })
	b := on(v)
	_, _, err = b.AddCredential(context.Background(), broker.Draft{
		Platform: "robot", Name: "canary credential", Values: sandbox.Demo().Values("robot"),
	})
	require.NoError(t, err)
	return b
}

func on(v *vault.Vault) *broker.Broker {
	return broker.New(broker.Params{Registry: catalog.Registry(), Vault: v, HTTP: &http.Client{}, Clock: app.Now, Rand: rand.Reader})
}

func look(t *testing.T, p Params, id string) Check {
	t.Helper()
	c := New(p).Check(context.Background(), id)
	assert.Equal(t, id, c.ID)
	assert.NotEmpty(t, c.Text)
	return c
}

func TestAllIsWell(t *testing.T) {
	d := New(healthy(t))
	checks := d.All(context.Background())
	assert.Equal(t, OK, Worst(checks), "%+v", checks)
	var ids []string
	for _, c := range checks {
		ids = append(ids, c.ID)
		assert.NotEmpty(t, c.Text, c.ID)
		assert.Empty(t, c.Action, c.ID)
	}
	assert.Equal(t, []string{"version", "home", "keyring", "index", "store", "backup", "clock", "modes", "disk", "logs", "locale"}, ids)
	assert.Equal(t, ids, d.IDs())
}

func TestEveryCheckAndGradeHasAName(t *testing.T) {
	for _, lang := range []string{translations.Chinese, translations.English} {
		p := healthy(t)
		p.Text = translations.New(lang)
		p.Extra = fullWindow().Probes(p.Text)
		d := New(p)
		for _, id := range d.IDs() {
			assert.NotContains(t, d.Name(id), "doctor.", id)
		}
		for _, g := range []Grade{OK, Info, Warning, Error} {
			assert.NotContains(t, d.Word(g), "doctor.", g)
		}
		for _, c := range d.All(context.Background()) {
			assert.NotContains(t, c.Text+c.Action, "doctor.", c.ID)
			assert.NotContains(t, c.Text+c.Action, "no value", c.ID)
		}
	}
}

func TestJSONIsWhatScriptsReadSinceTheFirstVersion(t *testing.T) {
	text, err := json.Marshal([]Check{{ID: "a", Grade: OK, Text: "b", report: "c"}, {ID: "d", Grade: Error, Text: "e", Action: "f"}})
	require.NoError(t, err)
	assert.JSONEq(t, `[{"id":"a","status":"ok","text":"b"},{"id":"d","status":"error","text":"e","action":"f"}]`, string(text))
}

func TestWorst(t *testing.T) {
	for want, grades := range map[Grade][]Grade{OK: {OK, Info}, Warning: {Info, Warning, OK}, Error: {Error, Warning, OK}} {
		var checks []Check
		for _, g := range grades {
			checks = append(checks, Check{Grade: g})
		}
		assert.Equal(t, want, Worst(checks))
	}
	assert.Equal(t, OK, Worst(nil))
}

// TestChecksRunAtOnce lets two checks wait for each other.
func TestChecksRunAtOnce(t *testing.T) {
	p := healthy(t)
	var both sync.WaitGroup
	both.Add(2)
	meet := func(context.Context) Check {
		both.Done()
		both.Wait()
		return Check{Grade: OK, Text: "met"}
	}
	p.Extra = []Probe{{"one", meet}, {"two", meet}}
	checks := New(p).All(context.Background())
	for _, c := range checks[len(checks)-2:] {
		assert.Equal(t, "met", c.Text)
	}
}

func TestWhatHangsIsLeftBehind(t *testing.T) {
	p := healthy(t)
	release := make(chan struct{})
	defer close(release)
	p.Extra = []Probe{{"deaf", func(context.Context) Check {
		<-release
		return Check{Grade: OK}
	}}}
	d := New(p)
	d.bound = time.Millisecond
	c := d.Check(context.Background(), "deaf")
	assert.Equal(t, Check{ID: "deaf", Grade: Warning, Text: "No answer within a few seconds"}, c)

	d.bound = time.Hour
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	assert.Equal(t, "deaf", d.Check(ctx, "deaf").ID, "nobody wants to know any more")
}

func TestUnknownCheck(t *testing.T) {
	assert.Equal(t, Error, New(healthy(t)).Check(context.Background(), "nothing").Grade)
}

func TestHome(t *testing.T) {
	p := healthy(t)
	assert.Equal(t, Check{ID: "home", Grade: OK, Text: p.Paths.Home}, look(t, p, "home"))

	missing := p
	missing.Paths.Home = filepath.Join(p.Paths.Home, "not", "yet")
	assert.Equal(t, Info, look(t, missing, "home").Grade)

	file := p
	file.Paths.Home = filepath.Join(p.Paths.Home, "file")
	require.NoError(t, os.WriteFile(file.Paths.Home, nil, 0o600))
	c := look(t, file, "home")
	assert.Equal(t, Error, c.Grade)
	assert.NotEmpty(t, c.Action)

	below := p
	below.Paths.Home = filepath.Join(file.Paths.Home, "below")
	c = look(t, below, "home")
	assert.Equal(t, Error, c.Grade)
	assert.Equal(t, 1, strings.Count(c.Text, below.Paths.Home), c.Text)
}

func TestModes(t *testing.T) {
	p := healthy(t)
	assert.Equal(t, OK, look(t, p, "modes").Grade)

	loose := filepath.Join(p.Paths.Vault, "canary credential.bak")
	require.NoError(t, os.WriteFile(loose, nil, 0o600))
	require.NoError(t, os.Chmod(loose, 0o644)) // #nosec G302 -- what is looked for
	c := look(t, p, "modes")
	assert.Equal(t, Warning, c.Grade)
	assert.Contains(t, c.Text, loose)
	assert.Contains(t, c.Action, p.Paths.Home)

	windows := p
	windows.OS = "windows"
	assert.Equal(t, Info, look(t, windows, "modes").Grade)

	p.Paths.Home = filepath.Join(p.Paths.Home, "not", "yet")
	assert.Equal(t, Info, look(t, p, "modes").Grade)
}

// TestFolderThatOthersCanWrite has them put files into it, where the window looks for its own.
func TestFolderThatOthersCanWrite(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // which has no such modes
	}
	p := healthy(t)
	link := filepath.Join(t.TempDir(), "link")
	require.NoError(t, os.Symlink(p.Paths.Home, link))
	linked := p
	linked.Paths.Home = link
	assert.Equal(t, OK, look(t, linked, "modes").Grade)
	for _, mode := range []os.FileMode{0o777, 0o720, 0o702} {
		require.NoError(t, os.Chmod(p.Paths.Home, mode)) // #nosec G302 -- what is looked for
		for _, p := range []Params{p, linked} {
			c := look(t, p, "modes")
			assert.Equal(t, Warning, c.Grade, mode)
			assert.Contains(t, c.Action, p.Paths.Home)
		}
	}
}

func TestDisk(t *testing.T) {
	p := healthy(t)
	p.Paths.Home = filepath.Join(p.Paths.Home, "not", "yet")
	asked := ""
	answer := func(free uint64, err error) func(string) (uint64, error) {
		return func(folder string) (uint64, error) {
			asked = folder
			return free, err
		}
	}
	for _, c := range []struct {
		free uint64
		err  error
		want Check
	}{
		{12_345_678_901, nil, Check{Grade: OK, Text: "12.3 GB left"}},
		{3_400_000_000_000, nil, Check{Grade: OK, Text: "3.4 TB left"}},
		{50_000_000, nil, Check{Grade: OK, Text: "50 MB left"}},
		{49_999_999, nil, Check{Grade: Warning, Text: "Only 50 MB left", Action: "Free some space, or new secrets cannot be stored"}},
		{0, nil, Check{Grade: Warning, Text: "Only 0 MB left", Action: "Free some space, or new secrets cannot be stored"}},
		{0, errors.New("no"), Check{Grade: Info, Text: "The system does not say how much is left"}},
	} {
		p.Space = answer(c.free, c.err)
		c.want.ID = "disk"
		assert.Equal(t, c.want, look(t, p, "disk"))
	}
	assert.Equal(t, filepath.Dir(filepath.Dir(p.Paths.Home)), asked, "the folder that is there")
}

func TestFreeSpaceAsksTheSystem(t *testing.T) {
	free, err := FreeSpace(t.TempDir())
	require.NoError(t, err)
	assert.Positive(t, free)
	_, err = FreeSpace(filepath.Join(t.TempDir(), "missing"))
	assert.Error(t, err)
}

func TestLogsTellWhenAndNotWhat(t *testing.T) {
	p := healthy(t)
	assert.Equal(t, OK, look(t, p, "logs").Grade)
	at := time.Date(2025, 11, 20, 21, 14, 5, 0, time.Local)
	file := filepath.Join(p.Paths.Logs, crashFile)
	require.NoError(t, os.WriteFile(file, []byte("panic: canary in the trace"), 0o600))
	require.NoError(t, os.Chtimes(file, at, at))
	c := look(t, p, "logs")
	assert.Equal(t, Warning, c.Grade)
	assert.Equal(t, "Last crash: 2025-11-20 21:14:05", c.Text)
	assert.Contains(t, c.Action, crashFile)
	assert.NotContains(t, c.Text+c.Action, "canary")

	require.NoError(t, os.Remove(file))
	require.NoError(t, os.Mkdir(file, 0o700))
	assert.Equal(t, OK, look(t, p, "logs").Grade, "that is no crash of ours")
	require.NoError(t, os.Remove(file))
	require.NoError(t, os.WriteFile(file, nil, 0o600))

	if runtime.GOOS != "windows" { // which has another error for a path through a file
		p.Paths.Logs = filepath.Join(file, "below")
		assert.Equal(t, Error, look(t, p, "logs").Grade)
	}
}

func TestLocale(t *testing.T) {
	p := healthy(t)
	for _, c := range []struct {
		env   map[string]string
		grade Grade
	}{
		{nil, Info},
		{map[string]string{"LANG": "C"}, Info},
		{map[string]string{"LANG": "POSIX"}, Info},
		{map[string]string{"LANG": "C.UTF-8"}, OK},
		{map[string]string{"LANG": "zh_CN.utf8"}, OK},
		{map[string]string{"LANG": "zh_CN.GBK"}, Warning},
		{map[string]string{"LANG": "zh_CN.GBK", "LC_CTYPE": "zh_CN.UTF-8"}, OK},
		{map[string]string{"LANG": "zh_CN.UTF-8", "LC_ALL": "zh_CN.GB18030"}, Warning},
		{map[string]string{"LANG": "/home/canary/.UTF-8 x"}, Warning},
	} {
		p.Env = variables(c.env)
		got := look(t, p, "locale")
		assert.Equal(t, c.grade, got.Grade, "%v", c.env)
		assert.NotContains(t, got.Text, "canary")
		assert.Equal(t, c.grade == Warning, got.Action != "", "%v", c.env)
	}
	p.OS = "windows"
	assert.Equal(t, Info, look(t, p, "locale").Grade)
}
