package shell

import (
	"errors"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"

	"keycase/ui/pages/parts/pagetest"
)

// waiting is Fyne's clipboard: reading it waits for the program that owns it.
type waiting struct {
	fyne.Clipboard
	t      *testing.T
	theirs bool // another program owns it, and hangs
}

func (w *waiting) Content() string {
	assert.False(w.t, w.theirs, "the window would hang")
	return w.Clipboard.Content()
}

func waitingBench(t *testing.T) (*bench, *marked, *waiting) {
	m, w := &marked{refuses: errors.New("no"), owner: 7}, &waiting{t: t}
	b := newBenchWith(t, pagetest.New(t), func(p *Params) {
		p.Secrets = m
		w.Clipboard, p.Clipboard = p.Clipboard, w
	})
	return b, m, w
}

func TestPlainSecretIsOnlyReadWhereNobodyIsWaitedFor(t *testing.T) {
	silent := errors.New("silent")
	for name, c := range map[string]struct {
		before, after error  // of asking for the owner
		owner         uint64 // afterwards
		theirs        bool
		content, want string // what lies there after a while, and in the end
	}{
		"ours":                      {owner: 7, content: "s3cret", want: ""},
		"ours, with another text":   {owner: 7, content: "typed", want: "typed"},
		"theirs":                    {owner: 8, theirs: true, content: "theirs", want: "theirs"},
		"nobody told at first":      {before: silent, owner: 8, theirs: true, content: "s3cret", want: ""},
		"nobody tells":              {after: silent, owner: 7, theirs: true, content: "s3cret", want: ""},
		"reading waits for nobody":  {before: errors.ErrUnsupported, after: errors.ErrUnsupported, content: "s3cret", want: ""},
		"nor does it for what else": {before: errors.ErrUnsupported, after: errors.ErrUnsupported, content: "theirs", want: "theirs"},
	} {
		for _, closing := range []bool{false, true} {
			t.Run(name, func(t *testing.T) {
				b, m, w := waitingBench(t)
				m.mute = c.before
				b.s.clip.Copy("a", "s3cret", true)
				b.Settle()
				assert.Equal(t, "s3cret", b.clipboard.Content())
				b.clipboard.SetContent(c.content)
				w.theirs, m.owner, m.mute = c.theirs, c.owner, c.after
				if closing {
					b.s.clip.patience = time.Minute
					b.s.Close()
				} else {
					b.Move(30 * time.Second)
					assert.False(t, b.s.clip.holds())
				}
				assert.Equal(t, c.want, b.clipboard.Content())
			})
		}
	}
}

// TestClosingWhileThePlainSecretIsAskedFor has the system silent until the window has gone.
func TestClosingWhileThePlainSecretIsAskedFor(t *testing.T) {
	for name, prepare := range map[string]func(b *bench, m *marked){
		"just copied": func(b *bench, m *marked) {
			b.Ctx.Worker.Wait()
			m.held.Lock()
			b.Deliver()
		},
		"its time is up": func(b *bench, m *marked) {
			b.Settle()
			m.held.Lock()
			b.Tick(30 * time.Second)
		},
	} {
		t.Run(name, func(t *testing.T) {
			b, m, w := waitingBench(t)
			b.s.clip.Copy("a", "s3cret", true)
			prepare(b, m)
			assert.NotNil(t, b.s.clip.call)
			assert.Equal(t, "s3cret", b.clipboard.Content())
			w.theirs = true
			b.s.clip.patience = time.Millisecond
			b.s.Close()
			assert.Empty(t, b.clipboard.Content())
			m.held.Unlock()
			b.Settle()
			assert.Empty(t, b.clipboard.Content())
		})
	}
}

func TestNothingIsCopiedAfterTheEnd(t *testing.T) {
	b, m := markedBench(t, 30*time.Second)
	m.held.Lock()
	b.s.clip.Copy("a", "s3cret", true)
	b.s.clip.Copy("b", "public", false)
	b.s.clip.patience = time.Millisecond
	b.s.Close()
	b.s.clip.Copy("c", "late", false)
	m.held.Unlock()
	b.Settle()
	assert.Empty(t, m.now())
	assert.Empty(t, b.clipboard.Content())
}
