package widgets

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/ui/theme"
)

func manyRows(n int) []PaletteRow {
	rows := make([]PaletteRow, n)
	for i := range rows {
		rows[i] = PaletteRow{Title: fmt.Sprintf("凭证 %d", i), Kind: "凭证", Look: theme.Platform("kis")}
	}
	return rows
}

// visibleTitles are those of the rows that can be seen.
func visibleTitles(p *Palette) []string {
	var all []string
	for _, row := range p.rows {
		if row.Visible() {
			all = append(all, row.title.Text())
		}
	}
	return all
}

// openPalette shows a palette in its own size.
func openPalette(t *testing.T) *Palette {
	wear(t, theme.Light)
	p := NewPalette(PaletteTexts{Placeholder: "找凭证、操作和页面", Empty: "没有找到", Keys: "↑↓ 选择"})
	show(t, p, PaletteWidth).Focus(p.Focusable())
	return p
}

func TestPaletteChoosesByKeyboard(t *testing.T) {
	p := openPalette(t)
	var opened []int
	closed := 0
	p.OnOpen = func(row int) { opened = append(opened, row) }
	p.OnClose = func() { closed++ }

	p.entry.TypedKey(key(fyne.KeyReturn))
	p.entry.TypedKey(key(fyne.KeyDown))
	assert.Empty(t, opened, "there is nothing to open")
	assert.Equal(t, -1, p.Chosen())

	p.SetRows(manyRows(20))
	for _, step := range []struct {
		key    fyne.KeyName
		chosen int
		first  string
	}{
		{fyne.KeyDown, 1, "凭证 0"},
		{fyne.KeyUp, 0, "凭证 0"},
		{fyne.KeyUp, 19, "凭证 12"},
		{fyne.KeyDown, 0, "凭证 0"},
		{fyne.KeyPageDown, 8, "凭证 1"},
		{fyne.KeyPageDown, 16, "凭证 9"},
		{fyne.KeyPageDown, 19, "凭证 12"},
		{fyne.KeyPageUp, 11, "凭证 11"},
		{fyne.KeyHome, 0, "凭证 0"},
		{fyne.KeyPageUp, 0, "凭证 0"},
		{fyne.KeyEnd, 19, "凭证 12"},
	} {
		p.entry.TypedKey(key(step.key))
		assert.Equal(t, step.chosen, p.Chosen(), step.key)
		require.Len(t, visibleTitles(p), 8)
		assert.Equal(t, step.first, visibleTitles(p)[0], step.key)
		assert.True(t, p.rows[step.chosen-p.top].chosen)
	}
	p.entry.TypedKey(key(fyne.KeyReturn))
	p.entry.TypedKey(key(fyne.KeyEscape))
	assert.Equal(t, []int{19}, opened)
	assert.Equal(t, 1, closed)
}

func TestPaletteTellsWhatIsTyped(t *testing.T) {
	p := openPalette(t)
	var typed []string
	p.OnChanged = func(text string) { typed = append(typed, text) }
	test.Type(p.entry, "yh")
	assert.Equal(t, []string{"y", "yh"}, typed)
	assert.Equal(t, "yh", p.Text())
	assert.False(t, p.none.Visible(), "nobody has looked yet")
	p.SetRows(nil)
	assert.True(t, p.none.Visible())
	p.SetRows(manyRows(1))
	assert.False(t, p.none.Visible())
	assert.Equal(t, []string{"凭证 0"}, visibleTitles(p))
}

func TestPaletteAnswersToThePointer(t *testing.T) {
	p := openPalette(t)
	opened, closed := -1, 0
	p.OnOpen = func(row int) { opened = row }
	p.OnClose = func() { closed++ }
	p.SetRows(manyRows(20))
	p.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -30)})
	assert.Equal(t, "凭证 0", visibleTitles(p)[0])
	p.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -100)})
	assert.Equal(t, "凭证 3", visibleTitles(p)[0])
	assert.Equal(t, 0, p.Chosen(), "the wheel chooses nothing")
	test.Tap(p.rows[2])
	assert.Equal(t, 5, opened)
	p.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -9000)})
	assert.Equal(t, "凭证 12", visibleTitles(p)[0])
	p.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, 9000)})
	assert.Equal(t, "凭证 0", visibleTitles(p)[0])

	c := canvasOf(p)
	c.Unfocus() // as a press does
	p.Tapped(&fyne.PointEvent{Position: fyne.NewPos(20, 20)})
	assert.Equal(t, p.Focusable(), c.Focused(), "the keyboard stays in the line")
	p.SetRows(manyRows(1))
	p.Tapped(&fyne.PointEvent{Position: fyne.NewPos(4, 300)})
	assert.Equal(t, 1, closed, "a press below the results is one beside them")
}

func TestPaletteMarksWhatMatches(t *testing.T) {
	r := newPaletteRow()
	r.content.Marks = []Mark{{0, 1}, {2, 9}}
	assert.Equal(t, []span{{"晨", theme.ColorAccentText}, {"光", ""}, {"商…", theme.ColorAccentText}}, r.highlight("晨光商…"))
	r.content.Marks = nil
	assert.Equal(t, []span{{"晨光", ""}}, r.highlight("晨光"))
	assert.Empty(t, r.highlight(""))
}

func TestPaletteTellsWhatIsCutOff(t *testing.T) {
	wear(t, theme.Light)
	var due []func()
	p := NewPalette(PaletteTexts{})
	layer := WithTips(p, func(_ time.Duration, fn func()) func() {
		due = append(due, fn)
		return func() { due = nil }
	})
	show(t, layer, PaletteWidth)
	rows := manyRows(2)
	rows[1].Title = strings.Repeat("很长的名称", 12)
	p.SetRows(rows)
	bubble := layer.Objects[1]
	assert.Empty(t, due, "what nobody chose yet would take the first Esc")
	p.entry.TypedKey(key(fyne.KeyHome))
	due[len(due)-1]()
	assert.False(t, bubble.Visible(), "nothing is cut")
	p.entry.TypedKey(key(fyne.KeyDown))
	due[len(due)-1]()
	assert.True(t, bubble.Visible())
}
