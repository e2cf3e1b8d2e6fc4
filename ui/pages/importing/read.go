package importing

import (
	"bytes"
	"context"
	"errors"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"keycase/transfer"
	"keycase/ui/core"
	"keycase/ui/pages/parts"
	"keycase/ui/widgets"
)

// What can go wrong before a text is looked at.
var (
	errEmptyClipboard = errors.New("the clipboard holds no text")
	errSeveralFiles   = errors.New("several files were dropped at once")
)

// source hands out a text that is read off the UI goroutine, and the name of its
// file; "" for none.
type source func() (data []byte, name string, err error)

// read looks through a text and shows what is in it.
func (p *Page) read(from source) {
	p.cancel()
	registry := p.c.Broker.Registry()
	p.stop = core.Do(p.c, func(context.Context) (*transfer.Preview, error) {
		data, name, err := from()
		if err != nil {
			return nil, err
		}
		return transfer.Read(data, transfer.Options{Registry: registry, FileName: name})
	}, func(preview *transfer.Preview, err error) {
		p.stop = nil
		p.intake.setBusy(false)
		if err != nil {
			p.intake.fail(p.sentence(err))
			return
		}
		p.intake.clear()
		p.begin(preview)
	})
	p.intake.setBusy(true)
}

// sentence says why nothing was read.
func (p *Page) sentence(err error) string {
	for _, wrong := range parts.Problems(err, p.c.Lang()) { // of a command there is one
		return parts.Sentences(p.c, p.c.T("import.read.command", "Wrong", wrong))
	}
	name := "failed"
	for _, known := range []struct {
		err  error
		name string
	}{
		{transfer.ErrTooLong, "too_long"}, {transfer.ErrNotText, "not_text"}, {transfer.ErrNothing, "nothing"},
		{errEmptyClipboard, "empty"}, {errSeveralFiles, "several"},
	} {
		if errors.Is(err, known.err) {
			name = known.name
		}
	}
	return parts.Sentences(p.c, p.c.T("import.read."+name), p.c.T("import.read."+name+"_do"))
}

// readTyped reads what stands in the field.
func (p *Page) readTyped() {
	text := p.intake.text()
	p.read(func() ([]byte, string, error) { return []byte(text), "", nil })
}

// paste reads the clipboard, without showing what is on it.
func (p *Page) paste() { widgets.Paste(p.c.Window.Canvas(), p.pasted) }

func (p *Page) pasted(text string) {
	if !p.shown || p.drafts != nil || p.stored != nil || p.stop != nil {
		return
	}
	p.read(func() ([]byte, string, error) {
		if len(bytes.TrimSpace([]byte(text))) == 0 {
			return nil, "", errEmptyClipboard
		}
		return []byte(text), "", nil
	})
}

// chooseFile reads a file that a person names.
func (p *Page) chooseFile() {
	p.p.Open(p.c.T("import.file_title"), func(file fyne.URIReadCloser, err error) {
		if p.intake == nil || !p.shown { // left meanwhile
			if file != nil {
				_ = file.Close()
			}
			return
		}
		p.read(func() ([]byte, string, error) {
			if err != nil {
				return nil, "", err
			}
			return all(file)
		})
	})
}

// dropped reads a file that was let go over the window.
func (p *Page) dropped(_ fyne.Position, items []fyne.URI) {
	if p.drafts != nil || p.stored != nil || p.stop != nil || len(items) == 0 {
		return
	}
	p.read(func() ([]byte, string, error) {
		if len(items) > 1 {
			return nil, "", errSeveralFiles
		}
		file, err := storage.Reader(items[0])
		if err != nil {
			return nil, "", err
		}
		return all(file)
	})
}

// all reads a whole file, up to one byte more than may be looked at.
func all(file fyne.URIReadCloser) ([]byte, string, error) {
	defer file.Close() //nolint:errcheck // it was only read
	data, err := io.ReadAll(io.LimitReader(file, transfer.MaxText+1))
	return data, file.URI().Name(), err
}
