package jdy

import (
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1" //nolint:gosec // what others take by mistake
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"hash"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"keycase/providers"
)

// mac is how one of the two signatures is computed, with all that can be done
// wrong about it. The zero settings are the right ones.
type mac struct {
	key, message string
	swapped      bool   // key for message and message for key
	hash         string // the name of another HMAC, see otherHashes
	plain        bool   // SHA-256 of message and key, no HMAC
	decoded      bool   // the key's hexadecimal digits were taken for bytes
	raw          bool   // Base64 of the bytes and not of their digits
	upper        bool   // upper-case digits
	bare         bool   // digits without Base64
	escaped      bool   // percent-encoded, as in a URL
}

// otherHashes are those that are taken for SHA-256.
var otherHashes = map[string]func() hash.Hash{"HMAC-SHA1": sha1.New, "HMAC-MD5": md5.New, "HMAC-SHA512": sha512.New}

func (m *mac) sum(hashes map[string]hash.Hash) []byte {
	key, message := m.key, m.message
	if m.decoded {
		if b, err := hex.DecodeString(m.key); err == nil {
			key = string(b)
		}
	}
	if m.swapped {
		key, message = message, key
	}
	if m.plain {
		sum := sha256.Sum256([]byte(message + key))
		return sum[:]
	}
	h, ok := hashes[m.hash+key]
	if !ok {
		algorithm := otherHashes[m.hash]
		if algorithm == nil {
			algorithm = sha256.New
		}
		h = hmac.New(algorithm, []byte(key))
		if !m.swapped {
			hashes[m.hash+key] = h // a key serves for many messages
		}
	}
	h.Reset()
	h.Write([]byte(message))
	return h.Sum(nil)
}

// sign returns the digits and the signature.
func (m *mac) sign(hashes map[string]hash.Hash) (digits, signature string) {
	sum := m.sum(hashes)
	digits = hex.EncodeToString(sum)
	if m.upper {
		digits = strings.ToUpper(digits)
	}
	signature = digits
	if !m.bare {
		text := []byte(digits)
		if m.raw {
			text = sum
		}
		signature = base64.StdEncoding.EncodeToString(text)
	}
	if m.escaped {
		signature = url.QueryEscape(signature)
	}
	return digits, signature
}

// percent is a way to percent-encode.
type percent struct {
	keep  *asIs
	space string // "" is "+"
	lower bool
	times int
}

const lowerHex = "0123456789abcdef"

func (p percent) encode(s string) string {
	for range p.times {
		s = p.once(s)
	}
	return s
}

func (p percent) once(s string) string {
	digits := upperHex
	if p.lower {
		digits = lowerHex
	}
	dst := make([]byte, 0, len(s)+16)
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case p.keep[c]:
			dst = append(dst, c)
		case c == ' ' && p.space == "":
			dst = append(dst, '+')
		case c == ' ':
			dst = append(dst, p.space...)
		default:
			dst = append(dst, '%', digits[c>>4], digits[c&15])
		}
	}
	return string(dst)
}

// sorting is when and by what the pairs of a query are sorted.
type sorting int

const (
	sortEncoded sorting = iota // by the bytes of name=value, encoded once
	sortNames                  // by the names alone
	sortPlain                  // by name=value before it is encoded
	sortNot
)

// draft signs a call in any way, right or wrong. It is apart from the signer,
// which has no settings to be turned by accident; a property test holds the two
// together.
type draft struct {
	method      string
	path        string
	queryInPath bool
	query       []providers.Pair
	omitted     int // the pair that is not signed, counted from 1; -1 for all
	known       *known
	body        string // "" unless it is wrongly signed, too
	sentBody    string
	values      providers.Values // all that is known, for taking the wrong one
	nonce       string
	now         time.Time
	unit        time.Duration // of the timestamp
	ways        encodings
	lines       lines
	signsApp    bool // whether app_signature is computed here
	app         mac
	api         mac
}

// known are results that many mistakes have in common. A draft is for one
// goroutine, and so are they.
type known struct {
	queries map[queryKey]string
	paths   map[pathKey]string
	apps    map[mac][2]string // digits and app_signature
	hashes  map[string]hash.Hash
}

func newKnown() *known {
	return &known{map[queryKey]string{}, map[pathKey]string{}, map[mac][2]string{}, map[string]hash.Hash{}}
}

type pathKey struct {
	percent
	path string
}

// queryKey is what a signed query depends on, besides the call itself.
type queryKey struct {
	encodings
	omitted int
	app     string
}

type encodings struct {
	path        percent
	name, value percent // first pass
	again       percent // second pass over both
	sorting     sorting
}

// lines is how the string to sign is put together.
type lines struct {
	order         []int // of method, path, query, headers; nil is this order
	begin         string
	end           string
	last          bool // whether the last line has an end, too
	nonceName     string
	timestampName string
	colon         string
	timeFirst     bool
	withoutNonce  bool
	withoutTime   bool
	withoutEmpty  bool // no line for a query without parameters
}

