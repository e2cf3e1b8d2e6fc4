package parts

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"syscall"

	"fyne.io/fyne/v2"

	"keycase/ui/core"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/vault"
)

// FileParams are what a page that writes a file needs beyond the context.
type FileParams struct {
	// Folder is where files go unless a person says otherwise.
	Folder string
	// Choose asks for another folder; done is not called where a person thinks
	// better of it.
	Choose func(title, from string, done func(path string, err error))
	// Reveal shows a folder in the system's file manager.
	Reveal func(path string)
}

// Destination asks where a page writes its file, and says at the file's name what
// stands in the way.
type Destination struct {
	Name   *widgets.Field  // of the file
	Change *widgets.Button // asks for another folder

	c       *core.Context
	params  FileParams
	folder  *widgets.Text
	shown   func() bool
	arrange func()
}

// NewDestination makes it, without a name. shown tells whether somebody looks at the
// page, arrange is called when the height has changed, and submit by Enter.
func NewDestination(c *core.Context, params FileParams, shown func() bool, arrange, submit func()) *Destination {
	d := &Destination{c: c, params: params, shown: shown, arrange: arrange}
	d.Name = widgets.NewField(c.T("export.name"), widgets.FieldOptions{Required: true, Help: c.T("export.name_help")})
	d.Name.OnChanged = func(string) { d.Accept() }
	d.Name.OnSubmitted = func(string) { submit() }
	d.folder = widgets.NewFitText(params.Folder, widgets.MonoSmall, theme.ColorInk)
	d.Change = widgets.NewSizedButton(c.T("export.change"), "folder", widgets.Secondary, widgets.SizeS, d.choose)
	return d
}

// Object is what goes into the page.
func (d *Destination) Object() fyne.CanvasObject {
	return widgets.Stack(theme.Space5,
		widgets.Stack(6, widgets.NewText(d.c.T("export.folder"), widgets.Small, theme.ColorInk2),
			widgets.Columns(theme.Space3, []float32{widgets.Flexible, widgets.Natural}, d.folder, d.Change)),
		d.Name)
}

func (d *Destination) choose() {
	d.c.Window.Canvas().Focus(d.Change) // a click has put the keyboard away: it comes back here
	d.params.Choose(d.c.T("export.folder_title"), d.params.Folder, func(path string, err error) {
		switch {
		case err != nil:
			d.c.Notice.Fail(err)
		case d.shown():
			d.params.Folder = path
			d.folder.SetText(path)
		}
	})
}

// Path is where the file goes; false where the name is none, which it says.
func (d *Destination) Path() (string, bool) {
	name := strings.TrimSpace(d.Name.Text())
	if name == "" || strings.ContainsAny(name, `/\`) {
		d.Refuse(d.c.T("export.name_wrong"))
		return "", false
	}
	return filepath.Join(d.params.Folder, name), true
}

// Refuse says at the name why there can be no such file, and gives it the keyboard.
func (d *Destination) Refuse(sentence string) {
	d.say(sentence)
	d.c.Window.Canvas().Focus(d.Name.Focusable())
}

// Accept takes back what was said.
func (d *Destination) Accept() { d.say("") }

func (d *Destination) say(sentence string) {
	if d.Name.Error() != sentence {
		d.Name.SetError(sentence)
		d.arrange()
	}
}

// Failed says why no file could be written at a path, and asks about one that is
// there already: replace is called where it may go. It is false, and nothing is said,
// where the error is of another kind.
func (d *Destination) Failed(path string, err error, replace func()) bool {
	c := d.c
	var trouble *fs.PathError
	switch {
	case errors.Is(err, fs.ErrExist):
		c.Notice.ConfirmLoss(c.T("export.exists"), c.T("export.exists_body", "Name", filepath.Base(path)), c.T("export.replace"), func(ok bool) {
			switch {
			case ok && d.shown():
				replace()
			case d.shown(): // it takes another name
				c.Window.Canvas().Focus(d.Name.Focusable())
			}
		})
	case vault.DiskFull(err):
		d.Refuse(c.T("export.full"))
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		d.Refuse(c.T("export.forbidden"))
	case errors.Is(err, fs.ErrNotExist):
		d.Refuse(c.T("export.no_folder"))
	case errors.As(err, &trouble):
		d.Refuse(c.T("export.failed", "Detail", trouble.Err.Error()))
	default:
		return false
	}
	return true
}

// Done is what the page shows when the file is at a path, with what else there is to
// say about that, and the button that gets the keyboard.
func (d *Destination) Done(path, headline string, remarks ...fyne.CanvasObject) (*Scroll, *widgets.Button) {
	c := d.c
	open := widgets.NewButton(c.T("export.open"), "folder", widgets.Primary, func() { d.params.Reveal(filepath.Dir(path)) })
	copyIt := widgets.NewButton(c.T("export.copy_path"), "copy", widgets.Secondary, func() { c.Clip.Copy(c.T("export.path_name"), path, false) })
	back := widgets.NewButton(c.T("import.finish"), "", widgets.Secondary, c.Nav.Back)
	stack := widgets.Stack(theme.Space5,
		widgets.Columns(theme.Space3, []float32{widgets.Natural, widgets.Flexible}, widgets.NewIcon("circle-check", theme.ColorOkText, 20),
			widgets.NewFitText(headline, widgets.Title3, theme.ColorInk)),
		widgets.NewParagraph(path, widgets.Mono, theme.ColorInk))
	for _, remark := range append(remarks, widgets.Row(theme.Space3, open, copyIt, back)) {
		stack.Add(remark)
	}
	return NewScroll(widgets.Pad(widgets.Stack(0, widgets.NewCard(stack, theme.Space5)), theme.Space2, theme.PagePadding, theme.Space6, theme.PagePadding)), open
}
