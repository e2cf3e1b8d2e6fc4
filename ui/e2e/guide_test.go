//go:build e2e && guide

package e2e

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"keycase/providers/sandbox"
)

// guide takes the pictures of one language into docs/images.
type guide struct {
	t     *testing.T
	look  look
	words guideWords
}

// guideWords are the names in the pictures, and what finds one of them.
type guideWords struct {
	firm, trade, shop, till string
	find                    string
	tokens                  []seed
}

var guides = map[string]guideWords{
	"zh": {
		firm: "明德会计", trade: "晨光商贸", shop: "解放路店", till: "收银台", find: "cgsm",
		tokens: append([]seed{{"jdy", "城南百货", "app-token", "", day, 21*time.Hour + 12*time.Minute + 50*time.Second}}, shop...),
	},
	"en": {
		firm: "Bright Accounting", trade: "Morning Light Trading", shop: "Liberation Road", till: "Till", find: "mlt",
		tokens: []seed{
			{"robot", "East China Helpdesk", "access_token", "", 2 * time.Hour, -18*time.Minute - 30*time.Second},
			{"kis", "Bright Accounting", "access_token", "", 10 * time.Minute, 2*time.Minute + 59*time.Second},
			{"jdy", "Morning Light Trading", "app-token", "", day, 46*time.Minute + 50*time.Second},
			{"robot", "Document Review Robot", "access_token", "", 2 * time.Hour, 82*time.Minute + 50*time.Second},
			{"jdy", "Green Field Foods", "app-token", "", day, 17*time.Hour + 5*time.Minute + 50*time.Second},
			{"jdy", "South Gate Stores", "app-token", "", day, 21*time.Hour + 12*time.Minute + 50*time.Second},
			{"yilianyun", "Liberation Road", "access_token", "Till", 30 * day, 6*day + 4*time.Hour + 30*time.Minute},
			{"yilianyun", "Wanda Plaza", "access_token", "Kitchen", 30 * day, 23*day + time.Hour},
			{"yilianyun", "Head office app", "access_token", "", 0, 0},
		},
	},
}

// TestGuidePictures drives the window through the steps of the user guide. Its build
// tag is asked for when the window has changed, and not with every test.
func TestGuidePictures(t *testing.T) {
	for lang, words := range guides {
		t.Run(lang, func(t *testing.T) {
			g := &guide{t, look{lang, "light", "1"}, words}
			t.Run("storage", func(t *testing.T) { g.in(t).storage() })
			t.Run("account", func(t *testing.T) { g.in(t).account() })
			t.Run("kis", func(t *testing.T) { g.in(t).kis() })
			t.Run("overview", func(t *testing.T) { g.in(t).overview() })
			t.Run("calls", func(t *testing.T) { g.in(t).calls() })
		})
	}
}

// in is the guide with the windows of another test.
func (g *guide) in(t *testing.T) *guide { return &guide{t, g.look, g.words} }

// storage has no keyring.
func (g *guide) storage() {
	home := g.t.TempDir()
	silent := []string{"DBUS_SESSION_BUS_ADDRESS=unix:path=" + filepath.Join(home, "nobody"), "FYNE_THEME=" + g.look.theme}
	w := start(g.t, g.look, silent, home, "-lang", g.look.lang)
	w.opened()
	g.keep(w, "storage")
}

// account begins with the first page.
func (g *guide) account() {
	w := launch(g.t, g.look, g.t.TempDir())
	g.keep(w, "welcome")
	w.turn("1")
	g.fill(w, sandbox.Demo().KIS.AuthToken)
	g.keep(w, "kis-form")
}

// fill types the account of an enterprise, with that access password.
func (g *guide) fill(w *window, token string) {
	demo := sandbox.Demo().KIS
	w.write(demo.EID)
	for _, value := range []string{token, demo.ClientID, demo.ClientSecret} {
		w.keys("Tab")
		w.write(value)
	}
}

// kis binds an account whose access password is wrong at first.
func (g *guide) kis() {
	world, flags, _ := playground(g.t)
	home := g.t.TempDir()
	v := openVault(g.t, home)
	w := launch(g.t, g.look, home, flags...)
	asked := func(times int) func() bool {
		return func() bool { return len(world.Requests(sandbox.KIS)) == times }
	}
	w.turn("1")
	token := sandbox.Demo().KIS.AuthToken
	g.fill(w, strings.Replace(token, "0", "8", 1))
	g.step(w, "Return")
	g.keep(w, "kis-403")
	w.calm()
	w.keys("Return") // the other letter case
	eventually(g.t, "the other letter case was tried", asked(2))
	w.still("both letter cases are ruled out")
	g.step(w, "Return") // leads to the access password
	w.keys("ctrl+a")
	w.write(token)
	g.step(w, "Return")
	g.keepMoving(w, "kis-products")
	g.step(w, "Return")
	eventually(g.t, "the account is bound", func() bool { return len(v.List()) == 1 })
	before := len(world.Requests(sandbox.KIS))
	w.keys("Tab", "Return") // past the name
	eventually(g.t, "a first call was made", asked(before+1))
	g.keep(w, "kis-done")
}

