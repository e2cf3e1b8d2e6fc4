package printer

import (
	"context"
	"errors"
	"image"
	"math"

	"fyne.io/fyne/v2"
	"golang.org/x/image/draw"

	"keycase/pairing"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/ui/wizards/frame"
)

// shot is what the screen showed, while a part of it may be chosen. It may hold anything, so it lies
// nowhere else and goes with the step.
type shot struct {
	picture image.Image
	preview image.Image // as large as it is shown
	share   widgets.Share
	framing bool // a part is being chosen
	empty   bool // no code of use was found in the whole
}

// previewMost is how wide and how high a preview is, in pixels: what is shown at twice the size of a
// unit.
const previewMost = 1280

// newShot makes the preview, which takes as long as a few frames.
func newShot(picture image.Image) *shot {
	size := picture.Bounds()
	scale := min(1, previewMost/float64(max(size.Dx(), size.Dy(), 1)))
	preview := image.NewRGBA(image.Rect(0, 0, max(int(float64(size.Dx())*scale), 1), max(int(float64(size.Dy())*scale), 1)))
	draw.ApproxBiLinear.Scale(preview, preview.Rect, picture, size, draw.Src, nil)
	return &shot{picture: picture, preview: preview, share: widgets.Share{X: 0.25, Y: 0.25, W: 0.5, H: 0.5}}
}

// framed is the chosen part, in the pixels of the screen.
func (s *shot) framed() image.Image {
	size := s.picture.Bounds()
	at := func(from, length int, share float32) int {
		return from + int(math.Round(float64(length)*float64(share)))
	}
	part := image.Rect(
		at(size.Min.X, size.Dx(), s.share.X), at(size.Min.Y, size.Dy(), s.share.Y),
		at(size.Min.X, size.Dx(), s.share.X+s.share.W), at(size.Min.Y, size.Dy(), s.share.Y+s.share.H),
	).Intersect(size)
	cut := image.NewRGBA(image.Rect(0, 0, part.Dx(), part.Dy()))
	draw.Draw(cut, cut.Rect, s.picture, part.Min, draw.Src)
	return cut
}

// lookAtScreen reads the code on the screen. Where there is none, a person is asked to frame a part; else
// that is offered, because there may be more codes than were found.
func (p *page) lookAtScreen() {
	var taken *shot
	p.search(func(ctx context.Context) (image.Image, error) {
		picture, err := p.m.Ways.Screen(ctx)
		if err == nil {
			taken = newShot(picture)
		}
		return picture, err
	}, func(err error) {
		if taken == nil {
			p.took(err)
			return
		}
		if before := p.shot; before != nil {
			taken.share, taken.framing, taken.empty = before.share, before.framing, before.empty
		}
		p.shot = taken
		switch {
		case errors.Is(err, pairing.ErrNoCode), errors.Is(err, errNothing):
			taken.framing, taken.empty = true, true
			err = nil
		case err == nil:
			taken.framing = false
		}
		p.took(err)
	})
}

// readFrame reads what is in the frame.
func (p *page) readFrame() {
	s := *p.shot // the frame may move meanwhile
	p.search(func(context.Context) (image.Image, error) { return s.framed(), nil }, func(err error) {
		if err == nil && p.shot != nil { // which goes when the store is locked
			p.shot.framing = false
		}
		p.took(err)
	})
}

// regionStep is where a part of the screen is framed. It belongs to the step of reading.
type regionStep struct {
	p       *page
	region  *widgets.Region
	refused *widgets.Text
}

func (p *page) drawRegion() {
	c, taken := p.c, p.shot
	s := &regionStep{p: p, refused: widgets.NewParagraph("", widgets.Small, theme.ColorErrText)}
	p.region = s
	s.refused.Hide()
	title, body := c.T("printer.region.title"), c.T("printer.region.some")
	if taken.empty {
		body = c.T("printer.region.body")
	}
	s.region = widgets.NewRegion(title, taken.preview, p.Submit)
	s.region.SetShare(taken.share)
	s.region.OnChanged = s.chosen
	s.chosen(taken.share)
	again := widgets.NewSizedButton(c.T("printer.region.again"), "scan-qr-code", widgets.Link, widgets.SizeS, p.lookAtScreen)
	keys := widgets.NewFitText(c.T("printer.region.keys"), widgets.Small, theme.ColorInk2)
	below := widgets.Columns(theme.Space4, []float32{widgets.Flexible, widgets.Natural}, keys, again)
	p.SetBody(frame.Body{
		Layout: frame.LayoutFull, Head: frame.Heading(title, body),
		Right: widgets.Stack(theme.Space3, s.region, s.refused, below),
	})
	p.SetFoot(p.Back(p.unframe), p.EnterHint(), frame.Action{Text: c.T("printer.region.read"), Icon: "scan-qr-code", Do: p.readFrame})
	p.Focus(s.region)
}

// offerRegion leads to framing a part of the screen that was looked at.
func (p *page) offerRegion() fyne.CanvasObject {
	return parts.Flush(widgets.NewSizedButton(p.c.T("printer.region.offer"), "scan-qr-code", widgets.Link, widgets.SizeS, func() {
		p.flow.pick, p.shot.framing = nil, true
		p.draw()
	}))
}

// unframe goes back to the other ways of reading.
func (p *page) unframe() {
	p.shot = nil
	p.draw()
}

// chosen keeps the part, and says to screen readers where it is.
func (s *regionStep) chosen(part widgets.Share) {
	s.p.shot.share = part
	s.refused.Hide()
	percent := func(share float32) int { return int(math.Round(float64(share) * 100)) }
	s.region.SetWords(s.p.c.T("printer.region.where",
		"Left", percent(part.X), "Top", percent(part.Y), "Width", percent(part.W), "Height", percent(part.H)))
}

// fail says why nothing was read; the frame stays.
func (s *regionStep) fail(sentences string) {
	s.refused.SetText(sentences)
	s.refused.Show()
	s.p.Changed()
}
