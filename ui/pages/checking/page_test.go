package checking

import (
	"encoding/json"
	"os"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/ui/pages/parts/pagetest"
)

// vector is a published wrong signature.
type vector struct {
	ID           string `json:"id"`
	StringToSign string `json:"string_to_sign"`
	Wrong        string `json:"wrong_value"`
	Correct      string `json:"correct_value"`
	WrongLower   string `json:"wrong_value_lower"`
	CorrectLower string `json:"correct_value_lower"`
}

func vectors(t *testing.T, section string) []vector {
	t.Helper()
	text, err := os.ReadFile("../../../providers/testdata/vectors.json")
	require.NoError(t, err)
	var sections map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(text, &sections))
	var all []vector
	require.NoError(t, json.Unmarshal(sections[section], &all))
	require.NotEmpty(t, all)
	return all
}

// show brings up the page for an operation.
func show(b *pagetest.Bench, operation, credential string) *Page {
	p := New(b.Ctx, operation, credential)
	b.Show(p)
	return p
}

// paste is Ctrl+V while no input has the keyboard.
func paste(b *pagetest.Bench, p *Page, text string) {
	fyne.CurrentApp().Clipboard().SetContent(text)
	p.take(fyne.CurrentApp().Clipboard().Content())
	b.Settle()
}

func TestExampleIsPublished(t *testing.T) {
	found := false
	for _, v := range vectors(t, "jdy_negative") {
		found = found || v.Wrong == example.signature
	}
	assert.True(t, found)

	b := pagetest.New(t)
	p := show(b, "", "")
	assert.True(t, p.right.empty.Visible())
	p.showExample()
	b.Settle()
	assert.False(t, p.right.empty.Visible())
	assert.Equal(t, "少了一步：转小写十六进制", p.right.verdict.title.Text())
}
