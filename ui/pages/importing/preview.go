package importing

import (
	"fmt"
	"strings"

	"keycase/providers"
	"keycase/transfer"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// mostCards is how many candidates are shown at once; the others follow when these
// are stored.
const mostCards = 20

// columnWidth is how wide the cards get, in Fyne units.
const columnWidth = 720

// begin shows what was read.
func (p *Page) begin(preview *transfer.Preview) {
	p.intake, p.preview = nil, preview
	p.later = preview.Candidates
	p.nextDrafts()
	p.draw()
	p.enter()
}

// nextDrafts takes as many candidates as can be looked at together.
func (p *Page) nextDrafts() {
	now := p.later[:min(len(p.later), mostCards)]
	p.later = p.later[len(now):]
	p.drafts = nil
	for _, candidate := range now {
		d := newDraft(candidate, "")
		p.drafts = append(p.drafts, d)
		d.name = p.suggested(d)
		if candidate.Name != "" && d.name != strings.TrimSpace(candidate.Name) {
			d.renamed = d.name
		}
	}
}

// suggested is a name that is free.
func (p *Page) suggested(d *draft) string {
	name := strings.TrimSpace(d.candidate.Name)
	if name == "" && d.settled() {
		name = p.platformName(d.candidate.Platform)
	}
	if name == "" {
		return ""
	}
	return distinct(name, p.taken(d))
}

func (p *Page) platformName(id string) string {
	platform, err := p.c.Broker.Registry().Platform(id)
	if err != nil {
		return ""
	}
	return platform.ShortName.In(p.c.Lang())
}

// draw shows the drafts anew.
func (p *Page) draw() {
	if p.drafts == nil {
		return
	}
	p.cards, p.door = nil, nil
	stack := widgets.Stack(theme.Space6, widgets.NewParagraph(p.summary(), widgets.Body, theme.ColorInk2))
	for i, d := range p.drafts {
		if d.stored != nil {
			continue
		}
		card := newCard(p, d, i)
		p.cards = append(p.cards, card)
		stack.Add(card.object)
	}
	p.ignored = newIgnored(p)
	stack.Add(p.ignored.object)
	p.scroll = parts.NewScroll(parts.Column(widgets.Pad(stack, theme.Space2, 0, theme.Space6, 0), columnWidth))
	p.show(p.scroll.Object())
	p.cancelB.SetText(p.c.T("import.again"))
	p.bar.Show()
	p.content.Refresh()
	p.refresh()
	p.findDoor()
}

// findDoor begins where a person has to say something, else at the button.
func (p *Page) findDoor() {
	p.door = p.store
	if !p.store.Disabled() {
		return
	}
	for _, card := range p.cards {
		if first := card.first(); first != nil && !card.d.left && card.d.need(p.taken(card.d)) != needNothing {
			p.door = first
			return
		}
	}
}

// summary says what was read from what.
func (p *Page) summary() string {
	c := p.c
	format := c.T("import.format." + string(p.preview.Format))
	said := []string{parts.Tidy(c.T("import.found", "Count", len(p.drafts), "Format", parts.Spaced(format)))}
	if len(p.later) > 0 {
		said = append(said, c.T("import.later", "Count", len(p.later)))
	}
	return parts.Sentences(c, said...)
}

// refresh follows what a person has said: what is still open, and what the button
// would do.
func (p *Page) refresh() {
	stored := p.c.Vault.List()
	count, open := 0, 0
	for _, card := range p.cards {
		d := card.d
		if platform, err := p.c.Broker.Registry().Platform(d.candidate.Platform); err == nil {
			d.find(platform, stored)
		}
		need := d.need(p.taken(d))
		card.refresh(need)
		switch {
		case d.left:
		case need == needNothing:
			count++
		default:
			open++
		}
	}
	p.store.SetText(p.c.T("import.store", "Count", count+open))
	setDisabled(p.store, count == 0 || open > 0 || p.storing)
	switch {
	case p.storing:
	case open > 0:
		p.hint.SetText(p.c.T("import.open", "Count", open))
	case count == 0:
		p.hint.SetText(p.c.T("import.none_chosen"))
	default:
		p.hint.SetText(p.c.T("import.ready"))
	}
	p.bar.Refresh() // the button has another width
	p.scroll.Relayout()
}

// origin says where a value stands.
func (p *Page) origin(s transfer.Source) string {
	switch {
	case s.Line > 0:
		return p.c.T("import.line", "Line", s.Line)
	case s.Name != "":
		return s.Name
	}
	return p.c.T("import.typed")
}

// whole is the line and the name of a value.
func (p *Page) whole(s transfer.Source) string {
	if s.Name != "" && s.Line > 0 {
		return p.origin(s) + " · " + s.Name
	}
	return p.origin(s)
}

// texts joins what speaks for something.
func (p *Page) texts(all []providers.Text) string {
	said := make([]string, len(all))
	for i, t := range all {
		said[i] = t.In(p.c.Lang())
	}
	return strings.Join(said, p.c.T("import.join"))
}

func numbered(key string, n int) string { return fmt.Sprintf("%s/%d", key, n) }
