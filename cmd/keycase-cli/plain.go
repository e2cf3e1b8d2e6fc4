package main

import (
	"cmp"
	"net"
	"net/url"
	"strings"

	"keycase/vault"
)

// notePlain tells of an address to which everything goes unencrypted. On this
// machine, where the sandbox is, nobody listens in.
func (c *cli) notePlain(address string) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" || loopback(u.Hostname()) {
		return
	}
	c.note(c.T("cli.plain_http", "Address", u.Scheme+"://"+u.Host))
}

// loopback tells whether a host, without its port, is this machine.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback() || strings.EqualFold(host, "localhost")
}

// thisMachine is an address to listen at, with a number for localhost: what a resolver
// makes of that name may be another machine, or nothing. ok is false where others could
// connect, or addr is malformed.
func thisMachine(addr string) (numbered string, ok bool) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil || !loopback(host) {
		return addr, false
	}
	if net.ParseIP(host) == nil {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port), true
}

// addressOf is where a credential's calls go; "" is the production address.
func (c *cli) addressOf(cred vault.Credential) string {
	return cmp.Or(c.globals.baseURLs[cred.Platform], cred.BaseURL)
}
