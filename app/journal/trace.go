package journal

import (
	"bytes"
	"strings"

	"keycase/internal/lazy"
)

// leftOut stands for the value of a panic that is not one of the runtime's own.
const leftOut = "(its text is left out)"

// What the runtime prints. Where foreign text can stand in a line, the shape has no
// place for it; a value with line breaks goes on after a tab.
var (
	panicLine = lazy.Regexp(`^\t?panic: `)
	// runtimeFault holds the runtime's messages that are made of constants and
	// numbers alone.
	runtimeFault = lazy.Regexp(`^\t?panic: ((?:runtime error: )?(?:` +
		`invalid memory address or nil pointer dereference` +
		`|index out of range \[-?\d+\](?: with length \d+)?` +
		`|slice bounds out of range \[[-\d:]+\](?: with (?:length|capacity) \d+)?` +
		`|cannot convert slice with length \d+ to array or pointer to array with length \d+` +
		`|integer divide by zero|integer overflow|negative shift amount` +
		`|assignment to entry in nil map|makeslice: len out of range|makeslice: cap out of range` +
		`|close of closed channel|close of nil channel|send on closed channel))(?: \[recovered.*\])?$`)
	fatalLine  = lazy.Regexp(`^fatal error: [a-z][A-Za-z :'-]{2,80}!?$`)
	signalLine = lazy.Regexp(`^\[?(signal )?(SIG[A-Z]{2,6}: [a-z ]{3,40}?|0x[0-9a-f]{8})( code=.*)?$`)
	cgoLine    = lazy.Regexp(`^signal arrived during cgo execution$`)

	goroutineLine = lazy.Regexp(`^(goroutine \d{1,9}) (?:gp=.*)?(\[[A-Za-z][\w .()-]{2,60}(?:, \d{1,9} minutes)?(?:, locked to thread)?\]):$`)
	runtimeStack  = lazy.Regexp(`^runtime stack:$`)
	callLine      = lazy.Regexp(`^([A-Za-z_][\w./%~*()\[\]-]{0,200}[\w\])])\([^()]*\)$`)
	createdLine   = lazy.Regexp(`^(created by [A-Za-z_][\w./%~*()\[\]-]{0,200})( in goroutine \d{1,9})?$`)
	placeLine     = lazy.Regexp(`^\t(\S.*\.(?:go|s|c|h)):(\d{1,6})(?: \+0x[0-9a-f]+)?$`)
)

// harmless makes from what the runtime printed at its end what may be handed on:
// the kind of the fault, the functions that were under way, and the lines in which
// they stood. Everything that it does not recognise is left out.
func harmless(raw []byte) []byte {
	var out bytes.Buffer
	inStack := false
	for text := range strings.SplitSeq(string(raw), "\n") {
		text = strings.TrimSuffix(text, "\r")
		if head := stackHead(text); head != "" {
			inStack = true
			out.WriteString("\n" + head + "\n")
			continue
		}
		said := ""
		if inStack {
			said = stackLine(text)
		}
		if said == "" {
			said = faultLine(text)
			inStack = inStack && said == "" // another crash, added to the first
		}
		if said != "" {
			out.WriteString(said + "\n")
		}
	}
	return out.Bytes()
}

func faultLine(text string) string {
	if m := runtimeFault().FindStringSubmatch(text); m != nil {
		return "panic: " + m[1]
	}
	if m := signalLine().FindStringSubmatch(text); m != nil {
		return "signal " + strings.TrimSuffix(m[2], "]")
	}
	switch {
	case panicLine().MatchString(text):
		return "panic: " + leftOut
	case fatalLine().MatchString(text), cgoLine().MatchString(text):
		return text
	}
	return ""
}

func stackHead(text string) string {
	if m := goroutineLine().FindStringSubmatch(text); m != nil {
		return m[1] + " " + m[2] + ":"
	}
	if runtimeStack().MatchString(text) {
		return text
	}
	return ""
}

func stackLine(text string) string {
	if m := createdLine().FindStringSubmatch(text); m != nil {
		return m[1] + m[2]
	}
	if m := callLine().FindStringSubmatch(text); m != nil {
		return m[1]
	}
	if m := placeLine().FindStringSubmatch(text); m != nil {
		return "\t" + place(m[1]) + ":" + m[2]
	}
	return ""
}

// place keeps of a file's path its last folder: those above it name the machine
// that the program was built on.
func place(path string) string {
	parts := strings.FieldsFunc(path, func(r rune) bool { return r == '/' || r == '\\' })
	return strings.Join(parts[max(0, len(parts)-2):], "/")
}
