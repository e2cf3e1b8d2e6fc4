package restoring

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"keycase/app/backups"
	"keycase/backup"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/vault"
)

// mostRows is how many credentials of one kind are listed; all are restored.
const mostRows = 100

// Words of the control of a credential that differs, in the order of decisions.
var decisions = []backup.Decision{backup.Keep, backup.Take, backup.KeepBoth}

// look shows what a restore would do.
func (p *Page) look(f found) {
	c := p.c
	p.drop()
	p.opened, p.plan = f.content, f.plan
	p.mode = widgets.NewSegmented(c.T("restore.mode"), []string{c.T("restore.merge"), c.T("restore.replace")})
	p.mode.OnChanged = func(int) { p.refresh() }
	p.mode.OnSubmitted = p.submit
	p.mode.OnReach(func() { p.scroll.Reveal(p.mode) })
	p.door = p.mode
	p.merge = widgets.Stack(theme.Space6)
	p.whole = widgets.Stack(theme.Space6)
	p.merge.Objects = p.sections(backup.Merge)
	p.whole.Objects = p.sections(backup.Replace)
	made := f.content.Made.In(time.Local).Format(time.DateTime)
	p.show(
		widgets.NewParagraph(c.T("restore.made", "Time", made, "Program", f.content.Program, "Count", len(f.plan.Items)), widgets.Body, theme.ColorInk2),
		widgets.NewCard(parts.Slim(p.mode), theme.Space5), p.merge, p.whole)
	p.bar.Show()
	p.refresh()
	p.content.Refresh()
	p.enter()
}

func (p *Page) chosen() backup.Mode {
	if p.mode.Selected() == 1 {
		return backup.Replace
	}
	return backup.Merge
}

// sections lists the credentials by what becomes of them.
func (p *Page) sections(m backup.Mode) []fyne.CanvasObject {
	c := p.c
	var all []fyne.CanvasObject
	add := func(key string, rows []fyne.CanvasObject) {
		if len(rows) == 0 {
			return
		}
		shown := rows[:min(len(rows), mostRows)]
		card := widgets.Stack(theme.Space4, shown...)
		if more := len(rows) - len(shown); more > 0 {
			card.Add(widgets.NewParagraph(c.T("restore.more", "Count", more), widgets.Caption, theme.ColorInk2))
		}
		all = append(all, widgets.Stack(theme.Space2,
			widgets.NewSectionHeading(c.T(key), "", c.T("restore.count", "Count", len(rows))), widgets.NewCard(card, theme.Space5)))
	}
	states := map[backup.State][]fyne.CanvasObject{}
	for i := range p.plan.Items {
		item := &p.plan.Items[i]
		rows := states[item.State]
		if len(rows) >= mostRows && item.State != backup.Differs {
			states[item.State] = append(rows, nil) // only counted
			continue
		}
		states[item.State] = append(rows, p.row(item, m))
	}
	add("restore.differs", states[backup.Differs])
	add("restore.new", states[backup.New])
	if m == backup.Replace {
		var rows []fyne.CanvasObject
		for _, o := range p.plan.Others {
			rows = append(rows, p.title(o, p.platform(o.Platform)))
		}
		add("restore.removed", rows)
	}
	add("restore.same", states[backup.Same])
	add("restore.refused", states[backup.Refused])
	return all
}

func (p *Page) platform(id string) string {
	platform, err := p.c.Broker.Registry().Platform(id)
	if err != nil {
		return id
	}
	return platform.ShortName.In(p.c.Lang())
}

func (p *Page) title(cred vault.Credential, second string) fyne.CanvasObject {
	if cred.BaseURL != "" {
		second += " · " + cred.BaseURL
	}
	return widgets.Columns(theme.Space3, []float32{widgets.Natural, widgets.Flexible},
		widgets.NewPlatformMark(theme.Platform(cred.Platform), 24),
		widgets.Stack(0, widgets.NewFitText(cred.Name, widgets.Body, theme.ColorInk), widgets.NewFitText(second, widgets.Caption, theme.ColorInk3)))
}

// row is a credential of the backup; one that differs tells in what, and asks.
func (p *Page) row(item *backup.Item, m backup.Mode) fyne.CanvasObject {
	c := p.c
	title := p.title(item.Theirs.Credential, p.platform(item.Theirs.Platform))
	if item.State != backup.Differs {
		return title
	}
	stack := widgets.Stack(theme.Space2, title)
	for _, d := range item.Differences {
		stack.Add(widgets.NewParagraph(p.difference(item.Theirs.Platform, d), widgets.Small, theme.ColorInk2))
	}
	if m == backup.Replace {
		return stack
	}
	ask := widgets.NewSegmented(item.Theirs.Name, []string{c.T("restore.keep"), c.T("restore.take"), c.T("restore.both")})
	ask.SetUnchosen()
	ask.OnChanged = func(i int) {
		item.Decision = decisions[i]
		p.refresh()
	}
	ask.OnSubmitted = p.submit
	ask.OnReach(func() { p.scroll.Reveal(ask) })
	p.asked = append(p.asked, ask)
	stack.Add(parts.Slim(ask))
	return stack
}

// parting are the words for what of a credential differs.
var parting = map[backup.Part]string{
	backup.PartName: "restore.part.name", backup.PartAddress: "restore.part.address", backup.PartPublic: "restore.part.public",
	backup.PartSecret: "restore.part.secret", backup.PartGrant: "restore.part.grant", backup.PartToken: "restore.part.token",
}

// difference says one thing that differs: values where they are public, and only
// the name where they are secret.
func (p *Page) difference(platform string, d backup.Difference) string {
	c := p.c
	none := func(value string) string {
		if value == "" {
			return c.T("restore.none")
		}
		return strings.Join(strings.Fields(value), " ")
	}
	what := c.T(parting[d.Part], "What", backups.Label(c.Broker.Registry(), platform, d, c.Lang()))
	switch {
	case d.Ours != "" || d.Theirs != "":
		return c.T("restore.from_to", "What", what, "Ours", none(d.Ours), "Theirs", none(d.Theirs))
	case d.Only == backup.Ours:
		return c.T("restore.only_ours", "What", what)
	case d.Only == backup.Theirs:
		return c.T("restore.only_theirs", "What", what)
	case d.Part == backup.PartToken:
		return c.T("restore.newer", "What", what)
	}
	return c.T("restore.other", "What", what)
}

// undecided counts what nobody has decided yet.
func (p *Page) undecided() int {
	n := 0
	for i := range p.plan.Items {
		if p.chosen() == backup.Merge && p.plan.Items[i].Decision == backup.Undecided {
			n++
		}
	}
	return n
}

// refresh follows the mode and the decisions.
func (p *Page) refresh() {
	c := p.c
	replace := p.chosen() == backup.Replace
	p.merge.Hidden, p.whole.Hidden = replace, !replace
	kind, label := widgets.Primary, "restore.save"
	if replace {
		kind, label = widgets.Danger, "restore.save_replace"
	}
	p.save.SetKind(kind)
	p.save.SetText(c.T(label))
	open := p.undecided()
	switch {
	case open > 0:
		p.hint.SetText(c.T("restore.open_count", "Count", open))
	case !p.plan.Changes(p.chosen()):
		p.hint.SetText(c.T("restore.no_change"))
	default:
		p.hint.SetText(c.T("restore.hint"))
	}
	p.bar.Refresh()
	p.scroll.Relayout()
}
