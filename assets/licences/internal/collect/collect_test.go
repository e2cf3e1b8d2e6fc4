package collect

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

const (
	mit = "Permission is hereby granted, free of charge, to any person\nto deal in the Software without restriction, including\nwithout limitation the rights to use, copy, modify, merge"
	bsd = "Redistribution and use in source and binary forms, with or without modification.\n2. Redistributions in binary form must reproduce the above"
)

func TestRecognise(t *testing.T) {
	for text, want := range map[string]string{
		mit:                                  "MIT",
		bsd:                                  "BSD-2-Clause",
		bsd + "\n3. Neither the name of the": "BSD-3-Clause",
		"Unlicense or\nthe BSD license\n" + bsd + "\nNeither the name":                             "Unlicense OR BSD-3-Clause",
		"Apache License\n  Version 2.0, January 2004\n3. Grant of Patent License.":                 "Apache-2.0",
		"SIL OPEN FONT LICENSE Version 1.1 - 26 February 2007\nPermission is hereby granted, free": "OFL-1.1",
	} {
		got, ok := Recognise(text)
		assert.True(t, ok, text)
		assert.Equal(t, want, got, text)
	}
	for _, text := range []string{"", "All rights reserved.", "GNU GENERAL PUBLIC LICENSE Version 3", "Permission is hereby granted, free of charge"} {
		_, ok := Recognise(text)
		assert.False(t, ok, text)
	}
}

// TestRecogniseIgnoresTheWrapping breaks the lines of a licence anywhere.
func TestRecogniseIgnoresTheWrapping(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := strings.Fields(mit)
		var b strings.Builder
		for i, w := range words {
			b.WriteString(w + rapid.SampledFrom([]string{" ", "\n", "\r\n\t", "\n   "}).Draw(t, "gap "+strconv.Itoa(i)))
		}
		got, ok := Recognise(b.String())
		assert.True(t, ok)
		assert.Equal(t, "MIT", got)
	})
}

func FuzzTidy(f *testing.F) {
	f.Add("\uFEFFa \r\n\r\nb\t\n\n")
	f.Fuzz(func(t *testing.T, text string) {
		once := tidy(text)
		assert.Equal(t, strings.Join(strings.Fields(strings.TrimPrefix(text, "\uFEFF")), " "), strings.Join(strings.Fields(once), " "), "no word is lost")
		assert.True(t, strings.HasSuffix(once, "\n"))
		assert.NotContains(t, once, " \n")
	})
}

// cache lays out a module: a linked package with a font, one that is not linked,
// and a package within.
func cache(t *testing.T, files map[string]string) module {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o700))
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	}
	return module{path: "example.com/m", dir: dir, packages: map[string]bool{"theme": true}}
}

func TestLicencesOfWhatIsLinked(t *testing.T) {
	m := cache(t, map[string]string{
		"LICENSE": mit, "m.go": "package m",
		"theme/theme.go": "package theme", "theme/font/COPYING.txt": bsd, "theme/font/LICENSE_Emoji.txt": mit,
		"other/other.go": "package other", "other/LICENSE": "a licence of something that is not linked",
		"theme/testdata/LICENSE": "not linked either", "theme/licence.go": "package theme",
	})
	var err error
	m.licences, err = m.find()
	require.NoError(t, err)
	assert.Equal(t, []string{"LICENSE", "theme/font/COPYING.txt"}, m.licences)
	works, err := m.works()
	require.NoError(t, err)
	require.Len(t, works, 2)
	assert.Equal(t, "example.com/m", works[0].Name)
	assert.Equal(t, "example.com/m/theme/font", works[1].Name)
	assert.Equal(t, "BSD-2-Clause", works[1].Licence)
}

func TestTwoLicencesOfOneWork(t *testing.T) {
	m := cache(t, map[string]string{"LICENSE": mit, "LICENSE.go": "package m", "LICENSE.golang": bsd, "theme/theme.go": "package theme"})
	var err error
	m.licences, err = m.find()
	require.NoError(t, err)
	works, err := m.works()
	require.NoError(t, err)
	require.Len(t, works, 1)
	assert.Equal(t, "MIT AND BSD-2-Clause", works[0].Licence)
	assert.Contains(t, works[0].Text, "Permission is hereby granted")
	assert.Contains(t, works[0].Text, "Redistributions in binary form")
}

func TestWhatIsMissingOrUnknownFails(t *testing.T) {
	none := cache(t, map[string]string{"theme/theme.go": "package theme"})
	_, err := none.works()
	assert.ErrorContains(t, err, "example.com/m has no licence")

	odd := cache(t, map[string]string{"LICENSE": "Ask me.", "theme/theme.go": "package theme"})
	odd.licences = []string{"LICENSE"}
	_, err = odd.works()
	assert.ErrorContains(t, err, "what licence is this")
}

func TestSharedTextIsThereOnce(t *testing.T) {
	list, texts := Files([]Work{{"A/b", "MIT", mit}, {"c", "MIT", mit}, {"d", "BSD-2-Clause", bsd}})
	assert.Equal(t, "A/b\tMIT\ta-b.txt\nc\tMIT\ta-b.txt\nd\tBSD-2-Clause\td.txt\n", list)
	assert.Equal(t, map[string]string{"a-b.txt": mit, "d.txt": bsd}, texts)
}
