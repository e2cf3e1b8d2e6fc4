package app

import (
	"crypto/tls"
	"net"
	"net/http"
	"time"
)

// newClient makes the client that talks to the platforms. The time of a whole
// exchange is the broker's to bound; what is bounded here are its parts, so that
// a dead host is told from a slow one.
func newClient() *http.Client {
	dialer := &net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}
	return &http.Client{Transport: &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            dialer.DialContext,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    10 * time.Second,
		MaxResponseHeaderBytes: 64 << 10,
		MaxIdleConns:           8,
		IdleConnTimeout:        30 * time.Second,
	}}
}
