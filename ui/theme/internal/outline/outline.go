// Package outline turns the strokes of an icon into filled shapes.
//
// Fyne's SVG reader (oksvg, as of Fyne 2.8.1) draws a stroke as many device pixels wide as the file
// says units, so that an icon gets thinner the more pixels a screen has; and Fyne recolours fills
// only. A filled outline scales with the icon and takes any colour.
package outline

import (
	"math"
	"strconv"
	"strings"
)

// tolerance is how far a straight piece may stray from the curve it stands for, in units of the
// icon's 24 x 24 box: at 200 % and 48 units still a twentieth of a pixel.
const tolerance = 0.01

type point struct{ x, y float64 }

func (p point) add(q point) point      { return point{p.x + q.x, p.y + q.y} }
func (p point) sub(q point) point      { return point{p.x - q.x, p.y - q.y} }
func (p point) scale(by float64) point { return point{p.x * by, p.y * by} }
func (p point) length() float64        { return math.Hypot(p.x, p.y) }
func (p point) near(q point) bool      { return p.sub(q).length() < 1e-6 }
func (p point) turned(rad float64) point {
	sin, cos := math.Sincos(rad)
	return point{p.x*cos - p.y*sin, p.x*sin + p.y*cos}
}

// line is a chain of straight pieces.
type line struct {
	points []point
	closed bool
}

// clean drops points that repeat their predecessor; they have no direction.
func (l line) clean() line {
	var points []point
	for _, p := range l.points {
		if len(points) == 0 || !points[len(points)-1].near(p) {
			points = append(points, p)
		}
	}
	if l.closed && len(points) > 1 && points[0].near(points[len(points)-1]) {
		points = points[:len(points)-1]
	}
	return line{points, l.closed && len(points) > 2}
}

// outline returns the closed shapes that a pen of the given width with round ends and joins covers.
// To be filled by the nonzero rule.
func (l line) outline(width float64) [][]point {
	l = l.clean()
	half := width / 2
	switch {
	case len(l.points) == 0:
		return nil
	case len(l.points) == 1:
		at := l.points[0]
		return [][]point{fan(at, point{half, 0}, 2*math.Pi)}
	case l.closed:
		return [][]point{side(l.points, true, half), side(backwards(l.points), true, half)}
	}
	back := backwards(l.points)
	shape := side(l.points, false, half)
	shape = append(shape, roundEnd(l.points, half)...)
	shape = append(shape, side(back, false, half)...)
	shape = append(shape, roundEnd(back, half)...)
	return [][]point{shape}
}

func backwards(points []point) []point {
	out := make([]point, len(points))
	for i, p := range points {
		out[len(points)-1-i] = p
	}
	return out
}

// side walks along the points at the distance half to their left.
func side(points []point, closed bool, half float64) []point {
	pieces := len(points)
	if !closed {
		pieces--
	}
	at := func(i int) point { return points[i%len(points)] }
	normal := func(i int) point { return left(at(i), at(i+1), half) }

	var out []point
	for i := range pieces {
		out = append(out, at(i).add(normal(i)), at(i+1).add(normal(i)))
		if closed || i+1 < pieces {
			out = append(out, join(at(i+1), normal(i), normal((i+1)%len(points)))...)
		}
	}
	return out
}

// left is the vector of the given length to the left of the way from a to b.
func left(a, b point, length float64) point {
	way := b.sub(a)
	return point{-way.y, way.x}.scale(length / way.length())
}

// join rounds the corner at p on the outer side; on the inner side it goes through the corner
// itself, which keeps the area between the two edges covered.
func join(p, from, to point) []point {
	angle := math.Atan2(from.x*to.y-from.y*to.x, from.x*to.x+from.y*to.y)
	switch {
	case math.Abs(angle) < 0.2: // within a curve
		return nil
	case angle > 0:
		return []point{p}
	default:
		return fan(p, from, angle)
	}
}

// roundEnd is the half circle around the last point.
func roundEnd(points []point, half float64) []point {
	last := len(points) - 1
	return fan(points[last], left(points[last-1], points[last], half), -math.Pi)
}

// fan walks around p, beginning at p+from, by an angle in radians.
func fan(p, from point, angle float64) []point {
	steps := stepsFor(from.length(), angle)
	out := make([]point, 0, steps+1)
	for i := range steps + 1 {
		out = append(out, p.add(from.turned(angle*float64(i)/float64(steps))))
	}
	return out
}

// mostSteps is plenty for a circle that fills the box; a larger one would leave it anyway.
const mostSteps = 720

// stepsFor is the number of straight pieces that an arc needs.
func stepsFor(radius, angle float64) int {
	if radius <= tolerance {
		return 1
	}
	step := 2 * math.Acos(1-tolerance/radius)
	return int(min(max(1, math.Ceil(math.Abs(angle)/step)), mostSteps))
}

// data writes closed shapes as the d attribute of a path.
func data(shapes [][]point) string {
	var b strings.Builder
	for _, shape := range shapes {
		for i, p := range shape {
			letter := "L"
			if i == 0 {
				letter = "M"
			}
			b.WriteString(letter + number(p.x) + " " + number(p.y))
		}
		b.WriteString("Z")
	}
	return b.String()
}

func number(v float64) string { return strconv.FormatFloat(v, 'f', 3, 64) }
