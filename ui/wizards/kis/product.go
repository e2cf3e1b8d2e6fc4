package kis

import (
	"strings"
	"time"

	"keycase/assets/translations"
	"keycase/providers"
	"keycase/ui/pages/parts"
	"keycase/ui/present"
	"keycase/vault"
)

// product is what is said about a product.
type product struct {
	name    string
	line    string // its number and its address
	address string // without https://, which is what is expected; "" where the platform gave none
	login   string // when it was used last; "" where that is not known
	newest  bool
	plain   bool // over http, so that others can read along
}

// productsOf says what there is to choose from, in the order that the platform's answer was put in.
func productsOf(l *translations.Localizer, grants []providers.Grant, now time.Time) []product {
	said := make([]product, len(grants))
	for i, g := range grants {
		said[i] = productOf(l, g, now)
		said[i].newest = i == 0 && said[i].login != "" && len(grants) > 1
	}
	return said
}

func productOf(l *translations.Localizer, g providers.Grant, now time.Time) product {
	p := product{name: nameOf(g), address: addressOf(g), plain: unencrypted(g)}
	p.line = "netid " + g.Subject
	if p.address != "" {
		p.line += "  " + p.address
	}
	if at, ok := loginTime(g.Public["logintime"]); ok {
		p.login = loginDay(l, at, now)
	} else {
		p.login = g.Public["logintime"]
	}
	return p
}

func nameOf(g providers.Grant) string {
	if g.Name != "" {
		return g.Name
	}
	return g.Subject
}

func addressOf(g providers.Grant) string {
	return strings.TrimPrefix(g.Public["server_url"], "https://")
}

// unencrypted tells whether what is sent to the product can be read on its way.
func unencrypted(g providers.Grant) bool { return parts.Unencrypted(vault.Grant{Public: g.Public}) }

// loginLayouts are the ways of writing a time that a logintime has been seen in or can be expected in.
var loginLayouts = []string{"2006-1-2 15:4:5", "2006-1-2 15:4", "2006-1-2"}

var dashes = strings.NewReplacer("/", "-", "T", " ")

// loginTime reads a logintime, which is time in China.
func loginTime(text string) (at time.Time, ok bool) {
	for _, layout := range loginLayouts {
		if at, err := time.ParseInLocation(layout, dashes.Replace(strings.TrimSpace(text)), providers.ChinaTime); err == nil {
			return at, true
		}
	}
	return time.Time{}, false
}

// loginDay says a time the shorter the longer it is ago: "今天 09:41", "11 月 18 日", "去年 12 月".
func loginDay(l *translations.Localizer, at, now time.Time) string {
	now = now.In(providers.ChinaTime)
	at = at.In(providers.ChinaTime)
	if at.Year() == now.Year()-1 && now.Sub(at) > 48*time.Hour {
		return l.T("wizard.kis.last_year", "Month", l.T("month."+at.Format("1")))
	}
	return present.Day(l, at, now)
}
