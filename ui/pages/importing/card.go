package importing

import (
	"slices"

	"fyne.io/fyne/v2"

	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// card is one draft on screen. Choosing a platform or a field draws it anew; what
// is typed does not.
type card struct {
	p *Page
	d *draft

	object *fyne.Container
	frame  *widgets.Card
	top    *fyne.Container // the line with the title
	mark   *widgets.PlatformMark
	title  *widgets.Text
	chip   *widgets.StatusChip
	name   *parts.Input
	given  []*parts.Input
	alert  *parts.Alert
	twin   *fyne.Container
	twinIs *widgets.Text
	rest   *fyne.Container // what is left out together with the draft
	keys   []keyed
	index  int
}

// keyed is a control by the name that outlives drawing anew.
type keyed struct {
	key string
	on  fyne.Focusable
}

func newCard(p *Page, d *draft, index int) *card {
	c := &card{p: p, d: d, index: index}
	c.frame = widgets.NewCard(widgets.Stack(0), theme.Space5)
	c.object = widgets.Stack(0, c.frame)
	c.build()
	return c
}

// build draws everything.
func (c *card) build() {
	c.keys, c.given = nil, nil
	t := c.p.c
	c.alert = parts.NewAlert(t)
	c.rest = widgets.Stack(theme.Space5, c.alert.Object(), c.platform(), c.values())
	for _, field := range c.d.contested() {
		c.rest.Add(c.contest(field))
	}
	if c.d.settled() {
		for _, field := range c.d.candidate.Missing {
			c.rest.Add(c.missing(field))
		}
	}
	c.addTwin()
	c.addName()
	if c.d.candidate.Address != "" && c.d.settled() {
		c.rest.Add(c.address())
	}
	if c.d.failure != nil {
		c.alert.Show(c.d.failure, c.p.submit)
		c.key("again", c.alert.Again())
	}
	c.rest.Hidden = c.d.left
	c.frame.SetContent(widgets.Stack(theme.Space5, c.head(), c.rest))
}

func (c *card) head() fyne.CanvasObject {
	c.mark = widgets.NewPlatformMark(theme.Look{Icon: "key-round", Ink: theme.ColorNeutralText, Soft: theme.ColorNeutralSoft}, 32)
	c.title = widgets.NewFitText("", widgets.Title3, theme.ColorInk)
	c.chip = widgets.NewStatusChip(widgets.ChipWarn, "")
	objects := []fyne.CanvasObject{c.mark, c.title, c.chip}
	widths := []float32{widgets.Natural, widgets.Flexible, widgets.Natural}
	if len(c.p.drafts) > 1 {
		take := widgets.NewToggle(c.p.c.T("import.take")).SetStates(c.p.c.T("import.off"), c.p.c.T("import.on"))
		take.SetOn(!c.d.left)
		take.OnChanged = c.take
		c.key("take", take)
		setDisabled(take, c.p.storing)
		objects, widths = append(objects, take), append(widths, widgets.Natural)
	}
	c.top = widgets.Columns(theme.Space3, widths, objects...)
	return c.top
}

// take leaves the draft out, or takes it back in.
func (c *card) take(on bool) {
	c.d.left = !on
	c.rest.Hidden = !on
	c.p.refresh()
}

// platform asks which one it is. Nothing is chosen before it is certain.
func (c *card) platform() fyne.CanvasObject {
	t, lang := c.p.c, c.p.c.Lang()
	var names []string
	chosen := -1
	for i, g := range c.d.candidate.Guesses {
		platform, err := t.Broker.Registry().Platform(g.Platform)
		if err != nil {
			continue
		}
		names = append(names, platform.Name.In(lang))
		if c.d.settled() && g.Platform == c.d.candidate.Platform {
			chosen = i
		}
	}
	choose := widgets.NewSelect(t.T("import.platform"), names, t.T("import.platform_hint"), false)
	choose.SetSelected(chosen)
	choose.OnChanged = func(i int) { c.choosePlatform(c.d.candidate.Guesses[i].Platform) }
	setDisabled(choose, c.p.storing)
	c.key("platform", choose)
	stack := widgets.Stack(theme.Space1, choose)
	for _, sentence := range c.reasons() {
		stack.Add(widgets.NewParagraph(sentence, widgets.Caption, theme.ColorInk2))
	}
	return stack
}

// mostGuesses is how many platforms are spoken for at most while it is open which.
const mostGuesses = 2

// reasons say what speaks for which platform.
func (c *card) reasons() (said []string) {
	t := c.p.c
	if c.d.chosen {
		return nil
	}
	if c.d.settled() {
		if why := c.p.texts(c.d.candidate.Why); why != "" {
			said = append(said, t.T("import.because", "Why", why))
		}
		return said
	}
	for _, g := range c.d.candidate.Guesses[:min(len(c.d.candidate.Guesses), mostGuesses)] {
		if len(g.Why) > 0 {
			said = append(said, parts.Tidy(t.T("import.guess."+g.Certainty.String(), "Platform", c.p.platformName(g.Platform), "Why", c.p.texts(g.Why))))
		}
	}
	return said
}

func (c *card) choosePlatform(id string) {
	if err := c.d.as(id); err != nil {
		c.p.c.Notice.Fail(err)
		return
	}
	if c.d.called() == "" {
		c.d.name = c.p.suggested(c.d)
	}
	c.redraw()
}

// redraw draws anew and gives the keyboard back to the same control.
func (c *card) redraw() {
	key := ""
	for _, k := range c.keys {
		if k.on == c.p.c.Window.Canvas().Focused() {
			key = k.key
		}
	}
	c.build()
	c.p.refresh()
	if key == "" {
		key = c.p.last.key // a menu had the keyboard meanwhile
	}
	c.focus(key)
}

// key names a control, and brings it into view when the keyboard comes to it.
func (c *card) key(key string, on reachable) {
	c.keys = append(c.keys, keyed{key, on})
	on.OnReach(func() { c.reached(key, on) })
}

type reachable interface {
	fyne.Focusable
	fyne.CanvasObject
	OnReach(listen func())
}

func (c *card) reached(key string, part fyne.CanvasObject) {
	c.p.last = place{slices.Index(c.p.cards, c), key}
	if c.p.scroll != nil {
		c.p.scroll.Reveal(part)
	}
}

// focus gives the keyboard to a control, where there is one of that name.
func (c *card) focus(key string) bool {
	for _, k := range c.keys {
		if k.key == key {
			c.p.focus(k.on)
			return true
		}
	}
	return false
}

// first is the control at which a person has to begin; nil where there is none.
func (c *card) first() fyne.Focusable {
	want := map[need]func(key string) bool{
		needPlatform: func(key string) bool { return key == "platform" },
		needConflict: prefixed("contest"), needProblem: prefixed("item"), needMissing: prefixed("given"),
		needTwin: func(key string) bool { return key == "twin" },
		needName: func(key string) bool { return key == "name" },
	}[c.d.need(c.p.taken(c.d))]
	for _, k := range c.keys {
		if want != nil && want(k.key) {
			return k.on
		}
	}
	return nil
}

// refresh shows what is still open.
func (c *card) refresh(n need) {
	t := c.p.c
	switch {
	case c.d.left:
		c.chip.Set(widgets.ChipNeutral, t.T("import.left"))
	case c.d.failure != nil:
		c.chip.Set(widgets.ChipErr, t.T("import.not_stored"))
	case n == needNothing:
		c.chip.Set(widgets.ChipOk, t.T("import.fit"))
	default:
		c.chip.Set(widgets.ChipWarn, t.T("import.need."+string(n)))
	}
	title := c.d.called()
	if c.d.updates() {
		title = c.d.twin.Name
	}
	if title == "" {
		title = t.T("import.nameless", "Number", c.index+1)
	}
	c.title.SetText(title)
	c.top.Refresh() // the chip has another width
	if c.d.settled() {
		c.mark.SetLook(theme.Platform(c.d.candidate.Platform))
	}
	c.twin.Hidden = c.d.twin == nil
	if c.d.twin != nil {
		c.twinIs.SetText(t.T("import.twin", "Name", c.d.twin.Name))
	}
	if c.d.updates() {
		c.name.Object().Hide()
	} else {
		c.name.Object().Show()
	}
	if c.d.called() != "" && c.p.taken(c.d)(c.d.called()) {
		c.name.SetProblem(t.T("form.name_taken"))
	} else if c.d.called() != "" {
		c.name.SetProblem("")
	}
}

func (c *card) mask() {
	for _, in := range c.given {
		in.Mask()
	}
}

// remark is a paragraph behind an icon.
func remark(icon string, ink fyne.ThemeColorName, text *widgets.Text) fyne.CanvasObject {
	return widgets.Columns(theme.Space2, []float32{widgets.Natural, widgets.Flexible}, widgets.NewIcon(icon, ink, 14), text)
}
