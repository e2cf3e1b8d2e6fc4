package present

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/broker"
	"keycase/providers"
	"keycase/providers/catalog"
	"keycase/vault"
)

// known is a broker that knows the real platforms, and renews nothing.
type known struct{ fake }

func (known) Registry() providers.Registry { return catalog.Registry() }

// bound binds a credential to what is given as name and number in turn.
func bound(c vault.Credential, kind string, named ...string) vault.Credential {
	for i := 0; i < len(named); i += 2 {
		c.Grants = append(c.Grants, vault.Grant{
			ID: "grant-" + named[i+1], Kind: kind, Name: named[i], Subject: named[i+1],
		})
	}
	return c
}

// taken selects a grant.
func taken(c vault.Credential, i int) vault.Credential {
	c.Grants[i].Selected = true
	return c
}

// app is an app of Yilianyun.
func app(kind string, tokens ...vault.Token) vault.Credential {
	for i := range tokens {
		tokens[i].Kind = "access_token"
	}
	return vault.Credential{ID: kind, Platform: "yilianyun", Name: kind, Public: map[string]string{"app_type": kind}, Tokens: tokens}
}

func TestBindingsWithoutATokenAreRows(t *testing.T) {
	kis := vault.Credential{ID: "kis", Platform: "kis", Name: "晨光商贸"}
	never := vault.Token{ID: "token", Never: true}
	mine := vault.Token{ID: "own", Subject: "40041", IssuedAt: now, ExpiresAt: now.Add(30 * day)}
	for name, c := range map[string]struct {
		credential vault.Credential
		titles     []string
		chip       string
	}{
		"the only product":                {bound(kis, "instance", "商贸版", "17"), []string{"晨光商贸 · 商贸版"}, "已绑定"},
		"products, none taken yet":        {bound(kis, "instance", "商贸版", "17", "", "18"), nil, ""},
		"products, one of them taken":     {taken(bound(kis, "instance", "商贸版", "17", "", "18"), 1), []string{"晨光商贸 · 18"}, "已绑定"},
		"printers of the app's token":     {bound(app("self", never), "printer", "前台", "40041", "", "40042"), []string{"self · 40042", "self · 前台"}, "永不过期"},
		"no token of the app yet":         {bound(app("self"), "printer", "前台", "40041"), []string{"self · 前台"}, "已绑定"},
		"a printer with its own token":    {bound(app("open", mine), "printer", "前台", "40041"), nil, ""},
		"a printer that must bind again":  {bound(app("open"), "printer", "前台", "40041"), nil, ""},
		"what only comes with a token":    {bound(vault.Credential{Platform: "jdy", Name: "账号"}, "user", "", "7"), nil, ""},
		"a platform that nobody knows of": {bound(vault.Credential{Platform: "new"}, "printer", "", "7"), nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			var rows []*Token
			for _, row := range Rows(known{}, held([]vault.Credential{c.credential})) {
				if row.Binding() {
					rows = append(rows, row)
				}
			}
			assert.ElementsMatch(t, c.titles, titles(rows))
			for _, row := range rows {
				m := row.At(zh, now)
				assert.Equal(t, c.chip, row.Chip(zh, m.State))
				assert.False(t, m.CanCopy)
				assert.Equal(t, "不限时", m.Remaining)
				assert.False(t, row.Facts(zh).Renewable)
			}
		})
	}
}

func TestBindingsComeAfterWhatEnds(t *testing.T) {
	all := Rows(known{}, held([]vault.Credential{
		bound(vault.Credential{ID: "kis", Platform: "kis", Name: "甲"}, "instance", "商贸版", "17"),
		bound(app("self", vault.Token{ID: "token", Never: true}), "printer", "前台", "40041"),
		app("open", vault.Token{ID: "own", IssuedAt: now, ExpiresAt: now.Add(time.Hour)}),
	}))
	require.Equal(t, []string{"open", "self", "self · 前台", "甲 · 商贸版"}, titles(all))
	o := Arrange(all, now)
	assert.Equal(t, "2 个令牌、2 个绑定，1 个需要处理", o.Summary(zh))
	assert.Len(t, o.Attention, 1)
	assert.Equal(t, []broker.Health{broker.Never, broker.Never, broker.Fresh},
		[]broker.Health{o.Fine[0].Health(now), o.Fine[1].Health(now), o.Fine[2].Health(now)})
	assert.Equal(t, "1 个绑定，都正常", o.Only(func(t *Token) bool { return t.Platform == "kis" }).Summary(zh))
	product, printer := all[3], all[2]
	assert.Equal(t, "金蝶 KIS", product.Facts(zh).Platform)
	assert.Equal(t, "产品", product.Facts(zh).Detail)
	assert.Equal(t, "每次调用现取令牌", product.At(zh, now).Until)
	assert.Equal(t, "无需刷新", printer.At(zh, now).Until)
	assert.Subset(t, product.Words(zh), []string{"甲 · 商贸版", "17", "产品"})
	assert.Equal(t, "商贸版", product.Name())
	assert.Empty(t, all[0].Name(), "a token of the whole credential")
}

func TestChosen(t *testing.T) {
	kis, err := catalog.Registry().Platform("kis")
	require.NoError(t, err)
	assert.True(t, Chosen(kis, "instance"))
	assert.False(t, Chosen(kis, "user"))
}
