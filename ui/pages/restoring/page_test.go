package restoring

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/app/backups"
	"keycase/backup"
	"keycase/providers/sandbox"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/theme"
	"keycase/vault"
)

// lab is a restore on a bench, with files that the dialogs give in turn.
type lab struct {
	*pagetest.Bench
	t        testing.TB
	p        *Page
	folder   string
	identity *age.X25519Identity
	files    []string
}

func newLab(t testing.TB, b *pagetest.Bench) *lab {
	t.Helper()
	identity, err := age.GenerateX25519Identity()
	require.NoError(t, err)
	l := &lab{Bench: b, t: t, folder: t.TempDir(), identity: identity}
	l.write("key.txt", identity.String()+"\n")
	l.p = New(b.Ctx, Params{Open: func(_ string, done func(fyne.URIReadCloser, error)) {
		file := l.files[0]
		l.files = l.files[1:]
		done(storage.Reader(storage.NewFileURI(filepath.Join(l.folder, file))))
	}})
	b.Show(l.p)
	return l
}

func (l *lab) write(name, text string) {
	l.t.Helper()
	require.NoError(l.t, os.WriteFile(filepath.Join(l.folder, name), []byte(text), 0o600))
}

// backUp saves what the vault has now, for the lab's key.
func (l *lab) backUp(lock backup.Lock) {
	l.t.Helper()
	if lock.Passphrase == "" {
		keys, err := backup.ParseKeys(l.identity.Recipient().String())
		require.NoError(l.t, err)
		lock.Keys = keys
	}
	content, _, err := backups.Collect(l.t.Context(), l.Broker, nil, false)
	require.NoError(l.t, err)
	require.NoError(l.t, backup.Save(l.t.Context(), filepath.Join(l.folder, "b.age"), content, lock, backup.Options{Replace: true}))
}

// open goes as far as the preview.
func (l *lab) open() {
	l.files = []string{"b.age", "key.txt"}
	l.p.chooseFile()
	l.Settle()
	l.p.chooseIdentity()
	l.Settle()
	require.NotNil(l.t, l.p.plan)
}

func (l *lab) submit() {
	l.p.submit()
	l.Settle()
}

func (l *lab) markup() string { return test.RenderObjectToMarkup(l.p.Content()) }

func (l *lab) edit(id, secret string) {
	l.t.Helper()
	_, err := l.Vault.Edit(l.t.Context(), id, func(c *vault.Credential, secrets map[string]string) error {
		c.Public["client_id"] = "changed-here"
		secrets["client_secret"] = secret
		return nil
	})
	require.NoError(l.t, err)
}

func (l *lab) secret(name string) string {
	l.t.Helper()
	cred, err := l.Vault.Find(name)
	require.NoError(l.t, err)
	secrets, err := l.Vault.Secrets(l.t.Context(), cred.ID)
	require.NoError(l.t, err)
	return secrets["client_secret"]
}

func TestWhatIsGoneComesBack(t *testing.T) {
	l := newLab(t, pagetest.New(t))
	cred := l.Add("jdy", "晨光商贸")
	l.backUp(backup.Lock{})
	require.NoError(t, l.Vault.Remove(t.Context(), cred.ID))
	l.open()
	assert.Contains(t, l.markup(), "晨光商贸")
	assert.NotContains(t, l.markup(), sandbox.Demo().Values("jdy")["client_secret"])
	l.submit()
	assert.Equal(t, sandbox.Demo().Values("jdy")["client_secret"], l.secret("晨光商贸"))
	assert.Contains(t, l.markup(), l.Ctx.T("restore.done"))
	assert.Nil(t, l.p.plan, "secrets do not stay")
}

func TestWhatDiffersIsAskedAbout(t *testing.T) {
	for decision, want := range map[int]struct {
		secret string
		count  int
	}{0: {"changed-secret", 1}, 1: {sandbox.Demo().Values("jdy")["client_secret"], 1}, 2: {"changed-secret", 2}} {
		l := newLab(t, pagetest.New(t))
		cred := l.Add("jdy", "晨光商贸")
		l.backUp(backup.Lock{})
		l.edit(cred.ID, "changed-secret")
		l.open()
		assert.Contains(t, l.markup(), "clientId：这里是 changed-here")
		assert.NotContains(t, l.markup(), "changed-secret")
		l.submit()
		assert.Equal(t, "changed-secret", l.secret("晨光商贸"), "nothing was decided")
		assert.Same(t, l.p.asked[0], l.Window.Canvas().Focused())

		for range decision + 1 {
			l.p.asked[0].TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
		}
		require.Equal(t, decision, l.p.asked[0].Selected())
		l.submit()
		assert.Equal(t, want.secret, l.secret("晨光商贸"))
		assert.Len(t, l.Vault.List(), want.count)
	}
}

func TestReplacingAsksAndRemoves(t *testing.T) {
	l := newLab(t, pagetest.New(t))
	l.Add("jdy", "晨光商贸")
	l.backUp(backup.Lock{})
	l.Add("yilianyun", "门店一")
	l.open()
	l.p.mode.SetSelected(1)
	l.p.refresh()
	assert.Contains(t, l.markup(), "门店一")
	l.submit()
	require.Len(t, l.Questions, 1)
	assert.True(t, l.Questions[0].Loss)
	l.Questions[0].Answer(false)
	l.Settle()
	assert.Len(t, l.Vault.List(), 2)
	l.Questions[0].Answer(true)
	l.Settle()
	assert.Len(t, l.Vault.List(), 1)
}

