package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// Status is how something with a lifetime stands. Colour never says it alone: a word does too.
type Status int

// The states of a token.
const (
	StatusNone     Status = iota // nothing issued yet: an empty track
	StatusOk                     // valid
	StatusExpiring               // valid, but not for long
	StatusExpired                // over
	StatusNever                  // without an end
	StatusAccent                 // a countdown that is not a warning, such as that of a snippet
)

// The ring's sizes in Fyne units.
const (
	RingTiny   = 16  // in buttons
	RingSmall  = 18  // in lists and toasts
	RingMedium = 40  // in rows and cards
	RingLarge  = 144 // in wizards
)

// leastFraction keeps the arc visible to the last second.
const leastFraction = 0.04

// ringStroke is the width of the ring's line for a size, both in Fyne units.
func ringStroke(size float32) float32 {
	switch {
	case size >= RingLarge:
		return 10
	case size >= RingSmall:
		return 3
	default:
		return 2.5
	}
}

// CountdownRing shows how much of a lifetime is left: an arc that shrinks clockwise, from the top.
// It can hold an icon or, when large, a text. It knows no clock; tell it the fraction.
type CountdownRing struct {
	base
	size     float32
	status   Status
	fraction float32
	calm     fyne.ThemeColorName // of the arc while the status is StatusAccent
	ground   fyne.ThemeColorName // of the track

	track, arc *canvas.Arc
	icon       *glyph
	words      string // for screen readers
	time       *Text
	caption    *Text
}

// NewCountdownRing makes an empty ring; size is one of RingTiny, RingSmall, RingMedium, RingLarge.
func NewCountdownRing(size float32) *CountdownRing {
	r := &CountdownRing{
		size:    size,
		calm:    theme.ColorAccent,
		ground:  theme.ColorTrack,
		track:   &canvas.Arc{},
		arc:     &canvas.Arc{},
		icon:    newGlyph("", theme.ColorInk2, 18),
		time:    NewText("", DisplayRing, theme.ColorInk).SetAlign(fyne.TextAlignCenter),
		caption: NewText("", Caption, theme.ColorInk2).SetAlign(fyne.TextAlignCenter),
	}
	r.ExtendBaseWidget(r)
	return r
}

// Set shows a status and the fraction of the lifetime that is left, 0 to 1. Values outside are
// taken as the nearest.
func (r *CountdownRing) Set(status Status, fraction float32) {
	fraction = min(max(fraction, 0), 1)
	if r.status == status && r.fraction == fraction {
		return
	}
	r.status, r.fraction = status, fraction
	r.Refresh()
}

// SetFraction changes what is left, 0 to 1.
func (r *CountdownRing) SetFraction(fraction float32) { r.Set(r.status, fraction) }

// SetStatus changes the status.
func (r *CountdownRing) SetStatus(status Status) { r.Set(status, r.fraction) }

// SetColors replaces the accent and the track where the ring stands on a fill of its own, such as
// a toast or a primary button.
func (r *CountdownRing) SetColors(accent, track fyne.ThemeColorName) {
	if r.calm == accent && r.ground == track {
		return
	}
	r.calm, r.ground = accent, track
	r.Refresh()
}

// SetIcon puts a Lucide icon of 18 units into the middle; an empty name takes it away.
func (r *CountdownRing) SetIcon(name string, colorName fyne.ThemeColorName) {
	if r.icon.name == name && r.icon.color == colorName {
		return
	}
	r.icon.name, r.icon.color = name, colorName
	r.Refresh()
}

// SetWords says for screen readers what is left, such as "46 minutes".
func (r *CountdownRing) SetWords(words string) { r.words = words }

// SetText writes a time such as "4:12" and a word below it into a large ring.
func (r *CountdownRing) SetText(time, caption string) {
	r.time.SetText(time)
	r.caption.SetText(caption)
}

// angles are those of the visible arc in degrees, clockwise from the top.
func (r *CountdownRing) angles() (start, end float32) {
	switch r.status {
	case StatusNone:
		return 0, 0
	case StatusExpired, StatusNever:
		return 0, 360
	default:
		return 360 * (1 - max(r.fraction, leastFraction)), 360
	}
}

func (r *CountdownRing) arcColor() fyne.ThemeColorName {
	switch r.status {
	case StatusExpired:
		return theme.ColorErr
	case StatusNever:
		return theme.ColorBorderStrong
	case StatusExpiring:
		return theme.ColorWarn
	case StatusAccent:
		return r.calm
	default:
		return theme.ColorOk
	}
}

func (r *CountdownRing) paint() {
	r.track.FillColor = theme.Color(r.ground)
	r.arc.FillColor = theme.Color(r.arcColor())
	r.arc.StartAngle, r.arc.EndAngle = r.angles()
	r.icon.set(r.icon.name, r.icon.color)
}

// CreateRenderer implements fyne.Widget.
func (r *CountdownRing) CreateRenderer() fyne.WidgetRenderer {
	stroke := ringStroke(r.size)
	for _, arc := range []*canvas.Arc{r.track, r.arc} {
		arc.CutoutRatio = 1 - 2*stroke/r.size
		arc.CornerRadius = stroke / 2
	}
	r.track.EndAngle = 360
	objects := []fyne.CanvasObject{r.track, r.arc}
	if r.size >= RingLarge {
		objects = append(objects, r.time, r.caption)
	} else if r.size >= RingMedium {
		objects = append(objects, r.icon.Image)
	}
	return newRenderer(renderer{
		of:      r,
		objects: objects,
		min:     func() fyne.Size { return fyne.NewSquareSize(r.size) },
		layout: func(size fyne.Size) {
			r.track.Resize(size)
			r.arc.Resize(size)
			r.icon.middle((size.Width-r.icon.size)/2, size.Height)
			place(r.time, 0, size.Height/2-28, size.Width, theme.LineDisplay)
			place(r.caption, 0, size.Height/2+12, size.Width, theme.LineCaption)
		},
		paint: r.paint,
	})
}
