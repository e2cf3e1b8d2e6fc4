package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"keycase/ui/theme"
)

// SnippetPanel shows a call as code: tabs for the shells, a button that copies and says how long the
// call is valid, and the code itself. What is shown is the caller's version with dots for secrets;
// copying is the caller's too.
type SnippetPanel struct {
	base

	// OnTab is told the index of the chosen tab.
	OnTab func(index int)
	// OnCopy is called by the button.
	OnCopy func()

	box, head *canvas.Rectangle
	tabs      *Tabs
	copier    *timedButton
	code      *Text
	scroll    *container.Scroll
}

// NewSnippetPanel makes a panel with the names of its tabs; label is theirs for screen readers.
func NewSnippetPanel(label string, tabs []string, copyText string) *SnippetPanel {
	p := &SnippetPanel{
		box:  newBox(theme.RadiusCard),
		head: newBox(0),
		tabs: NewTabs(label, tabs),
		code: NewParagraph("", MonoSmall, theme.ColorInk),
	}
	p.code.paints = highlightCode
	p.tabs.OnChanged = func(index int) {
		if p.OnTab != nil {
			p.OnTab(index)
		}
	}
	p.copier = newTimedButton(copyText, func() { call(p.OnCopy) })
	p.scroll = container.NewVScroll(Pad(p.code, theme.Space3, theme.Space4, theme.Space3, theme.Space4))
	p.ExtendBaseWidget(p)
	return p
}

// SetCode shows code; long lines wrap on screen only.
func (p *SnippetPanel) SetCode(code string) {
	p.code.SetText(code)
	p.scroll.Refresh()
}

// SetTab chooses a tab without a callback.
func (p *SnippetPanel) SetTab(index int) { p.tabs.SetSelected(index) }

// Tab is the index of the chosen tab.
func (p *SnippetPanel) Tab() int { return p.tabs.Selected() }

// NextTab chooses the following tab, for a shortcut of the page.
func (p *SnippetPanel) NextTab() { p.tabs.Next() }

// SetCopy changes the button: its text, and how long the call is valid in words and as the fraction
// left, 0 to 1. Without words there is no ring, as when the call has to be renewed first.
func (p *SnippetPanel) SetCopy(text, valid string, status Status, fraction float32) {
	p.copier.set(text, valid, status, fraction)
	p.Refresh()
}

// SetQuiet leaves the accent to another button of the page.
func (p *SnippetPanel) SetQuiet() {
	p.copier.quiet = true
	p.copier.Refresh()
}

// snippetHead is the height of the part above the code.
const snippetHead = 52

// CreateRenderer implements fyne.Widget.
func (p *SnippetPanel) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of:      p,
		objects: []fyne.CanvasObject{p.box, p.head, p.tabs, p.copier, p.scroll},
		min: func() fyne.Size {
			width := p.tabs.MinSize().Width + p.copier.MinSize().Width + 12 + 8 + 16
			return fyne.NewSize(width, snippetHead+5*theme.LineMonoSmall)
		},
		layout: func(size fyne.Size) {
			p.box.Resize(size)
			place(p.head, 1, 1, size.Width-2, snippetHead-1)
			tabs, copier := p.tabs.MinSize(), p.copier.MinSize()
			placeMiddle(p.tabs, 12, snippetHead, tabs.Width, tabs.Height)
			placeMiddle(p.copier, size.Width-8-copier.Width, snippetHead, copier.Width, copier.Height)
			place(p.scroll, 1, snippetHead+1, size.Width-2, size.Height-snippetHead-2)
		},
		paint: func() {
			dress(p.box, theme.ColorSunken, theme.ColorBorder)
			dress(p.head, theme.ColorSurface, "")
			p.head.TopLeftCornerRadius, p.head.TopRightCornerRadius = theme.RadiusCard-1, theme.RadiusCard-1
		},
	})
}

// timedButton is a primary button with a line in its middle and a countdown behind it.
type timedButton struct {
	control
	quiet           bool // a secondary button instead
	box, halo, line *canvas.Rectangle
	icon            *glyph
	text, valid     *Text
	countdown       *CountdownRing
}

var _ desktop.Hoverable = (*timedButton)(nil)

func newTimedButton(text string, action func()) *timedButton {
	b := &timedButton{
		box:       newBox(theme.RadiusControl),
		halo:      newBox(theme.RadiusControl - 2),
		line:      canvas.NewRectangle(color.Transparent),
		icon:      newGlyph("copy", theme.ColorOnAccent, 16),
		text:      NewText(text, BodyMedium, theme.ColorOnAccent),
		valid:     NewText("", Small, theme.ColorOnAccent),
		countdown: NewCountdownRing(RingTiny),
	}
	b.label, b.action = text, action
	b.ExtendBaseWidget(b)
	return b
}

func (b *timedButton) set(text, valid string, status Status, fraction float32) {
	b.label = text
	b.text.SetText(text)
	b.valid.SetText(valid)
	b.countdown.Set(status, fraction)
	b.countdown.SetWords(valid)
	b.Refresh()
}

func (b *timedButton) timed() bool { return b.valid.Text() != "" }

func (b *timedButton) width() float32 {
	width := 16 + 16 + 10 + b.text.MinSize().Width + 16
	if b.timed() {
		width += 10 + 1 + 10 + RingTiny + 10 + b.valid.MinSize().Width - 1
	}
	return width
}

func (b *timedButton) layout(size fyne.Size) {
	b.box.Resize(size)
	place(b.halo, 2, 2, size.Width-4, size.Height-4)
	b.icon.middle(16, size.Height)
	text, valid := b.text.MinSize().Width, b.valid.MinSize().Width
	placeMiddle(b.text, 42, size.Height, text, theme.LineBody)
	x := 42 + text + 10
	placeMiddle(b.line, x, size.Height, 1, 16)
	placeMiddle(b.countdown, x+11, size.Height, RingTiny, RingTiny)
	placeMiddle(b.valid, x+11+RingTiny+10, size.Height, valid, theme.LineSmall)
}

// CreateRenderer implements fyne.Widget.
func (b *timedButton) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of:      b,
		objects: []fyne.CanvasObject{b.box, b.halo, b.icon.Image, b.text, b.line, b.countdown, b.valid},
		min:     func() fyne.Size { return fyne.NewSize(b.width(), theme.ButtonHeightM) },
		layout:  b.layout,
		paint:   b.paint,
	})
}

func (b *timedButton) paint() {
	look, line := dressings[Primary], theme.ColorTrackOnAccent
	ring, track := theme.ColorOnAccent, theme.ColorTrackOnAccent
	if b.quiet {
		look, line = dressings[Secondary], theme.ColorBorderStrong
		ring, track = theme.ColorAccent, theme.ColorTrack
	}
	now := look[0]
	if b.hot() {
		now = look[1]
	}
	dress(b.box, now.fill, now.stroke)
	dress(b.halo, "", "")
	if b.ring {
		dressWide(b.halo, "", now.ink, 2)
	}
	b.text.SetColor(now.ink)
	b.valid.SetColor(now.ink)
	b.countdown.SetColors(ring, track)
	b.line.FillColor = theme.Color(line)
	b.line.Hidden, b.countdown.Hidden = !b.timed(), !b.timed()
	b.icon.set("copy", now.ink)
}
