package history

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/app/history"
	"keycase/ui/present"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// The widths of a row's columns in Fyne units; what was done takes the rest.
const (
	whenWidth   = 144
	resultWidth = 104
	codeWidth   = 120
)

// row shows a record.
type row struct {
	object                  *fyne.Container
	when, title, what, code *widgets.Text
	result                  *widgets.StatusChip
	line                    *widgets.Divider
}

func newRow() *row {
	r := &row{
		when:   widgets.NewFitText("", widgets.Caption, theme.ColorInk2),
		title:  widgets.NewFitText("", widgets.BodyMedium, theme.ColorInk),
		what:   widgets.NewFitText("", widgets.Caption, theme.ColorInk2),
		code:   widgets.NewFitText("", widgets.Caption, theme.ColorInk2),
		result: widgets.NewStatusChip(widgets.ChipOk, ""),
		line:   widgets.NewDivider(theme.Space4),
	}
	columns := widgets.Columns(theme.Space4, []float32{whenWidth, widgets.Flexible, resultWidth, codeWidth},
		r.when, widgets.Stack(0, r.title, r.what), r.result, r.code)
	r.object = container.New(rowLayout{}, widgets.Pad(columns, theme.Space2, theme.Space4, theme.Space2, theme.Space4), r.line)
	return r
}

// results are the looks of how an exchange ended.
var results = map[history.Result]widgets.ChipKind{
	history.OK: widgets.ChipOk, history.Refused: widgets.ChipErr, history.Failed: widgets.ChipErr, history.NoAnswer: widgets.ChipWarn,
}

func (r *row) fill(p *Page, record history.Record, now time.Time) {
	c := p.c
	r.when.SetText(present.DayAndTime(c.Text, record.Time, now))
	r.title.SetText(record.Title(c.Broker.Registry()).In(c.Lang()))
	r.what.SetText(lineOf(c.Text, p.cred, record))
	r.result.Set(results[record.Result], record.Result.Text().In(c.Lang()))
	code := ""
	if record.Code != "" {
		code = c.T("history.code", "Code", record.Code)
	}
	r.code.SetText(code)
}

// rowLayout puts a line below a row.
type rowLayout struct{}

// Layout implements fyne.Layout.
func (rowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	put(objects[0], 0, 0, size.Width, rowHeight)
	put(objects[1], 0, rowHeight, size.Width, 1)
}

// MinSize implements fyne.Layout.
func (rowLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, rowPitch) }
