package jdy

import (
	"bytes"
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
	const hexSize, base64Size = 2 * sha256.Size, 88
	// One buffer for all of it, and one text for the two results: a signature is
	// short work otherwise.
	in := make([]byte, 0, len(key)+len(message)+sha256.Size+hexSize+base64Size)
	in = append(append(in, key...), message...)
	mac := hmac.New(sha256.New, in[:len(key)])
	mac.Write(in[len(key):])
	sum := mac.Sum(in)[len(in):]
	digits := hex.AppendEncode(sum, sum)[len(sum):]
	both := string(base64.StdEncoding.AppendEncode(digits, digits))
	return both[:hexSize], both[hexSize:]
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

// appendQuery encodes each value once and keeps the order: the gateway sorts by
// itself.
func (c call) appendQuery(dst []byte) []byte {
	for i, p := range c.query {
		if i > 0 {
			dst = append(dst, '&')
		}
		dst = appendPair(dst, p)
	}
	return dst
}

func appendPair(dst []byte, p providers.Pair) []byte {
	dst = append(appendEncoded(dst, strict, p.Name), '=')
	return appendEncoded(dst, wire, p.Value)
}

// appendSignedQuery sorts the encoded pairs by their bytes and encodes once
// more. The documentation says "sorted by name"; the vendor's client sorts
// "name=value", and differs where one name continues another with a character
// below "=" (a, a1). The client is what the gateway was built with.
func (c call) appendSignedQuery(dst []byte) []byte {
	if len(c.query) == 0 {
		return dst
	}
	var room [8][]byte // enough for the calls there are; more go on the heap
	once := room[:0]
	pairs := make([]byte, 0, 256)
	for _, p := range c.query {
		from := len(pairs)
		pairs = appendPair(pairs, p)
		once = append(once, pairs[from:])
	}
	slices.SortFunc(once, bytes.Compare)
	for i, pair := range once {
		if i > 0 {
			dst = append(dst, '&')
		}
		name, value, _ := bytes.Cut(pair, []byte{'='})
		dst = append(appendAgain(dst, name), '=')
		dst = appendAgain(dst, value)
	}
	return dst
}

// appendHeaders always names the nonce first, whatever X-Api-SignHeaders says.
func (c call) appendHeaders(dst []byte) []byte {
	dst = append(append(dst, "x-api-nonce:"...), c.nonce...)
	dst = append(append(dst, "\nx-api-timestamp:"...), c.timestamp...)
	return append(dst, '\n')
}

// stringToSign ends every line with one line feed, the last one included.
func (c call) stringToSign() string {
	dst := make([]byte, 0, 512)
	dst = append(append(dst, c.method...), '\n')
	dst = append(appendEncoded(dst, strict, c.path), '\n')
	dst = append(c.appendSignedQuery(dst), '\n')
	return string(c.appendHeaders(dst))
}

// sign returns the string that was signed, the MAC in hex and X-Api-Signature.
func (c call) sign(clientSecret string) (text, hexMAC, signature string) {
	text = c.stringToSign()
	hexMAC, signature = hmacBase64(clientSecret, text)
	return text, hexMAC, signature
}

func (c call) trace(text, hexMAC, signature string) providers.Trace {
	// The lines of the signed string are the steps' results.
	lines := strings.SplitN(text, "\n", 4)
	return callTrace([4]string{lines[0], lines[1], lines[2], strings.TrimSuffix(lines[3], "\n")}, hexMAC, signature)
}

// callTrace explains the four parts of the signed string and what is made of it.
func callTrace(parts [4]string, hexMAC, signature string) providers.Trace {
	return providers.Trace{
		{Name: "method", Title: providers.Text{ZH: "方法", EN: "Method"}, Hint: providers.Text{ZH: "大写", EN: "upper case"}, Value: parts[0]},
		{Name: "path", Title: providers.Text{ZH: "路径编码", EN: "Path, encoded"}, Hint: providers.Text{ZH: "/ 写成 %2F", EN: "/ becomes %2F"}, Value: parts[1]},
		{Name: "query", Title: providers.Text{ZH: "参数两次编码并排序", EN: "Query, encoded twice and sorted"}, Hint: providers.Text{ZH: "= 在值里成了 %253D", EN: "= inside a value becomes %253D"}, Value: parts[2]},
		{Name: "headers", Title: providers.Text{ZH: "nonce 和 timestamp", EN: "nonce and timestamp"}, Hint: providers.Text{ZH: "名称小写，每行以换行结尾", EN: "names in lower case, every line ends with a line feed"}, Value: parts[3]},
		{Name: "hmac", Title: providers.Same("HMAC-SHA256 → hex"), Hint: providers.Text{ZH: "密钥用 clientSecret", EN: "the key is clientSecret"}, Value: hexMAC},
		{Name: "signature", Title: providers.Same("Base64"), Hint: providers.Text{ZH: "对 64 个十六进制字符再编码", EN: "of the 64 hex characters"}, Value: signature},
	}
}
