package diagnostics

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/app"
	"keycase/app/doctor"
	"keycase/assets/translations"
	"keycase/ui/core"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/theme"
	"keycase/vault"
)

var (
	_ core.Refresher = (*Page)(nil)
	_ core.KeyTaker  = (*Page)(nil)
)

// machine is one that a test can make ill.
type machine struct {
	b       *pagetest.Bench
	paths   app.Paths
	keyring func(context.Context) vault.Status
	space   uint64
	extra   []doctor.Probe
}

func ready(context.Context) vault.Status { return vault.Status{State: vault.StateReady} }

func newMachine(t *testing.T, b *pagetest.Bench) *machine {
	t.Helper()
	paths, err := app.Locate(filepath.Join(t.TempDir(), "canaryuser", "keycase"), func(string) string { return "" })
	require.NoError(t, err)
	require.NoError(t, paths.Create())
	return &machine{b: b, paths: paths, keyring: ready, space: 12e9}
}

func (m *machine) doctor() *doctor.Doctor {
	return doctor.New(doctor.Params{
		Text: m.b.Ctx.Text, Program: "keycase", Paths: m.paths, Broker: m.b.Broker,
		Explain: func(err error) app.Explained { return app.Explain(err, m.b.Ctx.Lang()) },
		Keyring: m.keyring, Env: func(string) string { return "" }, OS: "linux", Extra: m.extra,
		Space:   func(string) (uint64, error) { return m.space, nil },
		Private: func() doctor.Private { return doctor.Private{Names: []string{"canaryuser"}} },
	})
}

func open(m *machine) *Page {
	p := New(m.b.Ctx, Params{Doctor: m.doctor})
	m.b.Show(p)
	return p
}

func press(b *pagetest.Bench, key fyne.KeyName) {
	b.Window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: key})
	b.Settle()
}

func TestAllIsWell(t *testing.T) {
	m := newMachine(t, pagetest.New(t))
	p := open(m)
	assert.Equal(t, "都正常", p.verdict.title.Text())
	assert.Equal(t, "正常", p.lines["keyring"].word.Text())
	assert.Equal(t, "系统密钥环", p.lines["keyring"].name.Text())
	assert.Equal(t, "系统密钥环可用", p.lines["keyring"].text.Text())
	assert.False(t, p.lines["keyring"].action.Visible())
	assert.False(t, p.lines["keyring"].spinner.Visible())
	assert.False(t, p.again.Busy())
}

// TestOneHangingCheckKeepsNobodyWaiting lets the keyring give no answer.
func TestOneHangingCheckKeepsNobodyWaiting(t *testing.T) {
	b := pagetest.New(t)
	m := newMachine(t, b)
	answer := make(chan vault.Status)
	m.keyring = func(context.Context) vault.Status { return <-answer }
	p := New(b.Ctx, Params{Doctor: m.doctor})
	b.Window.SetContent(p.Content())
	p.Shown()
	assert.Equal(t, "正在检查", p.verdict.title.Text())
	assert.True(t, p.again.Busy())
	assert.True(t, p.report.Disabled(), "there is nothing to copy yet")
	for len(p.found) < len(p.ids)-1 {
		b.Deliver()
	}
	assert.True(t, p.lines["keyring"].spinner.Visible())
	assert.False(t, p.lines["disk"].spinner.Visible())
	assert.Equal(t, "还剩 12.0 GB", p.lines["disk"].text.Text())
	assert.Contains(t, p.verdict.detail.Text(), "查完 10 项，一共 11 项")
	p.Refresh()
	assert.Len(t, p.cancels, len(p.ids), "it is under way already")

	answer <- vault.Status{State: vault.StateLocked, Err: vault.ErrLocked}
	b.Settle()
	assert.Equal(t, "有 1 处要留意", p.verdict.title.Text())
	assert.Equal(t, "注意", p.lines["keyring"].word.Text())
	assert.True(t, p.lines["keyring"].action.Visible())
	assert.False(t, p.report.Disabled())
}

func TestErrorsAndCheckingAgain(t *testing.T) {
	b := pagetest.NewIn(t, translations.English, theme.Light)
	m := newMachine(t, b)
	home := m.paths.Home
	m.paths.Home = filepath.Join(m.paths.Home, "file")
	require.NoError(t, os.WriteFile(m.paths.Home, nil, 0o600))
	p := open(m)
	assert.Equal(t, "1 thing is wrong", p.verdict.title.Text())
	assert.Equal(t, "Error", p.lines["home"].word.Text())

	m.paths.Home = home
	require.Same(t, p.again, b.Window.Canvas().Focused(), "the keyboard is where one begins")
	press(b, fyne.KeyReturn)
	assert.Equal(t, "All is well", p.verdict.title.Text())
	assert.Equal(t, "OK", p.lines["home"].word.Text())
	assert.False(t, p.lines["home"].action.Visible())

	m.space = 3e6
	p.Refresh() // F5
	b.Settle()
	assert.Equal(t, "1 thing to look at", p.verdict.title.Text())
}

func TestReportIsCopiedWithoutSecrets(t *testing.T) {
	b := pagetest.New(t)
	b.Add("robot", "canary credential")
	m := newMachine(t, b)
	p := open(m)
	b.Window.Canvas().FocusNext()
	require.Same(t, p.report, b.Window.Canvas().Focused())
	press(b, fyne.KeySpace)
	require.Len(t, b.Copies, 1)
	assert.Equal(t, "诊断报告", b.Copies[0].Label)
	assert.False(t, b.Copies[0].Secret)
	for _, id := range p.ids {
		assert.Contains(t, b.Copies[0].Value, id)
	}
	assert.NotContains(t, b.Copies[0].Value, "canary")
}

