// Package digest computes the hash that KIS and Yilianyun call a signature: MD5
// over values written one after the other, as hexadecimal text. The recipe is
// theirs; nothing else in Keycase uses MD5.
package digest

import "crypto/md5"

// Digits are the sixteen hexadecimal digits in one letter case.
type Digits string

// The two letter cases.
const (
	Lower Digits = "0123456789abcdef"
	Upper Digits = "0123456789ABCDEF"
)

// MD5 joins parts without any separator and returns the joined text with its
// MD5, 32 digits long.
func MD5(digits Digits, parts ...string) (text, sum string) {
	// The usual length of such a text is about 120 bytes; a longer one moves to
	// the heap by itself.
	joined := make([]byte, 0, 256)
	for _, p := range parts {
		joined = append(joined, p...)
	}
	hash := md5.Sum(joined)
	table := digits[:16] // once, and not at each digit, it is looked whether there are so many
	var hex [2 * md5.Size]byte
	for i, b := range hash {
		hex[2*i], hex[2*i+1] = table[b>>4], table[b&15]
	}
	return string(joined), string(hex[:])
}
