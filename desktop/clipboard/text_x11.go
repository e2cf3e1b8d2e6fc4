//go:build linux || freebsd || netbsd || openbsd

package clipboard

import (
	"time"

	"keycase/desktop/internal/x11"
)

// textTypes are asked for one after the other, those that carry any text first.
var textTypes = []string{targetUTF8, targetMIME, targetLatin1}

const (
	// answerPatience is how long a program may take to answer at all, and
	// textPatience how long for the whole text.
	answerPatience = 2 * time.Second
	textPatience   = 10 * time.Second
)

func text() (string, error) {
	conn, err := x11.Open()
	if err != nil {
		return "", err
	}
	timer := time.AfterFunc(answerPatience, conn.Close)
	defer timer.Stop()
	defer conn.Close()
	p, err := newPaste(conn, textTypes)
	if err != nil {
		return "", err
	}
	p.answered = func() { timer.Reset(textPatience) }
	for _, kind := range textTypes {
		data, err := p.ask(kind)
		if err != nil {
			return "", err
		}
		// Some programs answer with what they have, whatever they are asked for.
		switch p.kind {
		case p.atoms[targetLatin1]:
			return fromLatin1(data), nil
		case p.atoms[targetUTF8], p.atoms[targetMIME]:
			return string(data), nil
		}
	}
	return "", nil
}

func fromLatin1(data []byte) string {
	runes := make([]rune, len(data))
	for i, b := range data {
		runes[i] = rune(b)
	}
	return string(runes)
}
