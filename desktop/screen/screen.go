// Package screen takes a picture of everything that can be seen, so that a QR code
// in another window can be read.
package screen

import (
	"errors"
	"image"
)

// ErrEmpty is the error where the picture has one colour only: a desktop that lets
// no program look, as Wayland's do, shows them a black screen.
var ErrEmpty = errors.New("screen: nothing can be seen")

// Capture returns what all screens show. It can wait for the window system for
// some seconds. The errors are ErrEmpty, errors.ErrUnsupported, and those of the
// window system.
func Capture() (image.Image, error) {
	picture, err := capture()
	if err != nil {
		return nil, err
	}
	if plain(picture) {
		return nil, ErrEmpty
	}
	return picture, nil
}

func plain(picture *image.RGBA) bool {
	for i := 4; i < len(picture.Pix); i += 4 {
		if [4]byte(picture.Pix[i:i+4]) != [4]byte(picture.Pix[:4]) {
			return false
		}
	}
	return true
}

// swap turns rows of blue, green, red and a byte without meaning into the order of
// an image.
func swap(to, from []byte) {
	for i := 0; i+3 < len(from); i += 4 {
		to[i], to[i+1], to[i+2], to[i+3] = from[i+2], from[i+1], from[i], 0xff
	}
}
