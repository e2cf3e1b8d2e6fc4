package outline

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// SVG rewrites an icon of paths, rectangles and circles: each stroke becomes a filled shape of the
// given width in units of the icon's box, and fills stay fills. color is the fill of everything,
// such as "#1d2026".
func SVG(icon []byte, width float64, color string) ([]byte, error) {
	var b strings.Builder
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24">`)
	decoder := xml.NewDecoder(bytes.NewReader(icon))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			b.WriteString("</svg>")
			return []byte(b.String()), nil
		}
		if err != nil {
			return nil, fmt.Errorf("outline: %w", err)
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local == "svg" {
			continue
		}
		lines, err := element(start)
		if err != nil {
			return nil, err
		}
		filled := attribute(start, "fill") != "none"
		for _, l := range lines {
			shapes := l.outline(width)
			if filled {
				write(&b, [][]point{l.points}, color)
			}
			write(&b, shapes, color)
		}
	}
}

// write gives each shape a path of its own, so that two of them never cancel each other out.
func write(b *strings.Builder, shapes [][]point, color string) {
	fmt.Fprintf(b, `<path d="%s" fill="%s"/>`, data(shapes), color)
}

func element(start xml.StartElement) ([]line, error) {
	switch start.Name.Local {
	case "path":
		return parsePath(attribute(start, "d"))
	case "circle":
		values, err := parseNumbers(strings.Join([]string{
			attribute(start, "cx"), attribute(start, "cy"), attribute(start, "r"),
		}, " "))
		if err != nil || len(values) != 3 {
			return nil, fmt.Errorf("outline: circle with %d numbers", len(values))
		}
		x, y, r := values[0], values[1], values[2]
		return parsePath(fmt.Sprintf("M%f %fA%f %f 0 0 1 %f %fA%f %f 0 0 1 %f %fZ", x-r, y, r, r, x+r, y, r, r, x-r, y))
	case "rect":
		return rectangle(start)
	default:
		return nil, fmt.Errorf("outline: element %q", start.Name.Local)
	}
}

func rectangle(start xml.StartElement) ([]line, error) {
	values := make([]float64, 5)
	for i, name := range []string{"x", "y", "width", "height", "rx"} {
		numbers, err := parseNumbers(attribute(start, name))
		if err != nil {
			return nil, err
		}
		if len(numbers) > 0 {
			values[i] = numbers[0]
		}
	}
	x, y, w, h, r := values[0], values[1], values[2], values[3], values[4]
	corner := fmt.Sprintf("a%f %f 0 0 1 ", r, r)
	return parsePath(fmt.Sprintf("M%f %fh%f%s%f %fv%f%s%f %fh%f%s%f %fv%f%s%f %fZ",
		x+r, y, w-2*r, corner, r, r, h-2*r, corner, -r, r, 2*r-w, corner, -r, -r, 2*r-h, corner, r, -r))
}

func attribute(start xml.StartElement, name string) string {
	for _, a := range start.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
