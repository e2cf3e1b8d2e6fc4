package widgets

import (
	"fmt"
	"image/color"
	"math"
	"regexp"
	"strconv"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"

	"keycase/ui/theme"
)

// The least contrasts by WCAG 2.1: of text, and of what carries a meaning without being text.
const (
	textContrast    = 4.5
	graphicContrast = 3.0
)

// contrast is the WCAG 2.1 contrast ratio, 1 to 21.
func contrast(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	return (math.Max(la, lb) + 0.05) / (math.Min(la, lb) + 0.05)
}

func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		s := float64(v) / 0xFFFF
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

// painted walks what is drawn from the back to the front, and compares each text, icon, ring and
// focus with the fill that it stands on.
type painted struct {
	t     *testing.T
	what  string
	fills []painting
	seen  map[string]int // how many of each kind there were
}

type painting struct {
	at    fyne.Position
	size  fyne.Size
	color color.Color
}

// under is the fill at a point.
func (p *painted) under(x, y float32) color.Color {
	for i := len(p.fills) - 1; i >= 0; i-- {
		f := p.fills[i]
		if x >= f.at.X && x < f.at.X+f.size.Width && y >= f.at.Y && y < f.at.Y+f.size.Height {
			return f.color
		}
	}
	p.t.Fatalf("%s: nothing under %v, %v", p.what, x, y)
	return nil
}

func (p *painted) check(kind, name string, ink, ground color.Color, least float64) {
	p.seen[kind]++
	if ink == theme.Color(theme.ColorDisabled) {
		return // what does not answer is exempt
	}
	assert.GreaterOrEqual(p.t, contrast(ink, ground), least, "%s: %s %q, %v on %v", p.what, kind, name, ink, ground)
}

func (p *painted) walk(object fyne.CanvasObject, at fyne.Position) {
	if !object.Visible() {
		return
	}
	at = at.Add(object.Position())
	size := object.Size()
	middle := at.AddXY(size.Width/2, size.Height/2)
	switch o := object.(type) {
	case *canvas.Rectangle:
		p.rectangle(o, at)
	case *canvas.Text:
		if o.Text != "" {
			p.check("text", o.Text, o.Color, p.under(middle.X, middle.Y), textContrast)
		}
	case *canvas.Image:
		if ink, ok := strokeOf(o); ok {
			p.check("icon", o.Resource.Name(), ink, p.under(middle.X, middle.Y), graphicContrast)
		}
	case *CountdownRing:
		p.ring(o, at)
	case *fyne.Container:
		for _, part := range o.Objects {
			p.walk(part, at)
		}
	case fyne.Widget:
		for _, part := range test.WidgetRenderer(o).Objects() {
			p.walk(part, at)
		}
	}
}

// rectangle is a fill; with a stroke of 2 it shows the focus, which has to stand off from what is
// inside or from what is around.
func (p *painted) rectangle(r *canvas.Rectangle, at fyne.Position) {
	opaque := r.FillColor != nil && alpha(r.FillColor) == 0xFFFF
	if r.StrokeWidth >= 2 {
		outside := p.under(at.X+r.Size().Width/2, at.Y+1)
		ratio := contrast(r.StrokeColor, outside)
		if opaque {
			ratio = math.Max(ratio, contrast(r.StrokeColor, r.FillColor))
		}
		p.seen["focus"]++
		assert.GreaterOrEqual(p.t, ratio, graphicContrast, "%s: focus %v on %v", p.what, r.StrokeColor, outside)
	}
	if opaque {
		p.fills = append(p.fills, painting{at, r.Size(), r.FillColor})
	}
}

// ring leaves out the track, and the circle of what never ends: the word beside it says that.
func (p *painted) ring(r *CountdownRing, at fyne.Position) {
	if r.status != StatusNone && r.status != StatusNever {
		p.check("ring", fmt.Sprint(r.status), r.arc.FillColor, p.under(at.X+r.size/2, at.Y+1), graphicContrast)
	}
	for _, part := range test.WidgetRenderer(r).Objects() {
		if _, arc := part.(*canvas.Arc); !arc {
			p.walk(part, at)
		}
	}
}

func alpha(c color.Color) uint32 {
	_, _, _, a := c.RGBA()
	return a
}

var strokeInName = regexp.MustCompile(`-([0-9a-f]{6})-\d+\.svg$`)

