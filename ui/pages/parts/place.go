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
	switch {
	case err != nil || u.Host == "":
		return l.T("environment.custom")
	case Sandbox(baseURL):
		return l.T("environment.sandbox")
	default:
		return u.Host
	}
}

// Sandbox tells whether an address is that of a sandbox, which runs on this
// machine.
func Sandbox(baseURL string) bool {
	u, err := url.Parse(baseURL)
	return err == nil && Local(u.Hostname())
}

// Local tells whether a host is this machine.
func Local(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
