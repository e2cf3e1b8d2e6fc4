package translations

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestNoEscapeIsShown: a line break that was escaped twice would be read as two characters.
func TestNoEscapeIsShown(t *testing.T) {
	for _, lang := range []string{Chinese, English} {
		for key, forms := range read(t, lang) {
			for _, text := range forms {
				assert.NotContains(t, text, `\n`, "%s %s", lang, key)
			}
		}
	}
}
