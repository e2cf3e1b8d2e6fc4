package pagetest

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"keycase/assets/translations"
	"keycase/ui/core"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// The sizes that a page gets in Fyne units: what the sidebar and the status bar
// leave of a window of 960x600 and of one of 1180x760.
var (
	Small = fyne.NewSize(740, 568)
	Usual = fyne.NewSize(960, 728)
)

// Flaw is something about a text on screen that a person would stumble over.
type Flaw struct{ Text, What string }

// String is the flaw in a line.
func (f Flaw) String() string { return fmt.Sprintf("%q %s", f.Text, f.What) }

// Layout looks at what is in the window: flaws are texts that reach out of what
// they lie in, that cover each other or an icon, that are cut without saying so
// to whoever shows tooltips, or that have no room at all. cut are the texts that
// end with an ellipsis and say so.
func (b *Bench) Layout() (flaws []Flaw, cut []string) {
	size := b.Window.Canvas().Size()
	l := &looker{}
	if least := b.Window.Content().MinSize(); least.Width > size.Width+slack || least.Height > size.Height+slack {
		l.flaws = append(l.flaws, Flaw{"the page", fmt.Sprintf("asks for %v and gets %v", least, size)})
	}
	l.look(b.Window.Content(), place{frame: box{0, 0, size.Width, size.Height}, clip: box{0, 0, size.Width, size.Height}})
	l.collide()
	return l.flaws, l.cut
}

// CheckLayout fails the test for each flaw of [Bench.Layout]; it returns the texts
// that are cut.
func (b *Bench) CheckLayout() (cut []string) {
	b.t.Helper()
	flaws, cut := b.Layout()
	for _, f := range flaws {
		b.t.Error(f)
	}
	return cut
}

// EachLayout runs a check in both languages at both sizes, on a bench of its own
// each. show brings up what is checked; then gets the texts that are cut and may
// be nil.
func EachLayout(t *testing.T, show func(t *testing.T, b *Bench) core.Page, then func(t *testing.T, b *Bench, cut []string)) {
	t.Helper()
	for _, lang := range []string{translations.Chinese, translations.English} {
		for name, size := range map[string]fyne.Size{"small": Small, "usual": Usual} {
			t.Run(lang+"-"+name, func(t *testing.T) {
				b := NewIn(t, lang, theme.Light)
				b.Resize(size.Width, size.Height)
				b.Show(show(t, b))
				cut := b.CheckLayout()
				if then != nil {
					then(t, b, cut)
				}
			})
		}
	}
}

const (
	// slack is what rounding may cost, in Fyne units.
	slack = 1.5
	// endless is more than any page is high.
	endless = 1e6
)

// box is a rectangle on the canvas in Fyne units.
type box struct{ left, top, right, bottom float32 }

func boxOf(at fyne.Position, size fyne.Size) box {
	return box{at.X, at.Y, at.X + size.Width, at.Y + size.Height}
}

func (b box) and(o box) box {
	return box{max(b.left, o.left), max(b.top, o.top), min(b.right, o.right), min(b.bottom, o.bottom)}
}

func (b box) empty() bool { return b.right-b.left <= slack || b.bottom-b.top <= slack }

// place is where an object lies: in what frame its text has to stay, and what of
// it can be seen.
type place struct {
	at          fyne.Position // of the parent
	frame, clip box
	scrolled    bool // vertically, so that it may lie above or below what is seen
	typed       bool // inside an entry, which follows its cursor
	owner       *widgets.Text
}

// seen is a text or an icon on screen.
type seen struct {
	name  string // "" for an icon
	owner fyne.CanvasObject
	box   box
}

type looker struct {
	flaws []Flaw
	cut   []string
	seen  []seen
}

func (l *looker) flaw(text, what string, details ...any) {
	l.flaws = append(l.flaws, Flaw{text, fmt.Sprintf(what, details...)})
}

