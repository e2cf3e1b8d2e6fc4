package printer

import (
	"time"

	"keycase/pairing"
)

// qrKeyLife is how long a qr_key is good, from the moment a slip was printed. The
// wizard learns of it when it is filled in, so what it shows is the most there can be.
const qrKeyLife = 300 * time.Second

// slip is what is read from a printer's slip or label.
type slip struct {
	code string
	key  string
	// kind is which of the two keys it is. Only a person or the text itself can say.
	kind pairing.KeyKind
	// since is when the key was filled in; zero where there is none.
	since time.Time
	// aside is what was filled in for the other kind.
	aside aside
}

// aside is a key that is not the chosen one.
type aside struct {
	key   string
	kind  pairing.KeyKind
	since time.Time
}

// choose takes the key of another kind in the place of the one that is there, which is
// kept aside. A key of which nobody knew the kind is of the one that is chosen.
func (s *slip) choose(kind pairing.KeyKind) {
	if kind == s.kind {
		return
	}
	if s.kind != pairing.KindUnknown {
		before := s.aside
		s.aside = aside{}
		if s.key != "" {
			s.aside = aside{s.key, s.kind, s.since}
		}
		s.key, s.since = "", time.Time{}
		if before.kind == kind {
			s.key, s.since = before.key, before.since
		}
	}
	s.kind = kind
}

// setKey takes over another value of the key. Correcting some characters does not
// make it a fresh one.
func (s *slip) setKey(key string, now time.Time) {
	switch {
	case key == "":
		s.since = time.Time{}
	case s.since.IsZero() || !corrects(s.key, key):
		// Without its monotonic part, which stands still while the machine sleeps.
		s.since = now.Round(0)
	}
	s.key = key
}

// corrects tells whether a value is what it was before but for a few characters:
// one more or one less, or most of it the same.
func corrects(before, after string) bool {
	shorter, longer := min(len(before), len(after)), max(len(before), len(after))
	same := 0
	for same < shorter && before[same] == after[same] {
		same++
	}
	end := 0
	for end < shorter-same && before[len(before)-1-end] == after[len(after)-1-end] {
		end++
	}
	same += end
	return 2*same > longer || same == shorter && longer-shorter == 1
}

// temporary tells whether the key dies by itself, and is there.
func (s slip) temporary() bool { return s.kind == pairing.KindQRKey && s.key != "" }

// left is how long a temporary key is still good, from 0 to 300 seconds.
func (s slip) left(now time.Time) time.Duration {
	return min(max(qrKeyLife-s.age(now), 0), qrKeyLife)
}

// age is how long ago the key was filled in. A clock that was set back makes it no
// older.
func (s slip) age(now time.Time) time.Duration { return max(now.Round(0).Sub(s.since), 0) }

// expired tells whether the key was a temporary one and is over.
func (s slip) expired(now time.Time) bool { return s.temporary() && s.left(now) == 0 }
