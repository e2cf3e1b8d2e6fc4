package parts

import (
	"slices"

	"fyne.io/fyne/v2"

	"keycase/providers"
	"keycase/ui/core"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// pairs is a list of names and values with a button that adds a row.
type pairs struct {
	object *fyne.Container
	c      *core.Context
	in     *Input
	rows   []*pairRow
	list   *fyne.Container
	add    *widgets.Button
	below  *widgets.Text
	help   string
	// setting is true while the rows are filled by the page and not by a person.
	setting bool
}

type pairRow struct {
	name, value *widgets.Cell
	remove      *widgets.IconButton
	object      *fyne.Container
}

// nameWidth is the width of the column of names, in Fyne units.
const nameWidth = 104

func newPairs(c *core.Context, f providers.Field, in *Input) *pairs {
	p := &pairs{c: c, in: in, list: widgets.Stack(theme.Space2), below: widgets.NewParagraph("", widgets.Caption, theme.ColorInk3)}
	p.add = widgets.NewSizedButton(c.T("input.add_pair"), "plus", widgets.Link, widgets.SizeS, func() { p.addRow().focusName(c) })
	p.add.OnReach(func() { in.reached(p.add) })
	label := widgets.NewText(f.Label.In(c.Lang()), widgets.Small, theme.ColorInk2)
	p.object = widgets.Stack(6, label, p.list, Flush(p.add), p.below)
	p.help = f.Help.In(c.Lang())
	p.list.Hide()
	p.setProblem("")
	return p
}

func (r *pairRow) focusName(c *core.Context) { c.Window.Canvas().Focus(r.name.Focusable()) }

func (p *pairs) addRow() *pairRow {
	r := &pairRow{name: widgets.NewCell(p.c.T("input.pair_name")), value: widgets.NewCell(p.c.T("input.pair_value"))}
	for _, cell := range []*widgets.Cell{r.name, r.value} {
		cell.OnChanged = func(string) {
			if !p.setting {
				p.in.changed()
			}
		}
		cell.OnSubmitted = func() { call(p.in.OnSubmit) }
		cell.OnFocus = func() { p.in.reached(r.object) }
		cell.OnMove = func(by int) { p.moveRow(r, by) }
	}
	r.remove = widgets.NewIconButton("x", p.c.T("input.remove_pair"), func() { p.removeRow(r) })
	r.remove.OnReach(func() { p.in.reached(r.object) })
	r.object = widgets.Columns(theme.Space2, []float32{nameWidth, widgets.Flexible, widgets.Natural}, r.name, r.value, r.remove)
	p.rows = append(p.rows, r)
	p.list.Add(r.object)
	p.list.Show()
	if p.in.Problem() == "" {
		p.tell("")
	}
	call(p.in.OnResized)
	return r
}

// moveRow changes places with the row above or below, as some signatures depend on
// the order. The keyboard goes along.
func (p *pairs) moveRow(r *pairRow, by int) {
	from := slices.Index(p.rows, r)
	to := from + by
	if to < 0 || to >= len(p.rows) {
		return
	}
	p.rows[from], p.rows[to] = p.rows[to], p.rows[from]
	rows := p.list.Objects
	rows[from], rows[to] = rows[to], rows[from]
	p.list.Refresh()
	p.in.reached(r.object)
	p.in.changed()
}

func (p *pairs) removeRow(r *pairRow) {
	p.rows = slices.DeleteFunc(p.rows, func(other *pairRow) bool { return other == r })
	p.list.Remove(r.object)
	p.list.Hidden = len(p.rows) == 0
	if p.in.Problem() == "" {
		p.tell("")
	}
	call(p.in.OnResized)
	p.in.changed()
}

func (p *pairs) canvasObject() fyne.CanvasObject { return p.object }

// value leaves out rows in which nothing was typed. A row with a value but
// without a name stays, so that it can be told.
func (p *pairs) value() string {
	var list []providers.Pair
	for _, r := range p.rows {
		if pair := (providers.Pair{Name: r.name.Text(), Value: r.value.Text()}); pair != (providers.Pair{}) {
			list = append(list, pair)
		}
	}
	return providers.FormatPairs(list)
}

func (p *pairs) setValue(value string) {
	p.rows = nil
	p.list.RemoveAll()
	p.list.Hide()
	list, err := providers.ParsePairs(value)
	if err != nil {
		return
	}
	p.setting = true
	defer func() { p.setting = false }()
	for _, pair := range list {
		r := p.addRow()
		r.name.SetText(pair.Name)
		r.value.SetText(pair.Value)
	}
}

func (p *pairs) setHelp(sentence string) {
	p.help = sentence
	p.setProblem("")
}

// setProblem marks the rows that lack a name: nothing else can be wrong here.
func (p *pairs) setProblem(sentence string) {
	for _, r := range p.rows {
		r.name.SetFailed(sentence != "" && r.name.Text() == "" && r.value.Text() != "")
	}
	if sentence != "" {
		sentence = p.c.T("input.pair_nameless")
	}
	p.tell(sentence)
}

// tell says below the rows what is wrong, or else what there is to know: how a row
// is meant, and how several change places.
func (p *pairs) tell(problem string) {
	said, ink := "", theme.ColorInk3
	switch {
	case problem != "":
		said, ink = problem, theme.ColorErrText
	case len(p.rows) == 0:
		said = p.help
	case len(p.rows) > 1:
		said = p.c.T("input.move_pair", "Up", "Alt ↑", "Down", "Alt ↓")
	}
	p.below.Set(said, ink)
	p.below.Hidden = said == ""
}

func (p *pairs) focus() fyne.Focusable {
	if len(p.rows) > 0 {
		return p.rows[0].name.Focusable()
	}
	return p.add
}

func (p *pairs) mask() {}

func (p *pairs) lock(locked bool) {
	for _, r := range p.rows {
		for _, object := range []fyne.Disableable{r.name, r.value, r.remove} {
			setDisabled(object, locked)
		}
	}
	setDisabled(p.add, locked)
}

func setDisabled(object fyne.Disableable, disabled bool) {
	if disabled {
		object.Disable()
	} else {
		object.Enable()
	}
}
