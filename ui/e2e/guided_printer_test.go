//go:build e2e

package e2e

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"keycase/providers/sandbox"
	"keycase/vault"
)

// slip types what is on a slip or label over what was typed before, and goes on
// to the answer.
func (g *guided) slip(code, key string) {
	g.t.Helper()
	g.keys("ctrl+a")
	g.write(code)
	g.keys("Tab", "ctrl+a")
	g.write(key)
	g.step("Return")
	g.step("Return")
}

// rescan goes back to the slip by the steps on top, from where nothing has the
// keyboard.
func (g *guided) rescan() {
	g.t.Helper()
	g.step("shift+Tab", "shift+Tab", "Return")
}

// label says that it is the label that is at hand, and comes back to the code.
func (g *guided) label() {
	g.t.Helper()
	g.differs(g.read, func() { g.keys("shift+Tab", "Right", "Tab") })
}

// tokens waits for the tokens of a credential.
func tokens(t *testing.T, v *vault.Vault, name string, count int) []vault.Token {
	t.Helper()
	eventually(t, "the tokens of "+name, func() bool { return len(find(t, v, name).Tokens) == count })
	return find(t, v, name).Tokens
}

// lastCode is what a platform answered last.
func (g *guided) lastCode(platform string) string {
	g.t.Helper()
	all := g.world.Requests(platform)
	if len(all) == 0 {
		return ""
	}
	return all[len(all)-1].Code
}

// TestPairPrinter goes from the first page to two printers of an open app.
func TestPairPrinter(t *testing.T) {
	const shop = "Liberation Road"
	home, demo, other := t.TempDir(), sandbox.Demo().Yilianyun, sandbox.Demo().YilianyunSelf.MachineCode
	g := lead(t, "printer", plain, home)
	g.turn("2") // the card of shops
	g.shoot("first-app")
	g.change(func() { g.keys("Return") })
	g.shoot("first-app-missing")
	g.fill(shop, demo.ClientID, demo.ClientSecret)
	g.change(func() { g.keys("Tab", "Right") })
	g.shoot("first-app-filled")
	g.step("Return")
	v := openVault(t, home)
	assert.Equal(t, "open", find(t, v, shop).Public["app_type"])

	g.shoot("scan")
	g.change(func() { g.keys("Return") })
	g.shoot("scan-missing")
	g.fill(demo.MachineCode, g.world.PrintQRKey(demo.MachineCode))
	g.shoot("scan-typed")
	g.step("Return")
	g.shoot("confirm")
	assert.Empty(t, g.world.Requests(sandbox.Yilianyun), "nothing is sent before it is confirmed")
	g.step("Return")
	assert.Equal(t, demo.MachineCode, tokens(t, v, shop, 1)[0].Subject)
	g.shoot("done")

	g.change(func() { g.keys("Tab", "Tab") }) // from the name past the list
	g.change(func() { g.keys("Return") })
	g.shoot("test-question")
	assert.Len(t, g.world.Requests(sandbox.Yilianyun), 1)
	g.keys("Tab", "Return") // past its no
	eventually(t, "the test page is printed", func() bool { return len(g.world.Requests(sandbox.Yilianyun)) == 2 })
	assert.Equal(t, "0", g.lastCode(sandbox.Yilianyun))
	g.shoot("test-sent")
	g.change(func() { g.keys("shift+Tab", "shift+Tab") })
	g.write("Till")
	g.keys("Return")
	eventually(t, "the printer has a name", func() bool { return find(t, v, shop).Grants[0].Name == "Till" })
	g.shoot("done-named")

	g.step("Return") // the next one
	g.paste("终端号 " + other + " 特殊密钥 " + g.world.PrintQRKey(other))
	g.step("Return")
	g.step("Return")
	tokens(t, v, shop, 2)
	g.shoot("done-second")
	g.turn("Tab", "Tab", "Tab", "Tab", "Return") // past list, test page and next one
	g.titled("总览")
	g.shoot("overview")
}

// TestPairPrinterSelfOwned pairs by the label, first with an app that is what it
// says, then with one that is not.
func TestPairPrinterSelfOwned(t *testing.T) {
	home, demo := t.TempDir(), sandbox.Demo().YilianyunSelf
	v := openVault(t, home)
	account(t, v, "A", "yilianyun-self", nil)
	account(t, v, "B", "yilianyun-self", map[string]string{"app_type": "open"})
	g := lead(t, "printer", plain, home)
	g.open()
	g.shoot("apps")
	g.step("Return")
	g.label()
	g.fill(demo.MachineCode, demo.Msign)
	g.shoot("label-typed")
	g.step("Return")
	g.shoot("confirm-self")
	g.step("Return")
	assert.True(t, tokens(t, v, "A", 1)[0].Never)
	g.shoot("done-self")

	g.step("Return")                                        // the next one
	g.step("shift+Tab", "shift+Tab", "shift+Tab", "Return") // with another app
	g.keys("Down")
	g.step("Return")
	g.slip(demo.MachineCode, demo.Msign)
	g.shoot("error-31")
	assert.Equal(t, "31", g.lastCode(sandbox.Yilianyun))
	g.step("Return") // the other path
	assert.True(t, tokens(t, v, "B", 1)[0].Never)
	assert.Equal(t, "self", find(t, v, "B").Public["app_type"])
}

