package widgets

import (
	"fyne.io/fyne/v2"

	"keycase/ui/theme"
)

// Fact is a name with its value.
type Fact struct {
	Name  string
	Value string // "" draws eight dots, as for a secret
}

// FactList shows what was typed before, for comparison: names on the left, values beside them.
type FactList struct {
	base
	facts []*factRow
}

type factRow struct {
	name, value *Text
	mask        mask
}

const (
	factHeight = 36
	factName   = 88 // at least, from the left to the value
	factGap    = 12
)

// NewFactList makes a list; it holds no secret, so it can show none.
func NewFactList(facts ...Fact) *FactList {
	l := &FactList{}
	for _, fact := range facts {
		row := &factRow{
			name:  NewFitText(fact.Name, Small, theme.ColorInk2),
			value: NewFitText(fact.Value, Mono, theme.ColorInk),
			mask:  newMask(),
		}
		l.facts = append(l.facts, row)
	}
	l.ExtendBaseWidget(l)
	return l
}

// AccessibilityLabel is the names with the values that are no secrets.
func (l *FactList) AccessibilityLabel() string {
	var said []string
	for _, row := range l.facts {
		said = append(said, spokenPair(row.name.Text(), row.value.Text()))
	}
	return spoken(said...)
}

// AccessibilityRole implements fyne.Accessible.
func (l *FactList) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

func (l *FactList) layout(size fyne.Size) {
	x := float32(factName)
	for _, row := range l.facts {
		x = max(x, roomFor(row.name)+factGap)
	}
	x = min(x, size.Width/2)
	for i, row := range l.facts {
		y := float32(i * factHeight)
		place(row.name, 0, y+(factHeight-theme.LineSmall)/2, x-factGap, theme.LineSmall)
		place(row.value, x, y+(factHeight-theme.LineMono)/2, max(size.Width-x, 0), theme.LineMono)
		row.mask.place(x, y, factHeight)
	}
}

// CreateRenderer implements fyne.Widget.
func (l *FactList) CreateRenderer() fyne.WidgetRenderer {
	var objects []fyne.CanvasObject
	for _, row := range l.facts {
		objects = append(objects, row.name, row.value)
		objects = append(objects, row.mask.objects()...)
	}
	return newRenderer(renderer{
		of:      l,
		objects: objects,
		min:     func() fyne.Size { return fyne.NewSize(200, float32(len(l.facts)*factHeight)) },
		layout:  l.layout,
		paint: func() {
			for _, row := range l.facts {
				row.mask.paint(row.value.Text() == "")
			}
		},
	})
}
