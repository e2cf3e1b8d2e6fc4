package parts

import (
	"errors"
	"strings"

	"fyne.io/fyne/v2"

	"keycase/app"
	"keycase/providers"
	"keycase/ui/core"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// Failure says why something did not work: what happened, why, what to do, and
// in a strip at the end the platform's own words with a button that copies them.
type Failure struct {
	c       *core.Context
	object  *fyne.Container
	title   *widgets.Text
	body    *widgets.Text
	words   *widgets.Text
	strip   *fyne.Container
	details string
}

// NewFailure makes an empty one.
func NewFailure(c *core.Context) *Failure {
	f := &Failure{
		c:     c,
		title: widgets.NewParagraph("", widgets.Title3, theme.ColorErrText),
		body:  widgets.NewParagraph("", widgets.Small, theme.ColorInk2),
		words: widgets.NewParagraph("", widgets.MonoSmall, theme.ColorInk2).SetMaxLines(4),
	}
	copier := widgets.NewSizedButton(c.T("action.copy_details"), "copy", widgets.Ghost, widgets.SizeS, f.CopyDetails)
	card := widgets.NewSunkenCard(widgets.Columns(theme.Space2, []float32{widgets.Natural, widgets.Flexible, widgets.Natural},
		widgets.NewIcon("info", theme.ColorInk3, 16), f.words, copier), theme.Space2, theme.RadiusControl)
	f.strip = widgets.Stack(0, card)
	f.object = widgets.Stack(theme.Space3,
		widgets.Columns(theme.Space3, []float32{widgets.Natural, widgets.Flexible}, widgets.NewIcon("circle-alert", theme.ColorErrText, 20), f.title),
		f.body, f.strip)
	return f
}

// Object is what goes into the page.
func (f *Failure) Object() fyne.CanvasObject { return f.object }

// CopyDetails copies everything that is said, for somebody who can help.
func (f *Failure) CopyDetails() { f.c.Clip.Copy(f.c.T("details.name"), f.details, false) }

// Show explains an error.
func (f *Failure) Show(err error) {
	e := app.Explain(err, f.c.Lang())
	f.title.SetText(e.Title)
	f.body.SetText(Sentences(f.c, e.Why, e.Do))
	f.body.Hidden = f.body.Text() == ""
	details := detailed(f.c, err, e.Details)
	f.words.SetText(details)
	f.strip.Hidden = details == ""
	f.details = strings.Join([]string{e.Title, f.body.Text(), details}, "\n")
	f.c.Notice.Told(err)
}

// detailed names the code of a platform's refusal as such.
func detailed(c *core.Context, err error, details string) string {
	var failure *providers.Failure
	if errors.As(err, &failure) && failure.Code != "" {
		return c.T("failure.code", "Code", failure.Code, "Words", failure.Message)
	}
	return details
}
