package storage

import (
	"keycase/app"
	"keycase/ui/core"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/vault"
)

// ChoiceParams are what the choice of a store leads to.
type ChoiceParams struct {
	// Status says why the keyring cannot be used; zero where the file was asked
	// for.
	Status vault.Status
	// Retry asks the keyring again. missing is called where it still cannot be
	// used; else the page goes. nil where the file was asked for: then nothing else
	// is offered.
	Retry func(missing func(vault.Status))
	// UseFile makes the encrypted file.
	UseFile func(passphrase []byte)
	// Language changes the language.
	Language func(string)
}

// Choice explains that no keyring answers, and offers the encrypted file or to
// try again.
type Choice struct {
	page
	p             ChoiceParams
	first, second *widgets.Field
	use, retry    *widgets.Button
	still         *widgets.Text // what asking again found
}

// NewChoice makes the page.
func NewChoice(c *core.Context, p ChoiceParams) *Choice {
	g := &Choice{page: page{asker: asker{c: c}}, p: p}
	g.first = passphraseField(c, c.T("storage.passphrase"))
	g.first.SetHelp(c.T("storage.passphrase_help"))
	g.second = passphraseField(c, c.T("storage.passphrase_again"))
	g.use = widgets.NewButton(c.T("storage.use_file"), "", widgets.Primary, g.submit)

	g.first.OnChanged = func(string) {
		g.judge(g.first.Error() != "")
		g.first.SetHelp(c.T(strengthKey(g.first.Text())))
	}
	g.first.OnBlur = func() { g.judge(g.first.Text() != "") }
	g.second.OnChanged = func(string) { g.say(g.second, "") }
	g.first.OnSubmitted = func(string) { g.focus(g.second) }
	g.second.OnSubmitted = func(string) { g.submit() }
	g.page.first = g.first.Focusable

	g.retry = widgets.NewButton(c.T("storage.retry"), "refresh-cw", widgets.Secondary, g.lookAgain)
	if p.Retry == nil {
		g.retry.Hide()
	}
	g.still = widgets.NewParagraph("", widgets.Small, theme.ColorInk2)
	g.still.Hide()
	g.fill(c.T("storage.title"), reason(c, p.Status), p.Language,
		widgets.NewCard(widgets.Stack(theme.Space3,
			widgets.NewParagraph(c.T("storage.file"), widgets.Title3, theme.ColorInk),
			widgets.NewParagraph(c.T("storage.file_detail"), widgets.Small, theme.ColorInk2),
			g.first, g.second,
			widgets.Row(theme.Space2, g.use, g.retry), g.still,
		), theme.Space5))
	g.reach([]*widgets.Field{g.first, g.second}, g.use, g.retry)
	return g
}

// reason is why there is a choice at all, and what else would help.
func reason(c *core.Context, status vault.Status) string {
	if status.Err == nil {
		return c.T("storage.asked")
	}
	e := app.Explain(status.Err, c.Lang())
	return c.T("storage.reason", "Title", e.Title, "Do", e.Do)
}

// lookAgain asks the keyring again; what was typed stays.
func (g *Choice) lookAgain() {
	g.still.Hide()
	g.retry.SetBusy(true)
	g.p.Retry(func(status vault.Status) {
		g.retry.SetBusy(false)
		g.still.SetText(g.c.T("storage.still", "Title", app.Explain(status.Err, g.c.Lang()).Title))
		g.still.Show()
		g.arrange()
	})
}

// judge tells of a passphrase that will not do. One that is being typed is not told
// before the keyboard leaves it.
func (g *Choice) judge(typed bool) {
	sentence := ""
	if weak := weakKey(g.first.Text()); typed && weak != "" {
		sentence = g.c.T(weak)
	}
	g.say(g.first, sentence)
}

// submit checks the two fields; what was typed stays.
func (g *Choice) submit() {
	switch {
	case g.use.Busy() || g.retry.Busy(): // one store at a time
	case app.WeakPassphrase(g.first.Text()):
		g.wrong(g.first, weakKey(g.first.Text()))
	case g.first.Text() != g.second.Text():
		g.wrong(g.second, "storage.differs")
	default:
		g.use.SetBusy(true)
		g.p.UseFile([]byte(g.first.Text()))
	}
}

// Hidden implements core.Page. What was typed does not stay behind.
func (g *Choice) Hidden() {
	g.first.SetText("")
	g.second.SetText("")
}
