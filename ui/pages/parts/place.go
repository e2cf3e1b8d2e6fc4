package parts

import (
	"net"
	"net/url"

	"keycase/assets/translations"
	"keycase/ui/core"
	"keycase/vault"
)

// BaseURL is where the calls of a credential really go; "" for production. The
// program can be told another address than that of the credential.
func BaseURL(c *core.Context, cred vault.Credential) string {
	base := c.Broker.BaseURLOf(cred)
	if platform, err := c.Broker.Registry().Platform(cred.Platform); err == nil && base == platform.BaseURL {
		return ""
	}
	return base
}

// Where names the environment of a credential, and the address where that is not
// the platform's own: "沙盒 127.0.0.1:8801".
func Where(c *core.Context, cred vault.Credential) string {
	base := BaseURL(c, cred)
	name := Environment(c.Text, base)
	if u, err := url.Parse(base); err == nil && u.Host != "" && u.Host != name {
		name += " " + u.Host
	}
	return name
}

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
