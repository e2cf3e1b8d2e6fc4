package printer

import (
	"bytes"
	"context"
	"errors"
	"image"
	"io"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"keycase/pairing"
	"keycase/ui/pages/parts"
	"keycase/ui/widgets"
)

// What can go wrong before a picture is looked at.
var (
	errEmptyClipboard = errors.New("the clipboard holds neither text nor picture")
	errSeveralFiles   = errors.New("several files were dropped at once")
	errUnread         = errors.New("the text that was pasted is not about a printer")
)

// paste takes the text on the clipboard, or the picture where there is none. Within a
// field it leaves a single value to the field, and reports that by taken.
func (p *page) paste(text string, inField bool) (taken bool) {
	if p.apps != nil {
		return p.apps.paste(text)
	}
	if p.scan == nil {
		return false
	}
	reading := pairing.ParseText(text)
	switch {
	case strings.TrimSpace(text) == "" && p.m.Ways.Clipboard != nil:
		p.look(p.m.Ways.Clipboard)
	case strings.TrimSpace(text) == "":
		p.readFailed(errEmptyClipboard)
	case inField && !several(reading) && single(text):
		return false
	case reading.Empty():
		p.readFailed(errUnread)
	default:
		p.took(p.flow.take(reading, p.c.Clock()))
	}
	return true
}

// several tells whether a text is more than the value for one field.
func several(r pairing.Reading) bool {
	return r.Code.Named || r.Key.Named || r.Code.Value != "" && r.Key.Value != "" || len(r.Rest) > 1
}

// single tells whether a text is a word, as a person copies a value, and not a sentence.
func single(text string) bool {
	return len(strings.Fields(text)) == 1 && !strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// choosePicture reads a picture from a file that the person names.
func (p *page) choosePicture() {
	p.m.Ways.Open(p.c.T("printer.drop.file"), func(file io.ReadCloser, err error) {
		switch {
		case err != nil:
			p.readFailed(err)
		case p.scan == nil: // left meanwhile
			_ = file.Close()
		default:
			p.look(func(context.Context) (image.Image, error) { return decode(file) })
		}
	})
}

// dropped takes what was let go over the window.
func (p *page) dropped(_ fyne.Position, items []fyne.URI) {
	if p.scan == nil || p.Busy() || len(items) == 0 {
		return
	}
	if len(items) > 1 {
		p.readFailed(errSeveralFiles)
		return
	}
	p.look(func(context.Context) (image.Image, error) {
		file, err := storage.Reader(items[0])
		if err != nil {
			return nil, err
		}
		return decode(file)
	})
}

// decode reads a whole file, because a picture has to be read twice.
func decode(file io.ReadCloser) (image.Image, error) {
	defer file.Close() //nolint:errcheck // it was only read
	data, err := io.ReadAll(io.LimitReader(file, pairing.MaxFile+1))
	if err != nil {
		return nil, err
	}
	return pairing.ReadImage(bytes.NewReader(data))
}

// look searches a picture for QR codes.
func (p *page) look(get func(context.Context) (image.Image, error)) {
	p.shot = nil
	p.search(get, p.took)
}

// search reads the QR codes of a picture away from the UI goroutine; done is told why it took nothing
// from them, or nil.
func (p *page) search(get func(context.Context) (image.Image, error), done func(error)) {
	p.cancel()
	if p.scan != nil {
		p.scan.zone.SetState(widgets.DropOver)
	}
	p.stop = parts.Do(p.c, p.late, func(ctx context.Context) ([]string, error) {
		picture, err := get(ctx)
		if err != nil {
			return nil, err
		}
		codes, err := pairing.Codes(ctx, picture)
		texts := make([]string, len(codes))
		for i, code := range codes {
			texts[i] = code.Text
		}
		return texts, err
	}, func(texts []string, err error) {
		p.stop = nil
		if err == nil {
			err = p.flow.takeTexts(texts, p.c.Clock())
		}
		done(err)
	})
}

// late locks the step while a picture takes long, with a way to give up.
func (p *page) late(waiting bool) {
	if !waiting {
		p.SetBusy("", nil)
		return
	}
	p.SetBusy(p.c.T("printer.reading"), func() {
		p.cancel()
		if p.scan != nil {
			p.scan.show()
		}
	})
}

// took shows what was read, or why nothing was.
func (p *page) took(err error) {
	if err != nil {
		p.readFailed(err)
		return
	}
	p.draw()
}

// readFailed says in the panel, and where there is none above the fields, why nothing
// was read.
func (p *page) readFailed(err error) {
	name := "failed"
	for _, known := range []struct {
		err  error
		name string
	}{
		{pairing.ErrNoCode, "no_code"}, {pairing.ErrNoPicture, "no_picture"}, {pairing.ErrTooLarge, "too_large"},
		{errNothing, "nothing"}, {errUnread, "unread"}, {errEmptyClipboard, "empty"}, {errSeveralFiles, "several"},
	} {
		if errors.Is(err, known.err) {
			name = known.name
		}
	}
	what, do := p.c.T("printer.read."+name), p.c.T("printer.read."+name+"_do")
	switch {
	case p.scan != nil:
		p.scan.fail(what, do)
	case p.region != nil && errors.Is(err, pairing.ErrNoCode):
		p.region.fail(parts.Sentences(p.c, p.c.T("printer.region.none"), p.c.T("printer.region.none_do")))
	case p.region != nil:
		p.region.fail(parts.Sentences(p.c, what, do))
	}
}
