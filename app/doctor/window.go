package doctor

import (
	"context"
	"fmt"
	"strings"

	"keycase/assets/translations"
	"keycase/internal/lazy"
)

// Window is what only a window knows about its machine. Where a function is nil
// or a text is empty, its check is left out.
type Window struct {
	// Platform is what the window runs on: x11, wayland, windows or darwin.
	Platform string
	// Env reads the environment; it is os.Getenv.
	Env func(string) string
	// Renderer asks OpenGL for the name of what draws (GL_RENDERER).
	Renderer func(context.Context) (string, error)
	// Scale is how many pixels one unit takes.
	Scale float32
	// Fonts are the names of those that the window brings along.
	Fonts []string
	// Marks tells whether copied secrets can be marked for clipboard managers to
	// ignore.
	Marks func(context.Context) (bool, error)
	// Tray tells whether there is one to put an icon into.
	Tray func(context.Context) (bool, error)
}

// Probes are the checks of a window, in the language of l.
func (w Window) Probes(l *translations.Localizer) []Probe {
	t := words{l}
	probes := []Probe{
		{"platform", func(context.Context) Check { return t.platform(w.Platform, w.Env) }},
		{"input", func(context.Context) Check { return t.input(w.Platform, w.Env) }},
	}
	if w.Renderer != nil {
		probes = append(probes, Probe{"opengl", func(ctx context.Context) Check { return t.renderer(w.Renderer(ctx)) }})
	}
	if w.Scale > 0 {
		probes = append(probes, Probe{"scale", func(context.Context) Check {
			return Check{Grade: Info, Text: fmt.Sprintf("%.0f %%", w.Scale*100)}
		}})
	}
	if len(w.Fonts) > 0 {
		probes = append(probes, Probe{"fonts", func(context.Context) Check {
			return Check{Grade: OK, Text: t.T("doctor.fonts", "Names", strings.Join(w.Fonts, t.T("doctor.fonts.join")))}
		}})
	}
	if w.Marks != nil {
		probes = append(probes, Probe{"clipboard", func(ctx context.Context) Check { return t.marks(w.Marks(ctx)) }})
	}
	if w.Tray != nil {
		probes = append(probes, Probe{"tray", func(ctx context.Context) Check { return t.tray(w.Tray(ctx)) }})
	}
	return probes
}

// words tells what a window knows.
type words struct{ *translations.Localizer }

func (t words) platform(name string, env func(string) string) Check {
	switch {
	case name == "wayland":
		return Check{Grade: Warning, Text: t.T("doctor.platform.wayland"), Action: t.T("doctor.platform.wayland.do")}
	case name == "x11" && env("WAYLAND_DISPLAY") != "":
		return Check{Grade: OK, Text: t.T("doctor.platform.xwayland")}
	}
	return Check{Grade: OK, Text: name}
}

// inputName is how the two big input methods of Linux are called, with a number
// where they have one: fcitx5.
var inputName = lazy.Regexp(`^[a-z]{2,16}[0-9]?$`)

// input looks for an input method where one has to be announced in the
// environment. X11 goes by XMODIFIERS alone; the other two variables show that
// somebody set one up and forgot it.
func (t words) input(platform string, env func(string) string) Check {
	if platform != "x11" && platform != "wayland" {
		return Check{Grade: Info, Text: t.T("doctor.input.system")}
	}
	if name := inputMethod(env("XMODIFIERS")); name != "" {
		return Check{Grade: OK, Text: t.T("doctor.input.found", "Name", name)}
	}
	for _, variable := range []string{"GTK_IM_MODULE", "QT_IM_MODULE"} {
		if name := strings.ToLower(env(variable)); strings.HasPrefix(name, "fcitx") || name == "ibus" {
			name = strings.TrimRight(name, "0123456789")
			return Check{Grade: Warning, Text: t.T("doctor.input.unset", "Name", name), Action: t.T("doctor.input.unset.do", "Name", name)}
		}
	}
	return Check{Grade: Info, Text: t.T("doctor.input.none"), Action: t.T("doctor.input.none.do")}
}

// inputMethod is the name in a value of XMODIFIERS such as "@im=fcitx"; "" for
// none.
func inputMethod(modifiers string) string {
	for part := range strings.SplitSeq(strings.ToLower(modifiers), "@") {
		name, ok := strings.CutPrefix(part, "im=")
		if ok && name != "none" && name != "local" && inputName().MatchString(name) {
			return name
		}
	}
	return ""
}

// software are the names of what draws without a graphics card.
var software = []string{"llvmpipe", "softpipe", "swrast", "swiftshader", "software", "gdi generic", "basic render"}

func (t words) renderer(name string, err error) Check {
	if err != nil || name == "" {
		return Check{Grade: Info, Text: t.T("doctor.opengl.unknown")}
	}
	lower := strings.ToLower(name)
	for _, s := range software {
		if strings.Contains(lower, s) {
			return Check{Grade: Warning, Text: t.T("doctor.opengl.software", "Name", name), Action: t.T("doctor.opengl.do")}
		}
	}
	return Check{Grade: OK, Text: name}
}

func (t words) marks(can bool, err error) Check {
	if err != nil || !can {
		return Check{Grade: Warning, Text: t.T("doctor.clipboard.bare"), Action: t.T("doctor.clipboard.do")}
	}
	return Check{Grade: OK, Text: t.T("doctor.clipboard")}
}

// tray is nothing that anybody needs: without one, closing the window ends the
// program.
func (t words) tray(there bool, err error) Check {
	if err != nil || !there {
		return Check{Grade: Info, Text: t.T("doctor.tray.none")}
	}
	return Check{Grade: OK, Text: t.T("doctor.tray")}
}
