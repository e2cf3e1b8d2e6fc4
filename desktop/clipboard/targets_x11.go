//go:build linux || freebsd || netbsd || openbsd

package clipboard

import (
	"unicode"
	"unicode/utf8"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// The names of the selection, of the targets that a program can ask for, and of types.
const (
	selection     = "CLIPBOARD"
	targetList    = "TARGETS"
	targetMany    = "MULTIPLE"
	targetTime    = "TIMESTAMP"
	targetUTF8    = "UTF8_STRING"
	targetLatin1  = "STRING"
	targetMIME    = "text/plain;charset=utf-8"
	targetHint    = "x-kde-passwordManagerHint"
	typeAtoms     = "ATOM"
	typeAtomPairs = "ATOM_PAIR"
	typeInteger   = "INTEGER"
)

var names = []string{selection, targetList, targetMany, targetTime, targetUTF8, targetLatin1, targetMIME, targetHint,
	typeAtoms, typeAtomPairs, typeInteger}

// answer hands one program what it asked for, or says that there is no such thing.
func (h *holding) answer(ask xproto.SelectionRequestEvent) {
	property := ask.Property
	if property == xproto.AtomNone { // programs of old
		property = ask.Target
	}
	delivered := false
	if ask.Target == h.atoms[targetMany] {
		delivered = h.deliverMany(ask.Requestor, property)
	} else {
		delivered = h.deliver(ask.Requestor, property, ask.Target)
	}
	if !delivered {
		property = xproto.AtomNone
	}
	told := xproto.SelectionNotifyEvent{
		Time: ask.Time, Requestor: ask.Requestor, Selection: ask.Selection, Target: ask.Target, Property: property,
	}
	xproto.SendEvent(h.conn.Conn, false, ask.Requestor, xproto.EventMaskNoEvent, string(told.Bytes()))
}

// deliver writes one target into a property of the program's window.
func (h *holding) deliver(to xproto.Window, property, target xproto.Atom) bool {
	text, ok := h.copyText()
	defer clear(text)
	if !ok {
		return false
	}
	v, ok := h.value(target, text)
	defer clear(v.data)
	if !ok || len(v.data) > h.conn.Limit-changeHeader {
		return false
	}
	h.write(to, property, v)
	return true
}

// deliverMany serves MULTIPLE: the property lists pairs of target and property, and what cannot be
// had is struck out of the list.
func (h *holding) deliverMany(to xproto.Window, list xproto.Atom) bool {
	pairs, err := h.conn.Cardinals(to, list)
	if err != nil || len(pairs) == 0 || len(pairs)%2 != 0 {
		return false
	}
	for i := 0; i < len(pairs); i += 2 {
		target, property := xproto.Atom(pairs[i]), xproto.Atom(pairs[i+1])
		if target == h.atoms[targetMany] || !h.deliver(to, property, target) {
			pairs[i+1] = xproto.AtomNone
		}
	}
	h.write(to, list, value{h.atoms[typeAtomPairs], 32, words(pairs...)})
	return true
}

// changeHeader is the size in bytes of a ChangeProperty request without its data.
const changeHeader = 24

func (h *holding) write(to xproto.Window, property xproto.Atom, v value) {
	units := uint32(len(v.data)) / uint32(v.format/8) //nolint:gosec // at most Limit
	xproto.ChangeProperty(h.conn.Conn, xproto.PropModeReplace, to, property, v.kind, v.format, units, v.data)
}

// value is what a target gives: data in units of 8 or 32 bits, and their type.
type value struct {
	kind   xproto.Atom
	format byte
	data   []byte
}

// value finds what a target gives for a text.
func (h *holding) value(target xproto.Atom, text []byte) (v value, ok bool) {
	switch target {
	case xproto.AtomNone:
		return value{}, false
	case h.atoms[targetList]:
		return value{h.atoms[typeAtoms], 32, words(h.offered(text)...)}, true
	case h.atoms[targetTime]:
		return value{h.atoms[typeInteger], 32, words(uint32(h.since))}, true
	case h.atoms[targetUTF8], h.atoms[targetMIME]:
		return value{target, 8, text}, true
	case h.atoms[targetLatin1]:
		return value{target, 8, latin1(text)}, isLatin1(text)
	case h.atoms[targetHint]:
		return value{target, 8, []byte("secret")}, true
	}
	return value{}, false
}

// offered lists the targets of a text. SAVE_TARGETS is not among them: nothing is to stay on the
// clipboard after this process.
func (h *holding) offered(text []byte) []uint32 {
	list := []string{targetList, targetMany, targetTime, targetHint, targetUTF8, targetMIME}
	if isLatin1(text) {
		list = append(list, targetLatin1)
	}
	atoms := make([]uint32, len(list))
	for i, name := range list {
		atoms[i] = uint32(h.atoms[name])
	}
	return atoms
}

// isLatin1 tells whether STRING can carry a text. A secret with question marks for the rest would be
// a wrong one, so there is no STRING of other texts.
func isLatin1(text []byte) bool {
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		if r > unicode.MaxLatin1 {
			return false
		}
		text = text[size:]
	}
	return true
}

// latin1 encodes what isLatin1.
func latin1(text []byte) []byte {
	encoded := make([]byte, 0, len(text))
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		encoded = append(encoded, byte(r)) //nolint:gosec // isLatin1
		text = text[size:]
	}
	return encoded
}

// words writes numbers in the byte order that xgb speaks.
func words(numbers ...uint32) []byte {
	data := make([]byte, 4*len(numbers))
	for i, n := range numbers {
		xgb.Put32(data[4*i:], n)
	}
	return data
}
