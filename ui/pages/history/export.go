package history

import (
	"context"
	"io"

	"fyne.io/fyne/v2"

	"keycase/app/history"
	"keycase/ui/core"
	"keycase/ui/widgets"
)

// format is a way to write records into a file.
type format struct {
	name, ending string
	write        func(io.Writer, []history.Record) error
}

func (p *Page) formats() []format {
	c := p.c
	table := history.Table{Lang: c.Lang(), Names: c.Broker.Registry(), Zone: c.Clock().Location()}
	return []format{
		{c.T("history.export_csv"), ".csv", table.WriteCSV},
		{c.T("history.export_json"), ".json", history.WriteJSON},
	}
}

func (p *Page) chooseFormat() {
	if len(p.shown) == 0 {
		return // it is not read yet
	}
	var items []*fyne.MenuItem
	for _, f := range p.formats() {
		items = append(items, fyne.NewMenuItem(f.name, func() { p.save(f) }))
	}
	widgets.ShowMenuBelow(p.c.Window.Canvas(), p.export, items...)
}

// save writes what is shown into a file that a person names.
func (p *Page) save(f format) {
	c, records := p.c, p.shown
	name := fileName(c.T("history.title"), p.cred.Name, c.Clock(), f.ending)
	p.p.Save(c, c.T("history.export_title"), name, func(file io.WriteCloser, err error) {
		if err != nil {
			c.Notice.Fail(err)
			return
		}
		core.Do(c, func(context.Context) (struct{}, error) {
			err := f.write(file, records)
			if closing := file.Close(); err == nil {
				err = closing
			}
			return struct{}{}, err
		}, func(_ struct{}, err error) {
			if err != nil {
				c.Notice.Fail(err)
				return
			}
			c.Notice.Toast(c.T("history.exported"))
		})
	})
}
