//go:build e2e

package e2e

import "testing"

// tipFill is the colour of tips in the light theme; nothing else on the page is filled with it.
const tipFill = "#1D2026"

// TestTipsComeByPointerAndKeyboard sees that what an icon means is told in the real window: Fyne
// draws what was hidden at first only when something else asks for a frame.
func TestTipsComeByPointerAndKeyboard(t *testing.T) {
	home := t.TempDir()
	plant(t, openVault(t, home), shop[:1])
	w := launch(t, plain, home)
	w.turn("ctrl+4")
	w.still("the page without a tip")
	bare := w.count(tipFill)
	filled := func() bool { return w.count(tipFill) > bare+1000 }

	w.keys("Tab") // from the list to the button above it
	eventually(t, "a tip by keyboard", filled)
	w.photographMoving("tip-keyboard")
	w.keys("Escape")
	eventually(t, "no tip after Esc", func() bool { return !filled() })

	tool(t, "xdotool", "mousemove", "--window", w.id, "457", "34")
	tool(t, "xdotool", "mousemove", "--window", w.id, "459", "34")
	eventually(t, "a tip by pointer", filled)
	w.photographMoving("tip-pointer")
	tool(t, "xdotool", "mousemove", "--window", w.id, "300", "600")
	eventually(t, "no tip once the pointer is gone", func() bool { return !filled() })
}
