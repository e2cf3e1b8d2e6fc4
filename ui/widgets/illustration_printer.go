package widgets

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// SlipLine is a line on what a printer prints, or on its label.
type SlipLine struct {
	Name  string
	Value string // "" draws dots, as for a secret
	// Example is the word before a value that nobody has read yet, such as "e.g."; the value is faint
	// then.
	Example string
}

// Where things are in the drawings of printers, which are 280 x 304 units.
const (
	printerWidth  = 280
	printerHeight = 304
	paperX        = 36
	paperWidth    = 208
	paperHeight   = 238
	slipX         = 60 // of what stands on the paper
	slipValue     = 120
	slipEnd       = 220
)

// NewSlipPicture is a printer with the slip that it prints: a QR code within a frame, and two lines
// that the bubbles 1 and 2 point at.
func NewSlipPicture(first, second SlipLine) *Illustration {
	i := newPrinter(theme.ColorOk)
	i.scan(70, 6)
	i.lines(first, second, 174, 202, theme.ColorPaperInk)
	i.number("1", 174)
	i.number("2", 202)
	return i
}

// NewTestPagePicture is a printer with a page that says so: a title, a line below it, and one at the
// end.
func NewTestPagePicture(title, detail, end string) *Illustration {
	i := newPrinter(theme.ColorOk)
	const middle = paperX + 12
	i.write(title, Title2, theme.ColorPaperInk, fyne.TextAlignCenter, middle, 24, paperWidth-24, theme.LineTitle2)
	i.write(detail, Caption, theme.ColorPaperInk3, fyne.TextAlignCenter, middle, 58, paperWidth-24, theme.LineCaption)
	for row, width := range []float32{64, 84, 48} {
		y := 108 + 18*float32(row)
		i.fixedPill(slipX, y, width, 6, paperFaint)
		i.fixedPill(slipEnd-28, y, 28, 6, paperFaint)
	}
	for _, y := range []float32{90, 166} {
		i.draw(slipX, y, slipEnd-slipX, 1, 0, theme.ColorPaperInk3, "")
	}
	i.write(end, Caption, theme.ColorPaperInk3, fyne.TextAlignLeading, slipX, 180, slipEnd-slipX, 2*theme.LineCaption)
	return i
}

// NewExpiredPicture is a printer with a slip whose time is over: time, such as "0:00", in a red ring
// over a faded code.
func NewExpiredPicture(time string, first, second SlipLine) *Illustration {
	i := newPrinter(theme.ColorWarn)
	i.fadedCode(87, 24)
	const side, stroke, x, y = 108, 8, 86, 20
	i.fixedPill(x, y, side, side, paperErr)
	i.pill(x+stroke, y+stroke, side-2*stroke, side-2*stroke, theme.ColorPaper)
	text := canvas.NewText(time, paperErrInk)
	text.TextSize, text.TextStyle, text.Alignment = Display.Size, Display.fyne(), fyne.TextAlignCenter
	placeMiddle(text, x, 2*y+side, side, text.MinSize().Height)
	i.objects = append(i.objects, text)
	i.lines(first, second, 174, 202, theme.ColorPaperInk3)
	return i
}

// NewLabelPicture is a printer that lies upside down, with the label on it: two lines that the bubbles
// 1 and 2 point at.
func NewLabelPicture(first, second SlipLine) *Illustration {
	i := newIllustration(printerWidth, 224)
	i.draw(14, 0, 252, 224, 18, theme.ColorYlySoft, theme.ColorYly).share = 0.5
	for _, x := range []float32{30, 232} {
		for _, y := range []float32{16, 190} {
			i.pill(x, y, 18, 18, theme.ColorYly).share = 0.3
		}
	}
	i.draw(paperX, 46, paperWidth, 132, 4, theme.ColorPaper, theme.ColorPaperEdge)
	i.fixedPill(slipX, 60, 72, 8, paperFaint)
	i.fixedPill(slipEnd-28, 60, 28, 8, paperFaint)
	i.lines(first, second, 92, 120, theme.ColorPaperInk)
	x := float32(slipX)
	for n, width := range []float32{3, 1, 2, 1, 4, 1, 2, 3, 1, 2, 1, 1, 3, 2, 1, 4, 1, 2, 1, 3} {
		i.draw(x, 144, width, 22, 0, theme.ColorPaperInk, "").share = 0.8
		x += width + 2 + float32(n%3)
	}
	i.number("1", 92)
	i.number("2", 120)
	return i
}

