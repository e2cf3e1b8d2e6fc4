package pairing

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	_ "image/gif"  // a format that ReadImage takes
	_ "image/jpeg" // the same
	_ "image/png"  // the same
	"io"

	_ "golang.org/x/image/bmp" // the same
	xdraw "golang.org/x/image/draw"
)

// Limits of a picture: of the file in bytes, and of what it unpacks to in pixels.
// A phone's camera makes up to 12 million by default, screens have fewer.
const (
	MaxFile   = 32 << 20
	maxPixels = 24 << 20
)

// The errors of [ReadImage] and [Codes].
var (
	ErrNoPicture = errors.New("this is no picture that can be read")
	ErrTooLarge  = errors.New("the picture is too large")
	ErrNoCode    = errors.New("no QR code found in the picture")
)

// ReadImage reads a PNG, JPEG, GIF or BMP picture of at most [MaxFile] bytes. Its
// errors are ErrNoPicture and ErrTooLarge. Other formats are left out: WebP has its
// size in two places, of which the decoder checks one.
func ReadImage(file io.ReadSeeker) (picture image.Image, err error) {
	defer func() {
		if recover() != nil { // files come from anywhere
			picture, err = nil, ErrNoPicture
		}
	}()
	size, err := file.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoPicture, err)
	}
	if size > MaxFile {
		return nil, ErrTooLarge
	}
	if err := rewind(file); err != nil {
		return nil, err
	}
	header, _, err := image.DecodeConfig(file)
	switch {
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrNoPicture, err)
	case tooLarge(image.Rect(0, 0, header.Width, header.Height)):
		return nil, ErrTooLarge
	}
	if err := rewind(file); err != nil {
		return nil, err
	}
	if picture, _, err = image.Decode(file); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoPicture, err)
	}
	if tooLarge(picture.Bounds()) {
		return nil, ErrTooLarge
	}
	return picture, nil
}

func tooLarge(size image.Rectangle) bool {
	return size.Dx() > maxPixels || size.Dy() > maxPixels || size.Dx()*size.Dy() > maxPixels
}

func rewind(file io.Seeker) error {
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("%w: %w", ErrNoPicture, err)
	}
	return nil
}

// Code is a QR code in a picture.
type Code struct {
	Text string
	// Center is where it lies, in the picture's pixels.
	Center image.Point
}

// mostCodes is how many codes of one picture are read.
const mostCodes = 8

// Codes reads the QR codes of a picture, from top to bottom, each once; what looks
// like a code and cannot be read does not hide one beside it. ctx is looked at
// between the attempts, of which each takes some hundredths of a second. Without any
// code the error is ErrNoCode.
func Codes(ctx context.Context, picture image.Image) (found []Code, err error) {
	defer func() {
		if recover() != nil { // a picture that is not what it says
			found, err = nil, ErrNoCode
		}
	}()
	all, fine := views(picture.Bounds())
	for i, view := range all {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		found = view.codes(ctx, picture, found)
		if len(found) == 0 {
			continue
		}
		// Another code may be too small for the view that read this one.
		if i < fine {
			found = all[fine].codes(ctx, picture, found)
		}
		return found, ctx.Err()
	}
	for _, tile := range tiles(picture.Bounds()) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		found = tile.codes(ctx, picture, found)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, ErrNoCode
	}
	return found, nil
}

// view is a way to look at a part of a picture: how many of its pixels become one.
type view struct {
	part         image.Rectangle
	across, down float64
}

// even is a part seen so that its longer side has that many pixels.
func even(part image.Rectangle, side float64) view {
	scale := float64(longerSide(part)) / side
	return view{part, scale, scale}
}

func longerSide(part image.Rectangle) int { return max(part.Dx(), part.Dy()) }

// Longer sides of what a view sees, in pixels: with few a code that fills a third of
// it has modules of some pixels, with many small codes are seen, too.
const (
	fewPixels  = 640
	manyPixels = 1600
)

// views are the ways to look at a whole picture, the most promising first: with few
// pixels; stretched, which takes back much of a tilt; finer for small codes; coarser
// against noise. fine is which of them is the finest.
func views(bounds image.Rectangle) (all []view, fine int) {
	longer := float64(longerSide(bounds))
	usual := min(max(longer, 300), fewPixels)
	first := even(bounds, usual)
	const stretch = 1.25
	all = []view{first, {bounds, first.across, first.down / stretch}, {bounds, first.across / stretch, first.down}}
	if longer > usual {
		fine = len(all)
		all = append(all, even(bounds, min(longer, manyPixels)))
	}
	return append(all, even(bounds, usual*0.6)), fine
}

// tiles are four overlapping parts of a picture, each seen with many pixels: what
// disturbs in one of them is not in another, and smaller codes are seen. In a small
// picture they would show nothing that the views have not.
func tiles(bounds image.Rectangle) (all []view) {
	if longerSide(bounds) <= fewPixels {
		return nil
	}
	size := image.Pt(bounds.Dx()*3/5, bounds.Dy()*3/5)
	rest := bounds.Size().Sub(size)
	for _, at := range []image.Point{{}, {X: rest.X}, {Y: rest.Y}, rest} {
		part := image.Rectangle{Max: size}.Add(bounds.Min).Add(at)
		all = append(all, even(part, min(float64(longerSide(part)), manyPixels)))
	}
	return all
}

// codes reads what codes can be read in one view, beside those found before.
func (v view) codes(ctx context.Context, picture image.Image, found []Code) []Code {
	sheet := v.sheet(picture)
	for range mostCodes {
		text, corners, ok := read(ctx, sheet)
		if !ok {
			break
		}
		cover(sheet, corners)
		found = add(found, Code{Text: text, Center: v.middle(corners)})
	}
	return found
}

// sheet is the part in grey.
func (v view) sheet(picture image.Image) *image.Gray {
	size := image.Rect(0, 0, max(int(float64(v.part.Dx())/v.across), 1), max(int(float64(v.part.Dy())/v.down), 1))
	sheet := image.NewGray(size)
	draw.Draw(sheet, size, image.NewUniform(color.White), image.Point{}, draw.Src) // what is transparent is paper
	xdraw.BiLinear.Scale(sheet, size, picture, v.part, draw.Over, nil)
	return sheet
}

// middle is the centre of a code in pixels of the picture.
func (v view) middle(corners []corner) image.Point {
	x, y := (corners[0].x+corners[2].x)/2, (corners[0].y+corners[2].y)/2
	return v.part.Min.Add(image.Pt(int(x*v.across), int(y*v.down)))
}

// add leaves out a text that is there already: a code that was read twice.
func add(found []Code, code Code) []Code {
	for i, other := range found {
		if other.Text == code.Text {
			return found
		}
		if code.Center.Y < other.Center.Y {
			return append(found[:i], append([]Code{code}, found[i:]...)...)
		}
	}
	return append(found, code)
}
