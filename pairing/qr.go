package pairing

import (
	"context"
	"image"
	"image/color"

	"github.com/makiuchi-d/gozxing"
	multi "github.com/makiuchi-d/gozxing/multi/qrcode/detector"
	"github.com/makiuchi-d/gozxing/qrcode"
	"github.com/makiuchi-d/gozxing/qrcode/decoder"
	"github.com/makiuchi-d/gozxing/qrcode/detector"
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
			if text, corners, ok = decode(ctx, binarizer); ok {
				return text, corners, true
			}
		}
	}
	return "", nil, false
}

// hints are what the library is told. What looks like a finder pattern is tried with
// every two others: a picture of nothing else would keep the library busy for
// minutes. With more than most of them it panics, which is the only way out of it.
func hints(most int) map[gozxing.DecodeHintType]any {
	return map[gozxing.DecodeHintType]any{
		gozxing.DecodeHintType_TRY_HARDER: true, gozxing.DecodeHintType_CHARACTER_SET: "UTF-8",
		gozxing.DecodeHintType_NEED_RESULT_POINT_CALLBACK: gozxing.ResultPointCallback(func(point gozxing.ResultPoint) {
			if _, eye := point.(*detector.FinderPattern); !eye {
				return
			}
			if most--; most < 0 {
				panic("too many finder patterns")
			}
		}),
	}
}

// How many finder patterns there may be where the best three of them are looked for,
// and where all are tried. A page with some codes has a dozen.
const (
	mostForBest = 128
	mostForAll  = 32
)

// decode looks for a code in black and white. Pictures come from anywhere, and the
// library indexes where a picture leads it: what makes it panic has no code.
func decode(ctx context.Context, binarizer gozxing.Binarizer) (text string, corners []corner, ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	bitmap, err := gozxing.NewBinaryBitmap(binarizer)
	if err != nil {
		return "", nil, false
	}
	if result, err := qrcode.NewQRCodeReader().Decode(bitmap, hints(mostForBest)); err == nil {
		return result.GetText(), cornersOf(result.GetResultPoints()), true
	}
	return decodeAny(ctx, bitmap)
}

// decodeAny tries every three finder patterns that may belong together. The reader
// for one code tries only those that look best, and these may be of a code that
// nobody can read.
func decodeAny(ctx context.Context, bitmap *gozxing.BinaryBitmap) (text string, corners []corner, ok bool) {
	black, err := bitmap.GetBlackMatrix()
	if err != nil {
		return "", nil, false
	}
	several, err := multi.NewMultiDetector(black).DetectMulti(hints(mostForAll))
	if err != nil {
		return "", nil, false
	}
	for _, one := range several {
		if ctx.Err() != nil {
			return "", nil, false
		}
		if result, err := decoder.NewDecoder().Decode(one.GetBits(), hints(0)); err == nil {
			return result.GetText(), cornersOf(one.GetPoints()), true
		}
	}
	return "", nil, false
}

func cornersOf(points []gozxing.ResultPoint) (corners []corner) {
	for _, p := range points {
		corners = append(corners, corner{p.GetX(), p.GetY()})
	}
	return corners
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
