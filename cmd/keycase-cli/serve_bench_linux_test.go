package main

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"keycase/client"
)

// BenchmarkServe measures token gets, beside a server that answers a constant of
// the same size.
func BenchmarkServe(b *testing.B) {
	s := newServed(b, "robot")
	s.start("robot", "--tcp", "127.0.0.1:0")
	s.token("robot")
	for _, door := range benchmarkDoors(b, s) {
		b.Run(door.name, func(b *testing.B) {
			b.SetParallelism(8)
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					if _, err := door.client.Token(context.Background(), "robot"); err != nil {
						b.Error(err)
						return
					}
				}
			})
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "gets/s")
		})
	}
}

type benchmarkDoor struct {
	name   string
	client *client.Client
}

// benchmarkDoors are those of serve and, at each side, one to a server that knows
// its answer already.
func benchmarkDoors(b *testing.B, s *served) []benchmarkDoor {
	b.Helper()
	answer, err := json.Marshal(map[string]any{
		"credential": "robot", "platform": "robot", "kind": "access_token", "token": s.token("robot").Value,
		"expires_at": "2026-03-02T12:00:00Z", "expires_in": 7200, "never_expires": false,
		"base_url": s.token("robot").BaseURL, "values": s.token("robot").Values,
	})
	require.NoError(b, err)
	bare := http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(answer)
	})}
	b.Cleanup(func() { _ = bare.Close() })
	path := filepath.Join(s.home, "bare")
	socket, err := net.Listen("unix", path)
	require.NoError(b, err)
	tcp, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(b, err)
	for _, listener := range []net.Listener{socket, tcp} {
		go func() { _ = bare.Serve(listener) }()
	}
	return []benchmarkDoor{
		{"unix", s.client}, {"bare-unix", client.Unix(path)},
		{"tcp", client.TCP(s.told.URL, s.told.Secret)}, {"bare-tcp", client.TCP("http://"+tcp.Addr().String(), "")},
	}
}
