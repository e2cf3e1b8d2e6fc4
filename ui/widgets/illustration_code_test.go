package widgets

import (
	"image"
	"image/color"
	"image/draw"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	"github.com/makiuchi-d/gozxing/qrcode/detector"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/pairing"
)

// TestADrawnCodeIsNoneToAReader: Keycase looks for a code on a screen that shows Keycase too.
func TestADrawnCodeIsNoneToAReader(t *testing.T) {
	const text = "machine_code=4004683219&qr_key=m7k2qx9d"
	for name, build := range map[string]func() fyne.CanvasObject{
		"slip":    func() fyne.CanvasObject { return NewSlipPicture(specimenCodeLine, specimenKeyLine) },
		"expired": func() fyne.CanvasObject { return NewExpiredPicture("0:00", specimenCodeLine, specimenKeyLine) },
	} {
		for theme, mode := range modes {
			for _, scale := range []float32{1, 1.25, 1.5, 2} {
				wear(t, mode)
				c := show(t, build(), printerWidth)
				c.SetScale(scale)
				drawn := c.Capture()
				assert.Less(t, eyes(t, drawn), 3, "%s %s at %v: three of them are a code", name, theme, scale)

				screen := image.NewGray(image.Rect(0, 0, 1920, 1080))
				draw.Draw(screen, screen.Rect, image.NewUniform(color.Gray{Y: 245}), image.Point{}, draw.Src)
				draw.Draw(screen, drawn.Bounds().Add(image.Pt(300, 200)), drawn, image.Point{}, draw.Src)
				genuine, err := qrcode.NewQRCodeWriter().Encode(text, gozxing.BarcodeFormat_QR_CODE, 260, 260, nil)
				require.NoError(t, err)
				draw.Draw(screen, image.Rect(1200, 500, 1460, 760), genuine, image.Point{}, draw.Src)
				codes, err := pairing.Codes(t.Context(), screen)
				require.NoError(t, err, "%s %s at %v", name, theme, scale)
				require.Len(t, codes, 1)
				assert.Equal(t, text, codes[0].Text)
			}
		}
	}
}

// eyes counts what a reader takes for the corner of a code.
func eyes(t *testing.T, drawn image.Image) int {
	t.Helper()
	bitmap, err := gozxing.NewBinaryBitmap(gozxing.NewHybridBinarizer(gozxing.NewLuminanceSourceFromImage(drawn)))
	require.NoError(t, err)
	black, err := bitmap.GetBlackMatrix()
	require.NoError(t, err)
	finder := detector.NewFinderPatternFinder(black, nil)
	_, _ = finder.Find(map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}) // what it found counts, not whether that will do
	return len(finder.GetPossibleCenters())
}
