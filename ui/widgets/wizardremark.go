package widgets

import (
	"fyne.io/fyne/v2"

	"keycase/ui/theme"
)

// Remark is a sentence in a colour that means something, behind the icon that means the same.
type Remark struct {
	base
	icon  *glyph
	text  *Text
	color fyne.ThemeColorName
}

// NewRemark makes a remark; icon is a Lucide name, and colorName is for both.
func NewRemark(icon, text string, colorName fyne.ThemeColorName) *Remark {
	r := &Remark{icon: newGlyph(icon, colorName, remarkIcon), text: NewParagraph(text, Caption, colorName), color: colorName}
	r.ExtendBaseWidget(r)
	return r
}

const (
	remarkIcon = 14
	remarkGap  = 6
)

// SetText changes the sentence.
func (r *Remark) SetText(text string) {
	r.text.SetText(text)
	r.Refresh()
}

// HeightFor is the height in Fyne units at the given width; a long sentence takes several lines.
func (r *Remark) HeightFor(width float32) float32 {
	return r.text.HeightFor(max(width-remarkIcon-remarkGap, 0))
}

// AccessibilityLabel implements fyne.Accessible.
func (r *Remark) AccessibilityLabel() string { return r.text.Text() }

// AccessibilityRole implements fyne.Accessible.
func (r *Remark) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer implements fyne.Widget.
func (r *Remark) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of:      r,
		objects: []fyne.CanvasObject{r.icon.Image, r.text},
		min:     func() fyne.Size { return fyne.NewSize(0, r.HeightFor(r.Size().Width)) },
		layout: func(size fyne.Size) {
			place(r.icon.Image, 0, (theme.LineCaption-remarkIcon)/2, remarkIcon, remarkIcon)
			width := max(size.Width-remarkIcon-remarkGap, 0)
			place(r.text, remarkIcon+remarkGap, 0, width, r.text.HeightFor(width))
		},
		paint: func() { r.icon.set(r.icon.name, r.color) },
	})
}
