package checking

import (
	"strings"

	"fyne.io/fyne/v2"

	"keycase/providers"
	"keycase/ui/core"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// The signs of a verdict.
var (
	lookFine    = theme.Look{Icon: "check", Ink: theme.ColorOkText, Soft: theme.ColorOkSoft}
	lookWrong   = theme.Look{Icon: "x", Ink: theme.ColorErrText, Soft: theme.ColorErrSoft}
	lookUnknown = theme.Look{Icon: "circle-question-mark", Ink: theme.ColorWarnText, Soft: theme.ColorWarnSoft}
	lookOpen    = theme.Look{Icon: "pencil", Ink: theme.ColorAccentText, Soft: theme.ColorAccentSoft}
)

const markSize = 40

// verdict is what was found in a sentence, and the single mistakes where there are
// several.
type verdict struct {
	c             *core.Context
	card          *widgets.Card
	mark          *widgets.PlatformMark
	title, detail *widgets.Text
	list          *fyne.Container
}

func newVerdict(p *Page) *verdict {
	v := &verdict{
		c:      p.c,
		mark:   widgets.NewPlatformMark(lookOpen, markSize),
		title:  widgets.NewParagraph("", widgets.Title3, theme.ColorInk),
		detail: widgets.NewParagraph("", widgets.Small, theme.ColorInk2),
		list:   widgets.Stack(theme.Space3),
	}
	text := widgets.Stack(theme.Space1, v.title, v.detail, v.list)
	v.card = widgets.NewCard(widgets.Columns(theme.Space4, []float32{markSize, widgets.Flexible}, v.mark, text), theme.Space5)
	return v
}

// set says something new; what was listed before goes.
func (v *verdict) set(look theme.Look, title, detail string) {
	v.mark.SetLook(look)
	v.title.SetText(title)
	v.detail.SetText(detail)
	v.detail.Hidden = detail == ""
	v.list.RemoveAll()
}

// add lists one thing with a sentence about it.
func (v *verdict) add(title, detail string) {
	v.list.Add(widgets.Stack(0, widgets.NewParagraph(title, widgets.SmallMedium, theme.ColorInk),
		widgets.NewParagraph(detail, widgets.Small, theme.ColorInk2)))
}

// or names what would give the same bytes.
func (v *verdict) or(mistakes string) {
	v.list.Add(widgets.NewParagraph(v.c.T("checking.or", "Mistakes", mistakes), widgets.Caption, theme.ColorInk2))
}

func titles(c *core.Context, mistakes []providers.Variant) string {
	names := make([]string, len(mistakes))
	for i, m := range mistakes {
		names[i] = m.Title.In(c.Lang())
	}
	return strings.Join(names, " + ")
}
