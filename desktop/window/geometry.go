package window

// Geometry is a rectangle in pixels; X and Y count from the top left corner of the first screen
// and can be negative.
type Geometry struct{ X, Y, Width, Height int }

// Clamp returns g moved, and shrunk where it must be, so that all of it lies on one of the screens:
// the one that it overlaps most, else the first. Without screens, or without an area of its own, g
// stays as it is.
func Clamp(g Geometry, screens []Geometry) Geometry {
	if len(screens) == 0 || g.Width <= 0 || g.Height <= 0 {
		return g
	}
	best := under(g, screens)
	g.X, g.Width = fit(g.X, g.Width, best.X, best.Width)
	g.Y, g.Height = fit(g.Y, g.Height, best.Y, best.Height)
	return g
}

// under is the screen that g overlaps most, else the first; there must be one.
func under(g Geometry, screens []Geometry) Geometry {
	best := screens[0]
	for _, screen := range screens[1:] {
		if overlap(g, screen) > overlap(g, best) {
			best = screen
		}
	}
	return best
}

// fit moves and shrinks one side into a range.
func fit(at, length, from, room int) (int, int) {
	length = min(length, room)
	return min(max(at, from), from+room-length), length
}

// overlap is the area that two rectangles share.
func overlap(a, b Geometry) int {
	width := min(a.X+a.Width, b.X+b.Width) - max(a.X, b.X)
	height := min(a.Y+a.Height, b.Y+b.Height) - max(a.Y, b.Y)
	return max(width, 0) * max(height, 0)
}

// frame is how far a frame reaches beyond the window on each side.
type frame struct{ left, right, top, bottom int }

func (g Geometry) with(f frame) Geometry {
	return Geometry{g.X - f.left, g.Y - f.top, g.Width + f.left + f.right, g.Height + f.top + f.bottom}
}

func (g Geometry) without(f frame) Geometry {
	return g.with(frame{-f.left, -f.right, -f.top, -f.bottom})
}

// within is the part of g that lies in area; all of it where none does.
func (g Geometry) within(area Geometry) Geometry {
	if overlap(g, area) == 0 {
		return g
	}
	x, y := max(g.X, area.X), max(g.Y, area.Y)
	return Geometry{x, y, min(g.X+g.Width, area.X+area.Width) - x, min(g.Y+g.Height, area.Y+area.Height) - y}
}
