package assets

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image/png"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestFontsAreSingleFontsOfModestSize(t *testing.T) {
	for name, font := range map[string]struct {
		data  []byte
		magic string
		limit int
	}{
		"regular": {FontRegular, "OTTO", 1_700_000},
		"medium":  {FontMedium, "OTTO", 1_700_000},
		"mono":    {FontMono, "\x00\x01\x00\x00", 60_000},
	} {
		assert.True(t, bytes.HasPrefix(font.data, []byte(font.magic)), "%s: a collection (ttcf) makes Fyne panic", name)
		assert.Less(t, len(font.data), font.limit, name)
	}
	assert.NotEqual(t, FontRegular, FontMedium)
}

func TestLicencesLieBesideTheFiles(t *testing.T) {
	for path, holder := range map[string]string{
		"fonts/OFL-NotoSansSC.txt":    "Copyright 2014-2021 Adobe",
		"fonts/OFL-JetBrainsMono.txt": "Copyright 2020 The JetBrains Mono Project Authors",
		"icons/LICENSE":               "Lucide Icons and Contributors",
	} {
		text, err := os.ReadFile(path) // #nosec G304 -- the three names above
		require.NoError(t, err)
		assert.Contains(t, string(text), holder)
	}
}

// TestIconsCanBeRecoloured checks the promise of Icon: the colour and the stroke are said on
// every drawn element, and the root carries neither.
func TestIconsCanBeRecoloured(t *testing.T) {
	names := IconNames()
	require.NotEmpty(t, names)
	for _, name := range names {
		svg, ok := Icon(name)
		require.True(t, ok, name)
		for _, element := range elements(t, svg) {
			attributes := map[string]string{}
			for _, a := range element.Attr {
				attributes[a.Name.Local] = a.Value
			}
			if element.Name.Local == "svg" {
				assert.NotContains(t, attributes, "stroke", name)
				continue
			}
			assert.Equal(t, "currentColor", attributes["stroke"], name)
			assert.Equal(t, "1.75", attributes["stroke-width"], name)
			assert.Equal(t, "round", attributes["stroke-linecap"], name)
			assert.Contains(t, []string{"none", "currentColor"}, attributes["fill"], name)
		}
	}
}

// TestArcsAreSpelledOut: Fyne's reader takes the flags of "0 01.5 2" for one number and then drops
// the whole path.
func TestArcsAreSpelledOut(t *testing.T) {
	arc := regexp.MustCompile(`[aA]([^A-Za-z]*)`)
	for _, name := range IconNames() {
		svg, _ := Icon(name)
		for _, element := range elements(t, svg) {
			for _, a := range element.Attr {
				if element.Name.Local != "path" || a.Name.Local != "d" {
					continue
				}
				for _, match := range arc.FindAllStringSubmatch(a.Value, -1) {
					assert.Zero(t, len(strings.Fields(match[1]))%7, "%s: %s", name, match[0])
				}
			}
		}
	}
}

func elements(t *testing.T, svg []byte) []xml.StartElement {
	t.Helper()
	var found []xml.StartElement
	decoder := xml.NewDecoder(bytes.NewReader(svg))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return found
		}
		require.NoError(t, err)
		if start, ok := token.(xml.StartElement); ok {
			found = append(found, start.Copy())
		}
	}
}

func TestDesignIconsAreThere(t *testing.T) {
	design := `sparkles book-open bot printer timer list-checks stethoscope settings search
		refresh-cw copy eye eye-off plus pencil ellipsis x arrow-left arrow-right chevron-left
		chevron-right chevron-down chevrons-up-down key-round signature clipboard-paste image
		scan-qr-code gauge globe flask-conical lock lock-open check minus info triangle-alert
		circle-alert arrow-down`
	for _, name := range strings.Fields(design) {
		_, ok := Icon(name)
		assert.True(t, ok, name)
	}
}

func TestUnknownIconIsRefused(t *testing.T) {
	for _, name := range []string{"", "no-such-icon", "../icon", "LICENSE"} {
		_, ok := Icon(name)
		assert.False(t, ok, name)
	}
}

func TestAppIconDecodes(t *testing.T) {
	config, err := png.DecodeConfig(bytes.NewReader(AppIconPNG))
	require.NoError(t, err)
	assert.Equal(t, [2]int{512, 512}, [2]int{config.Width, config.Height})
	assert.Contains(t, string(AppIconSVG), `fill="#2D5BD7"`)
}

// TestMonoHasNoLigatures looks for the tags of the features that would turn == into one sign.
func TestMonoHasNoLigatures(t *testing.T) {
	for _, tag := range []string{"calt", "liga", "dlig"} {
		assert.False(t, bytes.Contains(FontMono, []byte(tag)), tag)
	}
}
