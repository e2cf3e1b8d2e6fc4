package widgets

import (
	"fyne.io/fyne/v2"

	"keycase/ui/theme"
)

// Place is where something is found that a person has to type in.
type Place int

// The places, each in a window of its own make.
const (
	PlaceCorner Place = iota // at the top right, as a company's number is
	PlaceMenu                // on a page of a menu, as a token is in the settings
	PlaceFirst               // the first of two lines of an app, as its id is
	PlaceSecond              // the second one, as its secret is
)

// PlaceContent is what the drawing of a place says.
type PlaceContent struct {
	Window string // the title of the window
	Menu   string // the item of the menu, or the name of the app; not for PlaceCorner
	Name   string // of what is to be found
	Value  string // an example; "" draws dots, as for a secret
}

// Sizes of the drawings of places in Fyne units.
const (
	placeWidth  = 256
	placeHeight = 152
	placeBar    = 26
	placeMenu   = 84
)

// NewPlacePicture draws a window of 256 x 152 units with the place marked in it. It is schematic: the
// real one looks different, but has the same words.
func NewPlacePicture(at Place, content PlaceContent) *Illustration {
	i := newIllustration(placeWidth, placeHeight)
	i.draw(0, 0, placeWidth, placeHeight, theme.RadiusControl, theme.ColorPaper, theme.ColorPaperEdge)
	for n := range 3 {
		i.fixedPill(12+10*float32(n), 10, 6, 6, paperFaint)
	}
	i.write(content.Window, Caption, theme.ColorPaperInk3, fyne.TextAlignLeading, 48, 5, placeWidth-60, theme.LineCaption)
	i.draw(1, placeBar, placeWidth-2, 1, 0, theme.ColorPaperEdge, "")
	switch at {
	case PlaceMenu:
		i.menuPlace(content)
	case PlaceFirst:
		i.appPlace(content)
		i.mark(content, 52, 54)
		i.idle(52, 106)
	case PlaceSecond:
		i.appPlace(content)
		i.idle(52, 54)
		i.mark(content, 52, 98)
	default:
		i.cornerPlace(content)
	}
	return i
}

const (
	markWidth  = 192
	markHeight = 46
)

// mark is the place itself: name and value within a frame.
func (i *Illustration) mark(content PlaceContent, x, y float32) {
	i.markWide(content, x, y, markWidth)
}

func (i *Illustration) markWide(content PlaceContent, x, y, width float32) {
	frame := i.draw(x, y, width, markHeight, theme.RadiusInner, "", theme.ColorAccent)
	frame.fixed, frame.width = paperSoft, 2
	i.write(content.Name, CaptionMedium, theme.ColorPaperInk, fyne.TextAlignLeading, x+10, y+6, width-20, theme.LineCaption)
	if content.Value != "" {
		i.write(content.Value, MonoSmall, theme.ColorPaperInk, fyne.TextAlignLeading, x+10, y+23, width-20, theme.LineMonoSmall)
		return
	}
	for dot := range 8 {
		i.pill(x+11+8*float32(dot), y+30, 4, 4, theme.ColorPaperInk)
	}
}

// idle is a line that is not meant.
func (i *Illustration) idle(x, y float32) {
	i.fixedPill(x+10, y+8, 48, 6, paperFaint)
	i.fixedPill(x+10, y+22, 112, 6, paperFaint)
}

// cornerPlace has the place beside the name of who is there.
func (i *Illustration) cornerPlace(content PlaceContent) {
	i.fixedPill(14, 44, 44, 8, paperFaint)
	i.fixedPill(14, 62, 28, 6, paperFaint)
	i.markWide(content, 80, 36, 164)
	for row := range 3 {
		y := 98 + 17*float32(row)
		i.fixedPill(14, y, 64, 6, paperFaint)
		i.fixedPill(104, y, 84, 6, paperFaint)
		i.fixedPill(214, y, 28, 6, paperFaint)
	}
}

// menuPlace has a menu on the left, with the item that leads to the place.
func (i *Illustration) menuPlace(content PlaceContent) {
	i.draw(placeMenu, placeBar, 1, placeHeight-placeBar-1, 0, theme.ColorPaperEdge, "")
	i.fixedPill(14, 42, 44, 6, paperFaint)
	i.fixedPill(14, 60, 52, 6, paperFaint)
	i.draw(6, 76, placeMenu-12, 24, theme.RadiusInner, "", "").fixed = paperSoft
	i.write(content.Menu, CaptionMedium, theme.ColorPaperInk, fyne.TextAlignLeading, 12, 80, placeMenu-22, theme.LineCaption)
	i.fixedPill(14, 114, 36, 6, paperFaint)
	i.fixedPill(104, 44, 72, 8, paperFaint)
	i.markWide(content, 96, 66, 148)
	i.fixedPill(104, 126, 96, 6, paperFaint)
}

// appPlace is the page of an app, with its name.
func (i *Illustration) appPlace(content PlaceContent) {
	i.draw(14, 58, 28, 28, 7, theme.ColorAccent, "").share = 0.3
	i.write(content.Menu, Caption, theme.ColorPaperInk3, fyne.TextAlignLeading, 14, 33, placeWidth-28, theme.LineCaption)
}
