package importing

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"keycase/providers"
	"keycase/transfer"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// Widths of the columns of a value in Fyne units.
const (
	originWidth = 168
	fieldWidth  = 208
	selectEdges = 53 // around the text of a select
)

// values lists what was read: where it stands, what it is, and where it goes.
func (c *card) values() fyne.CanvasObject {
	t := c.p.c
	stack := widgets.Stack(theme.Space3, widgets.Columns(theme.Space3, []float32{originWidth, widgets.Flexible, fieldWidth},
		widgets.NewText(t.T("import.column.origin"), widgets.Caption, theme.ColorInk3),
		widgets.NewText(t.T("import.column.value"), widgets.Caption, theme.ColorInk3),
		widgets.NewText(t.T("import.column.field"), widgets.Caption, theme.ColorInk3)))
	for i, item := range c.d.candidate.Items {
		stack.Add(c.row(i, item))
	}
	return stack
}

func (c *card) row(i int, item transfer.Item) fyne.CanvasObject {
	line := widgets.Columns(theme.Space3, []float32{originWidth, widgets.Flexible, fieldWidth},
		c.source(item.Source), c.shown(i), c.goal(i, item))
	stack := widgets.Stack(theme.Space1, line)
	if note := c.note(item); note != nil {
		stack.Add(note)
	}
	return stack
}

// source is the name of a value over its line.
func (c *card) source(s transfer.Source) fyne.CanvasObject {
	if s.Name == "" || s.Line == 0 {
		return widgets.NewFitText(c.p.origin(s), widgets.Small, theme.ColorInk)
	}
	return widgets.Stack(0, widgets.NewFitText(s.Name, widgets.MonoSmall, theme.ColorInk), widgets.NewText(c.p.origin(s), widgets.Caption, theme.ColorInk3))
}

// dots stand for a secret, whatever its length.
const dots = "••••••••"

// shown is a value as everybody may see it. What its name calls a secret stays one,
// whatever field a person puts it into.
func (c *card) shown(i int) *widgets.Text {
	item, read := c.d.candidate.Items[i], c.d.origin.Items[i]
	secret := item.Secret || read.Secret && read.State != transfer.Unassigned
	if secret && item.Value() != "" {
		return widgets.NewFitText(dots, widgets.Body, theme.ColorInk)
	}
	return widgets.NewFitText(oneLine(item.Value()), widgets.MonoSmall, theme.ColorInk)
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// goal is the field that a value goes into, to choose from once the platform is
// sure.
func (c *card) goal(i int, item transfer.Item) fyne.CanvasObject {
	t, lang := c.p.c, c.p.c.Lang()
	platform, err := t.Broker.Registry().Platform(c.d.candidate.Platform)
	if err != nil || !c.d.settled() {
		label := ""
		if f, ok := fieldOf(platform, item.Field); ok {
			label = f.Label.In(lang)
		}
		return widgets.NewFitText(label, widgets.Small, theme.ColorInk2)
	}
	var labels, names []string
	for _, f := range platform.Fields {
		labels = append(labels, parts.ShortLabel(f.Label.In(lang), widgets.Body, fieldWidth-selectEdges))
		names = append(names, f.Name)
	}
	labels, names = append(labels, t.T("import.leave")), append(names, "")
	choose := widgets.NewBareSelect(t.T("import.field_of", "Origin", c.p.named(item.Source)), labels, t.T("import.field_hint"))
	choose.SetSelected(slices.Index(names, item.Field))
	if item.State == transfer.Unassigned {
		choose.SetSelected(-1)
	}
	choose.OnChanged = func(n int) {
		if err := c.d.put(i, names[n]); err != nil {
			t.Notice.Fail(err)
		}
		c.p.last = place{slices.Index(c.p.cards, c), numbered("item", i)}
		c.redraw()
	}
	setDisabled(choose, c.p.storing)
	c.key(numbered("item", i), choose)
	return choose
}

func fieldOf(platform *providers.Platform, name string) (providers.Field, bool) {
	if platform == nil {
		return providers.Field{}, false
	}
	return providers.FieldNamed(platform.Fields, name)
}

// named is a value for the ear.
func (p *Page) named(s transfer.Source) string {
	if s.Name != "" {
		return s.Name
	}
	return p.origin(s)
}

// note says what is wrong or unusual about a value, or why it is not used; nil
// where there is nothing to say.
func (c *card) note(item transfer.Item) fyne.CanvasObject {
	t, lang := c.p.c, c.p.c.Lang()
	say := func(icon string, ink fyne.ThemeColorName, sentence string) fyne.CanvasObject {
		return remark(icon, ink, widgets.NewParagraph(sentence, widgets.Caption, ink))
	}
	switch {
	case item.State == transfer.Conflict:
		return say("circle-alert", theme.ColorErrText, t.T("import.contested"))
	case item.State == transfer.Taken && !item.Problem.IsZero():
		return say("circle-alert", theme.ColorErrText, item.Problem.In(lang))
	case item.State == transfer.Taken && !item.Warning.IsZero():
		return say("triangle-alert", theme.ColorWarnText, item.Warning.In(lang))
	case item.State == transfer.Unassigned:
		said := []string{item.Why.In(lang), t.T("import.unassigned")}
		if shape := item.Shape(); !shape.IsZero() {
			said = slices.Insert(said, 0, shape.In(lang))
		}
		return say("info", theme.ColorInk2, strings.Join(said, " · "))
	case item.State == transfer.LeftOut:
		return say("minus", theme.ColorInk2, t.T("import.left_out", "Why", item.Why.In(lang)))
	}
	return nil
}

// contest asks which of several values a field gets.
func (c *card) contest(field string) fyne.CanvasObject {
	t := c.p.c
	platform, _ := t.Broker.Registry().Platform(c.d.candidate.Platform)
	f, _ := fieldOf(platform, field)
	question := parts.Tidy(t.T("import.contest", "Field", parts.Spaced(f.Label.In(t.Lang()))))
	claims := c.d.claims(field)
	var lines []widgets.RadioLine
	chosen := -1
	for n, i := range claims {
		item := c.d.candidate.Items[i]
		value := c.d.origin.Items[i]
		title := oneLine(value.Shown())
		if value.Secret {
			title = dots // where it was found tells it from the others
		}
		lines = append(lines, widgets.RadioLine{Title: title, Detail: c.p.whole(item.Source)})
		if item.State == transfer.Taken {
			chosen = n
		}
	}
	list := widgets.NewRadioList(question, t.T("import.chosen"), lines)
	list.SetSelected(chosen)
	key := "contest/" + field
	list.OnChanged = func(n int) {
		if err := c.d.put(claims[n], field); err != nil {
			t.Notice.Fail(err)
		}
		c.p.last = place{slices.Index(c.p.cards, c), key}
		c.redraw()
	}
	setDisabled(list, c.p.storing || !c.d.settled())
	c.key(key, list)
	return widgets.Stack(theme.Space2, widgets.NewText(question, widgets.SmallMedium, theme.ColorInk), list)
}

func prefixed(prefix string) func(key string) bool {
	return func(key string) bool { return strings.HasPrefix(key, prefix+"/") }
}
