package clipboard

import (
	"encoding/binary"
	"time"
	"unicode/utf16"
)

// textPatience is how long the program that copied may take where it hands over
// only what is asked for, and hangs.
const textPatience = 4 * time.Second

func text() (string, error) {
	type outcome struct {
		text string
		err  error
	}
	done := make(chan outcome, 1)
	go func() {
		var o outcome
		o.err = whileOpen(func() error {
			o.text = fromWide(lying(formatUnicodeText, MaxText))
			return nil
		})
		done <- o
	}()
	select {
	case o := <-done:
		return o.text, o.err
	case <-time.After(textPatience):
		return "", ErrBusy
	}
}

// fromWide decodes UTF-16 up to its NUL: the memory may be larger than the text.
func fromWide(data []byte) string {
	units := make([]uint16, 0, len(data)/2)
	for ; len(data) >= 2; data = data[2:] {
		unit := binary.LittleEndian.Uint16(data)
		if unit == 0 {
			break
		}
		units = append(units, unit)
	}
	return string(utf16.Decode(units))
}
