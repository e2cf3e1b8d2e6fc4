package broker

import (
	"encoding/json"
	"maps"
	"net"
	"net/http"
	"net/url"
	"strings"
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
	// skewBelieved is the most that is believed of another's clock: beyond it
	// a liar is likelier than a clock that nobody has noticed.
	skewBelieved = 24 * time.Hour
)

// skews holds how far other clocks are ahead of ours, by scheme and host. It
// learns over https and on this machine only: anybody on the way can change a
// plain answer, and who sets our clock gets signatures for times to come.
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

func (s *skews) of(address string) time.Duration {
	if s.none() {
		return 0
	}
	origin, _ := originOf(address)
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.by[origin]
}

// none tells that no clock is known to be off, as is usual: whose clock is asked
// for need not be found out then.
func (s *skews) none() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.by) == 0
}

// originOf returns scheme and host of a URL, and whether what is said there can
// be believed.
func originOf(address string) (origin string, trusted bool) {
	u, err := url.Parse(address)
	if err != nil {
		return "", false
	}
	local := net.ParseIP(u.Hostname()).IsLoopback() || u.Hostname() == "localhost"
	return strings.ToLower(u.Scheme + "://" + u.Host), u.Scheme == "https" || local
}

// learn compares the Date header of an answer with the local time in the middle
// of the exchange. changed tells that signing again gives another timestamp.
func (s *skews) learn(address string, header http.Header, sent, received time.Time) (skew time.Duration, changed bool) {
	date, err := http.ParseTime(header.Get("Date"))
	if err != nil || date.Sub(received).Abs() > skewBelieved {
		return s.of(address), false
	}
	// Half a second: the header was cut to whole seconds.
	skew = date.Add(500 * time.Millisecond).Sub(sent.Add(received.Sub(sent) / 2)).Round(time.Second)
	if skew.Abs() < skewApplied {
		skew = 0
	}
	if skew == 0 && s.none() {
		return 0, false
	}
	origin, trusted := originOf(address)
	if !trusted {
		return s.of(address), false
	}
	s.mu.Lock()
	old := s.by[origin]
	if changed = (skew - old).Abs() >= skewApplied; changed {
		s.by[origin] = skew
		if skew == 0 {
			delete(s.by, origin)
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

// Skews returns how far other clocks are ahead of the local one, by scheme and
// host, as far as they are off and known.
func (b *Broker) Skews() map[string]time.Duration {
	b.skews.mu.Lock()
	defer b.skews.mu.Unlock()
	return maps.Clone(b.skews.by)
}
