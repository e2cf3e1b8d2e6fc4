package widgets

import (
	"fmt"
	"strings"
)

// The frame that a code is drawn in, and the code's modules, in Fyne units.
const (
	codeFrame  = 140
	codeInset  = 17
	codeModule = 5
)

// codePattern looks like a QR code to a person, and like none to a reader: the squares in its corners
// lack the proportions by which readers find a code. With them, a reader of the whole screen would take
// this drawing for the code and miss the real one beside it.
var codePattern = []string{
	"####### ####  #######",
	"#     #   ##  #     #",
	"#     #  # #  #     #",
	"#  #  #   #   #  #  #",
	"#     #  ##   #     #",
	"#     #   # # #     #",
	"####### # # # #######",
	"        ##  #        ",
	"##  # # ##### # ## # ",
	"# ###  #  ## #  # ## ",
	" ## # ###   ## #   # ",
	" #  ###  # # ## # #  ",
	" ####  ## ## #  #   #",
	"         #  # #   ## ",
	"#######  ## ## # ####",
	"#     # #  #  ##  # #",
	"#     # ##  # ## ### ",
	"#  #  #  # ##   # ## ",
	"#     # ### #  #   ##",
	"#     #  #  ### ##   ",
	"####### #######  # # ",
}

// codeDrawing is the code with the frame of a scanner around it, as SVG. All lines are shapes, because
// strokes do not grow with the scale of the screen.
func codeDrawing(accent string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%[1]d" viewBox="0 0 %[1]d %[1]d">`, codeFrame)
	fmt.Fprintf(&b, `<path fill="#1d2026" d="%s"/>`, codePath())
	for _, c := range [][4]float32{{0, 0, 1, 1}, {codeFrame, 0, -1, 1}, {0, codeFrame, 1, -1}, {codeFrame, codeFrame, -1, -1}} {
		fmt.Fprintf(&b, `<path fill="%s" d="%s"/>`, accent, cornerPath(c[0], c[1], c[2], c[3]))
	}
	return b.String() + `</svg>`
}

// codePath draws each run of dark modules at once, so that no seams show between them.
func codePath() string {
	var b strings.Builder
	for row, line := range codePattern {
		for from := 0; from < len(line); {
			if line[from] == ' ' {
				from++
				continue
			}
			to := from + len(line[from:]) - len(strings.TrimLeft(line[from:], "#"))
			fmt.Fprintf(&b, "M%d %dh%dv%dh-%dz", codeInset+from*codeModule, codeInset+row*codeModule,
				(to-from)*codeModule, codeModule, (to-from)*codeModule)
			from = to
		}
	}
	return b.String()
}

// cornerPath is one corner of the frame at x, y, whose arms point to dx and dy: 3 wide, 30 long.
func cornerPath(x, y, dx, dy float32) string {
	with, against := 1, 0 // the direction of arcs on the way around
	if dx*dy < 0 {
		with, against = 0, 1
	}
	at := func(u, v float32) string { return fmt.Sprintf("%g %g", x+dx*u, y+dy*v) }
	return "M" + at(0, 28.5) +
		fmt.Sprintf("A1.5 1.5 0 0 %d %s", against, at(3, 28.5)) + "L" + at(3, 8) +
		fmt.Sprintf("A5 5 0 0 %d %s", with, at(8, 3)) + "L" + at(28.5, 3) +
		fmt.Sprintf("A1.5 1.5 0 0 %d %s", against, at(28.5, 0)) + "L" + at(8, 0) +
		fmt.Sprintf("A8 8 0 0 %d %s", against, at(0, 8)) + "z"
}
