package main

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"

	"keycase/assets/translations"
)

func TestPlainHTTPIsTold(t *testing.T) {
	for address, told := range map[string]bool{
		"":                               false,
		"https://api.example":            false,
		"http://127.0.0.1:8801":          false,
		"http://127.8.9.1":               false,
		"http://[::1]:80/gate":           false,
		"http://LOCALHOST:1":             false,
		"http://api.example/gate?a=b":    true,
		"HTTP://192.168.1.5:8801":        true,
		"http://0.0.0.0:1":               true,
		"http://127.0.0.1.nip.example":   true,
		"http://localhost.example":       true,
		"http://[2001:db8::1]:8801/gate": true,
	} {
		p, _ := testPrinter(translations.English, false)
		var messages bytes.Buffer
		p.err = &messages
		(&cli{printer: *p}).notePlain(address)
		assert.Equal(t, told, messages.Len() > 0, address)
		assert.NotContains(t, messages.String(), "gate", "the path can hold a secret")
	}
}

func TestThisMachine(t *testing.T) {
	for addr, want := range map[string]string{
		"localhost:0": "127.0.0.1:0", "LocalHost:80": "127.0.0.1:80", "[::1]:1": "[::1]:1", "127.8.9.1:0": "127.8.9.1:0",
	} {
		got, ok := thisMachine(addr)
		assert.True(t, ok, addr)
		assert.Equal(t, want, got)
	}
	for _, addr := range []string{"", ":0", "0.0.0.0:0", "[::]:0", "localhost", "localhost.example:1", "192.168.1.5:0"} {
		got, ok := thisMachine(addr)
		assert.False(t, ok, addr)
		assert.Equal(t, addr, got)
	}
}

// TestListenedNamesTheInterface: what an exposed sandbox tells is what other
// machines reach, not the loopback address of its first line.
func TestListenedNamesTheInterface(t *testing.T) {
	urls := map[string]string{
		"jdy": "http://127.0.0.1:1", "kis": "http://127.0.0.1:2", "robot": "http://127.0.0.1:3", "yilianyun": "http://127.0.0.1:4",
	}
	for host, want := range map[string]string{
		"0.0.0.0": "jdy=0.0.0.0:1 kis=0.0.0.0:2 robot=0.0.0.0:3 yilianyun=0.0.0.0:4",
		"":        "jdy=*:1 kis=*:2 robot=*:3 yilianyun=*:4",
		"::":      "jdy=[::]:1 kis=[::]:2 robot=[::]:3 yilianyun=[::]:4",
	} {
		assert.Equal(t, want, listened(host, urls))
	}
}
