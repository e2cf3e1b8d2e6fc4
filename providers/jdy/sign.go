package jdy

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"slices"
	"strings"

	"keycase/providers"
)

// hmacBase64 returns the lower-case hex of HMAC-SHA256 and the standard Base64
// of those 64 characters. Encoding the 32 raw bytes instead is the mistake made
// most often; the result would then have 44 characters and not 88.
func hmacBase64(key, message string) (hexMAC, encoded string) {
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write([]byte(message))
	var sum [sha256.Size]byte
	var text [2 * sha256.Size]byte
	hex.Encode(text[:], mac.Sum(sum[:0]))
	return string(text[:]), base64.StdEncoding.EncodeToString(text[:])
}

// appSignature proves the possession of app_secret for app_key. The published
// example (abc, abc123) is among the test vectors.
func appSignature(appKey, appSecret string) (hexMAC, signature string) {
	return hmacBase64(appSecret, appKey)
}

// call is what X-Api-Signature covers. Body, app-token and the other headers
// are not signed.
type call struct {
	method    string // upper case
	path      string // as on the wire
	query     []providers.Pair
	nonce     string
	timestamp string // epoch milliseconds
}

// wireQuery encodes each value once and keeps the order: the gateway sorts by
// itself.
func (c call) wireQuery() string {
	var b strings.Builder
	for i, p := range c.query {
		if i > 0 {
			b.WriteByte('&')
		}
		b.WriteString(encodeStrict(p.Name))
		b.WriteByte('=')
		b.WriteString(encodeValue(p.Value))
	}
	return b.String()
}

// signedQuery encodes every pair, sorts the encoded pairs by their bytes and
// encodes once more. The documentation says "sorted by name"; the vendor's
// client sorts "name=value", and differs where one name continues another with
// a character below "=" (a, a1). The client is what the gateway was built with.
func (c call) signedQuery() string {
	once := make([]string, len(c.query))
	for i, p := range c.query {
		once[i] = encodeStrict(p.Name) + "=" + encodeValue(p.Value)
	}
	slices.Sort(once)
	var b strings.Builder
	for i, pair := range once {
		if i > 0 {
			b.WriteByte('&')
		}
		name, value, _ := strings.Cut(pair, "=")
		b.WriteString(encodeStrict(name))
		b.WriteByte('=')
		b.WriteString(encodeStrict(value))
	}
	return b.String()
}

// headerLines always name the nonce first, whatever X-Api-SignHeaders says.
func (c call) headerLines() string {
	return "x-api-nonce:" + c.nonce + "\nx-api-timestamp:" + c.timestamp + "\n"
}

// stringToSign ends every line with one line feed, the last one included.
func (c call) stringToSign() string {
	return c.method + "\n" + encodeStrict(c.path) + "\n" + c.signedQuery() + "\n" + c.headerLines()
}

// sign returns the string that was signed, the MAC in hex and X-Api-Signature.
func (c call) sign(clientSecret string) (text, hexMAC, signature string) {
	text = c.stringToSign()
	hexMAC, signature = hmacBase64(clientSecret, text)
	return text, hexMAC, signature
}

func (c call) trace(hexMAC, signature string) providers.Trace {
	return providers.Trace{
		{Name: "method", Title: providers.Text{ZH: "方法", EN: "Method"}, Hint: providers.Text{ZH: "大写", EN: "upper case"}, Value: c.method},
		{Name: "path", Title: providers.Text{ZH: "路径编码", EN: "Path, encoded"}, Hint: providers.Text{ZH: "/ 写成 %2F", EN: "/ becomes %2F"}, Value: encodeStrict(c.path)},
		{Name: "query", Title: providers.Text{ZH: "参数两次编码并排序", EN: "Query, encoded twice and sorted"}, Hint: providers.Text{ZH: "= 在值里成了 %253D", EN: "= inside a value becomes %253D"}, Value: c.signedQuery()},
		{Name: "headers", Title: providers.Text{ZH: "nonce 和 timestamp", EN: "nonce and timestamp"}, Hint: providers.Text{ZH: "名称小写，每行以换行结尾", EN: "names in lower case, every line ends with a line feed"}, Value: strings.TrimSuffix(c.headerLines(), "\n")},
		{Name: "hmac", Title: providers.Same("HMAC-SHA256 → hex"), Hint: providers.Text{ZH: "密钥用 clientSecret", EN: "the key is clientSecret"}, Value: hexMAC},
		{Name: "signature", Title: providers.Same("Base64"), Hint: providers.Text{ZH: "对 64 个十六进制字符再编码", EN: "of the 64 hex characters"}, Value: signature},
	}
}
