package jdy

import (
	"net/url"
	"strings"
)

// The gateway's two percent-encoders. Both write upper-case hex of UTF-8 and a
// space as "+". They differ in two characters only, which is why most homemade
// clients work until a value holds "*" or "~". Checked against 19 results of
// the vendor's own client (apigwclient 0.1.5).

// encodeStrict leaves A-Z a-z 0-9 - _ . ~ as they are. It encodes the path, the
// names (both times) and the values the second time.
func encodeStrict(s string) string { return url.QueryEscape(s) }

var formStyle = strings.NewReplacer("%2A", "*", "~", "%7E")

// encodeValue leaves A-Z a-z 0-9 - _ . * as they are. It encodes the values the
// first time, which is also how they go on the wire.
func encodeValue(s string) string {
	s = url.QueryEscape(s)
	if strings.Contains(s, "%2A") || strings.Contains(s, "~") {
		return formStyle.Replace(s)
	}
	return s
}
