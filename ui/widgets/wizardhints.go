package widgets

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// Hint is one thing to do.
type Hint struct{ Title, Detail string }

// HintList is a card with what to do, in numbered steps.
type HintList struct {
	base
	box   *canvas.Rectangle
	hints []*hintRow
}

// hintRow is one step. It is no widget of its own: the card says all of it.
type hintRow struct {
	line          *Divider
	circle        *canvas.Rectangle
	number        *Text
	title, detail *Text
}

// NewHintList makes the card.
func NewHintList(hints ...Hint) *HintList {
	l := &HintList{box: newBox(theme.RadiusCard)}
	for i, hint := range hints {
		row := &hintRow{
			line:   NewDivider(0),
			circle: newBox(stepCircle / 2),
			number: NewText(strconv.Itoa(i+1), CaptionMedium, theme.ColorAccentText).SetAlign(fyne.TextAlignCenter),
			title:  NewParagraph(hint.Title, BodyMedium, theme.ColorInk),
			detail: NewParagraph(hint.Detail, Caption, theme.ColorInk2),
		}
		row.line.Hidden = i == 0
		row.detail.Hidden = hint.Detail == ""
		l.hints = append(l.hints, row)
	}
	l.ExtendBaseWidget(l)
	return l
}

const (
	hintPad    = 20 // above the first and below the last
	hintLeft   = 16
	hintText   = 52 // from the left
	hintAbove  = 14 // a line
	hintBelow  = 16
	hintDetail = 2 // between title and detail
)

// AccessibilityLabel is all steps with their numbers.
func (l *HintList) AccessibilityLabel() string {
	var said []string
	for _, row := range l.hints {
		said = append(said, row.number.Text(), row.title.Text(), row.detail.Text())
	}
	return spoken(said...)
}

// AccessibilityRole implements fyne.Accessible.
func (l *HintList) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// HeightFor is the height in Fyne units at the given width.
func (l *HintList) HeightFor(width float32) float32 { return l.arrange(width, false) }

// arrange goes through the rows; with put it also places them.
func (l *HintList) arrange(width float32, put bool) float32 {
	text := max(width-hintText-hintLeft, 0)
	y := float32(hintPad)
	for i, row := range l.hints {
		if i > 0 {
			y += hintAbove
			if put {
				place(row.line, hintText, y, width-hintText-1, 1)
			}
			y += 1 + hintBelow
		}
		title, detail := row.title.HeightFor(text), row.detail.HeightFor(text)
		if put {
			circle := y + (theme.LineBody-stepCircle)/2
			place(row.circle, hintLeft, circle, stepCircle, stepCircle)
			place(row.number, hintLeft, circle+(stepCircle-theme.LineCaption)/2, stepCircle, theme.LineCaption)
			place(row.title, hintText, y, text, title)
			place(row.detail, hintText, y+title+hintDetail, text, detail)
		}
		y += title
		if !row.detail.Hidden {
			y += hintDetail + detail
		}
	}
	return y + hintPad
}

// CreateRenderer implements fyne.Widget.
func (l *HintList) CreateRenderer() fyne.WidgetRenderer {
	objects := []fyne.CanvasObject{l.box}
	for _, row := range l.hints {
		objects = append(objects, row.line, row.circle, row.number, row.title, row.detail)
	}
	return newRenderer(renderer{
		of:      l,
		objects: objects,
		min: func() fyne.Size {
			const least = 240
			return fyne.NewSize(least, l.HeightFor(max(least, l.Size().Width)))
		},
		layout: func(size fyne.Size) {
			l.box.Resize(size)
			l.arrange(size.Width, true)
		},
		paint: func() {
			dress(l.box, theme.ColorSurface, theme.ColorBorder)
			for _, row := range l.hints {
				dress(row.circle, theme.ColorAccentSoft, "")
			}
		},
	})
}

// DetailsStrip shows a platform's own words about what went wrong, with a button that copies them.
type DetailsStrip struct {
	base
	box  *canvas.Rectangle
	icon *glyph
	text *Text
	copy *Button
}

// NewDetailsStrip makes a strip; more than three lines end with an ellipsis, and the button gives all.
func NewDetailsStrip(text, copyText string, onCopy func()) *DetailsStrip {
	d := &DetailsStrip{
		box:  newBox(theme.RadiusControl),
		icon: newGlyph("info", theme.ColorInk3, 16),
		text: NewParagraph(text, MonoSmall, theme.ColorInk2).SetMaxLines(3),
		copy: NewSizedButton(copyText, "copy", Ghost, SizeS, onCopy),
	}
	d.ExtendBaseWidget(d)
	return d
}

// SetText changes the words.
func (d *DetailsStrip) SetText(text string) {
	d.text.SetText(text)
	d.Refresh()
}

// CopyButton is the button that copies, to give it the keyboard.
func (d *DetailsStrip) CopyButton() *Button { return d.copy }

const (
	stripLeft = 12
	stripText = 36
	stripPad  = 11 // above and below the words
	stripEdge = 4  // around the button
)

func (d *DetailsStrip) textWidth(width float32) float32 {
	return max(width-stripText-8-d.copy.MinSize().Width-stripEdge, 0)
}

// HeightFor is the height in Fyne units at the given width.
func (d *DetailsStrip) HeightFor(width float32) float32 {
	return d.text.HeightFor(d.textWidth(width)) + 2*stripPad
}

// AccessibilityLabel is the words.
func (d *DetailsStrip) AccessibilityLabel() string { return d.text.Text() }

// AccessibilityRole implements fyne.Accessible.
func (d *DetailsStrip) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// CreateRenderer implements fyne.Widget.
func (d *DetailsStrip) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of:      d,
		objects: []fyne.CanvasObject{d.box, d.icon.Image, d.text, d.copy},
		min: func() fyne.Size {
			width := stripText + 80 + d.copy.MinSize().Width
			return fyne.NewSize(width, d.HeightFor(max(width, d.Size().Width)))
		},
		layout: func(size fyne.Size) {
			d.box.Resize(size)
			place(d.icon.Image, stripLeft, stripPad+(theme.LineMonoSmall-d.icon.size)/2, d.icon.size, d.icon.size)
			width := d.textWidth(size.Width)
			place(d.text, stripText, stripPad, width, d.text.HeightFor(width))
			button := d.copy.MinSize()
			place(d.copy, size.Width-stripEdge-button.Width, stripEdge, button.Width, button.Height)
		},
		paint: func() {
			dress(d.box, theme.ColorSunken, theme.ColorBorder)
			d.icon.set("info", theme.ColorInk3)
		},
	})
}