func newDraft(env providers.Env, c call, v providers.Values) draft {
	return draft{
		known:  newKnown(),
		method: c.method, path: c.path, query: c.query, nonce: env.Nonce, now: env.Now, unit: time.Millisecond,
		ways: encodings{
			path: percent{keep: strict, times: 1}, name: percent{keep: strict, times: 1},
			value: percent{keep: wire, times: 1}, again: percent{keep: strict, times: 1},
		},
		lines:  lines{end: "\n", last: true, nonceName: "x-api-nonce", timestampName: "x-api-timestamp", colon: ":"},
		values: v, api: mac{key: v["client_secret"]},
	}
}

func (d *draft) timestamp() string {
	return strconv.FormatInt(d.now.UnixNano()/int64(d.unit), 10)
}

// signedQuery is the third line. Most mistakes leave it alone, so that it is made
// once for many of them.
func (d *draft) signedQuery(app string) string {
	key := queryKey{d.ways, d.omitted, app}
	text, ok := d.known.queries[key]
	if !ok {
		text = d.encodedQuery(app)
		d.known.queries[key] = text
	}
	return text
}

func (d *draft) encodedPath(path string) string {
	key := pathKey{d.ways.path, path}
	text, ok := d.known.paths[key]
	if !ok {
		text = d.ways.path.encode(path)
		d.known.paths[key] = text
	}
	return text
}

func (d *draft) signedApp() (digits, signature string) {
	both, ok := d.known.apps[d.app]
	if !ok {
		both[0], both[1] = d.app.sign(d.known.hashes)
		d.known.apps[d.app] = both
	}
	return both[0], both[1]
}

// sortedPair is a pair, encoded once, and what it is sorted by.
type sortedPair struct{ by, text string }

func (d *draft) encodedQuery(app string) string {
	var pairs []sortedPair
	for i, q := range d.query {
		if d.omitted == -1 || d.omitted == i+1 {
			continue
		}
		if d.signsApp && q.Name == "app_signature" {
			q.Value = app
		}
		p := sortedPair{text: d.ways.name.encode(q.Name) + "=" + d.ways.value.encode(q.Value)}
		p.by = p.text
		switch d.ways.sorting {
		case sortNames:
			p.by = q.Name
		case sortPlain:
			p.by = q.Name + "=" + q.Value
		}
		pairs = append(pairs, p)
	}
	if d.ways.sorting != sortNot {
		slices.SortStableFunc(pairs, func(a, b sortedPair) int { return strings.Compare(a.by, b.by) })
	}
	var b strings.Builder
	for i, p := range pairs {
		if i > 0 {
			b.WriteByte('&')
		}
		// The second pass is over names and values apart.
		name, value, _ := strings.Cut(p.text, "=")
		b.WriteString(d.ways.again.encode(name))
		b.WriteByte('=')
		b.WriteString(d.ways.again.encode(value))
	}
	return b.String()
}

// headers are the two lines of the nonce and the timestamp, without the last end.
func (d *draft) headers() string {
	l := &d.lines
	both := []string{l.nonceName + l.colon + d.nonce, l.timestampName + l.colon + d.timestamp()}
	switch {
	case l.withoutNonce:
		both = both[1:]
	case l.withoutTime:
		both = both[:1]
	case l.timeFirst:
		both[0], both[1] = both[1], both[0]
	}
	return strings.Join(both, l.end)
}

// text is the string to sign and its four parts.
func (d *draft) text(app string) (text string, parts [4]string) {
	query := d.signedQuery(app)
	path := d.path
	if d.queryInPath && query != "" {
		path += "?" + query
	}
	parts = [4]string{d.method, d.encodedPath(path), query, d.headers()}
	ordered := make([]string, 0, 5)
	order := d.lines.order
	if order == nil {
		order = []int{0, 1, 2, 3}
	}
	for _, i := range order {
		if parts[i] != "" || i != 2 || !d.lines.withoutEmpty {
			ordered = append(ordered, parts[i])
		}
	}
	if d.body != "" {
		ordered = append(ordered, d.body)
	}
	text = d.lines.begin + strings.Join(ordered, d.lines.end)
	if d.lines.last {
		text += d.lines.end
	}
	return text, parts
}

func (d *draft) attempt() providers.Attempt {
	var appDigits, appSig string
	if d.signsApp {
		appDigits, appSig = d.signedApp()
	}
	text, parts := d.text(appSig)
	api := d.api
	api.message = text
	digits, signature := api.sign(d.known.hashes)
	return providers.Attempt{StringToSign: text, Signature: signature, Steps: func() providers.Trace {
		var trace providers.Trace
		if d.signsApp {
			trace = appSignatureTrace(d.app.message, appDigits, appSig)
		}
		signed := callTrace(parts, digits, signature)
		whole := providers.Step{
			Name: "string_to_sign", Title: providers.Text{ZH: "待签名字符串", EN: "String to sign"},
			Hint: providers.Text{ZH: "每行以换行结尾，最后一行也是", EN: "every line ends with a line feed, the last one included"}, Value: text,
		}
		return slices.Concat(trace, signed[:4], providers.Trace{whole}, signed[4:])
	}}
}

// appAttempt is the attempt at app_signature alone.
func (d *draft) appAttempt() providers.Attempt {
	digits, signature := d.signedApp()
	return providers.Attempt{StringToSign: d.app.message, Signature: signature, Steps: func() providers.Trace {
		return appSignatureTrace(d.app.message, digits, signature)
	}}
}
