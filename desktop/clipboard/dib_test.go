package clipboard

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/image/bmp"
)

// dib is a picture of 2x2 as it lies on the clipboard: from the bottom up.
func dib(t testing.TB, masks bool) (bytesOf []byte, picture image.Image) {
	t.Helper()
	p := image.NewRGBA(image.Rect(0, 0, 2, 2))
	for i, c := range []color.RGBA{{255, 0, 0, 255}, {0, 255, 0, 255}, {0, 0, 255, 255}, {9, 8, 7, 255}} {
		p.SetRGBA(i%2, i/2, c)
	}
	header := make([]byte, infoSize)
	for at, value := range map[int]uint32{0: infoSize, 4: 2, 8: 2, 12: 1 | 32<<16} {
		binary.LittleEndian.PutUint32(header[at:], value)
	}
	if masks {
		binary.LittleEndian.PutUint32(header[16:], bitFields)
		for _, mask := range []uint32{0xff0000, 0xff00, 0xff} {
			header = binary.LittleEndian.AppendUint32(header, mask)
		}
	}
	for y := 1; y >= 0; y-- {
		for x := range 2 {
			c := p.RGBAAt(x, y)
			header = append(header, c.B, c.G, c.R, 255)
		}
	}
	return header, p
}

func TestBitmapsBecomeFiles(t *testing.T) {
	for _, masks := range []bool{false, true} {
		lying, want := dib(t, masks)
		file, err := bmpOf(lying)
		require.NoError(t, err)
		got, err := bmp.Decode(bytes.NewReader(file))
		require.NoError(t, err)
		for y := range 2 {
			for x := range 2 {
				assert.Equal(t, color.RGBAModel.Convert(want.At(x, y)), color.RGBAModel.Convert(got.At(x, y)), "%d %d masks %v", x, y, masks)
			}
		}
	}
	for _, broken := range [][]byte{nil, make([]byte, 39), make([]byte, 40)} {
		_, err := bmpOf(broken)
		require.ErrorIs(t, err, ErrNoPicture)
	}
}

// FuzzBitmap holds for anything that programs put on the clipboard: no panic, and
// what comes out is as long as it says.
func FuzzBitmap(f *testing.F) {
	one, _ := dib(f, true)
	f.Add(one)
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := bmpOf(data)
		if err == nil {
			assert.Equal(t, len(file), int(binary.LittleEndian.Uint32(file[2:])))
			assert.LessOrEqual(t, int(binary.LittleEndian.Uint32(file[10:])), len(file)+masksSize)
		}
	})
}
