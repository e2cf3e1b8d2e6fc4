//go:build linux || freebsd || netbsd || openbsd

package clipboard

import (
	"time"

	"keycase/desktop/internal/x11"
)

// pictureTypes are asked for one after the other, the exact ones first.
var pictureTypes = []string{"image/png", "image/bmp", "image/jpeg"}

// picturePatience bounds the whole transfer, whose speed is the other program's.
const picturePatience = 10 * time.Second

func picture() ([]byte, error) {
	conn, err := x11.Open()
	if err != nil {
		return nil, err
	}
	// A program that says nothing more is left alone by closing the connection.
	timer := time.AfterFunc(picturePatience, conn.Close)
	defer timer.Stop()
	defer conn.Close()
	p, err := newPaste(conn, pictureTypes)
	if err != nil {
		return nil, err
	}
	for _, kind := range pictureTypes {
		data, err := p.ask(kind)
		if err != nil || data != nil {
			return data, err
		}
	}
	return nil, ErrNoPicture
}
