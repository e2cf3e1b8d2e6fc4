package pairing

import (
	"context"
	"image"
	"image/color"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	"golang.org/x/image/vector"
)

// corner is one of the points by which a code was found, in pixels of a sheet.
type corner struct{ x, y float64 }

// read tries to find one code: the light read in two ways, dark on light and the
// other way round.
func read(ctx context.Context, sheet *image.Gray) (text string, corners []corner, ok bool) {
	size := sheet.Bounds()
	source, err := gozxing.NewPlanarYUVLuminanceSource(sheet.Pix, sheet.Stride, size.Dy(), 0, 0, size.Dx(), size.Dy(), false)
	if err != nil {
		return "", nil, false
	}
	for _, light := range []gozxing.LuminanceSource{source, source.Invert()} {
		for _, binarizer := range []gozxing.Binarizer{gozxing.NewHybridBinarizer(light), gozxing.NewGlobalHistgramBinarizer(light)} {
			if ctx.Err() != nil {
				return "", nil, false
			}
			if text, corners, ok = decode(binarizer); ok {
				return text, corners, true
			}
		}
	}
	return "", nil, false
}

// decode looks for a code in black and white. Pictures come from anywhere, and the
// library indexes where a picture leads it: what makes it panic has no code.
func decode(binarizer gozxing.Binarizer) (text string, corners []corner, ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	bitmap, err := gozxing.NewBinaryBitmap(binarizer)
	if err != nil {
		return "", nil, false
	}
	result, err := qrcode.NewQRCodeReader().Decode(bitmap, map[gozxing.DecodeHintType]any{
		gozxing.DecodeHintType_TRY_HARDER: true, gozxing.DecodeHintType_CHARACTER_SET: "UTF-8",
	})
	if err != nil {
		return "", nil, false
	}
	for _, p := range result.GetResultPoints() {
		corners = append(corners, corner{p.GetX(), p.GetY()})
	}
	return result.GetText(), corners, len(corners) >= 3
}

// cover paints over a code that was read, so that the next one can be found. The
// first three corners are the middles of its finder patterns: below left, above
// left, above right.
func cover(sheet *image.Gray, corners []corner) {
	below, above, right := corners[0], corners[1], corners[2]
	last := corner{below.x + right.x - above.x, below.y + right.y - above.y}
	centre := corner{(below.x + right.x) / 2, (below.y + right.y) / 2}
	out := func(c corner) (x, y float32) {
		// The patterns' middles lie 3.5 modules inside; half as much again is enough
		// for the smallest code.
		const grow = 1.5
		return float32(centre.x + grow*(c.x-centre.x)), float32(centre.y + grow*(c.y-centre.y))
	}
	size := sheet.Bounds()
	shape := vector.NewRasterizer(size.Dx(), size.Dy())
	shape.MoveTo(out(below))
	shape.LineTo(out(above))
	shape.LineTo(out(right))
	shape.LineTo(out(last))
	shape.ClosePath()
	shape.Draw(sheet, size, image.NewUniform(color.Gray{Y: 128}), image.Point{})
}
