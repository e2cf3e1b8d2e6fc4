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
// call is valid, a switch between the forms of the code, and the code itself. What is shown is the
// caller's version with dots for secrets; copying is the caller's too.
type SnippetPanel struct {
	base

	// OnTab is told the index of the chosen tab, OnForm that of the chosen form.
	OnTab, OnForm func(index int)
	// OnCopy is called by the button.
	OnCopy func()

	box, head *canvas.Rectangle
	tabs      *Tabs
	copier    *timedButton
	forms     *Segmented
	remark    *Text // about the chosen form
	code      *Text
	notes     *fyne.Container // below the code
	scroll    *container.Scroll
}

// SnippetNote is a name in the code, and what it means.
type SnippetNote struct{ Name, Meaning string }

// SnippetWords are what a panel says. TabsLabel and FormsLabel are for screen readers.
type SnippetWords struct {
	TabsLabel, FormsLabel string
	Tabs, Forms           []string
	Copy                  string
}

// NewSnippetPanel makes an empty panel; the first tab and the first form are chosen.
func NewSnippetPanel(words SnippetWords) *SnippetPanel {
	p := &SnippetPanel{
		box:    newBox(theme.RadiusCard),
		head:   newBox(0),
		tabs:   NewTabs(words.TabsLabel, words.Tabs),
		forms:  NewSegmented(words.FormsLabel, words.Forms),
		remark: NewFitText("", Caption, theme.ColorInk2),
		code:   NewParagraph("", MonoSmall, theme.ColorInk),
		notes:  Stack(theme.Space1),
	}
	p.forms.height = snippetFormHeight
	p.forms.OnChanged = func(index int) {
		if p.OnForm != nil {
			p.OnForm(index)
		}
	}
	p.code.paints = highlightCode
	p.tabs.OnChanged = func(index int) {
		if p.OnTab != nil {
			p.OnTab(index)
		}
	}
	p.copier = newTimedButton(words.Copy, func() { call(p.OnCopy) })
	p.scroll = container.NewVScroll(Pad(Stack(theme.Space3, p.code, p.notes), theme.Space3, theme.Space4, theme.Space3, theme.Space4))
	p.notes.Hide()
	p.ExtendBaseWidget(p)
	return p
}

// SetCode shows code; long lines wrap on screen only.
func (p *SnippetPanel) SetCode(code string) {
	p.code.SetText(code)
	p.scroll.Refresh()
}

// SetNotes explains names in the code below it, under a title; none takes title and notes away.
func (p *SnippetPanel) SetNotes(title string, notes []SnippetNote) {
	p.notes.RemoveAll()
	p.notes.Hidden = len(notes) == 0
	if !p.notes.Hidden {
		p.notes.Add(NewParagraph(title, CaptionMedium, theme.ColorInk2))
	}
	for _, n := range notes {
		p.notes.Add(Stack(0, NewParagraph(n.Name, MonoSmall, theme.ColorInk), NewParagraph(n.Meaning, Caption, theme.ColorInk2)))
	}
	p.scroll.Refresh()
}

// SetForm chooses a form without a callback, and says what it is about.
func (p *SnippetPanel) SetForm(index int, remark string) {
	p.forms.SetSelected(index)
	p.remark.SetText(remark)
}

// SetTab chooses a tab without a callback.
func (p *SnippetPanel) SetTab(index int) { p.tabs.SetSelected(index) }

// Tab is the index of the chosen tab.
func (p *SnippetPanel) Tab() int { return p.tabs.Selected() }

// Tabs is what the keyboard goes to for another tab.
func (p *SnippetPanel) Tabs() fyne.Focusable { return p.tabs }

// TakeKeyboard gives the keyboard to the part that had it in the panel before this one.
func (p *SnippetPanel) TakeKeyboard(c fyne.Canvas, before *SnippetPanel) {
	switch c.Focused() {
	case before.tabs:
		c.Focus(p.tabs)
	case before.copier:
		c.Focus(p.copier)
	case before.forms:
		c.Focus(p.forms)
	}
}

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

const (
	snippetTabs       = 52 // the height of the line of the tabs
	snippetHead       = snippetTabs + snippetFormHeight + theme.Space2
	snippetFormHeight = 28
)

// CreateRenderer implements fyne.Widget.
func (p *SnippetPanel) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of:      p,
		objects: []fyne.CanvasObject{p.box, p.head, p.tabs, p.copier, p.forms, p.remark, p.scroll},
		min: func() fyne.Size {
			width := p.tabs.MinSize().Width + p.copier.MinSize().Width + 12 + 8 + 16
			return fyne.NewSize(width, snippetHead+5*theme.LineMonoSmall)
		},
		layout: func(size fyne.Size) {
			p.box.Resize(size)
			place(p.head, 1, 1, size.Width-2, snippetHead-1)
			tabs, copier := p.tabs.MinSize(), p.copier.MinSize()
			placeMiddle(p.tabs, 12, snippetTabs, tabs.Width, tabs.Height)
			placeMiddle(p.copier, size.Width-8-copier.Width, snippetTabs, copier.Width, copier.Height)
			forms := p.forms.MinSize().Width
			place(p.forms, 12, snippetTabs, forms, snippetFormHeight)
			beside := 12 + forms + theme.Space3
			place(p.remark, beside, snippetTabs+(snippetFormHeight-theme.LineCaption)/2, max(size.Width-beside-theme.Space3, 0), theme.LineCaption)
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
