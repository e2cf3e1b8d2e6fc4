package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// RowContent is what a row of the overview says. All texts are ready to show.
type RowContent struct {
	Name      string // of the credential
	Detail    string // platform, token, validity
	Remaining string // such as "2:41"
	Absolute  string // such as "expires today 15:12"; hidden where the row is narrow
	Chip      string // the status in a word

	Look     theme.Look // of the platform
	Status   Status
	Fraction float32 // of the lifetime that is left, 0 to 1

	Refreshable bool // false hides the refresh button
	Refreshing  bool // shows a spinner in its place
	Copyable    bool // false disables the copy button
	Bare        bool // hides the copy button: there is nothing to copy, ever
}

// attention tells whether the row is one of those that need something done.
func (c RowContent) attention() bool {
	return c.Status == StatusExpiring || c.Status == StatusExpired
}

// ListRow is a token in the overview. A click or Enter opens it; Up and Down move, F5 refreshes and
// the copy shortcut copies.
type ListRow struct {
	control
	OnOpen    func()
	OnRefresh func()
	OnCopy    func()
	OnMove    func(delta int) // -1 is up

	content     RowContent
	first, last bool

	box, edge, line       *canvas.Rectangle
	countdown             *CountdownRing
	name, detail          *Text
	remaining, absolute   *Text
	chip                  *StatusChip
	refresh               *Button
	refreshIcon, copyIcon *IconButton
}

// NewListRow makes an empty row; refreshText and copyTip describe its two buttons.
func NewListRow(refreshText, copyTip string) *ListRow {
	r := &ListRow{
		box:       newBox(0),
		edge:      newBox(theme.RadiusLarge),
		line:      canvas.NewRectangle(color.Transparent),
		countdown: NewCountdownRing(RingMedium),
		name:      NewFitText("", BodyMedium, theme.ColorInk),
		detail:    NewFitText("", Caption, theme.ColorInk2),
		remaining: NewFitText("", BodyMedium, theme.ColorInk).SetAlign(fyne.TextAlignTrailing),
		absolute:  NewFitText("", Caption, theme.ColorInk2).SetAlign(fyne.TextAlignTrailing),
		chip:      NewStatusChip(ChipOk, ""),
	}
	refresh := func() { call(r.OnRefresh) }
	r.refresh = NewSizedButton(refreshText, "refresh-cw", Soft, SizeS, refresh)
	r.refreshIcon = NewIconButton("refresh-cw", refreshText, refresh).SetKeyHint("F5")
	r.copyIcon = NewIconButton("copy", copyTip, r.copy).SetKeyHint(Keys("C"))
	r.refresh.OnCopy(r.copy)
	r.refreshIcon.OnCopy(r.copy)
	r.copyIcon.OnCopy(r.copy)
	r.cuts(r.name, r.detail, r.remaining, r.absolute)
	inside := func(is bool) { r.change(&r.hovered, is) }
	r.refresh.onHover, r.refreshIcon.onHover, r.copyIcon.onHover = inside, inside, inside
	r.action = func() { call(r.OnOpen) }
	r.ExtendBaseWidget(r)
	return r
}

// call runs a callback that may be nil.
func call(f func()) {
	if f != nil {
		f()
	}
}

// Set shows another content, or the same one a second later.
func (r *ListRow) Set(content RowContent) {
	if r.content == content {
		return
	}
	r.content = content
	r.label = content.Name + ", " + content.Chip + ", " + content.Remaining
	r.Refresh()
}

// SetEdges tells whether the row is the first or the last of its card: those follow its corners,
// and the last has no line below.
func (r *ListRow) SetEdges(first, last bool) {
	r.first, r.last = first, last
	r.Refresh()
}

// SetTips changes the words on the buttons.
func (r *ListRow) SetTips(refreshText, copyTip string) {
	r.refresh.SetText(refreshText)
	r.refreshIcon.SetIcon("refresh-cw", refreshText)
	r.copyIcon.SetIcon("copy", copyTip)
}

// TypedKey implements fyne.Focusable.
func (r *ListRow) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyUp, fyne.KeyDown:
		move(r.OnMove, key)
	case fyne.KeyF5:
		if r.content.Refreshable && !r.content.Refreshing {
			call(r.OnRefresh)
		}
	default:
		r.control.TypedKey(key)
	}
}

// move passes arrow keys on as -1 and 1.
func move(onMove func(int), key *fyne.KeyEvent) {
	if onMove == nil {
		return
	}
	if key.Name == fyne.KeyUp {
		onMove(-1)
	} else {
		onMove(1)
	}
}

// TypedShortcut implements fyne.Shortcutable.
func (r *ListRow) TypedShortcut(shortcut fyne.Shortcut) { typedCopy(r, shortcut, r.copy) }

