package settings

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"keycase/ui/theme"
	"keycase/ui/widgets"
)

func (g *Page) shortcuts() *fyne.Container {
	if len(g.p.Shortcuts) == 0 {
		return nil
	}
	k := &keys{}
	for _, s := range g.p.Shortcuts {
		text := widgets.NewText(s.Keys, widgets.Caption, theme.ColorInk2)
		k.caps = append(k.caps, widgets.NewSunkenCard(widgets.Pad(text, 3, 8, 3, 8), 0, theme.RadiusInner))
		k.does = append(k.does, widgets.NewParagraph(s.Does, widgets.Small, theme.ColorInk))
	}
	k.ExtendBaseWidget(k)
	return section(g.c.T("settings.shortcuts"), []fyne.CanvasObject{k})
}

// keys are the shortcuts beside what they do, in two columns where there is room.
type keys struct {
	widget.BaseWidget
	caps []*widgets.Card
	does []*widgets.Text
}

const (
	keyGap      = 8                 // between two rows
	keyColumns  = 2                 // at most
	keyMinimum  = 280               // width of a column of which there are two
	keyBetween  = theme.Space6      // between the columns
	keyDistance = theme.Space3      // between a key and what it does
	keyMargin   = theme.CardPadding // around them all
)

// grid is where the parts go in a width.
type grid struct {
	columns      int
	column, caps float32 // widths
	heights      []float32
	height       float32
}

func (k *keys) grid(width float32) grid {
	inner := width - 2*keyMargin
	g := grid{columns: 1, column: inner, caps: k.widestCap()}
	if two := (inner - keyBetween) / keyColumns; two >= keyMinimum {
		g.columns, g.column = keyColumns, two
	}
	g.heights = make([]float32, (len(k.does)+g.columns-1)/g.columns)
	for i, does := range k.does {
		row := &g.heights[i/g.columns]
		*row = max(*row, k.caps[i].MinSize().Height, does.HeightFor(g.column-g.caps-keyDistance))
	}
	g.height = 2*keyMargin - keyGap
	for _, height := range g.heights {
		g.height += height + keyGap
	}
	return g
}

func (k *keys) widestCap() float32 {
	width := float32(0)
	for _, keyCap := range k.caps {
		width = max(width, keyCap.MinSize().Width)
	}
	return width
}

// HeightFor implements block.
func (k *keys) HeightFor(width float32) float32 { return k.grid(width).height }

// CreateRenderer implements fyne.Widget.
func (k *keys) CreateRenderer() fyne.WidgetRenderer { return &renderer{k} }

func (k *keys) leastWidth() float32 { return keyMinimum }

func (k *keys) arrange(size fyne.Size) {
	g := k.grid(size.Width)
	y := float32(keyMargin)
	for i, does := range k.does {
		x := keyMargin + float32(i%g.columns)*(g.column+keyBetween)
		row := g.heights[i/g.columns]
		keyCap := k.caps[i].MinSize()
		put(k.caps[i], x, y+(row-keyCap.Height)/2, keyCap.Width, keyCap.Height)
		width := g.column - g.caps - keyDistance
		height := does.HeightFor(width)
		put(does, x+g.caps+keyDistance, y+(row-height)/2, width, height)
		if i%g.columns == g.columns-1 {
			y += row + keyGap
		}
	}
}

func (k *keys) objects() []fyne.CanvasObject {
	var objects []fyne.CanvasObject
	for i := range k.caps {
		objects = append(objects, k.caps[i], k.does[i])
	}
	return objects
}
