// Package sandbox plays the four platforms on loopback, as strict as the real
// ones, so that the whole way from keys to a bound account can be walked
// without an account, a network or a bill.
//
// A World holds the accounts, tokens, quotas and the clock of all four. It is
// reached by Handler (one http.Handler per platform) or by Start (four
// listeners). What a test has to reach for lies on World: the clock
// (Advance), faults (SetFault), a printer's slip (PrintQRKey), the daily key
// rotation (RotateAppSecret), what was asked (Requests). The same switches
// are served as JSON under /_sandbox/ on every listener.
//
// The checks of the signatures share no code with the signers: they start
// from the bytes on the wire. Where a platform has published no rule the
// sandbox takes the strict reading, and a comment says "inferred".
package sandbox

import (
	"crypto/rand"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"
)

// The platforms, by the names that the whole project uses.
const (
	JDY       = "jdy"       // 金蝶云·星辰, api.kingdee.com
	KIS       = "kis"       // 金蝶 KIS, kiscloud.kingdee.com
	Robot     = "robot"     // 金蝶业务机器人, gateway.kingdeeresearch.com
	Yilianyun = "yilianyun" // 易联云, open-api.10ss.net

	// YilianyunSelf names the self-owned app of Yilianyun in
	// Accounts.Values. It is no platform of its own.
	YilianyunSelf = "yilianyun-self"
)

// Platforms returns the names of the four platforms, in the order of the
// ports that Start gives them.
func Platforms() []string { return []string{JDY, KIS, Robot, Yilianyun} }

// defaultMaxBody is how many bytes of a request body are read at most.
const defaultMaxBody = 1 << 20

// Options are what a World takes from outside. The zero value is usable.
type Options struct {
	Clock   Clock       // nil: the machine's clock
	Rand    io.Reader   // source of tokens and ids, must never fail; nil: crypto/rand
	Log     func(Event) // called after each request, never with a secret; nil: nobody
	MaxBody int64       // bytes read of a request body; 0: 1 MiB
	// Accounts exist from the start; the zero value are those of Demo. Only secrets may differ from them.
	Accounts Accounts
}

// World is the four platforms with everything they remember. Its methods may
// be called from several goroutines.
type World struct {
	random   io.Reader
	log      func(Event)
	maxBody  int64
	accounts Accounts

	mu     sync.Mutex // guards everything below, also inside the platforms
	clock  Clock
	offset time.Duration
	desks  map[string]*desk

	jdy       *jdy
	kis       *kis
	robot     *robot
	yilianyun *yilianyun
}

// player plays one platform. It is called with the World's lock held.
type player interface {
	answer(*call) reply
	expire(now time.Time)           // ends the life of every access token
	refuse(c *call, code int) reply // with a code of the platform's table, whatever was asked
	disable(clientID string) bool
}

// desk is where one platform receives its requests.
type desk struct {
	player
	fault   Fault
	records []Record
}

// New makes a World.
func New(o Options) *World {
	w := &World{random: o.Rand, log: o.Log, maxBody: o.MaxBody, clock: o.Clock, accounts: o.Accounts}
	if w.accounts == (Accounts{}) {
		w.accounts = Demo()
	}
	if w.random == nil {
		w.random = rand.Reader
	}
	if w.clock == nil {
		w.clock = wallClock
	}
	if w.maxBody <= 0 {
		w.maxBody = defaultMaxBody
	}
	w.jdy = newJDY(w)
	w.kis = newKIS(w)
	w.robot = newRobot(w)
	w.yilianyun = newYilianyun(w)
	w.desks = map[string]*desk{
		JDY:       {player: w.jdy},
		KIS:       {player: w.kis},
		Robot:     {player: w.robot},
		Yilianyun: {player: w.yilianyun},
	}
	return w
}

// desk returns the desk of a platform; asking for one that does not exist is
// the caller's mistake.
func (w *World) desk(platform string) *desk {
	d, ok := w.desks[platform]
	if !ok {
		panic("sandbox: no platform " + platform)
	}
	return d
}

// Handler returns what answers for a platform. It panics for a name that is
// not among Platforms.
func (w *World) Handler(platform string) http.Handler {
	d := w.desk(platform)
	control := w.controlHandler(platform)
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, controlPrefix) {
			control.ServeHTTP(rw, r)
			return
		}
		w.serve(platform, d, rw, r)
	})
}

// DisableApp makes a platform refuse an app from now on, as if it had been
// deleted or taken down in its console. It reports whether there is such an
// app. clientID is the app's client_id; for Robot the API key or the app id. It
// panics for a platform that is not among Platforms.
func (w *World) DisableApp(platform, clientID string) bool {
	d := w.desk(platform)
	w.mu.Lock()
	defer w.mu.Unlock()
	return d.disable(clientID)
}

// ExpireTokens ends the life of every access token that a platform has given,
// long before its time. Refresh tokens live on; KIS gives no tokens. It panics for
// a platform that is not among Platforms.
func (w *World) ExpireTokens(platform string) {
	d := w.desk(platform)
	w.mu.Lock()
	defer w.mu.Unlock()
	d.expire(w.now())
}

// QuotaLeft returns how many calls are left before a platform refuses: for
// JDY the token calls of an app_key in this minute, for KIS the calls of a
// client_id today, for Yilianyun the tokens of a machine_code (open apps) or
// client_id (self-owned ones) today. Robot has no quota; there it returns -1.
func (w *World) QuotaLeft(platform, key string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch platform {
	case JDY:
		return w.jdy.tokenCalls.left(key, w.now(), jdyTokenCalls)
	case KIS:
		return w.kis.perDay.left(key, w.now(), w.kis.dayLimit)
	case Yilianyun:
		return w.yilianyun.tokens.quota.left(key, w.now(), ylyDailyTokens)
	default:
		return -1
	}
}

const (
	hexDigits    = "0123456789abcdef"
	lowerLetters = "abcdefghijkmnpqrstuvwxyz23456789" // what a slip can show without doubt
)

// text returns n random characters of an alphabet. The slight bias of the
// remainder does no harm here.
func (w *World) text(n int, alphabet string) string {
	raw := make([]byte, n)
	if _, err := io.ReadFull(w.random, raw); err != nil {
		panic("sandbox: the random source failed: " + err.Error())
	}
	for i, b := range raw {
		raw[i] = alphabet[int(b)%len(alphabet)]
	}
	return string(raw)
}
