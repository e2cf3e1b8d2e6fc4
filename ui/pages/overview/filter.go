package overview

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"keycase/broker"
	"keycase/ui/present"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// Memory is what a person filters the overview by. The page is made anew each time
// somebody comes back to it, and the filter lives as long as the window.
type Memory struct {
	platform string // ID; "" for all
	state    stateFilter
}

// set tells whether anything is filtered.
func (m *Memory) set() bool { return m.platform != "" || m.state != anyState }

// stateFilter is which tokens are wanted by how they stand.
type stateFilter int

const (
	anyState stateFilter = iota
	needsAttention
	valid
	never
)

// words are the texts of the filters, in their order.
var words = []string{"overview.filter_all", "overview.filter_attention", "status.valid", "status.never"}

// wants makes the question whether a token is wanted at now.
func (m *Memory) wants(now time.Time) func(*present.Token) bool {
	return func(t *present.Token) bool {
		return (m.platform == "" || m.platform == t.Platform) && m.state.holds(t.Health(now))
	}
}

// holds tells whether tokens in that state are wanted.
func (f stateFilter) holds(state broker.Health) bool {
	switch f {
	case needsAttention:
		return state <= broker.Soon
	case valid:
		return state == broker.Fresh
	case never:
		return state == broker.Never
	default:
		return true
	}
}

// few is up to how many tokens can be seen at a glance, without a filter.
const few = 8

// platformWidth is that of the box with the platform, in Fyne units.
const platformWidth = 168

// filterBar is the row below the title in which a person says what to see.
type filterBar struct {
	p         *Page
	object    *fyne.Container
	platform  *widgets.Select
	state     *widgets.Segmented
	platforms []string // IDs behind the choices of the box; the first is "" for all
	names     []string
}

func newFilterBar(p *Page) *filterBar {
	c := p.c
	b := &filterBar{p: p}
	labels := make([]string, len(words))
	for i, word := range words {
		labels[i] = c.T(word)
	}
	b.platform = widgets.NewSelect("", nil, c.T("overview.filter_platforms"), false)
	b.platform.OnChanged = func(index int) { b.choose(b.platforms[index], p.memory.state) }
	b.state = widgets.NewSegmented(c.T("overview.filter_states"), labels).SetTall()
	b.state.SetSelected(int(p.memory.state))
	b.state.OnChanged = func(index int) { b.choose(p.memory.platform, stateFilter(index)) }
	b.object = widgets.Row(theme.Space3, widgets.Sized(b.platform, platformWidth, 0), b.state)
	b.object.Hide()
	return b
}

// choose shows what a person wants to see.
func (b *filterBar) choose(platform string, state stateFilter) {
	p := b.p
	p.memory.platform, p.memory.state = platform, state
	p.list.top()
	p.stale = true
	p.again()
}

// clear shows everything.
func (b *filterBar) clear() {
	b.platform.SetSelected(0)
	b.state.SetSelected(int(anyState))
	b.choose("", anyState)
}

// offer lets a person choose between the platforms that there are tokens of. A
// platform that was chosen stays, also after its last token is gone.
func (b *filterBar) offer(tokens []*present.Token) {
	there := map[string]bool{b.p.memory.platform: true}
	for _, t := range tokens {
		there[t.Platform] = true
	}
	platforms, names := []string{""}, []string{b.p.c.T("overview.filter_platforms")}
	for _, platform := range b.p.c.Broker.Registry() {
		if there[platform.ID] {
			platforms = append(platforms, platform.ID)
			names = append(names, platform.ShortName.In(b.p.c.Lang()))
		}
	}
	if slices.Equal(platforms, b.platforms) {
		return
	}
	b.platforms, b.names = platforms, names
	b.platform.SetOptions(names)
	b.platform.SetSelected(slices.Index(platforms, b.p.memory.platform))
}

// update shows the bar where there is something to filter, and reports whether it
// came or went.
func (b *filterBar) update(tokens int) (changed bool) {
	hidden := tokens == 0 || tokens <= few && !b.p.memory.set()
	changed = b.object.Hidden != hidden
	b.object.Hidden = hidden
	return changed
}

// sentence names what is filtered by: "星辰 · 有效".
func (b *filterBar) sentence() string {
	var said []string
	if i := slices.Index(b.platforms, b.p.memory.platform); i > 0 {
		said = append(said, b.names[i])
	}
	if state := b.p.memory.state; state != anyState {
		said = append(said, b.p.c.T(words[state]))
	}
	return strings.Join(said, " · ")
}
