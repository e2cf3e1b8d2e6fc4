package tray

import (
	"bytes"
	"image/png"

	"github.com/fyne-io/image/ico"
)

// iconFor makes the ICO that Windows wants.
func iconFor(icon []byte) ([]byte, error) {
	picture, err := png.Decode(bytes.NewReader(icon))
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := ico.Encode(&out, picture); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
