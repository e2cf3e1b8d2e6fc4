package printer

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/pairing"
	"keycase/providers"
)

const (
	someID     = "1098765432"
	someSecret = "0123456789abcdef0123456789abcdef"
)

func TestParseApp(t *testing.T) {
	both := providers.Values{fieldID: someID, fieldSecret: someSecret}
	for text, want := range map[string]providers.Values{
		"应用ID：" + someID + "\n应用密钥：" + someSecret:                              both,
		"你好，应用 ID 是 " + someID + "，应用密钥 " + someSecret + "。辛苦了":                both,
		"用户ID:" + someID + " 应用密钥:" + someSecret:                               both,
		`{"client_id":"` + someID + `","client_secret":"` + someSecret + `"}`:  both,
		`{"client_id": ` + someID + `, "client_secret": "` + someSecret + `"}`: both,
		"client_id=" + someID + "&client_secret=" + someSecret:                 both,
		"应用密钥 " + someSecret:                                                   {fieldSecret: someSecret},
		"应用ID 1 应用ID 2":                                                        {},
		"前台的打印机":                                                               {},
		"应用密钥在哪里看":                                                             {},
		someSecret:                                                             {},
	} {
		assert.Equal(t, want, parseApp(text), text)
	}
}

func FuzzParseApp(f *testing.F) {
	f.Add("应用ID：1098765432\n应用密钥：0123456789abcdef")
	f.Add(`{"client_id":"1","client_secret":"2"}`)
	f.Fuzz(func(t *testing.T, text string) {
		for name, value := range parseApp(text) {
			assert.Contains(t, []string{fieldID, fieldSecret}, name)
			assert.NotEmpty(t, value)
			assert.Contains(t, text, value)
			assert.False(t, strings.ContainsAny(value, " \t\r\n\"'"), "%q", value)
		}
	})
}

// pastes puts a text on the clipboard and pastes it into an entry.
func (l *lab) pastes(into fyne.Focusable, text string) {
	l.t.Helper()
	clip := fyne.CurrentApp().Clipboard()
	clip.SetContent(text)
	entry, ok := into.(fyne.Shortcutable)
	require.True(l.t, ok)
	entry.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
	l.Settle()
}

func TestAppValuesAreDistributed(t *testing.T) {
	message := "在吗，应用ID：" + someID + " 应用密钥：" + someSecret
	for name, paste := range map[string]func(l *lab){
		"into the name":  func(l *lab) { l.pastes(l.p.apps.name.Focusable(), message) },
		"into the ID":    func(l *lab) { l.pastes(l.p.apps.named(fieldID).Focusable(), message) },
		"into no field":  func(l *lab) { l.copied(message) },
		"into the other": func(l *lab) { l.pastes(l.p.apps.named(fieldSecret).Focusable(), message) },
	} {
		t.Run(name, func(t *testing.T) {
			l := newLab(t).open("")
			paste(l)
			assert.Empty(t, l.p.apps.name.Value())
			assert.Equal(t, someID, l.p.apps.named(fieldID).Value())
			assert.Equal(t, someSecret, l.p.apps.named(fieldSecret).Value())
			assert.Equal(t, someSecret, l.p.flow.draft.values[fieldSecret], "it is kept")
			assert.NotContains(t, l.said(), someSecret)
			assert.Equal(t, []string{"填好了，核对一下"}, l.Toasts)
		})
	}
}

func TestAnyOtherTextIsTheFieldsOwn(t *testing.T) {
	l := newLab(t).open("")
	l.pastes(l.p.apps.name.Focusable(), "解放路店")
	assert.Equal(t, "解放路店", l.p.apps.name.Value())
	assert.Empty(t, l.Toasts)
	l.p.Hidden()

	l = newLab(t)
	l.openApp()
	l.open("")
	l.copied("应用ID：" + someID)
	assert.Empty(t, l.Toasts, "a stored app is chosen")
	assert.Empty(t, l.p.flow.draft.values[fieldID])
}

func TestATextThatSaysNothingStaysOutOfTheFields(t *testing.T) {
	for _, text := range []string{"你好，打印机的码我晚点发你", "hello there, friends of paper"} {
		l := scanningLab(t)
		l.fill(openPrinter, pairing.KindQRKey, "m7k2qx9d")
		l.pastes(l.p.scan.code.Focusable(), text)
		assert.Equal(t, openPrinter, l.p.scan.code.Text())
		assert.Equal(t, "m7k2qx9d", l.p.scan.key().Text())
		l.assertSays("没认出终端号和密钥")
		assert.Equal(t, text, fyne.CurrentApp().Clipboard().Content(), "nothing is lost")
	}
}
