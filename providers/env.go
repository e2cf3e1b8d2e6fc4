package providers

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/google/uuid"
)

// Env is everything that varies between two otherwise equal calls. Each
// operation takes from it what its platform asks for and leaves the rest.
type Env struct {
	// Now is the instant of signing. Platforms that want local time are given
	// China Standard Time.
	Now time.Time
	// Nonce is a positive integer without leading zero, at most 10 digits.
	Nonce string
	// State is 16 letters and digits, never used before.
	State string
	// ID is a version 4 UUID in lower case, 36 characters.
	ID string
	// BaseURL replaces the platform's production address when it is not empty.
	BaseURL string
}

// ChinaTime is the zone of every platform's wall clock: UTC+8, no summer time.
var ChinaTime = time.FixedZone("CST", 8*60*60)

const stateAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

// NewEnv draws a fresh nonce, state and id from random, which must be a
// cryptographic source.
func NewEnv(now time.Time, random io.Reader) (Env, error) {
	var seed [8]byte
	if _, err := io.ReadFull(random, seed[:]); err != nil {
		return Env{}, fmt.Errorf("random source: %w", err)
	}
	var n uint64
	for _, b := range seed {
		n = n<<8 | uint64(b)
	}
	state, err := randomState(random)
	if err != nil {
		return Env{}, err
	}
	id, err := uuid.NewRandomFromReader(random)
	if err != nil {
		return Env{}, fmt.Errorf("random source: %w", err)
	}
	return Env{
		Now: now,
		// Ten digits, the first never zero: what the vendor's own client sends,
		// short of its leading zeros, which are not a plain positive integer.
		Nonce: strconv.FormatUint(1_000_000_000+n%9_000_000_000, 10),
		State: state,
		ID:    id.String(),
	}, nil
}

func randomState(random io.Reader) (string, error) {
	state := make([]byte, 0, 16)
	var buf [32]byte
	for {
		if _, err := io.ReadFull(random, buf[:]); err != nil {
			return "", fmt.Errorf("random source: %w", err)
		}
		for _, b := range buf {
			// 62 letters in 256 values: the last eight values would favour some.
			if b >= 248 {
				continue
			}
			if state = append(state, stateAlphabet[int(b)%len(stateAlphabet)]); len(state) == cap(state) {
				return string(state), nil
			}
		}
	}
}

// Overlay sets the members that doc fixes. It is the `env` key of an input
// document: {"now": RFC 3339 text or epoch milliseconds, "nonce", "state",
// "id"}; absent members stay.
func (e *Env) Overlay(doc string) error {
	var o struct {
		Now   json.RawMessage `json:"now"`
		Nonce *string         `json:"nonce"`
		State *string         `json:"state"`
		ID    *string         `json:"id"`
	}
	if err := json.Unmarshal([]byte(doc), &o); err != nil {
		return fmt.Errorf("%w: env: %s", ErrInput, jsonFault(err))
	}
	if len(o.Now) > 0 && string(o.Now) != "null" {
		now, err := parseInstant(o.Now)
		if err != nil {
			return err
		}
		e.Now = now
	}
	for _, m := range []struct {
		name string
		from *string
		to   *string
		rule Rule
	}{
		{"nonce", o.Nonce, &e.Nonce, Rule{Charset: Digits, Min: 1, Max: 20}},
		{"state", o.State, &e.State, Rule{Charset: Alnum, Min: 1, Max: 128}},
		{"id", o.ID, &e.ID, Rule{Charset: Unspaced, Min: 1, Max: 64}},
	} {
		if m.from == nil {
			continue
		}
		if t := m.rule.Check(*m.from); !t.IsZero() {
			return fmt.Errorf("%w: env.%s: %s", ErrInput, m.name, t.EN)
		}
		*m.to = *m.from
	}
	return nil
}

func parseInstant(msg json.RawMessage) (time.Time, error) {
	var ms int64
	if err := json.Unmarshal(msg, &ms); err == nil {
		return time.UnixMilli(ms).UTC(), nil
	}
	var text string
	if err := json.Unmarshal(msg, &text); err == nil {
		if t, err := time.Parse(time.RFC3339, text); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("%w: env.now: want RFC 3339 text or epoch milliseconds", ErrInput)
}
