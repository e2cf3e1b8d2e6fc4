package printer

import (
	"context"
	"errors"
	"image"
	"io"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"

	"keycase/assets/translations"
	"keycase/broker"
	"keycase/pairing"
	"keycase/providers"
	"keycase/providers/sandbox"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/theme"
	"keycase/vault"
)

// scenes are everything that the wizard can show.
func scenes() map[string]func(l *lab) {
	all := map[string]func(l *lab){
		"app": func(l *lab) {
			l.openApp()
			l.selfApp()
			l.open("")
		},
		"app new": func(l *lab) {
			l.open("")
			l.enter()
		},
		"app refused": func(l *lab) {
			l.open("")
			l.p.apps.saved(vault.Credential{}, vault.ErrLocked)
		},
		"scan": func(l *lab) { l.open(l.openApp().ID) },
		"scan filled": func(l *lab) {
			l.open(l.openApp().ID)
			l.slip()
		},
		"scan batch": func(l *lab) {
			l.m.Ways.Save = func(string, string, func(io.WriteCloser, error)) {}
			l.m.add(paired{code: openPrinter})
			l.open(l.openApp().ID)
			l.slip()
		},
		"scan label": func(l *lab) {
			l.open(l.openApp().ID)
			l.label("12345")
		},
		"scan empty": func(l *lab) {
			l.open(l.openApp().ID)
			l.enter()
		},
		"scan over": func(l *lab) {
			l.open(l.openApp().ID)
			l.slip()
			l.Move(10 * time.Minute)
		},
		"scan unknown": func(l *lab) {
			l.open(l.openApp().ID)
			l.copied("4004683219 m7k2qx9d")
		},
		"scan failed": func(l *lab) {
			l.open(l.openApp().ID)
			l.p.readFailed(pairing.ErrNoCode)
		},
		"codes": func(l *lab) {
			l.open(l.openApp().ID)
			_ = l.p.flow.takeTexts([]string{"https://example.com/p?machine_code=4004683219&qr_key=m7k2qx9d", "4004683220 b7kq2m9xw4hd 12345678"}, l.Now())
			l.p.draw()
		},
		"which": func(l *lab) {
			l.open(l.openApp().ID)
			l.copied("4004683219 4004683220 m7k2qx9d")
		},
		"confirm": func(l *lab) {
			l.open(l.openApp().ID)
			l.slip()
			l.enter()
		},
		"confirm self": func(l *lab) {
			l.open(l.selfApp().ID)
			l.label(selfPrinter)
			l.enter()
		},
		"done": func(l *lab) {
			l.open(l.openApp().ID)
			l.slip()
			l.enter()
			l.enter()
		},
		"done self": func(l *lab) {
			l.open(l.selfApp().ID)
			l.label(selfPrinter)
			l.enter()
			l.enter()
		},
		"done unsaved": func(l *lab) {
			l.open(l.openApp().ID)
			l.slip()
			l.enter()
			l.enter()
			l.p.flow.bound.unsaved = vault.ErrLocked
			l.p.done.show()
		},
	}
	for _, code := range []int{5, 8, 9, 11, 17, 30, 31, 33, 41, 50} {
		all["refused "+strconv.Itoa(code)] = failed(providers.Unknown(strconv.Itoa(code), "machine_code,qr_key错误"))
	}
	all["refused 35"] = func(l *lab) {
		l.open(l.openApp().ID)
		l.label(openPrinter)
		l.p.finished(paired{}, providers.Unknown("35", "machine_code或msign错误"))
	}
	all["expired"] = func(l *lab) {
		l.open(l.openApp().ID)
		l.slip()
		l.p.flow.slip.since = l.Now().Add(-380 * time.Second)
		l.p.finished(paired{}, providers.Unknown("30", "machine_code,qr_key错误"))
	}
	all["no network"] = failed(&broker.NetworkError{Reason: providers.Same("x"), Action: providers.Same("y"), Err: errors.New("dial tcp: connection refused")})
	all["limit"] = failed(&broker.QuotaError{Limit: 20, Window: 24 * time.Hour, Until: pagetest.Start})
	all["locked"] = failed(vault.ErrLocked)
	return all
}

func failed(err error) func(*lab) {
	return func(l *lab) {
		l.open(l.openApp().ID)
		l.slip()
		l.p.finished(paired{}, err)
	}
}

// everywhere gives the wizard all ways that a system can offer.
func everywhere(l *lab) {
	none := func(context.Context) (image.Image, error) { return nil, pairing.ErrNoCode }
	l.m.Ways = Ways{
		Clipboard: none, Screen: none,
		Open: func(string, func(io.ReadCloser, error)) {}, Save: func(string, string, func(io.WriteCloser, error)) {},
	}
}

// TestLayout looks at every scene in both languages: in the least window, as high as it
// is and as high as all that scrolls, and in the usual one.
func TestLayout(t *testing.T) {
	for name, scene := range scenes() {
		for _, lang := range []string{translations.Chinese, translations.English} {
			t.Run(name+" "+lang, func(t *testing.T) {
				l := on(t, pagetest.NewIn(t, lang, theme.Light))
				everywhere(l)
				scene(l)
				for _, size := range []fyne.Size{wide, fyne.NewSize(960, 600), fyne.NewSize(960, 1600), fyne.NewSize(1600, 1000)} {
					l.Resize(size.Width, size.Height)
					for _, cut := range l.CheckLayout() {
						assert.Contains(t, cut, "127.0.0.1", "at %v", size)
					}
				}
			})
		}
	}
}

// TestPictures draws every scene for human eyes, where there is a folder for them.
func TestPictures(t *testing.T) {
	if os.Getenv(pagetest.PicturesVariable) == "" {
		return // the layout test looks at the same scenes
	}
	for look, c := range map[string]struct {
		lang string
		mode theme.Mode
		size fyne.Size
	}{
		"zh-light":    {translations.Chinese, theme.Light, wide},
		"zh-dark":     {translations.Chinese, theme.Dark, wide},
		"en-light":    {translations.English, theme.Light, wide},
		"en-dark-low": {translations.English, theme.Dark, fyne.NewSize(960, 600)},
		"zh-low":      {translations.Chinese, theme.Light, fyne.NewSize(960, 600)},
	} {
		for name, scene := range scenes() {
			t.Run(name+" "+look, func(t *testing.T) {
				l := on(t, pagetest.NewIn(t, c.lang, c.mode))
				everywhere(l)
				l.Resize(c.size.Width, c.size.Height)
				scene(l)
				assert.NotContains(t, l.said(), sandbox.Demo().Yilianyun.ClientSecret)
				l.Picture("all-"+strings.ReplaceAll(name, " ", "-")+"-"+look, 1)
			})
		}
	}
}
