package exporting

import (
	"testing"

	"github.com/stretchr/testify/require"

	"keycase/ui/pages/parts"
	"keycase/ui/pages/parts/pagetest"
)

// lab is an export on a bench.
type lab struct {
	*pagetest.Bench
	t        testing.TB
	p        *Page
	folder   string
	revealed []string
}

func newLab(t testing.TB, b *pagetest.Bench, platform, name string) *lab {
	t.Helper()
	l := &lab{Bench: b, t: t, folder: t.TempDir()}
	l.p = New(b.Ctx, b.Add(platform, name).ID, parts.FileParams{
		Folder: l.folder,
		Choose: func(_, from string, done func(string, error)) { done(from+"/other", nil) },
		Reveal: func(path string) { l.revealed = append(l.revealed, path) },
	})
	b.Show(l.p)
	require.NotNil(t, l.p.platform)
	return l
}

// confirm chooses to have the secrets written.
func (l *lab) confirm(typed string) {
	l.p.secrets.SetSelected(withSecrets)
	l.p.refresh()
	l.p.confirm.SetText(typed)
}

func (l *lab) submit() {
	l.p.submit()
	l.Settle()
}
