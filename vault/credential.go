package vault

import (
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Credential is the long-lived key set that a platform issued for one app, with
// what was bound to it and what was issued for it. It holds no secret value:
// those are read one by one, with Vault.Secrets and its sisters.
type Credential struct {
	ID        string               // random, lower-case base32, never changes
	Platform  string               // opaque to the vault, never changes
	Name      string               // display name in NFC, at most 128 characters, unique in the vault without letter case
	BaseURL   string               // "" is the platform's production address
	Public    map[string]string    // fields that are not secret, by wire name
	Secrets   []string             // names of the secret fields that are set, sorted
	SecretsAt map[string]time.Time // when each secret field last changed
	Lost      bool                 // a repair found Secrets lost; Edit takes them anew
	CreatedAt time.Time
	UpdatedAt time.Time // last change of name, address, fields or secrets
	UsedAt    time.Time // last Touch, exact to the minute; zero if never
	Grants    []Grant
	Tokens    []Token
}

// Grant is something a credential was bound to. (Kind, Subject) is unique within
// its credential.
type Grant struct {
	ID       string // random, kept when the grant is put again
	Kind     string // such as "printer", "instance", "user"
	Subject  string // the platform's identifier: machine_code, netid, uid
	Name     string
	Public   map[string]string
	Secrets  []string  // names of its secret fields, sorted
	Lost     bool      // a repair found Secrets lost; PutGrant takes them anew
	Selected bool      // the one to use, at most one of each Kind
	BoundAt  time.Time // set by PutGrant if zero
}

// Token is what a platform issued, without its value. (Kind, Subject) is unique
// within its credential.
type Token struct {
	ID               string // random, kept when the token is replaced
	Kind             string
	Subject          string // the Subject of the grant it is bound to, or ""
	IssuedAt         time.Time
	ExpiresAt        time.Time // zero if Never, or if not known
	Never            bool      // never expires
	HasRefresh       bool      // set by the vault from TokenSecret.Refresh
	RefreshExpiresAt time.Time
	Attributes       map[string]string // what else came with it, nothing secret
}

// TokenSecret is the secret part of a token. Refresh is "" if there is none.
type TokenSecret struct{ Value, Refresh string }

// record is a credential as the index keeps it. A record that a snapshot holds
// is never changed again.
type record struct {
	id, platform, name, baseURL string
	public                      fields[string]
	secretsAt                   fields[time.Time]
	item                        string // item of the secret fields, "" if there are none
	rev                         int64  // counts changes of the credential's own fields
	created, updated, used      time.Time
	grants                      []grantRecord
	tokens                      []tokenRecord

	key  string // nameKey(name)
	line string // encoded form
}

type grantRecord struct {
	Grant
	item string // "" if the grant has no secrets
}

type tokenRecord struct {
	Token
	item string
}

func (g *grantRecord) lost() bool { return g.item == "" && len(g.Secrets) > 0 }

func (g *grantRecord) view() Grant {
	c := cloneGrant(g.Grant)
	c.Lost = g.lost()
	return c
}

// lost tells the mark that a repair makes: there are names of secret fields and no
// item that holds them.
func lost(item string, at fields[time.Time]) bool { return item == "" && len(at) > 0 }

// view copies a record into what callers may keep and change.
func (r *record) view() Credential {
	c := Credential{
		ID: r.id, Platform: r.platform, Name: r.name, BaseURL: r.baseURL,
		Public: r.public.toMap(), SecretsAt: r.secretsAt.toMap(), Secrets: r.secretsAt.names(),
		CreatedAt: r.created, UpdatedAt: r.updated, UsedAt: r.used,
		Lost: lost(r.item, r.secretsAt),
	}
	if len(r.grants) > 0 {
		c.Grants = make([]Grant, len(r.grants))
		for i := range r.grants {
			c.Grants[i] = r.grants[i].view()
		}
	}
	if len(r.tokens) > 0 {
		c.Tokens = make([]Token, len(r.tokens))
		for i := range r.tokens {
			c.Tokens[i] = cloneToken(r.tokens[i].Token)
		}
	}
	return c
}

// clone copies a record deeply enough to change the copy.
func (r *record) clone() *record {
	c := *r
	c.line = ""
	c.grants = slices.Clone(r.grants)
	c.tokens = slices.Clone(r.tokens)
	return &c
}

// items appends the names of all items that the record refers to.
func (r *record) items(to []string) []string {
	if r.item != "" {
		to = append(to, r.item)
	}
	for i := range r.grants {
		if r.grants[i].item != "" {
			to = append(to, r.grants[i].item)
		}
	}
	for i := range r.tokens {
		to = append(to, r.tokens[i].item)
	}
	return to
}

func (r *record) grantAt(match func(*Grant) bool) int {
	return slices.IndexFunc(r.grants, func(g grantRecord) bool { return match(&g.Grant) })
}

func (r *record) tokenAt(match func(*Token) bool) int {
	return slices.IndexFunc(r.tokens, func(t tokenRecord) bool { return match(&t.Token) })
}

// selectOnly makes the grant at i the only selected one of its kind.
func (r *record) selectOnly(i int) {
	for j := range r.grants {
		if r.grants[j].Kind == r.grants[i].Kind {
			r.grants[j].Selected = j == i
		}
	}
}

func cloneGrant(g Grant) Grant {
	g.Public = copyMap(g.Public)
	g.Secrets = slices.Clone(g.Secrets)
	return g
}

func cloneToken(t Token) Token {
	t.Attributes = copyMap(t.Attributes)
	return t
}

// maxName is the length of the longest name in characters (code points).
const maxName = 128

const joiners = "\u200c\u200d" // zero width; scripts and emoji need them within a word

// unseen are the characters that let two names look alike, turn the text around
// them, or break a line.
var unseen = []*unicode.RangeTable{unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Other_Default_Ignorable_Code_Point}

// CheckName tells whether a name can be given; its error is ErrBadName. Whether
// another credential has it is not asked.
func CheckName(name string) error {
	_, err := cleanName(name)
	return err
}

// cleanName brings a name into the form that is kept. One that looks like an id
// is refused, or what is asked for by id could be something else.
func cleanName(name string) (string, error) {
	if !utf8.ValidString(name) {
		return "", ErrBadName
	}
	name = norm.NFC.String(strings.TrimFunc(name, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(joiners, r)
	}))
	if name == "" || utf8.RuneCountInString(name) > maxName || strings.ContainsFunc(name, isUnseen) || idShaped(name) {
		return "", ErrBadName
	}
	return name, nil
}

func isUnseen(r rune) bool { return unicode.In(r, unseen...) && !strings.ContainsRune(joiners, r) }

// firstHan and lastHan are the ends of the block that most Chinese names are made of. Its
// characters have neither case nor another form.
const firstHan, lastHan = '\u4e00', '\u9fff'

// nameKey is equal for names that count as the same.
func nameKey(name string) string {
	for _, r := range name {
		if r >= utf8.RuneSelf && (r < firstHan || r > lastHan) {
			return norm.NFC.String(cases.Fold().String(name))
		}
	}
	return strings.ToLower(name) // the same for these, far cheaper, and often the name itself
}

// copyMap is maps.Clone, but makes no empty maps.
func copyMap[V any](m map[string]V) map[string]V {
	if len(m) == 0 {
		return nil
	}
	return maps.Clone(m)
}

func sortedKeys[V any](m map[string]V) []string {
	if len(m) == 0 {
		return nil
	}
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// moment cuts a time to what the index keeps: UTC, whole milliseconds.
func moment(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return time.UnixMilli(t.UnixMilli()).UTC()
}
