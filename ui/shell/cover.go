package shell

import (
	"slices"

	"fyne.io/fyne/v2"

	"keycase/ui/core"
)

// cover is what a locked store keeps out of sight, to be there again afterwards as
// it was: what people typed is not stored anywhere else.
type cover struct {
	overlays []fyne.CanvasObject // dialogs and menus, Fyne's own included
	dialogs  []*dialog           // those of ours among them
}

// cover takes away everything in front of the pages, and lets the pages rest:
// nothing that they started comes back to them, and nothing is dropped on them or
// pasted into them, until uncover.
func (s *Shell) cover() {
	s.c.Worker.Cover()
	s.closePalette()
	s.toasts.dismiss()
	overlays := s.c.Window.Canvas().Overlays()
	s.covered = cover{overlays: slices.Clone(overlays.List()), dialogs: s.dialogs.all}
	s.dialogs.all = nil
	if len(s.covered.overlays) > 0 {
		overlays.Remove(s.covered.overlays[0]) // and all above it
	}
	s.c.Window.SetOnDropped(nil) // pages put them back when they are shown
	s.c.Window.Canvas().RemoveShortcut(&fyne.ShortcutPaste{})
}

// uncover brings everything back over the page that is shown by now, and then what
// came meanwhile.
func (s *Shell) uncover() {
	covered, overlays := s.covered, s.c.Window.Canvas().Overlays()
	s.covered = cover{}
	front := slices.Clone(overlays.List()) // what the unlocking had to say
	if len(front) > 0 {
		overlays.Remove(front[0])
	}
	for _, overlay := range slices.Concat(covered.overlays, front) {
		overlays.Add(overlay)
	}
	s.dialogs.all = slices.Concat(covered.dialogs, s.dialogs.all)
	if s.dialogs.open() {
		s.dialogs.all[len(s.dialogs.all)-1].focus()
	}
	s.c.Worker.Uncover()
	s.Mask()
}

// behind is the page that is open, also while the lock covers it; nil before the
// first one.
func (s *Shell) behind() core.Page {
	if top := s.top(); top != nil {
		return top.page
	}
	return nil
}
