package providers

// Lang names a language that people read Keycase in.
type Lang string

// The languages of the product. Chinese is the default.
const (
	Chinese Lang = "zh"
	English Lang = "en"
)

// Text is a sentence or label in both languages of the product.
type Text struct {
	ZH string
	EN string
}

// In returns the text in lang; every language but English is answered in
// Chinese, because that is what the platforms' users read.
func (t Text) In(lang Lang) string {
	if lang == English && t.EN != "" {
		return t.EN
	}
	return t.ZH
}

// IsZero reports whether there is no text at all.
func (t Text) IsZero() bool { return t == Text{} }

// Same makes a Text that reads the same in every language (a wire name, say).
func Same(s string) Text { return Text{ZH: s, EN: s} }