// TestPairPrinterRefused meets each refusal, and gets through in the end, later than
// a person waits for it.
func TestPairPrinterRefused(t *testing.T) {
	home, demo := t.TempDir(), sandbox.Demo().Yilianyun
	v := openVault(t, home)
	account(t, v, "Shop", "yilianyun", nil)
	g := lead(t, "printer", plain, home)
	g.open()
	g.step("Return")
	g.slip(demo.MachineCode, "wrongkey")
	g.shoot("error-30")
	assert.Equal(t, "30", g.lastCode(sandbox.Yilianyun))
	g.rescan()
	g.label()
	for _, refused := range []struct{ code, machine, key string }{
		{"35", demo.MachineCode, "wrong"},
		{"17", sandbox.TakenPrinter, demo.Msign},
		{"16", sandbox.OldPrinter, demo.Msign},
		{"9", sandbox.OfflinePrinter, demo.Msign},
	} {
		g.slip(refused.machine, refused.key)
		g.shoot("error-" + refused.code)
		assert.Equal(t, refused.code, g.lastCode(sandbox.Yilianyun))
		g.rescan()
	}
	g.world.SetFault(sandbox.Yilianyun, sandbox.Fault{Kind: sandbox.FaultRefuse, Code: 41, Times: 1})
	g.slip(demo.MachineCode, demo.Msign)
	g.shoot("error-41")
	assert.Equal(t, "41", g.lastCode(sandbox.Yilianyun))
	g.rescan()

	g.wire.cut.Store(true)
	g.slip(demo.MachineCode, demo.Msign)
	g.shoot("error-network")
	assert.Empty(t, find(t, v, "Shop").Tokens)
	g.wire.cut.Store(false)
	g.rescan()

	g.step("Return")
	g.world.SetFault(sandbox.Yilianyun, sandbox.Fault{Kind: sandbox.FaultSlow, Delay: 4 * time.Second, Times: 1})
	foot := area{0, 680, 1180, 80}
	g.differs(foot, func() { g.keys("Return") })
	g.photographMoving("printer-busy")
	g.differs(foot, func() { g.keys("Escape") })
	g.shoot("cancelled")
	tokens(t, v, "Shop", 1) // what comes after all is kept
}

// TestPairPrinterReads takes what other programs have copied, and goes on where it
// was left.
func TestPairPrinterReads(t *testing.T) {
	home, demo, other := t.TempDir(), sandbox.Demo().Yilianyun, sandbox.Demo().YilianyunSelf.MachineCode
	v := openVault(t, home)
	account(t, v, "Shop", "yilianyun", nil)
	g := lead(t, "printer", plain, home)
	g.open()
	g.step("Return")
	g.paste("刚打的小票：\n终端号：" + demo.MachineCode + "\n特殊密钥：" + g.world.PrintQRKey(demo.MachineCode) + "\n快点，只有五分钟")
	g.shoot("pasted-chat")
	g.change(func() { g.keys("Escape") })
	g.shoot("leave")
	g.turn("Tab", "Return") // past its no
	g.open()
	g.shoot("resumed")
	g.step("Return")
	g.step("Return")
	assert.Equal(t, demo.MachineCode, tokens(t, v, "Shop", 1)[0].Subject)

	g.step("Return") // the next one
	g.paste(other + " k9x2m7qd")
	g.shoot("pasted-two")
	g.pastePicture("machine_code="+demo.MachineCode+"&qr_key=aaaabbbb", "machine_code="+other+"&qr_key=ccccdddd")
	g.shoot("pasted-several")
	g.differs(g.read, func() { g.keys("Down", "Return") })
	g.shoot("picked")
	g.pastePicture("machine_code=" + other + "&qr_key=" + g.world.PrintQRKey(other))
	g.shoot("pasted-picture")
	g.step("Return")
	g.step("Return")
	tokens(t, v, "Shop", 2)
}

// TestPairPrinterLocked locks the file store in the middle: what was read stays, but
// the slip is too old for the platform by then.
func TestPairPrinterLocked(t *testing.T) {
	home, code := t.TempDir(), sandbox.Demo().Yilianyun.MachineCode
	v, flags := openFile(t, home)
	account(t, v, "Shop", "yilianyun", nil)
	g := lead(t, "printer", plain, home, flags...)
	g.open()
	g.step("Return")
	g.fill(code, g.world.PrintQRKey(code))
	g.change(func() { g.keys("ctrl+l") })
	g.shoot("locked")
	g.write("three unrelated words")
	g.step("Return")
	g.shoot("unlocked")
	g.world.Advance(301 * time.Second)
	g.step("Return")
	g.step("Return")
	g.shoot("error-30-old-slip")
	assert.Equal(t, "30", g.lastCode(sandbox.Yilianyun))
	g.step("Return") // looks at it again
	g.slip(code, g.world.PrintQRKey(code))
	assert.Equal(t, code, tokens(t, v, "Shop", 1)[0].Subject)
}

// others are the looks in which the steps are photographed once more: the dark one,
// and the longer language at the least size.
var others = []look{{"en", "dark", "1"}, {"en", "light", "1"}}

// TestPairPrinterLooks goes through the steps in other looks.
func TestPairPrinterLooks(t *testing.T) {
	code := sandbox.Demo().Yilianyun.MachineCode
	for _, l := range others {
		t.Run(l.String(), func(t *testing.T) {
			home := t.TempDir()
			v := openVault(t, home)
			account(t, v, "Shop", "yilianyun", nil)
			g := lead(t, "printer", l, home)
			g.open()
			if l.theme == "light" {
				g.small()
			}
			g.shoot("apps")
			g.step("Return")
			g.shoot("scan")
			g.slip(code, "wrongkey")
			g.shoot("error-30")
			g.rescan()
			g.keys("ctrl+a")
			g.write(code)
			g.keys("Tab", "ctrl+a")
			g.change(func() { g.write(g.world.PrintQRKey(code)) })
			g.shoot("scan-typed")
			g.step("Return")
			g.shoot("confirm")
			g.step("Return")
			tokens(t, v, "Shop", 1)
			g.shoot("done")
		})
	}
}