func TestLeavingEndsTheChecks(t *testing.T) {
	b := pagetest.New(t)
	m := newMachine(t, b)
	ended := make(chan struct{})
	m.keyring = func(ctx context.Context) vault.Status {
		<-ctx.Done()
		close(ended)
		return vault.Status{}
	}
	p := New(b.Ctx, Params{Doctor: m.doctor})
	b.Window.SetContent(p.Content())
	p.Shown()
	p.Hidden()
	<-ended
	b.Settle()
	assert.Empty(t, p.found, "nobody looks")
	assert.False(t, p.lines["keyring"].spinner.Visible())

	m.keyring = ready
	p.Shown()
	b.Settle()
	assert.Equal(t, "都正常", p.verdict.title.Text(), "coming back looks anew")
}

func TestWaysOut(t *testing.T) {
	b := pagetest.New(t)
	m := newMachine(t, b)
	opened := 0
	p := New(b.Ctx, Params{Doctor: m.doctor, OpenLogs: func() { opened++ }})
	b.Show(p)
	b.Window.Canvas().FocusNext()
	b.Window.Canvas().FocusNext()
	press(b, fyne.KeySpace)
	assert.Equal(t, 1, opened)
	b.Window.Canvas().FocusNext()
	press(b, fyne.KeySpace)
	assert.Equal(t, []string{"back"}, b.Went)
}

// TestKeysScroll walks through a list that is higher than the window.
func TestKeysScroll(t *testing.T) {
	b := pagetest.New(t)
	b.Resize(740, 300)
	p := open(newMachine(t, b))
	end := len(p.ids) - 1
	sees := func(i int) bool {
		first, last := p.visible()
		return first <= i && i <= last
	}
	require.False(t, sees(end), "the test needs a list that is too high")
	p.TakeKey(fyne.KeyEnd)
	assert.True(t, sees(end))
	p.TakeKey(fyne.KeyHome)
	assert.True(t, sees(0))
	for seen := 0; seen < end; {
		first, last := p.visible()
		require.LessOrEqual(t, first, seen+1, "no line is jumped over")
		p.TakeKey(fyne.KeyPageDown)
		_, now := p.visible()
		require.Greater(t, now, last)
		seen = now
	}
	for range p.ids {
		p.TakeKey(fyne.KeyPageUp)
	}
	assert.True(t, sees(0))
	p.TakeKey(fyne.KeyA)
	assert.True(t, sees(0))
}

// ill makes as many things wrong as there are grades.
func (m *machine) ill(t *testing.T) {
	t.Helper()
	m.keyring = func(context.Context) vault.Status {
		return vault.Status{State: vault.StateMissing, Detail: "no keyring answers here: no session bus", Err: vault.ErrNoKeyring}
	}
	m.space = 12e6
	m.paths.Logs = filepath.Join(m.paths.Home, "keyring.txt", "logs")
	loose := filepath.Join(m.paths.Home, "keyring.txt")
	require.NoError(t, os.WriteFile(loose, nil, 0o600))
	require.NoError(t, os.Chmod(loose, 0o644)) // #nosec G302 -- what is looked for
	yes := func(context.Context) (bool, error) { return true, nil }
	m.extra = doctor.Window{
		Platform: "x11", Env: func(string) string { return "" }, Scale: 1.5,
		Renderer: func(context.Context) (string, error) { return "llvmpipe (LLVM 15.0.6, 256 bits)", nil },
		Fonts:    []string{"Noto Sans SC", "JetBrains Mono NL"}, Marks: yes, Tray: yes,
	}.Probes(m.b.Ctx.Text)
}

func TestNothingIsClipped(t *testing.T) {
	pagetest.EachLayout(t, func(t *testing.T, b *pagetest.Bench) core.Page {
		m := newMachine(t, b)
		m.ill(t)
		return New(b.Ctx, Params{Doctor: m.doctor, OpenLogs: func() {}})
	}, func(t *testing.T, _ *pagetest.Bench, cut []string) {
		assert.Empty(t, cut)
	})
}

func TestPicture(t *testing.T) {
	for _, lang := range []string{translations.Chinese, translations.English} {
		for name, mode := range map[string]theme.Mode{"light": theme.Light, "dark": theme.Dark} {
			for size, of := range map[string]fyne.Size{"small": pagetest.Small, "usual": pagetest.Usual} {
				t.Run(strings.Join([]string{lang, name, size}, "-"), func(t *testing.T) {
					b := pagetest.NewIn(t, lang, mode)
					b.Resize(of.Width, of.Height)
					m := newMachine(t, b)
					open(m)
					b.Picture("diagnostics-fine-"+lang+"-"+name+"-"+size, 1)
					m.ill(t)
					p := New(b.Ctx, Params{Doctor: m.doctor, OpenLogs: func() {}})
					b.Show(p)
					b.Picture("diagnostics-ill-"+lang+"-"+name+"-"+size, 1)
					p.TakeKey(fyne.KeyEnd)
					b.Picture("diagnostics-end-"+lang+"-"+name+"-"+size, 1)
				})
			}
		}
	}
}