// overview has so many tokens that they can be filtered.
func (g *guide) overview() {
	home := g.t.TempDir()
	plant(g.t, openVault(g.t, home), g.words.tokens)
	w := launch(g.t, g.look, home)
	g.keep(w, "overview")
	w.keys("ctrl+k")
	w.write(g.words.find)
	g.keep(w, "palette")
	w.keys("Escape")
	w.turn("ctrl+comma")
	g.keep(w, "settings")
	w.open(toDoctor[g.look.lang])
	w.still("nothing to check yet")
	w.changes(findings, func() { w.keys(example...) })
	g.keep(w, "doctor")
}

// calls talks to the sandbox: a shop and a developer.
func (g *guide) calls() {
	world, flags, cli := playground(g.t)
	home := g.t.TempDir()
	for platform, name := range map[string]string{"jdy": g.words.trade, "yilianyun": g.words.shop} {
		values, err := json.Marshal(sandbox.Demo().Values(platform))
		require.NoError(g.t, err)
		g.run(home, cli, string(values), "credential", "add", platform, name, "--input", "-")
	}
	g.run(home, cli, "", "run", "jdy.app-token", "--credential", g.words.trade)
	v := openVault(g.t, home)
	w := launch(g.t, g.look, home, flags...)

	w.turn(pairing)
	g.step(w, "Return") // with the only app
	printer := sandbox.Demo().Yilianyun.MachineCode
	key := world.PrintQRKey(printer)
	w.write(printer)
	w.keys("Tab")
	w.write(misread(key))
	w.changes(ring, func() {}) // so that all that was typed is drawn
	g.keepMoving(w, "printer")
	g.step(w, "Return")
	g.step(w, "Return")
	g.keep(w, "printer-error")
	g.step(w, "Return") // looks again
	w.keys("Tab", "ctrl+a")
	w.write(key)
	g.step(w, "Return")
	g.step(w, "Return")
	eventually(g.t, "the printer is paired", func() bool { return len(find(g.t, v, g.words.shop).Tokens) == 1 })
	w.paste(g.words.till)
	w.keys("Return")
	g.keep(w, "printer-bound")

	w.open("jdy.request")
	w.write("/jdy/v2/bd/customer")
	g.keep(w, "sign")
}

// pairing are the keys of the last page on the left that has a number.
const pairing = "ctrl+7"

// misread is a key with another letter at its end.
func misread(key string) string {
	last := len(key) - 1
	return key[:last] + string('a'+(key[last]-'a'+1)%26)
}

// steps is where a guided binding shows how far it is. No seconds are counted there.
var steps = area{0, 0, 1000, 56}

// ring is where the time of a temporary key runs out.
var ring = area{660, 500, 160, 160}

// step presses keys that lead to another step of a guided binding, and waits for it.
func (g *guide) step(w *window, keys ...string) {
	h := w.hand()
	w.calm()
	before := h.see(steps)
	w.keys(keys...)
	last := before
	eventually(g.t, "another step", func() bool {
		now := h.see(steps)
		drawn := !bytes.Equal(now, before) && bytes.Equal(now, last)
		last = now
		return drawn
	})
}

// run is one call of the command line, with what it reads.
func (g *guide) run(home string, flags []string, stdin string, args ...string) {
	cmd := exec.CommandContext(g.t.Context(), built(g.t, "keycase-cli"), append(append([]string{"--home", home}, flags...), args...)...)
	cmd.Stdin = strings.NewReader(stdin)
	out, err := cmd.CombinedOutput()
	require.NoError(g.t, err, "%v: %s", args, out)
}

// keep photographs the window for the guide, once it stands still.
func (g *guide) keep(w *window, page string) {
	w.still(page)
	g.keepMoving(w, page)
}

// keepMoving photographs the window as it is. Its few colours fit into a palette,
// which makes the picture half as large.
func (g *guide) keepMoving(w *window, page string) {
	name := "guide-" + page
	w.photographMoving(name)
	tool(g.t, "convert", filepath.Join(screenshots(g.t), g.look.String()+"-"+name+".png"), "-strip", "+dither", "-colors", "256",
		"PNG8:"+filepath.Join("..", "..", "docs", "images", g.look.lang+"-"+page+".png"))
}
