package doctor

import (
	"context"
	"errors"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"

	"keycase/assets/translations"
)

var english = words{translations.New("en")}

func fullWindow() Window {
	yes := func(context.Context) (bool, error) { return true, nil }
	return Window{
		Platform: "x11", Env: none, Scale: 1.25, Fonts: []string{"Noto Sans SC", "JetBrains Mono NL"},
		Renderer: func(context.Context) (string, error) { return "AMD Radeon", nil }, Marks: yes, Tray: yes,
	}
}

func TestWindowTellsWhatItKnows(t *testing.T) {
	p := healthy(t)
	p.Extra = fullWindow().Probes(p.Text)
	checks := New(p).All(context.Background())
	text := map[string]string{}
	for _, c := range checks {
		text[c.ID] = c.Text
	}
	assert.Equal(t, "125 %", text["scale"])
	assert.Equal(t, "AMD Radeon", text["opengl"])
	assert.Equal(t, "Brought along: Noto Sans SC, JetBrains Mono NL", text["fonts"])
	assert.Equal(t, "x11", text["platform"])

	p.Extra = Window{Platform: "windows", Env: none}.Probes(p.Text)
	ids := New(p).IDs()
	assert.Equal(t, []string{"platform", "input"}, ids[len(ids)-2:], "the rest is not known")
}

func TestPlatform(t *testing.T) {
	wayland := variables(map[string]string{"WAYLAND_DISPLAY": "wayland-0"})
	assert.Equal(t, Warning, english.platform("wayland", wayland).Grade)
	assert.Equal(t, Check{Grade: OK, Text: "X11, through XWayland"}, english.platform("x11", wayland))
	assert.Equal(t, Check{Grade: OK, Text: "windows"}, english.platform("windows", none))
}

func TestInputMethod(t *testing.T) {
	for _, c := range []struct {
		platform string
		env      map[string]string
		grade    Grade
		names    string
	}{
		{"x11", nil, Info, ""},
		{"x11", map[string]string{"XMODIFIERS": "@im=fcitx"}, OK, "fcitx"},
		{"x11", map[string]string{"XMODIFIERS": "@im=IBus"}, OK, "ibus"},
		{"x11", map[string]string{"XMODIFIERS": "@im=none"}, Info, ""},
		{"x11", map[string]string{"XMODIFIERS": "@im=../canary"}, Info, ""},
		{"x11", map[string]string{"GTK_IM_MODULE": "fcitx5"}, Warning, "fcitx"},
		{"wayland", map[string]string{"QT_IM_MODULE": "ibus"}, Warning, "ibus"},
		{"x11", map[string]string{"QT_IM_MODULE": "xim"}, Info, ""},
		{"windows", map[string]string{"XMODIFIERS": "@im=fcitx"}, Info, ""},
	} {
		got := english.input(c.platform, variables(c.env))
		assert.Equal(t, c.grade, got.Grade, "%v", c.env)
		assert.Contains(t, got.Text, c.names)
		assert.NotContains(t, got.Text, "canary")
	}
	assert.Contains(t, english.input("x11", variables(map[string]string{"GTK_IM_MODULE": "ibus"})).Action, "XMODIFIERS=@im=ibus ")
}

func FuzzInputMethod(f *testing.F) {
	for _, seed := range []string{"", "@im=fcitx", "@im=fcitx5@other=x", "@im=", "im=ibus", "@IM=IBUS"} {
		f.Add(seed)
	}
	plain := regexp.MustCompile(`^[a-z]*[0-9]?$`)
	f.Fuzz(func(t *testing.T, modifiers string) {
		name := inputMethod(modifiers)
		assert.Regexp(t, plain, name, "it goes into a report")
	})
}

func TestRenderer(t *testing.T) {
	for name, want := range map[string]Grade{
		"Mesa Intel(R) UHD Graphics 620": OK, "llvmpipe (LLVM 15.0.6, 256 bits)": Warning,
		"GDI Generic": Warning, "Google SwiftShader": Warning, "Microsoft Basic Render Driver": Warning, "": Info,
	} {
		c := english.renderer(name, nil)
		assert.Equal(t, want, c.Grade, name)
		assert.Contains(t, c.Text, name)
	}
	assert.Equal(t, Info, english.renderer("AMD Radeon", errors.New("no context")).Grade)
}

func TestClipboardAndTray(t *testing.T) {
	broken := errors.New("no answer")
	assert.Equal(t, OK, english.marks(true, nil).Grade)
	assert.Equal(t, Warning, english.marks(false, nil).Grade)
	assert.Equal(t, Warning, english.marks(true, broken).Grade)
	assert.Equal(t, OK, english.tray(true, nil).Grade)
	assert.Equal(t, Info, english.tray(false, nil).Grade)
	assert.Equal(t, Info, english.tray(true, broken).Grade)
}
