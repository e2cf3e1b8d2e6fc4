package check

import (
	"encoding/base64"
	"slices"
	"strings"

	"keycase/providers"
)

var unknown = providers.Variant{
	ID:      UnknownID,
	Title:   providers.Text{ZH: "没有一种已知的错法能得到它", EN: "No known mistake gives this"},
	Meaning: providers.Text{ZH: "单独的和两两组合的错法都试过了；多半是密钥不对，或者填的值和签名时用的不一样", EN: "every known mistake was tried, alone and in pairs; the secret is another, or the values are not the ones that were signed"},
	Fix:     providers.Text{ZH: "核对密钥，再核对时间戳、随机数和参数是不是签名时用的那些；贴上签名串（string_to_sign）可以看到从哪里开始不一样", EN: "check the secret, then whether timestamp, nonce and parameters are the ones that were signed; the string to sign, when given, shows where it begins to differ"},
}

// unexplained tells what can be told without an explanation: the mistakes that
// the signature's looks give away, and where a string to sign leaves the right one.
func (p *patient) unexplained(m *masker, draft providers.Draft, right providers.Attempt, t target) Result {
	result := Result{Mistakes: []providers.Variant{unknown}, Steps: m.rows(nil), Difference: m.ofTarget(right, t)}
	if t.signature == "" || shapeOf(t.signature) == shapeOf(right.Signature) {
		return result
	}
	for i, v := range p.doctor.Variants {
		named := slices.ContainsFunc(result.Mistakes, func(m providers.Variant) bool { return m.ID == v.ID })
		if !named && shapeOf(draft(i).Signature) == shapeOf(t.signature) {
			result.Mistakes = slices.Insert(result.Mistakes, len(result.Mistakes)-1, v)
		}
	}
	return result
}

// shape is what a signature looks like, whatever it was made from.
type shape struct {
	length  int
	letters letters
	inside  letters // of what it is the Base64 of
}

type letters int

const (
	other letters = iota
	lowerHex
	upperHex
)

func shapeOf(signature string) shape {
	s := shape{length: len(signature), letters: lettersOf(signature)}
	if text, err := base64.StdEncoding.DecodeString(signature); err == nil && s.letters == other {
		s.inside = lettersOf(string(text))
	}
	return s
}

func lettersOf(text string) letters {
	switch {
	case strings.Trim(text, "0123456789abcdef") == "":
		return lowerHex
	case strings.Trim(text, "0123456789ABCDEF") == "":
		return upperHex
	}
	return other
}
