//go:build e2e

package e2e

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	"github.com/stretchr/testify/require"

	"keycase/providers/sandbox"
	"keycase/vault"
)

// guided is a window in which a guided binding is gone through.
type guided struct {
	*window
	h     *hand
	world *sandbox.World
	wire  *wire
	kind  string // of binding, for the names of the pictures
	whole area   // the window
	// read is where something changes when a slip is read; what counts the seconds
	// lies elsewhere.
	read area
}

// wire is the way to the sandbox, which can be cut.
type wire struct{ cut atomic.Bool }

// through answers by a platform of the sandbox as long as the wire is whole.
func (w *wire) through(to http.Handler) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if w.cut.Load() {
			panic(http.ErrAbortHandler)
		}
		to.ServeHTTP(rw, r)
	})
}

// lead opens the window on a home. kind is printer or kis.
func lead(t *testing.T, kind string, l look, home string, args ...string) *guided {
	t.Helper()
	g := &guided{world: sandbox.New(sandbox.Options{}), wire: &wire{}, kind: kind, whole: area{0, 0, 1180, 760}, read: area{600, 64, 580, 400}}
	for _, platform := range sandbox.Platforms() {
		server := httptest.NewServer(g.wire.through(g.world.Handler(platform)))
		t.Cleanup(server.Close)
		args = append(args, "-base-url", platform+"="+server.URL)
		if platform == sandbox.KIS {
			g.world.SetKISServerURL(server.URL)
		}
	}
	g.window = launch(t, l, home, args...)
	g.h = g.hand()
	return g
}

// small makes the window as small as it may be.
func (g *guided) small() {
	g.t.Helper()
	g.whole = area{0, 0, 960, 600}
	g.resize("960", "600")
}

// open goes to the guided binding by the palette.
func (g *guided) open() {
	g.t.Helper()
	words := map[string]string{"printer zh": "pdyj", "printer en": "pair", "kis zh": "bdkis", "kis en": "bind"}
	g.change(func() { g.keys("ctrl+k") })
	g.change(func() { g.write(words[g.kind+" "+g.look.lang]) })
	g.turn("Return")
}

// keys presses keys as a person does who looks at the step first.
func (g *guided) keys(keys ...string) {
	g.t.Helper()
	if slices.Contains(keys, "Return") {
		g.calm()
	}
	g.window.keys(keys...)
}

// turn is that of the window, after such a look.
func (g *guided) turn(keys ...string) {
	g.t.Helper()
	g.calm()
	g.window.turn(keys...)
}

// change does something by which the window has to look different.
func (g *guided) change(do func()) {
	g.t.Helper()
	g.differs(g.whole, do)
}

// step presses keys that lead to another step, and waits for it: the steps are on
// top, or a banner's height below that.
func (g *guided) step(keys ...string) {
	g.t.Helper()
	g.differs(area{60, 0, g.whole.width - 60, 112}, func() { g.keys(keys...) })
}

func (g *guided) differs(a area, do func()) {
	g.t.Helper()
	before := g.h.see(a)
	do()
	eventually(g.t, "the window looks different", func() bool { return !bytes.Equal(g.h.see(a), before) })
}

// shoot keeps a picture of a scene, between two ticks of what counts the seconds.
func (g *guided) shoot(scene string) {
	g.t.Helper()
	before, same := g.h.see(g.whole), 0
	eventually(g.t, scene+" stands still", func() bool {
		now := g.h.see(g.whole)
		if same++; !bytes.Equal(now, before) {
			same = 0
		}
		before = now
		return same >= 3
	})
	name := g.kind + "-" + scene
	if g.whole.width < 1180 {
		name = "small-" + name
	}
	g.photographMoving(name)
}

// fill writes texts into one field after the other.
func (g *guided) fill(texts ...string) {
	g.t.Helper()
	for i, text := range texts {
		if i > 0 {
			g.keys("Tab")
		}
		g.change(func() { g.write(text) })
	}
}

// paste has the window paste what another program has copied.
func (g *guided) paste(text string) {
	g.t.Helper()
	overwrite(g.t, text)
	g.differs(g.read, func() { g.keys("ctrl+v") })
}

// pastePicture does that with QR codes of texts, side by side.
func (g *guided) pastePicture(texts ...string) {
	g.t.Helper()
	path := filepath.Join(g.t.TempDir(), "codes.png")
	require.NoError(g.t, os.WriteFile(path, codes(g.t, texts), 0o600))
	put := exec.CommandContext(g.t.Context(), "xclip", "-selection", "clipboard", "-t", "image/png", path)
	require.NoError(g.t, put.Run())
	g.differs(g.read, func() { g.keys("ctrl+v") })
}

// codes is a PNG with QR codes.
func codes(t *testing.T, texts []string) []byte {
	t.Helper()
	const side, margin = 240, 40
	sheet := image.NewGray(image.Rect(0, 0, margin+len(texts)*(side+margin), side+2*margin))
	draw.Draw(sheet, sheet.Bounds(), image.White, image.Point{}, draw.Src)
	for i, text := range texts {
		code, err := qrcode.NewQRCodeWriter().Encode(text, gozxing.BarcodeFormat_QR_CODE, side, side, nil)
		require.NoError(t, err)
		for x := range side {
			for y := range side {
				if code.Get(x, y) {
					sheet.Set(margin+i*(side+margin)+x, margin+y, color.Black)
				}
			}
		}
	}
	var b bytes.Buffer
	require.NoError(t, png.Encode(&b, sheet))
	return b.Bytes()
}

// account puts a demo account of the sandbox into a vault; own values replace
// some of it.
func account(t *testing.T, v *vault.Vault, name, of string, own map[string]string) vault.Credential {
	t.Helper()
	public, secrets := map[string]string{}, map[string]string{}
	for field, value := range sandbox.Demo().Values(of) {
		if other, replaced := own[field]; replaced {
			value = other
		}
		switch field {
		case "machine_code", "msign":
		case "client_secret", "auth_token":
			secrets[field] = value
		default:
			public[field] = value
		}
	}
	platform, _, _ := strings.Cut(of, "-")
	c, err := v.Add(t.Context(), vault.Credential{Platform: platform, Name: name, Public: public}, secrets)
	require.NoError(t, err)
	return c
}
