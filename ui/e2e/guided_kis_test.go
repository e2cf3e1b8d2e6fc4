//go:build e2e

package e2e

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"keycase/providers/sandbox"
)

// TestBindKIS goes from the first page to a product among several, and to the only
// one of another enterprise of the same app.
func TestBindKIS(t *testing.T) {
	home, demo := t.TempDir(), sandbox.Demo().KIS
	g := lead(t, "kis", plain, home)
	g.turn("1") // the card of accountants
	g.shoot("account")
	g.change(func() { g.keys("Return") })
	g.shoot("account-missing")
	assert.Empty(t, g.world.Requests(sandbox.KIS))
	g.fill(demo.EID, demo.AuthToken, demo.ClientID, demo.ClientSecret)
	g.shoot("account-filled")
	g.step("Return")
	g.shoot("products")
	g.change(func() { g.keys("Down", "Down") })
	g.shoot("products-http")
	g.change(func() { g.keys("Up", "Up") })
	g.keys("Return")
	v := openVault(t, home)
	name := "KIS 旗舰版 " + demo.EID
	eventually(t, "the product is bound", func() bool { return len(find(t, v, name).Grants) == 4 })
	for _, grant := range find(t, v, name).Grants {
		assert.Equal(t, grant.Subject == demo.NetID, grant.Selected, grant.Name)
	}
	g.shoot("done")

	g.change(func() { g.keys("Tab") }) // from the name to the button
	g.keys("Return")
	eventually(t, "the router is called", func() bool {
		all := g.world.Requests(sandbox.KIS)
		return strings.Contains(all[len(all)-1].Path, "router")
	})
	assert.Equal(t, "200", g.lastCode(sandbox.KIS))
	g.shoot("called")

	g.step("Tab", "Return") // another enterprise
	g.shoot("another")
	g.fill(demo.SingleEID, demo.SingleAuthToken)
	g.step("Return")
	single := find(t, v, "KIS 专业版 "+demo.SingleEID)
	assert.Len(t, single.Grants, 1)
	g.shoot("done-only")
}

// TestBindKISRefused meets each refusal, and gets through in the end to a product
// that others can listen to.
func TestBindKISRefused(t *testing.T) {
	home, demo := t.TempDir(), sandbox.Demo().KIS
	g := lead(t, "kis", plain, home)
	g.open()
	g.paste("企业号：" + demo.EID + "\n访问口令：" + demo.AuthToken + "\nclient_id=" + demo.ClientID + "\nclient_secret=" + demo.ClientSecret)
	g.shoot("pasted")
	g.keys("End")
	g.change(func() { g.write(" ") })
	g.keys("Return") // goes to the button that cleans up
	g.shoot("stray")
	g.change(func() { g.keys("Return") })
	g.shoot("cleaned")
	for _, code := range []int{201, 300, 301} {
		g.world.SetFault(sandbox.KIS, sandbox.Fault{Kind: sandbox.FaultRefuse, Code: code, Times: 1})
		g.step("Return")
		g.shoot("error-" + itoa(code))
		assert.Equal(t, itoa(code), g.lastCode(sandbox.KIS))
		g.step("shift+Tab", "shift+Tab", "Return") // to the first of the steps
	}
	g.wire.cut.Store(true)
	g.step("Return")
	g.shoot("error-network")
	g.wire.cut.Store(false)
	g.world.RequireMD5Case("lower")
	g.keys("Return") // once more
	eventually(t, "the letter case is refused", func() bool { return g.lastCode(sandbox.KIS) == "403" })
	g.shoot("error-403")
	g.step("Return") // in the other letter case
	g.shoot("products-after-all")
	assert.Equal(t, "200", g.lastCode(sandbox.KIS))
	g.change(func() { g.keys("Down", "Down") })
	g.step("Return")
	c := find(t, openVault(t, home), "KIS 商贸版 "+demo.EID)
	assert.Equal(t, "lower", c.Public["md5_case"])
	g.shoot("done-http")
}

// TestBindKISLooks goes through the steps in other looks.
func TestBindKISLooks(t *testing.T) {
	demo := sandbox.Demo().KIS
	for _, l := range others {
		t.Run(l.String(), func(t *testing.T) {
			home := t.TempDir()
			g := lead(t, "kis", l, home)
			g.turn("1")
			if l.theme == "light" {
				g.small()
			}
			g.shoot("account")
			g.fill(demo.EID, demo.AuthToken, demo.ClientID, demo.ClientSecret)
			g.shoot("account-filled")
			g.world.RequireMD5Case("lower")
			g.step("Return")
			g.shoot("error-403")
			g.step("Return")
			g.shoot("products")
			g.step("Return")
			find(t, openVault(t, home), "KIS 旗舰版 "+demo.EID)
			g.shoot("done")
		})
	}
}
