package transfer

import (
	"strings"

	"keycase/internal/lazy"
	"keycase/providers"
	"keycase/providers/captured"
)

// Options say more about a text than it says itself.
type Options struct {
	// Registry lists the platforms.
	Registry providers.Registry
	// FileName is the name of the file that the text comes from; "" for none.
	FileName string
}

// Read looks through a text. Its errors are ErrTooLong, ErrNotText, ErrNothing, and
// for a command or a request that can't be read a [providers.InvalidError] that
// says why; none of them quotes the text.
func Read(data []byte, o Options) (*Preview, error) {
	in, encoding, err := decode(data)
	if err != nil {
		return nil, err
	}
	// A command that can't be read is no list of labels: its quotes and options would be taken
	// for names, which are shown.
	if captured.Detect(in) != "" {
		if _, err := captured.Read(in); err != nil {
			return nil, err
		}
	}
	v := newVocabulary(o.Registry)
	d := v.document(in)
	if d.name == "" {
		d.name = baseName(o.FileName)
	}
	p := v.preview(d, addresses(in))
	p.Encoding = encoding
	if len(p.Candidates) == 0 {
		return p, ErrNothing
	}
	return p, nil
}

// document reads the text in the first form that it is in. What begins like JSON
// and is none is looked through for names all the same.
func (v *vocabulary) document(in string) *document {
	if d, ok := v.readRequest(in); ok {
		return d
	}
	for _, read := range []func(string) (*document, bool){readJSON, readBruno, readEnv} {
		if d, ok := read(in); ok {
			return d
		}
	}
	return v.readLabels(in)
}

var address = lazy.Regexp(`https?://[A-Za-z0-9.-]+(?::[0-9]+)?`)

// addresses are the web addresses that a text mentions, without their paths.
func addresses(in string) []string {
	return address().FindAllString(in, -1)
}

// baseName is a file's name without folder and endings.
func baseName(path string) string {
	if at := strings.LastIndexAny(path, `/\`); at >= 0 {
		path = path[at+1:]
	}
	name, _, _ := strings.Cut(path, ".")
	return name
}
