package backingup

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"filippo.io/age"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/backup"
	"keycase/ui/pages/parts"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/theme"
)

// lab is a backup on a bench.
type lab struct {
	*pagetest.Bench
	t          testing.TB
	p          *Page
	folder     string
	key        string
	identities backup.Identities
}

func newLab(t testing.TB, b *pagetest.Bench) *lab {
	t.Helper()
	identity, err := age.GenerateX25519Identity()
	require.NoError(t, err)
	l := &lab{Bench: b, t: t, folder: t.TempDir(), key: identity.Recipient().String()}
	l.identities, err = backup.ParseIdentities([]byte(identity.String()))
	require.NoError(t, err)
	b.Add("jdy", "晨光商贸")
	b.Add("yilianyun", "门店一")
	l.p = New(b.Ctx, parts.FileParams{
		Folder: l.folder,
		Choose: func(_, from string, done func(string, error)) { done(from+"/other", nil) },
		Reveal: func(string) {},
	})
	b.Show(l.p)
	return l
}

// forKeys chooses public keys.
func (l *lab) forKeys(text string) {
	l.p.lock.SetSelected(byKeys)
	l.p.refresh()
	l.p.keys.SetText(text)
}

func (l *lab) submit() {
	l.p.submit()
	l.Settle()
}

// opened reads the only file that was written.
func (l *lab) opened() backup.Content {
	l.t.Helper()
	files, err := filepath.Glob(filepath.Join(l.folder, "*"))
	require.NoError(l.t, err)
	require.Len(l.t, files, 1)
	sealed, err := backup.ReadFile(files[0])
	require.NoError(l.t, err)
	content, err := sealed.OpenWithIdentities(l.identities)
	require.NoError(l.t, err)
	return content
}

func TestAllOfItForAKey(t *testing.T) {
	l := newLab(t, pagetest.New(t))
	l.forKeys(l.key)
	l.submit()
	content := l.opened()
	assert.True(t, content.All)
	assert.Len(t, content.Credentials, 2)
	assert.NotZero(t, backup.Remind(l.Vault, l.Now()).Made)
	assert.Contains(t, test.RenderObjectToMarkup(l.p.Content()), l.Ctx.T("backup.checked_keys", "Count", 1))
	assert.Len(t, l.Toasts, 1)
}

func TestSomeForAColleague(t *testing.T) {
	l := newLab(t, pagetest.New(t))
	l.forKeys("# 小李\n" + l.key)
	l.p.scope.SetSelected(someOfThem)
	l.p.refresh()
	l.submit()
	assert.Same(t, l.p.picks[0].toggle, l.Window.Canvas().Focused(), "nothing is chosen")
	l.p.picks[1].toggle.SetOn(true)
	l.submit()
	content := l.opened()
	assert.False(t, content.All)
	require.Len(t, content.Credentials, 1)
	assert.Equal(t, "门店一", content.Credentials[0].Name)
	assert.Zero(t, backup.Remind(l.Vault, l.Now()).Made, "no backup of everything")
}

func TestWithAPassphrase(t *testing.T) {
	l := newLab(t, pagetest.New(t))
	for _, typed := range [][2]string{{"", ""}, {"short", "short"}, {"correct horse", "correct house"}} {
		l.p.first.SetText(typed[0])
		l.p.second.SetText(typed[1])
		l.submit()
		assert.NotEmpty(t, l.p.first.Error()+l.p.second.Error(), "%v", typed)
	}
	l.p.first.SetText("correct horse")
	l.p.second.SetText("correct horse")
	l.submit()
	files, err := filepath.Glob(filepath.Join(l.folder, "keycase-*.age"))
	require.NoError(t, err)
	require.Len(t, files, 1)
	sealed, err := backup.ReadFile(files[0])
	require.NoError(t, err)
	assert.True(t, sealed.WantsPassphrase())
	assert.Empty(t, l.p.first.Text(), "what was typed does not stay")
	assert.Contains(t, test.RenderObjectToMarkup(l.p.Content()), l.Ctx.T("backup.checked_passphrase"))
}