// newPrinter draws the printer and the empty paper that comes out of it.
func newPrinter(light fyne.ThemeColorName) *Illustration {
	i := newIllustration(printerWidth, printerHeight)
	i.draw(14, 219, 252, 84, 18, theme.ColorYlySoft, theme.ColorYly).share = 0.5
	i.pill(28, 233, 224, 10, theme.ColorYly)
	i.pill(38, 271, 64, 8, theme.ColorYly).share = 0.3
	i.pill(233, 270, 10, 10, light)
	paper := i.draw(paperX, 0, paperWidth, paperHeight, 8, theme.ColorPaper, theme.ColorPaperEdge)
	paper.box.BottomLeftCornerRadius, paper.box.BottomRightCornerRadius = 1, 1
	return i
}

// lines writes the names and values, at the heights of their middles.
func (i *Illustration) lines(first, second SlipLine, y1, y2 float32, ink fyne.ThemeColorName) {
	name := max(measure(first.Name, Caption), measure(second.Name, Caption))
	x := max(slipValue, min(slipX+name+9, slipEnd-78))
	for n, line := range []SlipLine{first, second} {
		y := []float32{y1, y2}[n]
		i.write(line.Name, Caption, theme.ColorPaperInk3, fyne.TextAlignLeading, slipX, y-theme.LineCaption/2, x-slipX-8, theme.LineCaption)
		if line.Value != "" {
			i.value(line, x, y, ink)
			continue
		}
		for dot := range 8 {
			i.pill(x+1+8*float32(dot), y-2, 4, 4, ink)
		}
	}
}

// value writes the value of a line from x on.
func (i *Illustration) value(line SlipLine, x, y float32, ink fyne.ThemeColorName) {
	if line.Example != "" {
		word := measure(line.Example, Caption) + 1
		i.write(line.Example, Caption, theme.ColorPaperInk3, fyne.TextAlignLeading, x, y-theme.LineCaption/2, word, theme.LineCaption)
		i.write(line.Value, MonoSmall, theme.ColorPaperInk3, fyne.TextAlignLeading, x+word+4, y-theme.LineMonoSmall/2, slipEnd-x-word-4, theme.LineMonoSmall)
		return
	}
	i.write(line.Value, Mono, ink, fyne.TextAlignLeading, x, y-theme.LineMono/2, slipEnd+4-x, theme.LineMono)
}

// fadedCode is what can be seen of a code around a ring over it: its corners.
func (i *Illustration) fadedCode(x, y float32) {
	for _, corner := range [][2]float32{{0, 0}, {70, 0}, {0, 70}} {
		for n, inset := range []float32{0, 5, 15} { // not 10: see codePattern
			s := i.draw(x+corner[0]+inset, y+corner[1]+inset, 35-2*inset, 35-2*inset, 0, theme.ColorPaper, "")
			if n != 1 {
				s.fixed = paperFaint
			}
		}
	}
	for _, module := range [][4]float32{{90, 75, 15, 5}, {85, 90, 20, 5}, {95, 95, 10, 10}, {40, 100, 40, 5}} {
		i.draw(x+module[0], y+module[1], module[2], module[3], 0, "", "").fixed = paperFaint
	}
}

// scan adds the code in its frame, 140 x 140 units.
func (i *Illustration) scan(x, y float32) {
	image := &canvas.Image{FillMode: canvas.ImageFillContain}
	place(image, x, y, codeFrame, codeFrame)
	i.objects = append(i.objects, image)
	i.paints = append(i.paints, func() {
		r, g, b, _ := theme.Color(theme.ColorAccent).RGBA()
		accent := strconv.FormatUint(uint64(r>>8<<16|g>>8<<8|b>>8|1<<24), 16)[1:]
		name := "scan-" + accent + ".svg" // also Fyne's key for the picture
		if image.Resource != nil && image.Resource.Name() == name {
			return
		}
		image.Resource = fyne.NewStaticResource(name, []byte(codeDrawing("#"+accent)))
		image.Refresh()
	})
}
