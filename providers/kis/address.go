package kis

import (
	"net/netip"
	"net/url"
	"strings"

	"keycase/providers"
)

// encryptedHost is the only product server that is served over https.
const encryptedHost = "kisgz.kingdee.com"

// NormalizeServerURL turns a server_url as the platform returns it into an
// absolute URL without trailing slash. The platform's page names three forms:
// "https://kisgz.kingdee.com", "120.132.144.218" and "http://120.132.144.218".
// A given scheme is kept; without one, kisgz.kingdee.com gets https (inferred
// from "only this domain uses https") and every other host http. The error is
// an [providers.InvalidError] about server_url.
func NormalizeServerURL(serverURL string) (base string, err error) {
	text := strings.TrimSpace(serverURL)
	rule := providers.Rule{Charset: providers.HostOrURL}
	if t := rule.Check(text); !t.IsZero() {
		return "", providers.Invalid("server_url", t)
	}
	bare := !strings.Contains(text, "://")
	if bare {
		text = "http://" + text
	}
	u, err := url.Parse(text)
	if err != nil || !isHost(u.Host) {
		return "", providers.Invalid("server_url", providers.Text{ZH: "地址读不懂", EN: "cannot be read as an address"})
	}
	if bare && strings.EqualFold(u.Hostname(), encryptedHost) {
		u.Scheme = "https"
	}
	return u.Scheme + "://" + u.Host + strings.TrimRight(u.EscapedPath(), "/"), nil
}

// RouterURL is where business calls to the product at serverURL go; see
// [NormalizeServerURL] for its forms and errors.
func RouterURL(serverURL string) (string, error) {
	base, err := NormalizeServerURL(serverURL)
	if err != nil {
		return "", err
	}
	return base + routerPath, nil
}

// isLocal tells whether an absolute URL leads to this machine.
func isLocal(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	ip, err := netip.ParseAddr(u.Hostname())
	return u.Hostname() == "localhost" || err == nil && ip.IsLoopback()
}

// isHost accepts names, addresses and ports as they are written in ASCII.
func isHost(host string) bool {
	for i := 0; i < len(host); i++ {
		c := host[i]
		ok := c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || strings.IndexByte("-._:[]", c) >= 0
		if !ok {
			return false
		}
	}
	return !strings.HasSuffix(host, ":")
}
