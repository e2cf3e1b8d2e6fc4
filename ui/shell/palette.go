package shell

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/ui/core"
	"keycase/ui/find"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// palette leads to everything by a few letters. It reads the index of the vault
// and no secret.
type palette struct {
	overlay fyne.CanvasObject
	widget  *widgets.Palette
	found   map[string]target // everything that can be found, by ID
	index   *find.Index       // nil until it is prepared
	hits    []find.Hit
}

const (
	paletteHits   = 50 // more than anybody looks through
	recentTargets = 8
)

// togglePalette opens the palette, or closes it.
func (s *Shell) togglePalette() {
	switch {
	case s.palette != nil && !s.dialogs.open():
		s.closePalette()
	case s.free():
		s.openPalette()
	}
}

func (s *Shell) openPalette() {
	p := &palette{widget: widgets.NewPalette(widgets.PaletteTexts{
		Placeholder: s.c.T("palette.placeholder"),
		Empty:       s.c.T("palette.empty"),
		Keys:        s.c.T("palette.keys"),
	})}
	p.widget.OnChanged = func(string) { s.searchPalette(p) }
	p.widget.OnOpen = func(row int) { s.choose(p.hits[row].Entry.ID) }
	p.widget.OnClose = s.closePalette
	front := container.NewStack(newVeil(s.closePalette), container.New(paletteLayout{}, p.widget))
	p.overlay = widgets.WithTips(front, s.c.Ticker.After)
	s.palette = p
	canvas := s.c.Window.Canvas()
	canvas.Overlays().Add(p.overlay)
	p.overlay.Resize(canvas.Size())
	canvas.Focus(p.widget.Focusable())
	s.preparePalette(p)
}

// preparePalette makes the index away from the UI goroutine: taking thousands of
// names apart takes longer than a frame.
func (s *Shell) preparePalette(p *palette) {
	fixed := append(s.pageTargets(), s.actionTargets()...)
	names := s.namer()
	core.Do(s.c, func(context.Context) (struct{}, error) {
		all := append(fixed, s.storedTargets(names)...)
		p.found = make(map[string]target, len(all))
		entries := make([]find.Entry, 0, len(all))
		for _, t := range all {
			p.found[t.ID] = t
			entries = append(entries, t.Entry)
		}
		p.index = find.New(entries)
		return struct{}{}, nil
	}, func(struct{}, error) { s.searchPalette(p) })
}

func (s *Shell) searchPalette(p *palette) {
	if s.palette != p || p.index == nil {
		return
	}
	p.hits = p.index.Search(p.widget.Text(), s.recent, paletteHits)
	rows := make([]widgets.PaletteRow, 0, len(p.hits))
	for _, h := range p.hits {
		t := p.found[h.Entry.ID]
		row := widgets.PaletteRow{
			Title: t.Title, Subtitle: t.Subtitle, Kind: s.kindName(t.Kind), Keys: t.keys, Look: t.look,
		}
		for _, m := range h.Marks {
			row.Marks = append(row.Marks, widgets.Mark(m))
		}
		rows = append(rows, row)
	}
	p.widget.SetRows(rows)
}

func (s *Shell) kindName(k find.Kind) string {
	switch k {
	case find.Credential:
		return s.c.T("palette.credential")
	case find.Operation:
		return s.c.T("palette.operation")
	case find.Action:
		return s.c.T("palette.action")
	default:
		return s.c.T("palette.page")
	}
}

// choose opens what was found.
func (s *Shell) choose(id string) {
	t := s.palette.found[id]
	s.closePalette()
	s.recent = slices.DeleteFunc(s.recent, func(other string) bool { return other == id })
	s.recent = append([]string{id}, s.recent[:min(len(s.recent), recentTargets-1)]...)
	t.open()
}

// closePalette gives the keyboard back to what had it. Fyne takes away what lies
// over an overlay together with it, but a dialog has to stay.
func (s *Shell) closePalette() {
	if s.palette == nil {
		return
	}
	overlays := s.c.Window.Canvas().Overlays()
	all := slices.Clone(overlays.List())
	overlay := s.palette.overlay
	s.palette = nil
	overlays.Remove(overlay)
	for _, over := range all[slices.Index(all, overlay)+1:] {
		overlays.Add(over)
	}
}

// paletteLayout puts the palette into the upper third, where its results have
// room below it.
type paletteLayout struct{}

func (paletteLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (paletteLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := min(widgets.PaletteWidth, size.Width-2*theme.Space8)
	for _, o := range objects {
		place(o, (size.Width-width)/2, max(size.Height/8, theme.Space4), width, o.MinSize().Height)
	}
}