// strokeOf reads an icon's colour out of its name, where the theme puts it.
func strokeOf(image *canvas.Image) (color.Color, bool) {
	if image.Resource == nil {
		return nil, false
	}
	found := strokeInName.FindStringSubmatch(image.Resource.Name())
	if found == nil {
		return nil, false
	}
	v, _ := strconv.ParseUint(found[1], 16, 32)
	return color.NRGBA{R: byte(v >> 16), G: byte(v >> 8), B: byte(v), A: 0xFF}, true
}

// measureOn draws an object on a ground and compares everything in it.
func measureOn(t *testing.T, what string, seen map[string]int, ground fyne.ThemeColorName, object fyne.CanvasObject, width float32) {
	t.Helper()
	box := canvas.NewRectangle(theme.Color(ground))
	onGround(box, object).Resize(fyne.NewSize(width, object.MinSize().Height))
	p := &painted{t: t, what: what + " on " + string(ground), seen: seen}
	p.walk(box, fyne.Position{})
	p.walk(object, fyne.Position{})
}

func onGround(back, front fyne.CanvasObject) fyne.CanvasObject {
	return &fyne.Container{Layout: behind{}, Objects: []fyne.CanvasObject{back, front}}
}

// behind lays all objects over each other, with margins around the ones in front.
type behind struct{}

func (behind) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[1].MinSize() }

func (behind) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	place(objects[0], -20, -20, size.Width+40, size.Height+400)
	for range 2 {
		place(objects[1], 0, 0, size.Width, heightFor(objects[1], size.Width))
	}
}

// states are what pointer and keyboard do to a widget.
var states = map[string]func(p pressable){
	"calm":    func(pressable) {},
	"hovered": func(p pressable) { p.MouseIn(nil) },
	"pressed": func(p pressable) { p.MouseIn(nil); p.(desktop.Mouseable).MouseDown(nil) },
	"focused": func(p pressable) { p.FocusGained() },
	"both":    func(p pressable) { p.FocusGained(); p.MouseIn(nil) },
	"off":     func(p pressable) { p.Disable() },
}

// statefuls makes each widget that has states, with the grounds that it stands on.
var statefuls = map[string]struct {
	grounds []fyne.ThemeColorName
	build   func() pressable
}{
	"primary":     {pageGrounds, func() pressable { return NewButton("保存", "check", Primary, nothing).SetKeyHint("Ctrl S") }},
	"secondary":   {pageGrounds, func() pressable { return NewButton("取消", "x", Secondary, nothing).SetKeyHint("Esc") }},
	"ghost":       {pageGrounds, func() pressable { return NewButton("返回", "arrow-left", Ghost, nothing).SetKeyHint("Esc") }},
	"soft":        {pageGrounds, func() pressable { return NewButton("刷新", "refresh-cw", Soft, nothing).SetKeyHint("F5") }},
	"danger":      {pageGrounds, func() pressable { return NewButton("删除", "x", Danger, nothing).SetKeyHint("Del") }},
	"link":        {pageGrounds, func() pressable { return NewButton("看看", "flask-conical", Link, nothing).SetKeyHint("F1") }},
	"icon":        {append(pageGrounds, theme.ColorSunken, theme.ColorHoverRow), func() pressable { return NewIconButton("copy", "复制", nothing) }},
	"sidebar":     {sideGrounds, func() pressable { return sidebarItem(false) }},
	"open":        {sideGrounds, func() pressable { return sidebarItem(true) }},
	"action card": {pageGrounds, func() pressable { return NewActionCard(theme.Platform("kis"), "签名", "5 分钟有效", nothing) }},
	"role card": {pageGrounds, func() pressable {
		return NewRoleCard(theme.Platform("kis"), RoleContent{"会计", "绑定账号", "填四项", "开始", "1"}, canvas.NewCircle(nil), nothing)
	}},
	"toggle": {pageGrounds, func() pressable { return NewToggle("带上令牌") }},
	"toggle on": {pageGrounds, func() pressable {
		toggle := NewToggle("带上令牌")
		toggle.SetOn(true)
		return toggle
	}},
	"segments": {pageGrounds, func() pressable { return NewSegmented("方法", []string{"GET", "POST"}) }},
	"tabs":     {pageGrounds, func() pressable { return NewTabs("终端", []string{"Bash", "CMD"}) }},
	"select":   {pageGrounds, func() pressable { return NewSelect("环境", []string{"生产"}, "选一个", true) }},
	"timed": {pageGrounds, func() pressable {
		timed := newTimedButton("复制", nothing)
		timed.set("复制", "有效 0:32", StatusAccent, 0.5)
		return timed
	}},
	"step": {pageGrounds, func() pressable {
		step := newTraceStep(1, "", nothing, nil)
		step.set(TraceStep{Title: "路径", Hint: "大写", Value: "%2Fjdy", Result: "YTgz"}, false, true)
		return step
	}},
}

