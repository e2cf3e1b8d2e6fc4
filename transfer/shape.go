package transfer

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"keycase/providers"
)

// shape is how a value looks: how long it is and what it is made of.
type shape struct {
	length int
	made   made
}

type made int

const (
	ofAnything made = iota
	ofDigits
	ofHex // with at least one letter, all of one case
	ofAlnum
)

const (
	decimal   = "0123456789"
	lowerHex  = decimal + "abcdef"
	upperHex  = decimal + "ABCDEF"
	lowerCase = "abcdefghijklmnopqrstuvwxyz"
)

func shapeOf(value string) shape {
	s := shape{length: utf8.RuneCountInString(value)}
	switch {
	case strings.Trim(value, decimal) == "":
		s.made = ofDigits
	case strings.Trim(value, lowerHex) == "" || strings.Trim(value, upperHex) == "":
		s.made = ofHex
	case strings.Trim(strings.ToLower(value), decimal+lowerCase) == "":
		s.made = ofAlnum
	}
	return s
}

func (s shape) text() providers.Text {
	of := map[made]providers.Text{
		ofAnything: {ZH: "", EN: ""},
		ofDigits:   {ZH: "数字", EN: " digits"},
		ofHex:      {ZH: "十六进制", EN: " hexadecimal digits"},
		ofAlnum:    {ZH: "字母和数字", EN: " letters and digits"},
	}[s.made]
	if of.IsZero() {
		return providers.Text{ZH: fmt.Sprintf("%d 个字", s.length), EN: fmt.Sprintf("%d characters", s.length)}
	}
	return providers.Text{ZH: fmt.Sprintf("%d 位%s", s.length, of.ZH), EN: fmt.Sprintf("%d%s", s.length, of.EN)}
}

// chosen puts what a person writes for a choice into the value that it stands
// for: 开放型应用 is open.
func chosen(f providers.Field, value string) string {
	match := ""
	for _, c := range f.Choices {
		for _, called := range []string{c.Value, c.Label.ZH, c.Label.EN} {
			if strings.EqualFold(value, called) {
				return c.Value
			}
			if isHan(called) && strings.HasPrefix(value, strings.TrimSuffix(called, "型")) {
				match = c.Value
			}
		}
	}
	if match != "" {
		return match
	}
	return value
}

func isHan(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.Is(unicode.Han, r) })
}
