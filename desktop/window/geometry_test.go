package window

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"
)

func TestClamp(t *testing.T) {
	left, right := Geometry{0, 0, 1920, 1080}, Geometry{1920, 200, 1280, 1024}
	both := []Geometry{left, right}
	for _, c := range []struct {
		name    string
		g, want Geometry
		screens []Geometry
	}{
		{"inside", Geometry{10, 20, 960, 600}, Geometry{10, 20, 960, 600}, both},
		{"inside the second", Geometry{2000, 300, 960, 600}, Geometry{2000, 300, 960, 600}, both},
		{"over the edge", Geometry{1800, 900, 960, 600}, Geometry{1920, 624, 960, 600}, both},
		{"mostly on the first", Geometry{1000, 100, 960, 600}, Geometry{960, 100, 960, 600}, both},
		{"above", Geometry{10, -30, 960, 600}, Geometry{10, 0, 960, 600}, both},
		{"on a screen that is gone", Geometry{2000, 300, 960, 600}, Geometry{960, 300, 960, 600}, both[:1]},
		{"minimised on Windows", Geometry{-32000, -32000, 960, 600}, Geometry{0, 0, 960, 600}, both},
		{"too big", Geometry{-10, -10, 5000, 5000}, Geometry{0, 0, 1920, 1080}, both},
		{"on a screen left of the first", Geometry{-900, 50, 800, 600}, Geometry{-900, 50, 800, 600}, []Geometry{left, {-1000, 0, 1000, 800}}},
		{"no screens", Geometry{-10, 5, 960, 600}, Geometry{-10, 5, 960, 600}, nil},
		{"no area", Geometry{-10, 5, 0, 600}, Geometry{-10, 5, 0, 600}, both},
	} {
		assert.Equal(t, c.want, Clamp(c.g, c.screens), c.name)
	}
}

func drawGeometry(t *rapid.T, label string, smallest int) Geometry {
	at, length := rapid.IntRange(-40_000, 40_000), rapid.IntRange(smallest, 8_000)
	return Geometry{at.Draw(t, label+" x"), at.Draw(t, label+" y"), length.Draw(t, label+" width"), length.Draw(t, label+" height")}
}

func contains(outer, inner Geometry) bool {
	return inner.X >= outer.X && inner.Y >= outer.Y &&
		inner.X+inner.Width <= outer.X+outer.Width && inner.Y+inner.Height <= outer.Y+outer.Height
}

func TestClampProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := drawGeometry(t, "window", 1)
		screens := make([]Geometry, rapid.IntRange(1, 4).Draw(t, "screens"))
		for i := range screens {
			screens[i] = drawGeometry(t, "screen", 1)
		}
		clamped := Clamp(g, screens)
		inside := false
		for _, screen := range screens {
			inside = inside || contains(screen, clamped)
			if contains(screen, g) {
				assert.Equal(t, g, clamped, "what fits stays")
			}
		}
		assert.True(t, inside, "all of it lies on one screen")
		assert.LessOrEqual(t, clamped.Width, g.Width)
		assert.LessOrEqual(t, clamped.Height, g.Height)
		assert.Positive(t, clamped.Width)
		assert.Positive(t, clamped.Height)
		assert.Equal(t, clamped, Clamp(clamped, screens), "once is enough")
	})
}

func TestFrameComesOffAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, side := drawGeometry(t, "window", 0), rapid.IntRange(0, 100)
		f := frame{side.Draw(t, "left"), side.Draw(t, "right"), side.Draw(t, "top"), side.Draw(t, "bottom")}
		assert.True(t, contains(g.with(f), g))
		assert.Equal(t, g, g.with(f).without(f))
	})
}

func TestWithin(t *testing.T) {
	screen := Geometry{0, 0, 1920, 1080}
	for want, area := range map[Geometry]Geometry{
		{0, 30, 1920, 1050}: {0, 30, 1920, 1050},
		{0, 0, 1920, 1040}:  {0, 0, 3200, 1040}, // over two screens
		{64, 0, 1856, 1080}: {64, 0, 3136, 1200},
		screen:              {5000, 0, 100, 100}, // of another screen
	} {
		assert.Equal(t, want, screen.within(area))
	}
}
