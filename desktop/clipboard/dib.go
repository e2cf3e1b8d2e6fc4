package clipboard

import (
	"encoding/binary"
	"fmt"
	"math"
)

// The header that a bitmap begins with in memory (BITMAPINFOHEADER), and the one
// before it in a file.
const (
	infoSize  = 40
	fileSize  = 14
	plain     = 0 // BI_RGB
	bitFields = 3 // BI_BITFIELDS
	masksSize = 12
)

// bmpOf makes the contents of a BMP file from a device independent bitmap, as it
// lies on the clipboard of Windows. A bitmap of 32 bits whose masks only say what
// is usual is written without them, because readers do without.
func bmpOf(dib []byte) ([]byte, error) {
	if len(dib) < infoSize {
		return nil, fmt.Errorf("%w: a bitmap of %d bytes", ErrNoPicture, len(dib))
	}
	header := binary.LittleEndian.Uint32(dib)
	depth := binary.LittleEndian.Uint16(dib[14:])
	compression := binary.LittleEndian.Uint32(dib[16:])
	colours := binary.LittleEndian.Uint32(dib[32:])
	if header < infoSize || int64(header) > int64(len(dib)) || len(dib) > math.MaxInt32-fileSize {
		return nil, fmt.Errorf("%w: a bitmap with a header of %d bytes", ErrNoPicture, header)
	}
	if header == infoSize && compression == bitFields && depth == 32 && usualMasks(dib[infoSize:]) {
		dib = append(append([]byte{}, dib[:infoSize]...), dib[infoSize+masksSize:]...)
		binary.LittleEndian.PutUint32(dib[16:], plain)
	}
	if depth <= 8 && colours == 0 {
		colours = 1 << depth
	}
	pixels := uint64(fileSize) + uint64(header) + 4*uint64(colours)
	if pixels > uint64(fileSize+len(dib)) {
		return nil, fmt.Errorf("%w: a bitmap with %d colours", ErrNoPicture, colours)
	}
	file := make([]byte, fileSize, fileSize+len(dib))
	copy(file, "BM")
	binary.LittleEndian.PutUint32(file[2:], uint32(fileSize+len(dib))) //nolint:gosec // checked above
	binary.LittleEndian.PutUint32(file[10:], uint32(pixels))           //nolint:gosec // below the length
	return append(file, dib...), nil
}

// usualMasks tells whether the masks after a header stand for blue, green, red.
func usualMasks(rest []byte) bool {
	return len(rest) >= masksSize &&
		binary.LittleEndian.Uint32(rest) == 0xff0000 &&
		binary.LittleEndian.Uint32(rest[4:]) == 0xff00 &&
		binary.LittleEndian.Uint32(rest[8:]) == 0xff
}