var (
	pageGrounds = []fyne.ThemeColorName{theme.ColorBackground, theme.ColorSurface}
	sideGrounds = []fyne.ThemeColorName{theme.ColorSidebar}
)

func sidebarItem(open bool) pressable {
	item := NewSidebarItem("timer", "总览", nothing)
	item.SetCount("12")
	item.SetSelected(open)
	return item
}

// TestContrastOfStates measures what can be pressed, in all states that it can have.
func TestContrastOfStates(t *testing.T) {
	for mode, m := range modes {
		wear(t, m)
		seen := map[string]int{}
		for name, s := range statefuls {
			for state, bring := range states {
				for _, ground := range s.grounds {
					p := s.build()
					bring(p)
					measureOn(t, name+" "+state+" "+mode, seen, ground, p, 320)
				}
			}
		}
		for kind, least := range map[string]int{"text": 200, "icon": 100, "focus": 40, "ring": 4} {
			assert.Greater(t, seen[kind], least, kind)
		}
	}
}

// listed is an item in a list that has the keyboard.
type listed struct {
	*CredentialItem
	fyne.Focusable // never asked for more than below
}

func (l listed) FocusGained() { l.setRing(true) }

// TestContrastOfRows measures rows and items with each status, under the pointer and open.
func TestContrastOfRows(t *testing.T) {
	for mode, m := range modes {
		wear(t, m)
		seen := map[string]int{}
		for _, status := range []Status{StatusNone, StatusOk, StatusExpiring, StatusExpired, StatusNever} {
			for _, platform := range []string{"jdy", "kis", "robot", "yilianyun", "another"} {
				for state, bring := range states {
					row, item, open := NewListRow("刷新", "复制"), NewCredentialItem(), NewCredentialItem()
					content := healthyRow()
					content.Status, content.Look = status, theme.Platform(platform)
					row.Set(content)
					for _, i := range []*CredentialItem{item, open} {
						i.Set(ItemContent{Name: "晨光", Detail: "46 分钟后到期", Look: content.Look, Status: status, Fraction: 0.5})
					}
					open.SetSelected(true)
					for _, p := range []pressable{row, listed{CredentialItem: item}, listed{CredentialItem: open}} {
						bring(p)
					}
					what := fmt.Sprintf("%d %s %s %s", status, platform, state, mode)
					measureOn(t, "item "+what, seen, theme.ColorBackground, item, 255)
					measureOn(t, "open item "+what, seen, theme.ColorBackground, open, 255)
					measureOn(t, "row "+what, seen, theme.ColorSurface, row, 900)
				}
			}
		}
		assert.Greater(t, seen["ring"], 100)
	}
}

// TestContrastOfSpecimens measures the gallery: fields, chips, banners, toasts, traces and code.
func TestContrastOfSpecimens(t *testing.T) {
	for mode, m := range modes {
		for _, s := range specimens {
			wear(t, m)
			ground := theme.ColorBackground
			if s.name == "sidebar" || s.name == "searchbox" {
				ground = theme.ColorSidebar
			}
			measureOn(t, s.name+" "+mode, map[string]int{}, ground, s.build(), s.width)
		}
		bubble := newTipBubble()
		bubble.set(tip{text: "复制", keys: "Ctrl C"})
		measureOn(t, "tip "+mode, map[string]int{}, theme.ColorBackground, bubble, bubble.MinSize().Width)
		quiet := NewToast("已复制，24 秒后清空")
		quiet.SetFraction(0.5)
		quiet.SetQuiet(true)
		measureOn(t, "quiet toast "+mode, map[string]int{}, theme.ColorSidebar, quiet, 300)
	}
}

// TestContrastOfToggles: the thumb stands off from its box, and the box from the page.
func TestContrastOfToggles(t *testing.T) {
	for mode, m := range modes {
		wear(t, m)
		for _, on := range []bool{false, true} {
			for _, hovered := range []bool{false, true} {
				toggle := NewToggle("带上令牌")
				toggle.SetOn(on)
				toggle.hovered = hovered
				look := toggle.dressing()
				assert.GreaterOrEqual(t, contrast(theme.Color(look.ink), theme.Color(look.fill)), graphicContrast, "%s thumb, on %v", mode, on)
				edge := look.fill
				if look.stroke != "" {
					edge = look.stroke
				}
				for _, ground := range pageGrounds {
					assert.GreaterOrEqual(t, contrast(theme.Color(edge), theme.Color(ground)), graphicContrast, "%s box, on %v", mode, on)
				}
			}
		}
	}
}
