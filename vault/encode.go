package vault

import (
	"encoding/json"
	"fmt"
	"hash/crc32"
	"slices"
	"strconv"
	"sync"
	"time"
)

// The index is one JSON object laid out in lines, one credential a line. Lines
// that did not change are written, and on a reload recognised, by their bytes;
// that and the hand-made encoding keep 10,000 credentials within milliseconds,
// where encoding/json needs a tenth of a second.
const indexVersion = 1

// castagnoli is made by the first who reads an index: a command that signs does not.
var castagnoli = sync.OnceValue(func() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) })

// appendIndex appends the encoded form of s: the head (version and checksum),
// the generation and store, the state, and the credentials.
func appendIndex(b []byte, s *snapshot) []byte {
	start := len(b)
	b = appendHead(b, 0)
	body := len(b)
	b = append(b, `"generation":`...)
	b = strconv.AppendInt(b, s.generation, 10)
	b = append(b, `,"store":`...)
	b = appendString(b, string(s.store))
	b = appendField(b, "recovery", string(s.recovery))
	b = append(b, ",\n\"state\":{"...)
	for i, key := range sortedKeys(s.state) {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(appendString(b, key), ':')
		b = append(b, s.state[key]...)
	}
	b = append(b, "},\n\"credentials\":[\n"...)
	for i, r := range s.records {
		b = append(b, r.line...)
		if i < len(s.records)-1 {
			b = append(b, ',')
		}
		b = append(b, '\n')
	}
	b = append(b, "]}\n"...)
	appendHead(b[start:start], indexSum(indexVersion, b[body:]))
	return b
}

// appendHead appends the first line, which keeps its form in every version to
// come, so that each version can tell a newer file from a damaged one.
func appendHead(b []byte, sum uint32) []byte {
	return fmt.Appendf(b, "{\"version\":%d,\"crc32c\":\"%08x\",\n", indexVersion, sum)
}

// indexSum is the checksum of the head line: CRC-32C over the version in decimal
// and all that follows the line. It is there against damage, not against forgery.
func indexSum(version int64, body []byte) uint32 {
	sum := crc32.Checksum(strconv.AppendInt(nil, version, 10), castagnoli())
	return crc32.Update(sum, castagnoli(), body)
}

// encodeRecord makes the line of a credential. What is not UTF-8 stays that way,
// for the caller to refuse.
func encodeRecord(r *record) string {
	b := append([]byte(nil), `{"id":`...)
	b = appendString(b, r.id)
	b = appendField(b, "platform", r.platform)
	b = appendField(b, "name", r.name)
	b = appendField(b, "base_url", r.baseURL)
	b = appendFields(b, "public", r.public, appendString)
	b = appendField(b, "item", r.item)
	b = appendFields(b, "secrets", r.secretsAt, appendMoment)
	b = appendNumber(b, "rev", r.rev)
	b = appendTime(b, "created", r.created)
	b = appendTime(b, "updated", r.updated)
	b = appendTime(b, "used", r.used)
	b = appendList(b, "grants", r.grants, appendGrant)
	b = appendList(b, "tokens", r.tokens, appendToken)
	return string(append(b, '}'))
}

func appendGrant(b []byte, g *grantRecord) []byte {
	b = append(b, `{"id":`...)
	b = appendString(b, g.ID)
	b = appendField(b, "kind", g.Kind)
	b = appendField(b, "subject", g.Subject)
	b = appendField(b, "name", g.Name)
	b = appendMap(b, "public", g.Public)
	b = appendField(b, "item", g.item)
	b = appendList(b, "secrets", g.Secrets, func(b []byte, s *string) []byte { return appendString(b, *s) })
	b = appendFlag(b, "selected", g.Selected)
	b = appendTime(b, "bound", g.BoundAt)
	return append(b, '}')
}

func appendToken(b []byte, t *tokenRecord) []byte {
	b = append(b, `{"id":`...)
	b = appendString(b, t.ID)
	b = appendField(b, "kind", t.Kind)
	b = appendField(b, "subject", t.Subject)
	b = appendField(b, "item", t.item)
	b = appendTime(b, "issued", t.IssuedAt)
	b = appendTime(b, "expires", t.ExpiresAt)
	b = appendFlag(b, "never", t.Never)
	b = appendFlag(b, "refresh", t.HasRefresh)
	b = appendTime(b, "refresh_expires", t.RefreshExpiresAt)
	b = appendMap(b, "attributes", t.Attributes)
	return append(b, '}')
}

// appendKey appends ,"name": — every member but the first begins with it.
func appendKey(b []byte, name string) []byte {
	b = append(b, ',', '"')
	b = append(b, name...)
	return append(b, '"', ':')
}

// The following leave out what is empty.

func appendField(b []byte, name, value string) []byte {
	if value == "" {
		return b
	}
	return appendString(appendKey(b, name), value)
}

func appendNumber(b []byte, name string, n int64) []byte {
	if n == 0 {
		return b
	}
	return strconv.AppendInt(appendKey(b, name), n, 10)
}

func appendFlag(b []byte, name string, set bool) []byte {
	if !set {
		return b
	}
	return append(appendKey(b, name), "true"...)
}

// appendTime writes Unix milliseconds.
func appendTime(b []byte, name string, t time.Time) []byte {
	if t.IsZero() {
		return b
	}
	return appendMoment(appendKey(b, name), t)
}

func appendMoment(b []byte, t time.Time) []byte { return strconv.AppendInt(b, t.UnixMilli(), 10) }

func appendMap(b []byte, name string, m map[string]string) []byte {
	return appendFields(b, name, fieldsOf(m), appendString)
}

func appendFields[V any](b []byte, name string, all fields[V], value func([]byte, V) []byte) []byte {
	if len(all) == 0 {
		return b
	}
	b = append(appendKey(b, name), '{')
	for i, f := range all {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(appendString(b, f.name), ':')
		b = value(b, f.value)
	}
	return append(b, '}')
}

func appendList[E any](b []byte, name string, list []E, one func([]byte, *E) []byte) []byte {
	if len(list) == 0 {
		return b
	}
	b = append(appendKey(b, name), '[')
	for i := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = one(b, &list[i])
	}
	return append(b, ']')
}

// appendString appends s as a JSON string without raw line ends.
func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	plain := 0 // start of what is not yet copied
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' {
			b = append(b, s[plain:i]...)
			b = append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
			plain = i + 1
		}
	}
	return append(append(b, s[plain:]...), '"')
}

const hexDigits = "0123456789abcdef"

// compactJSON brings a state value into one line, or refuses it.
func compactJSON(raw json.RawMessage) (json.RawMessage, error) {
	out, err := json.Marshal(raw) // validates and compacts
	if err != nil {
		return nil, fmt.Errorf("state value: %w", err)
	}
	return slices.Clip(out), nil
}
