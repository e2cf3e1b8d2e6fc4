package outline

import (
	"fmt"
	"math"
	"strconv"

	"keycase/internal/lazy"
)

var (
	commands = lazy.Regexp(`([A-Za-z])([^A-Za-z]*)`)
	numbers  = lazy.Regexp(`[-+]?(?:\d+\.?\d*|\.\d+)`)
)

// arity is how many numbers each command takes at a time.
var arity = map[string]int{
	"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "A": 7, "Z": 0,
}

// pen follows a path and leaves lines behind.
type pen struct {
	lines   []line
	at      point
	start   point // of the line being drawn
	control point // the second one of the last curve, for the smooth continuation
}

// parsePath reads the d attribute of an SVG path. It knows the commands that icons use.
func parsePath(d string) ([]line, error) {
	p := &pen{}
	for _, match := range commands().FindAllStringSubmatch(d, -1) {
		values, err := parseNumbers(match[2])
		if err != nil {
			return nil, err
		}
		if err := p.run(match[1], values); err != nil {
			return nil, err
		}
	}
	return p.lines, nil
}

func parseNumbers(text string) ([]float64, error) {
	var out []float64
	for _, field := range numbers().FindAllString(text, -1) {
		value, err := strconv.ParseFloat(field, 64)
		if err != nil {
			return nil, fmt.Errorf("outline: number %q: %w", field, err)
		}
		out = append(out, value)
	}
	return out, nil
}

// run repeats a command for all its numbers; after the first, M means L.
func (p *pen) run(command string, values []float64) error {
	upper := command
	relative := command >= "a"
	if relative {
		upper = string(command[0] - 'a' + 'A')
	}
	count, known := arity[upper]
	if !known || (count == 0) != (len(values) == 0) || count > 0 && len(values)%count != 0 {
		return fmt.Errorf("outline: command %q with %d numbers", command, len(values))
	}
	if count == 0 {
		p.close()
		return nil
	}
	for i := 0; i < len(values); i += count {
		p.step(upper, relative, values[i:i+count])
		if upper == "M" {
			upper = "L"
		}
	}
	return nil
}

func (p *pen) step(command string, relative bool, v []float64) {
	origin := point{}
	if relative {
		origin = p.at
	}
	to := func(i int) point { return origin.add(point{v[i], v[i+1]}) }
	from := p.at
	smooth := from

	switch command {
	case "M":
		p.start = to(0)
		p.at = p.start
		p.lines = append(p.lines, line{points: []point{p.at}})
	case "L":
		p.lineTo(to(0))
	case "H":
		p.lineTo(point{origin.x + v[0], from.y})
	case "V":
		p.lineTo(point{from.x, origin.y + v[0]})
	case "C":
		smooth = to(2)
		p.curveTo(to(0), smooth, to(4))
	case "S":
		smooth = to(0)
		p.curveTo(from.add(from.sub(p.control)), smooth, to(2))
	case "A":
		p.arcTo(point{v[0], v[1]}, v[2]*math.Pi/180, v[3] != 0, v[4] != 0, to(5))
	}
	p.control = p.at
	if command == "C" || command == "S" {
		p.control = smooth
	}
}

func (p *pen) lineTo(to point) {
	p.at = to
	if len(p.lines) == 0 || p.lines[len(p.lines)-1].closed {
		p.lines = append(p.lines, line{points: []point{p.start}})
	}
	last := &p.lines[len(p.lines)-1]
	last.points = append(last.points, to)
}

func (p *pen) close() {
	p.at, p.control = p.start, p.start
	if len(p.lines) > 0 {
		p.lines[len(p.lines)-1].closed = true
	}
}

// curveTo draws a cubic curve as straight pieces; icons are small, so a fixed number is enough.
func (p *pen) curveTo(c1, c2, to point) {
	const pieces = 24
	from := p.at
	for i := 1; i <= pieces; i++ {
		t := float64(i) / pieces
		u := 1 - t
		p.lineTo(from.scale(u * u * u).add(c1.scale(3 * u * u * t)).add(c2.scale(3 * u * t * t)).add(to.scale(t * t * t)))
	}
}

// arcTo draws an elliptic arc by the formulas of SVG 1.1, appendix F.6.5 and F.6.6.
func (p *pen) arcTo(radius point, rotation float64, large, sweep bool, to point) {
	from := p.at
	if radius.x == 0 || radius.y == 0 || from.near(to) {
		p.lineTo(to)
		return
	}
	mid := from.sub(to).scale(0.5).turned(-rotation)
	if over := math.Hypot(mid.x/radius.x, mid.y/radius.y); over > 1 {
		radius = radius.scale(over) // too small to reach
	}
	// In a space where the ellipse is the unit circle.
	unit := point{mid.x / radius.x, mid.y / radius.y}
	distance := unit.length()
	reach := math.Sqrt(max(0, 1/(distance*distance)-1))
	if large == sweep {
		reach = -reach
	}
	centre := point{unit.y, -unit.x}.scale(reach)
	start, end := unit.sub(centre), unit.scale(-1).sub(centre)
	angle := math.Atan2(start.x*end.y-start.y*end.x, start.x*end.x+start.y*end.y)
	if sweep && angle < 0 {
		angle += 2 * math.Pi
	} else if !sweep && angle > 0 {
		angle -= 2 * math.Pi
	}

	place := func(u point) point {
		return point{u.x * radius.x, u.y * radius.y}.turned(rotation).add(from.add(to).scale(0.5))
	}
	steps := stepsFor(max(radius.x, radius.y), angle)
	for i := 1; i < steps; i++ {
		p.lineTo(place(centre.add(start.turned(angle * float64(i) / float64(steps)))))
	}
	p.lineTo(to)
}
