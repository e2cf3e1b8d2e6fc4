package printer

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/pairing"
	"keycase/ui/present"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// hurry is from when on the countdown warns.
const hurry = time.Minute

// countdown is the ring of a temporary key with what there is to say about it. In a low
// window it is small.
type countdown struct {
	p           *page
	object      *fyne.Container
	large       *widgets.CountdownRing
	small       *widgets.CountdownRing
	title, body *widgets.Text
	over        bool
}

func newCountdown(p *page) *countdown {
	r := &countdown{
		p: p, large: widgets.NewCountdownRing(widgets.RingLarge), small: widgets.NewCountdownRing(widgets.RingMedium),
		title: widgets.NewParagraph("", widgets.Title3, theme.ColorInk),
		body:  widgets.NewParagraph("", widgets.Small, theme.ColorInk2),
	}
	r.object = container.New(r, r.large, r.small, r.title, r.body)
	r.show(p.c.Clock())
	return r
}

// runs tells whether it moves.
func (r *countdown) runs(now time.Time) bool {
	slip := r.p.flow.slip
	return slip.temporary() && !slip.expired(now)
}

// show brings it up to date; it reports whether its time came to an end just now.
func (r *countdown) show(now time.Time) (ended bool) {
	c, slip := r.p.c, r.p.flow.slip
	r.object.Hidden = slip.kind != pairing.KindQRKey
	left, status := qrKeyLife, widgets.StatusNone
	title, body := c.T("printer.ring.title"), c.T("printer.ring.body")+"\n"+c.T("printer.ring.hurry")
	ink := theme.ColorInk
	if slip.temporary() {
		left, status = slip.left(now), widgets.StatusAccent
	}
	switch {
	case slip.expired(now):
		status, ink = widgets.StatusExpired, theme.ColorErrText
		title, body = c.T("printer.ring.over"), c.T("printer.ring.over_body")+"\n"+c.T("printer.ring.stays")
	case left <= hurry:
		status = widgets.StatusExpiring
	}
	fraction := float32(left) / float32(qrKeyLife)
	digits := clock(left)
	r.large.Set(status, fraction)
	r.large.SetText(digits, c.T("printer.ring.left"))
	r.large.SetWords(present.LeftIn(c.Text, left))
	r.small.Set(status, fraction)
	r.small.SetWords(present.LeftIn(c.Text, left))
	if r.low() && slip.temporary() && !slip.expired(now) {
		title = digits + "  " + title
	}
	r.title.Set(title, ink)
	r.body.SetText(body)
	ended, r.over = slip.expired(now) && !r.over, slip.expired(now)
	return ended
}

// clock writes minutes and seconds, to the end: "4:12", "0:00".
func clock(d time.Duration) string {
	seconds := int((d + time.Second - 1) / time.Second)
	return time.Time{}.Add(time.Duration(seconds) * time.Second).Format("4:05")
}

// lowWindow is the height in Fyne units below which the large ring would not be seen
// together with the fields.
const lowWindow = 720

func (r *countdown) low() bool { return r.p.c.Window.Canvas().Size().Height < lowWindow }

func (r *countdown) ring() (fyne.CanvasObject, float32, float32) {
	if r.low() {
		return r.small, widgets.RingMedium, theme.Space4
	}
	return r.large, widgets.RingLarge, theme.Space6
}

// texts is the height of what stands beside the ring.
func (r *countdown) texts(width float32) (title, body float32) {
	return r.title.HeightFor(width), r.body.HeightFor(width)
}

// Layout implements fyne.Layout.
func (r *countdown) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	ring, side, gap := r.ring()
	r.large.Hidden, r.small.Hidden = ring != r.large, ring != r.small
	ring.Move(fyne.NewPos(0, (size.Height-side)/2))
	ring.Resize(fyne.NewSquareSize(side))
	x, width := side+gap, max(size.Width-side-gap, 0)
	title, body := r.texts(width)
	y := (size.Height - title - theme.Space1 - body) / 2
	r.title.Move(fyne.NewPos(x, y))
	r.title.Resize(fyne.NewSize(width, title))
	r.body.Move(fyne.NewPos(x, y+title+theme.Space1))
	r.body.Resize(fyne.NewSize(width, body))
}

// MinSize implements fyne.Layout.
func (r *countdown) MinSize([]fyne.CanvasObject) fyne.Size {
	_, side, gap := r.ring()
	const column = 424 // of the frame; paragraphs need it to know their height
	title, body := r.texts(column - side - gap)
	return fyne.NewSize(0, max(side, title+theme.Space1+body))
}
