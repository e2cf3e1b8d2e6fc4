package broker

import (
	"encoding/json"
	"net/http"
	"sync"
	"time"

	"keycase/vault"
)

const (
	skewKey = "skew"
	// skewApplied is from where on a skew is corrected when signing. A Date
	// header has whole seconds, and the answer took its time.
	skewApplied = 5 * time.Second
	// SkewTold is from where on a skew is worth telling a person.
	SkewTold = time.Minute
)

// skews holds how far each platform's clock is ahead of ours, by base URL.
type skews struct {
	mu   sync.Mutex
	by   map[string]time.Duration
	save func(map[string]time.Duration)
}

func (s *skews) load(v *vault.Vault) {
	s.by = map[string]time.Duration{}
	if v == nil {
		s.save = func(map[string]time.Duration) {}
		return
	}
	if state, ok := v.State(skewKey); ok {
		if json.Unmarshal(state, &s.by) != nil || s.by == nil {
			s.by = map[string]time.Duration{}
		}
	}
	s.save = func(by map[string]time.Duration) {
		// A skew that is not written is learned again from the next answer.
		_ = v.UpdateState(skewKey, func(json.RawMessage) (json.RawMessage, error) { return json.Marshal(by) })
	}
}

func (s *skews) of(base string) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.by[base]
}

// learn compares the Date header of an answer with the local time in the middle
// of the exchange. changed tells that signing again gives another timestamp.
func (s *skews) learn(base string, header http.Header, sent, received time.Time) (skew time.Duration, changed bool) {
	date, err := http.ParseTime(header.Get("Date"))
	if err != nil {
		return s.of(base), false
	}
	// Half a second: the header was cut to whole seconds.
	skew = date.Add(500 * time.Millisecond).Sub(sent.Add(received.Sub(sent) / 2)).Round(time.Second)
	if skew.Abs() < skewApplied {
		skew = 0
	}
	s.mu.Lock()
	old := s.by[base]
	if changed = (skew - old).Abs() >= skewApplied; changed {
		s.by[base] = skew
		if skew == 0 {
			delete(s.by, base)
		}
		s.save(s.by)
	}
	s.mu.Unlock()
	return skew, changed
}

// Skew tells how far the platform's clock at this base URL ("" for production)
// is ahead of the local one; zero where it is right or nothing is known.
func (b *Broker) Skew(platform, baseURL string) time.Duration {
	p, err := b.p.Registry.Platform(platform)
	if err != nil {
		return 0
	}
	return b.skews.of(b.baseURL(p, baseURL))
}
