package importing

import (
	"slices"

	"fyne.io/fyne/v2"

	"keycase/providers"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// addName asks for a name.
func (c *card) addName() {
	t := c.p.c
	c.name = parts.NewInput(t, providers.Field{
		Name: "name", Required: true, Label: providers.Same(t.T("form.name")), Help: providers.Same(t.T("form.name_help")),
	}, parts.InputOptions{Unmarked: true, Placeholder: t.T("form.name_example"), Plain: true})
	c.name.SetValue(c.d.name)
	c.name.Lock(c.p.storing)
	if c.d.renamed != "" && c.d.name == c.d.renamed {
		c.name.SetNote(t.T("import.renamed", "Name", c.d.candidate.Name))
	}
	c.name.OnChanged = func() {
		c.d.name, c.d.typed = c.name.Value(), true
		c.p.refresh()
	}
	c.name.OnBlur = func() {
		if c.d.called() == "" {
			c.name.SetProblem(t.T("form.name_missing"))
		}
	}
	c.addInput("name", c.name)
	c.rest.Add(c.name.Object())
}

// missing asks for a value that the text lacks.
func (c *card) missing(field string) fyne.CanvasObject {
	t := c.p.c
	platform, _ := t.Broker.Registry().Platform(c.d.candidate.Platform)
	f, _ := providers.FieldNamed(platform.Fields, field)
	in := parts.NewInput(t, f, parts.InputOptions{})
	in.SetValue(c.d.given[field])
	in.SetNote(t.T("import.missing"))
	in.Lock(c.p.storing)
	judge := func() { in.SetProblem(c.d.typedProblem(field).In(t.Lang())) }
	in.OnChanged = func() {
		c.d.given[field], c.d.typed = in.Value(), true
		if in.Problem() != "" || f.Kind == providers.KindChoice {
			judge()
		}
		c.p.refresh()
	}
	in.OnBlur = judge
	c.d.given[field] = in.Value() // a choice may have a default
	c.given = append(c.given, in)
	c.addInput("given/"+field, in)
	return in.Object()
}

func (c *card) addInput(key string, in *parts.Input) {
	c.keys = append(c.keys, keyed{key, in.Focusable()})
	in.OnReach = func(part fyne.CanvasObject) { c.reached(key, part) }
	in.OnResized = func() {
		if c.p.scroll != nil {
			c.p.scroll.Relayout()
		}
	}
	in.OnSubmit = c.p.submit
}

// addTwin asks what becomes of an account that is stored already.
func (c *card) addTwin() {
	t := c.p.c
	c.twinIs = widgets.NewParagraph("", widgets.Small, theme.ColorInk)
	ways := widgets.NewRadioList(t.T("import.twin_ask"), t.T("import.chosen"), []widgets.RadioLine{
		{Title: t.T("import.twin_update"), Detail: t.T("import.twin_update_detail")},
		{Title: t.T("import.twin_another"), Detail: t.T("import.twin_another_detail")},
	})
	order := []way{update, another}
	ways.SetSelected(slices.Index(order, c.d.way))
	ways.OnChanged = func(i int) {
		c.d.way = order[i]
		c.p.refresh()
	}
	setDisabled(ways, c.p.storing)
	c.key("twin", ways)
	c.twin = widgets.Stack(theme.Space2, remark("info", theme.ColorInk2, c.twinIs), ways)
	c.twin.Hide()
	c.rest.Add(c.twin)
}

// address asks whether the calls go to an address that the text names.
func (c *card) address() fyne.CanvasObject {
	t := c.p.c
	use := widgets.NewToggle(t.T("import.address", "Address", c.d.candidate.Address)).SetStates(t.T("import.off"), t.T("import.on"))
	use.SetOn(c.d.address)
	use.OnChanged = func(on bool) { c.d.address = on }
	setDisabled(use, c.p.storing)
	c.key("address", use)
	return widgets.Stack(theme.Space1,
		widgets.Columns(theme.Space3, []float32{widgets.Flexible, widgets.Natural},
			widgets.NewParagraph(t.T("import.address", "Address", c.d.candidate.Address), widgets.Body, theme.ColorInk), use),
		remark("triangle-alert", theme.ColorWarnText, widgets.NewParagraph(t.T("import.address_warning"), widgets.Caption, theme.ColorWarnText)))
}