// look walks the visible objects below one.
func (l *looker) look(object fyne.CanvasObject, p place) {
	if object == nil || !object.Visible() {
		return
	}
	p.at = p.at.Add(object.Position())
	own := boxOf(p.at, object.Size())
	switch o := object.(type) {
	case *canvas.Text:
		l.text(o, p)
	case *canvas.Image:
		if shown := own.and(p.clip); !shown.empty() {
			l.seen = append(l.seen, seen{owner: object, box: shown})
		}
	case *container.Scroll:
		p.clip, p.frame, p.scrolled = p.clip.and(own), box{own.left, -endless, own.right, endless}, true
		l.look(o.Content, p)
	case *fyne.Container:
		p.frame = p.frame.and(own)
		for _, child := range o.Objects {
			l.look(child, p)
		}
	case *widgets.Plane: // the ground that everything lies on
	case fyne.Widget:
		l.widget(o, p, own)
	}
}

func (l *looker) widget(w fyne.Widget, p place, own box) {
	renderer := test.WidgetRenderer(w)
	if _, clips := renderer.(interface{ IsClip() }); clips {
		p.clip, p.typed = p.clip.and(own), true
	}
	if text, ok := w.(*widgets.Text); ok {
		p.owner = text
		l.drawn(text, renderer, own.and(p.clip))
	}
	p.frame = p.frame.and(own)
	for _, child := range renderer.Objects() {
		l.look(child, p)
	}
}

// drawn compares what a text says with what it shows.
func (l *looker) drawn(text *widgets.Text, renderer fyne.WidgetRenderer, shown box) {
	var said strings.Builder
	for _, o := range renderer.Objects() {
		if run, ok := o.(*canvas.Text); ok {
			said.WriteString(run.Text)
		}
	}
	full := text.Text()
	ends := strings.HasSuffix(said.String(), ellipsis) && !strings.HasSuffix(full, ellipsis)
	switch {
	case full == "" || shown.bottom <= shown.top:
	case strings.TrimSpace(said.String()) == "" && strings.TrimSpace(full) != "":
		l.flaw(full, "has no room at all")
	case ends && !text.Truncated():
		l.flaw(full, silent)
	case ends:
		l.cut = append(l.cut, full)
	}
}

const (
	ellipsis = "…"
	silent   = "is cut and does not say so"
)

// text checks a drawn text against its frame, and keeps it for the comparison with
// the others.
func (l *looker) text(t *canvas.Text, p place) {
	if strings.TrimSpace(t.Text) == "" {
		return
	}
	drawn := letters(t, p.at)
	if drawn.and(p.clip).empty() {
		if !p.scrolled && !p.typed {
			l.flaw(t.Text, "lies outside the window")
		}
		return
	}
	if !p.typed {
		switch {
		case drawn.left < p.frame.left-slack:
			l.flaw(t.Text, "reaches %.1f out to the left", p.frame.left-drawn.left)
		case drawn.right > p.frame.right+slack:
			l.flaw(t.Text, "reaches %.1f out to the right", drawn.right-p.frame.right)
		case drawn.top < p.frame.top-slack || drawn.bottom > p.frame.bottom+slack:
			l.flaw(t.Text, "is cut above or below: %v in %v", drawn, p.frame)
		}
	}
	owner := fyne.CanvasObject(t)
	if p.owner != nil {
		owner = p.owner
	} else if strings.HasSuffix(t.Text, ellipsis) {
		l.flaw(t.Text, silent)
	}
	l.seen = append(l.seen, seen{t.Text, owner, drawn.and(p.clip)})
}

// letters is where the letters of a text are: the font's own height reaches into
// the lines above and below.
func letters(t *canvas.Text, at fyne.Position) box {
	natural := fyne.MeasureText(t.Text, t.TextSize, t.TextStyle)
	middle := at.Y + t.Size().Height/2
	return box{at.X, middle - t.TextSize/2, at.X + natural.Width, middle + t.TextSize/2}
}

// collide finds texts that lie on each other or on an icon.
func (l *looker) collide() {
	for i, a := range l.seen {
		for _, b := range l.seen[i+1:] {
			if a.owner == b.owner || a.name == "" && b.name == "" || a.box.and(b.box).empty() {
				continue
			}
			l.flaw(a.name+b.name, "overlaps: %q on %q", a.name, b.name)
		}
	}
}
