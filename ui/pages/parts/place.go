package parts

import (
	"net"
	"net/url"

	"keycase/assets/translations"
)

// Environment names where the calls of a credential go: production for "", the
// sandbox for an address of this machine, else the host.
func Environment(l *translations.Localizer, baseURL string) string {
	if baseURL == "" {
		return l.T("environment.production")
	}
	u, err := url.Parse(baseURL)
	if err != nil || u.Host == "" {
		return l.T("environment.custom")
	}
	if Local(u.Hostname()) {
		return l.T("environment.sandbox")
	}
	return u.Host
}

// Local tells whether a host is this machine.
func Local(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
