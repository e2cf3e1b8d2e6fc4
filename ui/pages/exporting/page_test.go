package exporting

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers/sandbox"
	"keycase/transfer"
	"keycase/ui/core"
	"keycase/ui/pages/parts"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/widgets"
	"keycase/vault"
)

// file reads what was written.
func (l *lab) file(name string) string {
	l.t.Helper()
	text, err := os.ReadFile(filepath.Join(l.folder, name)) //nolint:gosec // the test's own folder
	require.NoError(l.t, err)
	return string(text)
}

func secretsOf(platform string) (all []string) {
	values := sandbox.Demo().Values(platform)
	for _, p := range pagetest.Registry() {
		for _, f := range p.Fields {
			if p.ID == platform && f.Secret && values[f.Name] != "" {
				all = append(all, values[f.Name])
			}
		}
	}
	return all
}

// TestEveryFormOfEveryPlatform is written without secrets, and read again with them.
func TestEveryFormOfEveryPlatform(t *testing.T) {
	for _, platform := range pagetest.Registry() {
		for i, target := range transfer.Targets() {
			t.Run(platform.ID+" "+target.ID, func(t *testing.T) {
				l := newLab(t, pagetest.New(t), platform.ID, "晨光/商贸")
				for range i {
					l.p.form.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
				}
				name := "晨光-商贸" + target.Ending
				assert.Equal(t, name, l.p.file.Name.Text())
				l.submit()
				for _, secret := range secretsOf(platform.ID) {
					assert.NotContains(t, l.file(name), secret)
				}
				assert.Len(t, l.Toasts, 1)

				again := New(l.Ctx, l.p.cred.ID, l.p.p)
				l.p = again
				l.Show(again)
				again.form.SetSelected(i)
				again.file.Name.SetText("with-secrets")
				l.confirm(word)
				l.submit()
				for _, secret := range secretsOf(platform.ID) {
					assert.Contains(t, l.file("with-secrets"), secret)
					assert.NotContains(t, test.RenderObjectToMarkup(again.Content()), secret)
				}
				preview, err := transfer.Read([]byte(l.file("with-secrets")), transfer.Options{Registry: pagetest.Registry()})
				require.NoError(t, err)
				require.Len(t, preview.Candidates, 1)
				assert.True(t, preview.Candidates[0].Ready())
				info, err := os.Stat(filepath.Join(l.folder, "with-secrets"))
				require.NoError(t, err)
				assert.Zero(t, info.Mode().Perm()&0o077, "for its owner only")
			})
		}
	}
}

func TestSecretsWantTheWord(t *testing.T) {
	l := newLab(t, pagetest.New(t), "jdy", "晨光商贸")
	for _, typed := range []string{"", "Secrets", "yes"} {
		l.confirm(typed)
		l.submit()
		assert.NotEmpty(t, l.p.confirm.Error())
		assert.Same(t, l.p.confirm.Focusable(), l.Window.Canvas().Focused())
	}
	found, err := os.ReadDir(l.folder)
	require.NoError(t, err)
	assert.Empty(t, found)
}

func TestAFileThatIsThereIsAskedAbout(t *testing.T) {
	l := newLab(t, pagetest.New(t), "jdy", "晨光商贸")
	path := filepath.Join(l.folder, "晨光商贸.env")
	require.NoError(t, os.WriteFile(path, []byte("mine"), 0o600))
	l.submit()
	require.Len(t, l.Questions, 1)
	assert.True(t, l.Questions[0].Loss)
	l.Questions[0].Answer(false)
	l.Settle()
	assert.Equal(t, "mine", l.file("晨光商贸.env"))
	assert.Same(t, l.p.file.Name.Focusable(), l.Window.Canvas().Focused(), "it takes another name")
	l.Questions[0].Answer(true)
	l.Settle()
	assert.Contains(t, l.file("晨光商贸.env"), "JDY_CLIENT_ID")
}

func TestTheFolderIsShownAndChanged(t *testing.T) {
	l := newLab(t, pagetest.New(t), "jdy", "晨光商贸")
	l.p.file.Change.Tapped(nil)
	assert.Same(t, l.p.file.Change, l.Window.Canvas().Focused(), "the page stays where it was")
	l.submit()
	assert.NotEmpty(t, l.p.file.Name.Error(), "the folder is not there")
	require.NoError(t, os.Mkdir(filepath.Join(l.folder, "other"), 0o700))
	l.submit()
	open, ok := l.Window.Canvas().Focused().(*widgets.Button)
	require.True(t, ok)
	open.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	assert.Equal(t, []string{filepath.Join(l.folder, "other")}, l.revealed)
	assert.Contains(t, test.RenderObjectToMarkup(l.p.Content()), "other")
}

func TestNamesThatAreNone(t *testing.T) {
	l := newLab(t, pagetest.New(t), "jdy", "晨光商贸")
	for _, name := range []string{"", "  ", "../x", `a\b`} {
		l.p.file.Name.SetText(name)
		l.submit()
		assert.NotEmpty(t, l.p.file.Name.Error(), name)
	}
	l.p.form.SetSelected(1)
	l.p.refresh()
	assert.Equal(t, `a\b`, l.p.file.Name.Text(), "a typed name stays as it is")
}

func TestAStoreThatDoesNotAnswer(t *testing.T) {
	keyring := pagetest.NewKeyring()
	l := newLab(t, pagetest.NewOn(t, keyring), "jdy", "晨光商贸")
	l.confirm(word)
	keyring.Refuse(vault.ErrDenied)
	l.submit()
	assert.Same(t, l.p.alert.Again(), l.Window.Canvas().Focused())
	keyring.Refuse(nil)
	l.p.alert.Again().Tapped(nil)
	l.Settle()
	assert.Contains(t, l.file("晨光商贸.env"), "JDY_CLIENT_SECRET=")
}

func TestLeaving(t *testing.T) {
	l := newLab(t, pagetest.New(t), "jdy", "晨光商贸")
	assert.Equal(t, l.p.cred.ID, l.Looked)
	l.confirm(word)
	l.p.submit()
	l.p.Escape()
	assert.Empty(t, l.Went, "Esc stops first what is under way")
	l.Settle()
	assert.False(t, l.p.save.Busy())
	l.p.Escape()
	assert.Equal(t, []string{"back"}, l.Went)
	l.p.Hidden()
	assert.Empty(t, l.p.confirm.Text())

	gone := New(l.Ctx, "none", parts.FileParams{})
	l.Show(gone)
	l.Window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	assert.Len(t, l.Went, 2)
}

func TestLayout(t *testing.T) {
	long := strings.Repeat("Zm9vYmFy", 7)
	for name, secret := range map[string]bool{"plain": false, "secrets": true} {
		t.Run(name, func(t *testing.T) {
			pagetest.EachLayout(t, func(t *testing.T, b *pagetest.Bench) core.Page {
				t.Helper()
				l := newLab(t, b, "jdy", long)
				if secret {
					l.confirm("no")
					l.submit()
				}
				return l.p
			}, func(t *testing.T, b *pagetest.Bench, cut []string) {
				t.Helper()
				b.Resize(b.Window.Canvas().Size().Width, 2000)
				for _, text := range append(cut, b.CheckLayout()...) {
					assert.True(t, strings.Contains(text, "Zm9vYmFy") || strings.HasPrefix(text, "/"), text)
				}
			})
		})
	}
}
