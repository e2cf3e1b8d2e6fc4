package collect

import "strings"

// marks are phrases by which a licence is known, in any order; the first licence
// whose phrases are all there is the one. Those that contain others come first.
var marks = []struct {
	licence string
	phrases []string
}{
	{"Unlicense OR BSD-3-Clause", []string{"unlicense or the bsd license", "neither the name"}},
	{"Bitstream-Vera", []string{"bitstream vera fonts copyright", "to reproduce and distribute the font software"}},
	{"OFL-1.1", []string{"sil open font license version 1.1"}},
	{"Apache-2.0", []string{"apache license", "version 2.0", "grant of patent license"}},
	{"MPL-2.0", []string{"mozilla public license version 2.0"}},
	{"BSD-3-Clause", []string{"redistribution and use in source and binary forms", "neither the name"}},
	{"BSD-2-Clause", []string{"redistribution and use in source and binary forms", "redistributions in binary form must reproduce"}},
	{"Zlib", []string{"this software is provided 'as-is'", "altered source versions must be plainly marked"}},
	{"ISC", []string{"permission to use, copy, modify, and", "distribute this software for any purpose with or without fee is hereby granted"}},
	{"MIT", []string{"permission is hereby granted, free of charge", "without restriction, including without limitation the rights to use, copy, modify"}},
}

// Recognise names a licence by its text, as SPDX does.
func Recognise(text string) (licence string, ok bool) {
	words := strings.Join(strings.Fields(strings.ToLower(text)), " ")
	for _, m := range marks {
		if containsAll(words, m.phrases) {
			return m.licence, true
		}
	}
	return "", false
}

func containsAll(text string, phrases []string) bool {
	for _, p := range phrases {
		if !strings.Contains(text, p) {
			return false
		}
	}
	return true
}