func TestWithAPassphrase(t *testing.T) {
	l := newLab(t, pagetest.New(t))
	l.Add("jdy", "晨光商贸")
	l.backUp(backup.Lock{Passphrase: "correct horse"})
	l.files = []string{"b.age"}
	l.p.chooseFile()
	l.Settle()
	require.NotNil(t, l.p.secret)
	l.p.secret.SetText("wrong horse")
	l.p.unseal()
	l.Settle()
	assert.NotEmpty(t, l.p.secret.Error())
	l.p.secret.Focusable().TypedRune('c')
	assert.Equal(t, "c", l.p.secret.Text(), "the next one takes the place of the wrong one")
	l.p.secret.SetText("correct horse")
	l.p.unseal()
	l.Settle()
	require.NotNil(t, l.p.plan)
	assert.Nil(t, l.p.secret)
	l.p.Hidden()
	assert.Nil(t, l.p.plan)
	assert.Empty(t, l.p.opened.Credentials)
}

func TestWhatIsNoBackupIsToldApart(t *testing.T) {
	l := newLab(t, pagetest.New(t))
	l.Add("jdy", "晨光商贸")
	l.backUp(backup.Lock{})
	whole, err := os.ReadFile(filepath.Join(l.folder, "b.age"))
	require.NoError(t, err)
	l.write("cut.age", string(whole[:40]))
	l.write("text.age", "hello")
	said := map[string]bool{}
	for _, name := range []string{"cut.age", "text.age"} {
		l.files = []string{name}
		l.p.chooseFile()
		l.Settle()
		assert.Same(t, l.p.alert.Again(), l.Window.Canvas().Focused())
		said[l.markup()] = true
	}
	assert.Len(t, said, 2, "each has its own message")
	l.files = []string{"b.age", "text.age"}
	l.p.chooseFile()
	l.Settle()
	l.p.chooseIdentity()
	l.Settle()
	assert.Contains(t, l.markup(), "AGE-SECRET-KEY-1")
	assert.Nil(t, l.p.plan)
}

func TestAPreviewThatIsOutOfDateIsMadeAnew(t *testing.T) {
	l := newLab(t, pagetest.New(t))
	cred := l.Add("jdy", "晨光商贸")
	l.backUp(backup.Lock{})
	l.edit(cred.ID, "first")
	l.open()
	l.p.asked[0].TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	l.p.asked[0].TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	l.edit(cred.ID, "second")
	_, err := l.Vault.PutGrant(t.Context(), cred.ID, vault.Grant{Kind: "instance", Subject: "x"}, nil)
	require.NoError(t, err)
	l.submit()
	assert.Equal(t, "second", l.secret("晨光商贸"))
	l.p.alert.Again().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	l.Settle()
	require.NotNil(t, l.p.plan)
	assert.Negative(t, l.p.asked[0].Selected(), "to be decided again")
}

func TestEscapeStopsWhatIsUnderWay(t *testing.T) {
	l := newLab(t, pagetest.New(t))
	l.Add("jdy", "晨光商贸")
	l.backUp(backup.Lock{})
	l.files = []string{"b.age"}
	l.p.chooseFile()
	require.True(t, l.p.Running())
	l.p.Escape()
	l.Settle()
	assert.Empty(t, l.Went)
	assert.Nil(t, l.p.open)
	l.p.Escape()
	assert.Equal(t, []string{"back"}, l.Went)
}

// endless is a file that never ends.
type endless struct{}

func (endless) Read(b []byte) (int, error) { return len(b), nil }
func (endless) Close() error               { return nil }
func (endless) URI() fyne.URI              { return nil }

func TestReadIsBounded(t *testing.T) {
	data, err := read(endless{}, 100)
	require.NoError(t, err)
	assert.Len(t, data, 101)
	_, err = read(failing{}, 100)
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
}

type failing struct{ endless }

func (failing) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestPictures(t *testing.T) {
	for name, look := range map[string]struct {
		lang string
		mode theme.Mode
	}{"zh-light": {"zh", theme.Light}, "en-dark": {"en", theme.Dark}} {
		t.Run(name, func(t *testing.T) {
			b := pagetest.NewIn(t, look.lang, look.mode)
			b.Resize(960, 900)
			l := newLab(t, b)
			b.Picture("restore-"+name, 1)
			cred := l.Add("jdy", "晨光商贸")
			gone := l.Add("yilianyun", "门店一")
			l.Add("robot", "总部 "+strings.Repeat("长", 20))
			l.backUp(backup.Lock{})
			l.edit(cred.ID, "changed")
			require.NoError(t, l.Vault.Remove(t.Context(), gone.ID))
			l.files = []string{"b.age", "key.txt"}
			l.p.chooseFile()
			l.Settle()
			b.Picture("restore-key-"+name, 1)
			l.p.chooseIdentity()
			l.Settle()
			b.Picture("restore-preview-"+name, 1)
			l.p.asked[0].TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
			l.submit()
			b.Picture("restore-done-"+name, 1)
		})
	}
}