func TestKeysThatAreNone(t *testing.T) {
	l := newLab(t, pagetest.New(t))
	for _, text := range []string{"", "nonsense", "AGE-SECRET-KEY-1CANARY", l.key + "\nssh-ed25519 AAAA"} {
		l.forKeys(text)
		l.submit()
		assert.NotEmpty(t, l.p.keys.Error(), text)
		assert.NotContains(t, l.p.keys.Error(), "CANARY")
	}
	assert.Contains(t, l.p.keys.Error(), "2")
	found, err := os.ReadDir(l.folder)
	require.NoError(t, err)
	assert.Empty(t, found)
}

func TestAFileThatIsThereIsAskedAbout(t *testing.T) {
	l := newLab(t, pagetest.New(t))
	l.forKeys(l.key)
	l.p.file.Name.SetText("b.age")
	path := filepath.Join(l.folder, "b.age")
	require.NoError(t, os.WriteFile(path, []byte("mine"), 0o600))
	l.submit()
	require.Len(t, l.Questions, 1)
	assert.True(t, l.Questions[0].Loss)
	l.Questions[0].Answer(false)
	l.Settle()
	mine, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, "mine", string(mine))
	assert.Same(t, l.p.file.Name.Focusable(), l.Window.Canvas().Focused(), "it takes another name")
	l.Questions[0].Answer(true)
	l.Settle()
	assert.Len(t, l.opened().Credentials, 2)
}

func TestPlacesThatAreNone(t *testing.T) {
	l := newLab(t, pagetest.New(t))
	l.forKeys(l.key)
	for _, name := range []string{"", "../x"} {
		l.p.file.Name.SetText(name)
		l.submit()
		assert.NotEmpty(t, l.p.file.Name.Error(), name)
	}
	l.p.file.Name.SetText("b.age")
	l.p.file.Change.Tapped(nil)
	assert.Same(t, l.p.file.Change, l.Window.Canvas().Focused(), "the page stays where it was")
	l.submit()
	assert.Equal(t, l.Ctx.T("export.no_folder"), l.p.file.Name.Error())
}

func TestDisksThatTakeNothingAreNamed(t *testing.T) {
	l := newLab(t, pagetest.New(t))
	for cause, key := range map[syscall.Errno]string{syscall.ENOSPC: "export.full", syscall.EROFS: "export.forbidden"} {
		l.p.written("b.age", backup.Lock{}, false, outcome{}, &os.PathError{Op: "write", Path: "b.age", Err: cause})
		assert.Equal(t, l.Ctx.T(key), l.p.file.Name.Error())
	}
}

func TestEscapeStopsWhatIsUnderWay(t *testing.T) {
	l := newLab(t, pagetest.New(t))
	l.forKeys(l.key)
	l.p.submit()
	require.True(t, l.p.Running())
	l.p.Escape()
	assert.False(t, l.p.Running())
	assert.Empty(t, l.Went)
	l.Settle()
	assert.Empty(t, l.Toasts)
	l.p.Escape()
	assert.Equal(t, []string{"back"}, l.Went)
}

func TestNothingToBackUp(t *testing.T) {
	b := pagetest.New(t)
	p := New(b.Ctx, parts.FileParams{})
	b.Show(p)
	p.Hidden()
	assert.Contains(t, test.RenderObjectToMarkup(p.Content()), b.Ctx.T("backup.nothing"))
}

func TestPictures(t *testing.T) {
	for name, look := range map[string]struct {
		lang string
		mode theme.Mode
	}{"zh-light": {"zh", theme.Light}, "en-dark": {"en", theme.Dark}} {
		t.Run(name, func(t *testing.T) {
			b := pagetest.NewIn(t, look.lang, look.mode)
			b.Resize(960, 900)
			l := newLab(t, b)
			b.Picture("backup-"+name, 1)
			l.p.scope.SetSelected(someOfThem)
			l.forKeys("nonsense")
			l.p.picks[1].toggle.SetOn(true)
			l.submit()
			b.Picture("backup-keys-"+name, 1)
			l.forKeys(l.key)
			l.submit()
			b.Picture("backup-done-"+name, 1)
		})
	}
}
