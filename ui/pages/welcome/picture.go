package welcome

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"keycase/ui/theme"
)

// The pictures are drawn on 302 x 152 units. Paper stays light in both themes;
// INK is the platform's colour, OK that of what is well. Lines are drawn as
// shapes, because strokes do not grow with the scale of the screen.
var pictures = map[string]string{
	"accountant": `
<rect x="88" y="31" width="128" height="96" rx="8" ry="8" fill="#FFFFFF" stroke="INK" stroke-opacity="0.35"/>
<path d="M88 53V39a8 8 0 0 1 8-8h112a8 8 0 0 1 8 8v14z" fill="INK" fill-opacity="0.14"/>
<rect x="100" y="39" width="36" height="6" rx="3" ry="3" fill="INK" fill-opacity="0.65"/>
<rect x="100" y="65" width="48" height="6" rx="3" ry="3" fill="INK" fill-opacity="0.22"/>
<rect x="180" y="65" width="24" height="6" rx="3" ry="3" fill="INK" fill-opacity="0.45"/>
<rect x="100" y="83" width="36" height="6" rx="3" ry="3" fill="INK" fill-opacity="0.22"/>
<rect x="172" y="83" width="32" height="6" rx="3" ry="3" fill="INK" fill-opacity="0.45"/>
<rect x="100" y="101" width="56" height="6" rx="3" ry="3" fill="INK" fill-opacity="0.22"/>
<rect x="184" y="101" width="20" height="6" rx="3" ry="3" fill="INK" fill-opacity="0.45"/>
<circle cx="214" cy="121" r="18" fill="INK"/>
<path d="M204.9 121.3l1.8-1.8 5.3 5.2 8.8-9.6 1.9 1.7-10.6 11.6z" fill="#FFFFFF"/>`,
	"shop": `
<rect x="84" y="77" width="136" height="50" rx="10" ry="10" fill="#FFFFFF" stroke="INK" stroke-opacity="0.4"/>
<rect x="94" y="87" width="116" height="8" rx="4" ry="4" fill="INK"/>
<path d="M106 91V29a6 6 0 0 1 6-6h80a6 6 0 0 1 6 6v62z" fill="#FFFFFF" stroke="INK" stroke-opacity="0.4"/>
<rect x="120" y="37" width="14" height="14" rx="2" ry="2" fill="INK" fill-opacity="0.75"/>
<rect x="144" y="37" width="14" height="14" rx="2" ry="2" fill="INK" fill-opacity="0.75"/>
<rect x="120" y="61" width="14" height="14" rx="2" ry="2" fill="INK" fill-opacity="0.75"/>
<rect x="144" y="61" width="6" height="6" fill="INK" fill-opacity="0.75"/>
<rect x="152" y="69" width="6" height="6" fill="INK" fill-opacity="0.75"/>
<rect x="168" y="40" width="18" height="5" rx="2.5" ry="2.5" fill="INK" fill-opacity="0.25"/>
<rect x="168" y="52" width="14" height="5" rx="2.5" ry="2.5" fill="INK" fill-opacity="0.25"/>
<rect x="168" y="64" width="18" height="5" rx="2.5" ry="2.5" fill="INK" fill-opacity="0.25"/>
<rect x="98" y="108" width="32" height="6" rx="3" ry="3" fill="INK" fill-opacity="0.25"/>
<circle cx="204" cy="111" r="4" fill="OK"/>`,
	"developer": `
<rect x="72" y="31" width="160" height="92" rx="8" ry="8" fill="#1F222A"/>
<circle cx="86" cy="45" r="3" fill="#5C616A"/>
<circle cx="97" cy="45" r="3" fill="#5C616A"/>
<circle cx="108" cy="45" r="3" fill="#5C616A"/>
<path d="M85.4 65.2l1.2-1.4 6 5.2-6 5.2-1.2-1.4 4.3-3.8z" fill="#93ADFF"/>
<rect x="100" y="66" width="30" height="6" rx="3" ry="3" fill="#EDEEF0"/>
<rect x="138" y="66" width="72" height="6" rx="3" ry="3" fill="#5C616A"/>
<rect x="100" y="86" width="48" height="6" rx="3" ry="3" fill="#5C616A"/>
<rect x="154" y="86" width="40" height="6" rx="3" ry="3" fill="#5D79C8"/>
<rect x="100" y="103" width="84" height="6" rx="3" ry="3" fill="#5C616A"/>`,
}

// picture is an illustration in the colours of a platform.
type picture struct {
	widget.BaseWidget
	source string
	look   theme.Look
	image  *canvas.Image
}

func newPicture(source string, look theme.Look) *picture {
	p := &picture{source: source, look: look, image: &canvas.Image{FillMode: canvas.ImageFillContain}}
	p.ExtendBaseWidget(p)
	p.draw()
	return p
}

// draw writes the colours of the theme into the drawing.
func (p *picture) draw() {
	ink, ok := hex(p.look.Ink), hex(theme.ColorOk)
	name := fmt.Sprintf("role-%s-%s-%s.svg", p.look.Icon, ink[1:], ok[1:])
	if p.image.Resource != nil && p.image.Resource.Name() == name {
		return
	}
	drawing := strings.NewReplacer("INK", ink, "OK", ok).Replace(p.source)
	p.image.Resource = fyne.NewStaticResource(name, []byte(
		`<svg xmlns="http://www.w3.org/2000/svg" width="302" height="152" viewBox="0 0 302 152">`+drawing+`</svg>`))
	p.image.Refresh()
}

func hex(name fyne.ThemeColorName) string {
	r, g, b, _ := theme.Color(name).RGBA()
	return fmt.Sprintf("#%02X%02X%02X", r>>8, g>>8, b>>8)
}

// Refresh implements fyne.Widget: the theme may have changed.
func (p *picture) Refresh() {
	p.draw()
	p.BaseWidget.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (p *picture) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.image) }
