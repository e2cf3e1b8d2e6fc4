package diagnostics

import (
	"fyne.io/fyne/v2"

	"keycase/app/doctor"
	"keycase/ui/core"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// verdict is all checks in a sentence, and how far they are.
type verdict struct {
	c             *core.Context
	object        *fyne.Container
	mark          *widgets.PlatformMark
	title, detail *widgets.Text
}

const markSize = 40

var (
	lookBusy = theme.Look{Icon: "stethoscope", Ink: theme.ColorAccentText, Soft: theme.ColorAccentSoft}
	verdicts = map[doctor.Grade]theme.Look{
		doctor.OK:      {Icon: "check", Ink: theme.ColorOkText, Soft: theme.ColorOkSoft},
		doctor.Warning: {Icon: "triangle-alert", Ink: theme.ColorWarnText, Soft: theme.ColorWarnSoft},
		doctor.Error:   {Icon: "circle-alert", Ink: theme.ColorErrText, Soft: theme.ColorErrSoft},
	}
)

func newVerdict(c *core.Context) *verdict {
	v := &verdict{
		c:      c,
		mark:   widgets.NewPlatformMark(lookBusy, markSize),
		title:  widgets.NewFitText("", widgets.Title3, theme.ColorInk),
		detail: widgets.NewFitText("", widgets.Small, theme.ColorInk2),
	}
	v.object = widgets.Columns(theme.Space4, []float32{markSize, widgets.Flexible}, v.mark, widgets.Stack(0, v.title, v.detail))
	return v
}

// wait says how many checks are done.
func (v *verdict) wait(done, all int) {
	v.mark.SetLook(lookBusy)
	v.title.SetText(v.c.T("diagnostics.running"))
	v.detail.SetText(v.c.T("diagnostics.progress", "Done", done, "All", all))
}

// show says how the checks came out.
func (v *verdict) show(checks []doctor.Check) {
	count := map[doctor.Grade]int{}
	for _, c := range checks {
		count[c.Grade]++
	}
	worst := doctor.Worst(checks)
	v.mark.SetLook(verdicts[worst])
	switch worst {
	case doctor.Error:
		v.title.SetText(v.c.T("diagnostics.errors", "Count", count[doctor.Error]))
		v.detail.SetText(v.c.T("diagnostics.todo"))
	case doctor.Warning:
		v.title.SetText(v.c.T("diagnostics.warnings", "Count", count[doctor.Warning]))
		v.detail.SetText(v.c.T("diagnostics.usable"))
	default:
		v.title.SetText(v.c.T("diagnostics.fine"))
		v.detail.SetText(v.c.T("diagnostics.fine_detail", "Count", len(checks)))
	}
}
