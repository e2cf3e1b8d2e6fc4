package check

import "testing"

// The dearest check is the one that finds nothing: it tries everything.
func BenchmarkCheck(b *testing.B) {
	for _, c := range benches(b) {
		b.Run(c.name, func(b *testing.B) {
			given := Given{Signature: "OTFiZTliNDFiMjNkYTI3YzVhNzg4MDI4ZGU3MWY1ZTA5ZTk1NjVlNGM1YTI1ZjIxY2Y5YTA3ZGY2OGI1MGQ1MQ=="}
			if c.name == "robot.request" {
				given = Given{StringToSign: "client_id=x"}
			}
			for b.Loop() {
				if c.check(b, given).Match {
					b.Fatal("matches")
				}
			}
		})
	}
}