func (r *ListRow) copy() {
	if r.content.Copyable {
		call(r.OnCopy)
	}
}

// statusInk is the colour of a remaining time.
func statusInk(status Status) fyne.ThemeColorName {
	switch status {
	case StatusExpired:
		return theme.ColorErrText
	case StatusExpiring:
		return theme.ColorWarnText
	case StatusNever, StatusNone:
		return theme.ColorInk2
	default:
		return theme.ColorInk
	}
}

func (r *ListRow) paint() {
	c := r.content
	fill := fyne.ThemeColorName("")
	if r.hovered {
		fill = theme.ColorHoverRow
	}
	dress(r.box, fill, "")
	r.box.TopLeftCornerRadius, r.box.TopRightCornerRadius = corner(r.first), corner(r.first)
	r.box.BottomLeftCornerRadius, r.box.BottomRightCornerRadius = corner(r.last), corner(r.last)
	dress(r.edge, "", "")
	if r.ring {
		dressWide(r.edge, "", theme.ColorFocus, 2)
	}
	r.line.FillColor = theme.Color(theme.ColorBorder)
	r.line.Hidden = r.last

	r.countdown.Set(c.Status, c.Fraction)
	r.countdown.SetWords(c.Remaining)
	r.countdown.SetIcon(c.Look.Icon, c.Look.Ink)
	r.name.SetText(c.Name)
	r.detail.SetText(c.Detail)
	r.remaining.Set(c.Remaining, statusInk(c.Status))
	r.absolute.SetText(c.Absolute)
	r.chip.Set(ChipFor(c.Status), c.Chip)
	r.paintButtons()
}

func (r *ListRow) paintButtons() {
	c := r.content
	r.refresh.Hidden = !c.Refreshable || !c.attention()
	r.refreshIcon.Hidden = !c.Refreshable || c.attention()
	r.refresh.SetBusy(c.Refreshing)
	r.refreshIcon.SetBusy(c.Refreshing)
	r.copyIcon.Hidden = c.Bare
	if c.Copyable {
		r.copyIcon.Enable()
	} else {
		r.copyIcon.Disable()
	}
}

func corner(rounded bool) float32 {
	if rounded {
		return theme.RadiusCard - 1
	}
	return 0
}

const (
	rowTextX       = 72
	rowTimeWidth   = 152
	rowChipWidth   = 96
	rowActionWidth = 128
	rowRight       = 12
	// rowNarrow is the row's width in a window of 1040.
	rowNarrow = 756
)

func (r *ListRow) layout(size fyne.Size) {
	const height = theme.OverviewRowHeight
	place(r.box, 0, 0, size.Width, height)
	place(r.edge, 2, 2, size.Width-4, height-4)
	place(r.line, rowTextX, height, size.Width-rowTextX, 1)
	place(r.countdown, 16, 10, RingMedium, RingMedium)

	actions := size.Width - rowRight - rowActionWidth
	chip := actions - rowChipWidth
	times := chip - 24 - rowTimeWidth
	width := max(times-16-rowTextX, 0)
	place(r.name, rowTextX, 10, width, theme.LineBody)
	place(r.detail, rowTextX, 32, width, theme.LineCaption)

	r.absolute.Hidden = size.Width < rowNarrow || r.content.Absolute == ""
	y := float32(10)
	if r.absolute.Hidden {
		y = (height - theme.LineBody) / 2
	}
	place(r.remaining, times, y, rowTimeWidth, theme.LineBody)
	place(r.absolute, times, 32, rowTimeWidth, theme.LineCaption)
	placeMiddle(r.chip, chip, height, rowChipWidth, chipHeight)

	const button = theme.IconButtonSize
	copyX := size.Width - rowRight - button
	placeMiddle(r.copyIcon, copyX, height, button, button)
	placeMiddle(r.refreshIcon, copyX-4-button, height, button, button)
	refresh := r.refresh.MinSize()
	placeMiddle(r.refresh, copyX-4-refresh.Width, height, refresh.Width, refresh.Height)
}

// CreateRenderer implements fyne.Widget.
func (r *ListRow) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of: r,
		objects: []fyne.CanvasObject{
			r.box, r.line, r.countdown, r.name, r.detail, r.remaining, r.absolute, r.chip,
			r.refresh, r.refreshIcon, r.copyIcon, r.edge,
		},
		min: func() fyne.Size {
			height := float32(theme.OverviewRowHeight + 1)
			if r.last {
				height--
			}
			return fyne.NewSize(rowTextX+120+rowTimeWidth+24+rowChipWidth+rowActionWidth+rowRight, height)
		},
		layout: r.layout,
		paint:  r.paint,
	})
}
