package printer

import (
	"context"
	"io"
	"slices"

	"fyne.io/fyne/v2"

	"keycase/ui/core"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// add takes a printer into the batch. One that is paired again with the same app stands for
// itself as it was before.
func (m *Memory) add(result paired) {
	m.batch = slices.DeleteFunc(m.batch, func(p paired) bool { return p.code == result.code && p.appID == result.appID })
	m.batch = append(m.batch, result)
}

// printers is how many printers the batch has, whatever the number of their apps.
func (m *Memory) printers() int {
	codes := map[string]bool{}
	for _, p := range m.batch {
		codes[p.code] = true
	}
	return len(codes)
}

// saveList is the link that saves the batch as a list; before is done first.
func (p *page) saveList(before func()) *widgets.Button {
	return widgets.NewSizedButton(p.c.T("printer.done.save_list"), "download", widgets.Link, widgets.SizeS, func() {
		before()
		p.export()
	})
}

// soFar says how many printers of the batch are paired, with the link to its list: that
// must not be lost to somebody who went on to the next one. It is nil for a batch without
// printers, and where no list can be saved.
func (p *page) soFar() fyne.CanvasObject {
	if len(p.m.batch) == 0 || p.m.Ways.Save == nil {
		return nil
	}
	said := p.c.T("printer.done.batch", "Count", p.m.printers())
	return widgets.Row(0, widgets.NewText(said, widgets.Small, theme.ColorInk2), p.saveList(func() {}))
}

// export saves the batch as a list.
func (p *page) export() {
	c := p.c
	batch := append([]paired(nil), p.m.batch...)
	name := c.T("printer.csv.file") + "-" + c.Clock().Format("20060102") + ".csv"
	p.m.Ways.Save(c.T("printer.done.save_list"), name, func(file io.WriteCloser, err error) {
		if err != nil {
			c.Notice.Fail(err)
			return
		}
		core.Do(c, func(context.Context) (struct{}, error) {
			err := writeBatch(file, c.Text, batch)
			if closing := file.Close(); err == nil {
				err = closing
			}
			return struct{}{}, err
		}, func(_ struct{}, err error) {
			if err != nil {
				c.Notice.Fail(err)
				return
			}
			c.Notice.Toast(c.T("printer.done.list_saved"))
		})
	})
}
