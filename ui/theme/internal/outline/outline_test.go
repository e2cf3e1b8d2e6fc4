package outline

import (
	"math"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"keycase/assets"
)

// area is that of closed shapes by the shoelace formula; a hole runs the other way and counts
// against it.
func area(shapes [][]point) float64 {
	sum := 0.0
	for _, shape := range shapes {
		for i, p := range shape {
			q := shape[(i+1)%len(shape)]
			sum += p.x*q.y - q.x*p.y
		}
	}
	return math.Abs(sum / 2)
}

func outlined(t require.TestingT, d string, width float64) [][]point {
	lines, err := parsePath(d)
	require.NoError(t, err)
	var shapes [][]point
	for _, l := range lines {
		shapes = append(shapes, l.outline(width)...)
	}
	return shapes
}

// TestAreas compares with what geometry says: a stroke covers length times width, and a disc's
// worth at its two round ends.
func TestAreas(t *testing.T) {
	const width = 2
	disc := math.Pi * width * width / 4
	for name, c := range map[string]struct {
		d    string
		want float64
	}{
		"line":            {"M2 5h10", 10*width + disc},
		"upwards":         {"M2 15V5", 10*width + disc},
		"point":           {"M5 5h0", disc},
		"half circle":     {"M2 10a5 5 0 0 1 10 0", math.Pi*5*width + disc},
		"other half":      {"M2 10a5 5 0 0 0 10 0", math.Pi*5*width + disc},
		"three quarters":  {"M12 5a7 7 0 1 1 -7 7", 1.5*math.Pi*7*width + disc},
		"circle":          {"M5 12a7 7 0 0 1 14 0a7 7 0 0 1 -14 0z", 2 * math.Pi * 7 * width},
		"too small radii": {"M2 10a1 1 0 0 1 10 0", math.Pi*5*width + disc},
		"flat arc":        {"M2 10a0 5 0 0 1 10 0", 10*width + disc},
		"straight curve":  {"M2 5C5 5 9 5 12 5", 10*width + disc},
		"smooth curve":    {"M2 5C3 5 6 5 7 5S11 5 12 5", 10*width + disc},
	} {
		assert.InDelta(t, c.want, area(outlined(t, c.d, width)), 0.05*c.want, name)
	}
}

// TestLineWidth: every point of a straight line's outline is half a width away from it, whichever
// way the line runs.
func TestLineWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		coordinate := rapid.Float64Range(0, 24)
		a := point{coordinate.Draw(t, "ax"), coordinate.Draw(t, "ay")}
		b := point{coordinate.Draw(t, "bx"), coordinate.Draw(t, "by")}
		width := rapid.Float64Range(0.5, 4).Draw(t, "width")
		for _, shape := range (line{points: []point{a, b}}).outline(width) {
			for _, p := range shape {
				assert.InDelta(t, width/2, distance(p, a, b), 1e-6)
			}
		}
	})
}

// distance of p from the straight piece between a and b.
func distance(p, a, b point) float64 {
	way := b.sub(a)
	if way.length() < 1e-6 {
		return p.sub(a).length()
	}
	t := (p.sub(a).x*way.x + p.sub(a).y*way.y) / (way.length() * way.length())
	return p.sub(a.add(way.scale(math.Min(1, math.Max(0, t))))).length()
}

func TestPathCommands(t *testing.T) {
	for d, want := range map[string][]point{
		"M1 2L3 4":     {{1, 2}, {3, 4}},
		"m1 2l3 4":     {{1, 2}, {4, 6}},
		"M1 2 3 4 5 6": {{1, 2}, {3, 4}, {5, 6}},
		"m1 2 3 4":     {{1, 2}, {4, 6}},
		"M1 2H5V7":     {{1, 2}, {5, 2}, {5, 7}},
		"M1 2h5v7":     {{1, 2}, {6, 2}, {6, 9}},
		"M1-2l.5-.5":   {{1, -2}, {1.5, -2.5}},
	} {
		lines, err := parsePath(d)
		require.NoError(t, err, d)
		require.Len(t, lines, 1, d)
		assert.Equal(t, want, lines[0].points, d)
	}
}

func TestPathAfterClosing(t *testing.T) {
	lines, err := parsePath("M1 1h4v4zh-1")
	require.NoError(t, err)
	require.Len(t, lines, 2)
	assert.True(t, lines[0].closed)
	assert.Equal(t, []point{{1, 1}, {0, 1}}, lines[1].points, "a closed path goes on from its start")
}

func TestBadPathsAreRefused(t *testing.T) {
	for _, d := range []string{"M1", "M1 2L3", "Q1 2 3 4", "M1 2Z3", "A1 2 3", "M"} {
		_, err := parsePath(d)
		assert.Error(t, err, d)
	}
}

func TestSVGRefusesWhatItCannotDraw(t *testing.T) {
	for _, icon := range []string{
		`<svg><polygon points="1 2 3 4"/></svg>`, `<svg><path d="M1"/></svg>`,
		`<svg><circle cx="1"/></svg>`, `<svg><path`,
	} {
		_, err := SVG([]byte(icon), 2, "#000000")
		assert.Error(t, err, icon)
	}
}

// TestEveryIcon: nothing but fills is left, in the colour asked for.
func TestEveryIcon(t *testing.T) {
	fills := regexp.MustCompile(`fill="([^"]*)"`)
	for _, name := range assets.IconNames() {
		source, _ := assets.Icon(name)
		drawing, err := SVG(source, 2, "#2d5bd7")
		require.NoError(t, err, name)
		text := string(drawing)
		assert.NotContains(t, text, "stroke", name)
		assert.NotContains(t, text, "NaN", name)
		found := fills.FindAllStringSubmatch(text, -1)
		assert.NotEmpty(t, found, name)
		for _, fill := range found {
			assert.Equal(t, "#2d5bd7", fill[1], name)
		}
	}
}

func FuzzParsePath(f *testing.F) {
	for _, name := range assets.IconNames() {
		source, _ := assets.Icon(name)
		for _, d := range regexp.MustCompile(` d="([^"]*)"`).FindAllStringSubmatch(string(source), -1) {
			f.Add(d[1])
		}
	}
	f.Add("M0 0a1 1 0 0 1 0 0z")
	f.Add("zzz")
	f.Fuzz(func(t *testing.T, d string) {
		lines, err := parsePath(d)
		if err != nil {
			return
		}
		for _, l := range lines {
			for _, shape := range l.outline(2) {
				assert.False(t, strings.Contains(data([][]point{shape}), "NaN"), d)
			}
		}
	})
}
