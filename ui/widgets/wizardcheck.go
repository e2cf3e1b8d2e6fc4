package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// CheckRow says what was checked, and how long that holds.
type CheckRow struct {
	base
	ring          *CountdownRing
	title, detail *Text
}

// NewCheckRow makes a row whose ring is full.
func NewCheckRow(title, detail string) *CheckRow {
	r := &CheckRow{
		ring:   NewCountdownRing(RingMedium),
		title:  NewFitText("", BodyMedium, theme.ColorInk),
		detail: NewFitText("", Caption, theme.ColorInk2),
	}
	r.ExtendBaseWidget(r)
	r.Set(StatusOk, 1, title, detail)
	return r
}

// Set changes everything; fraction is what is left of the time that it holds, 0 to 1. An expired
// check has an exclamation mark in its ring.
func (r *CheckRow) Set(status Status, fraction float32, title, detail string) {
	icon := "check"
	if status == StatusExpired {
		icon = "triangle-alert"
	}
	r.ring.Set(status, fraction)
	r.ring.SetIcon(icon, ringInk(status))
	r.ring.SetWords(detail)
	r.title.SetText(title)
	r.detail.SetText(detail)
}

// AccessibilityLabel is both lines.
func (r *CheckRow) AccessibilityLabel() string { return spoken(r.title.Text(), r.detail.Text()) }

// AccessibilityRole implements fyne.Accessible.
func (r *CheckRow) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

const checkText = RingMedium + 12 // from the left

// CreateRenderer implements fyne.Widget.
func (r *CheckRow) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of:      r,
		objects: []fyne.CanvasObject{r.ring, r.title, r.detail},
		min:     func() fyne.Size { return fyne.NewSize(checkText+80, RingMedium) },
		layout: func(size fyne.Size) {
			placeMiddle(r.ring, 0, size.Height, RingMedium, RingMedium)
			width := max(size.Width-checkText, 0)
			place(r.title, checkText, size.Height/2-19, width, theme.LineBody)
			place(r.detail, checkText, size.Height/2+2, width, theme.LineCaption)
		},
	})
}

// ResultMark is the large round sign over what came out of a wizard.
type ResultMark struct {
	base
	ok   bool
	box  *canvas.Rectangle
	icon *glyph
}

const resultMark = 56

// NewResultMark makes a sign of 56 units: a green check, or a red exclamation mark.
func NewResultMark(ok bool) *ResultMark {
	m := &ResultMark{ok: ok, box: newBox(resultMark / 2), icon: newGlyph("", theme.ColorOkText, 28)}
	m.ExtendBaseWidget(m)
	return m
}

// CreateRenderer implements fyne.Widget.
func (m *ResultMark) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of:      m,
		objects: []fyne.CanvasObject{m.box, m.icon.Image},
		min:     func() fyne.Size { return fyne.NewSquareSize(resultMark) },
		layout: func(size fyne.Size) {
			placeMiddle(m.box, 0, size.Height, resultMark, resultMark)
			m.icon.middle((resultMark-m.icon.size)/2, size.Height)
		},
		paint: func() {
			if m.ok {
				dress(m.box, theme.ColorOkSoft, "")
				m.icon.set("check", theme.ColorOkText)
				return
			}
			dress(m.box, theme.ColorErrSoft, "")
			m.icon.set("circle-alert", theme.ColorErrText)
		},
	})
}
