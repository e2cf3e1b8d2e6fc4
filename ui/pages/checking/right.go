package checking

import (
	"slices"
	"sort"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/providers"
	"keycase/providers/check"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// right is what was found.
type right struct {
	p      *Page
	object *fyne.Container
	empty  *fyne.Container
	scroll *parts.Scroll
	stack  *fyne.Container

	wait    *widgets.Card // while the keys take long to read
	failed  *widgets.Card // why they could not be read
	why     *parts.Failure
	verdict *verdict
	compare *widgets.Comparison
	steps   *widgets.Card // around it
	mend    *mending
	sound   *fyne.Container
	soundly *widgets.Card // around it
}

func newRight(p *Page) *right {
	c := p.c
	r := &right{p: p, verdict: newVerdict(p), compare: widgets.NewComparison(c.T("checking.wanted"), c.T("checking.given"))}
	r.wait = widgets.NewCard(widgets.Columns(theme.Space3, []float32{widgets.Natural, widgets.Flexible, widgets.Natural},
		widgets.NewIcon("key-round", theme.ColorInk2, 18), widgets.NewFitText(c.T("checking.reading"), widgets.Small, theme.ColorInk2),
		widgets.NewSizedButton(c.T("action.cancel"), "", widgets.Secondary, widgets.SizeS, r.giveUp)), theme.Space4)
	r.why = parts.NewFailure(c)
	retry := widgets.NewSizedButton(c.T("action.retry"), "refresh-cw", widgets.Secondary, widgets.SizeS, p.check)
	r.failed = widgets.NewCard(widgets.Stack(theme.Space4, r.why.Object(), widgets.Row(0, retry)), theme.Space5)
	r.steps = widgets.NewCard(r.compare, theme.Space5)
	r.mend = newMending(r)
	r.sound = widgets.Stack(theme.Space2)
	r.soundly = widgets.NewCard(r.sound, theme.Space5)
	r.stack = widgets.Stack(theme.Space4, r.wait, r.failed, r.verdict.card, r.steps, r.mend.card, r.soundly)
	r.scroll = parts.NewScroll(widgets.Pad(r.stack, 0, theme.PagePadding, theme.PagePadding, sideGap/2))
	r.empty = container.NewStack(widgets.NewEmptyState(c.T("checking.empty"), c.T("checking.example"), "stethoscope", p.showExample))
	r.object = container.NewStack(r.empty, r.scroll.Object())
	r.showEmpty()
	return r
}

// only shows these cards and no others.
func (r *right) only(cards ...fyne.CanvasObject) {
	for _, card := range r.stack.Objects {
		if slices.Contains(cards, card) {
			card.Show()
		} else {
			card.Hide()
		}
	}
	r.empty.Hide()
	r.scroll.Object().Show()
	r.scroll.Relayout()
}

func (r *right) showEmpty() {
	r.mend.forget()
	r.compare.Set(nil)
	r.only()
	r.scroll.Object().Hide()
	r.empty.Show()
}

// waiting tells that the keys take long to read, or that this is over.
func (r *right) waiting(waits bool) {
	if waits {
		r.only(r.wait)
	} else {
		r.wait.Hide()
		r.scroll.Relayout()
	}
}

// giveUp stops waiting for the keys; the button above tries again.
func (r *right) giveUp() {
	r.p.run.Cancel()
	r.p.run.refused = true
	r.verdict.set(lookOpen, r.p.c.T("checking.stopped"), r.p.c.T("checking.stopped_do"))
	r.only(r.verdict.card)
}

func (r *right) showFailure(err error) {
	r.why.Show(err)
	r.only(r.failed)
}

// showLacking says what is needed before anything can be found.
func (r *right) showLacking(problems map[string]string) {
	c := r.p.c
	if unreadable := problems["given"] + problems["curl"] + problems["http"]; unreadable != "" {
		r.verdict.set(lookUnknown, c.T("checking.unreadable"), unreadable)
		r.only(r.verdict.card)
		return
	}
	fields := make([]string, 0, len(problems))
	for field := range problems {
		fields = append(fields, field)
	}
	sort.Strings(fields)
	r.verdict.set(lookOpen, c.T("checking.lacking"), c.T("checking.lacking_why"))
	for _, field := range fields {
		r.verdict.add(r.p.form.label(field), problems[field])
	}
	r.only(r.verdict.card)
}

// show shows what a check found.
func (r *right) show(found findings) {
	c, lang := r.p.c, r.p.c.Lang()
	result := found.result
	cards := []fyne.CanvasObject{r.verdict.card}
	switch mistakes := result.Mistakes; {
	case result.Match:
		r.verdict.set(lookFine, c.T("checking.match"), c.T("checking.match_detail"))
	case unexplained(mistakes):
		r.verdict.set(lookUnknown, c.T("checking.unknown"), mistakes[len(mistakes)-1].Meaning.In(lang))
		for _, hint := range mistakes[:len(mistakes)-1] {
			r.verdict.add(c.T("checking.looks", "Mistake", hint.Title.In(lang)), hint.Meaning.In(lang))
		}
	case len(mistakes) == 1:
		r.verdict.set(lookWrong, mistakes[0].Title.In(lang), mistakes[0].Meaning.In(lang))
	default:
		r.verdict.set(lookWrong, c.T("checking.several", "Count", len(mistakes)), "")
		for i, m := range mistakes {
			r.verdict.add(numbered(i, m.Title.In(lang)), m.Meaning.In(lang))
		}
	}
	for _, other := range result.Others {
		r.verdict.or(titles(c, other))
	}
	if steps := compared(c.Text, result, r.p.kind != stringToSign); len(steps) > 0 && !result.Match {
		r.compare.Set(steps)
		cards = append(cards, r.steps)
	}
	if !result.Match {
		r.mend.show(result.Mistakes, found.codes)
		cards = append(cards, r.mend.card)
	}
	if len(result.Sound) > 0 {
		r.showSound(result)
		cards = append(cards, r.soundly)
	}
	r.only(cards...)
	r.scroll.Top()
}

// numbered begins a text with the number by which the fix goes with its mistake.
func numbered(i int, text string) string { return strconv.Itoa(i+1) + ". " + text }

func unexplained(mistakes []providers.Variant) bool {
	return mistakes[len(mistakes)-1].ID == check.UnknownID
}

// soundColumns is how many checks stand beside each other.
const soundColumns = 3

// showSound lists what is in order.
func (r *right) showSound(result check.Result) {
	r.sound.RemoveAll()
	lang := r.p.c.Lang()
	title := r.p.c.T("checking.sound")
	if result.Match {
		title = r.p.c.T("checking.checked")
	}
	r.sound.Add(widgets.NewText(title, widgets.SmallMedium, theme.ColorInk))
	for row := range slices.Chunk(result.Sound, soundColumns) {
		cells := make([]fyne.CanvasObject, soundColumns)
		for i := range cells {
			cells[i] = container.NewWithoutLayout()
			if i < len(row) {
				cells[i] = widgets.Columns(theme.Space2, []float32{widgets.Natural, widgets.Flexible},
					widgets.NewIcon("check", theme.ColorOkText, 16), widgets.NewFitText(row[i].In(lang), widgets.Small, theme.ColorInk2))
			}
		}
		r.sound.Add(widgets.Columns(theme.Space3, []float32{widgets.Flexible, widgets.Flexible, widgets.Flexible}, cells...))
	}
}

// scrollBy walks through the cards.
func (r *right) scrollBy(key fyne.KeyName) {
	var cards []fyne.CanvasObject
	for _, card := range r.stack.Objects {
		if card.Visible() {
			cards = append(cards, card)
		}
	}
	if len(cards) == 0 || !r.scroll.Object().Visible() {
		return
	}
	switch key {
	case fyne.KeyHome, fyne.KeyPageUp:
		r.scroll.Top()
	case fyne.KeyEnd, fyne.KeyPageDown:
		r.scroll.Reveal(cards[len(cards)-1])
	}
}
