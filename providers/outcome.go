package providers

import (
	"encoding/json"
	"strings"
	"time"
	"unicode/utf8"
)

// Token is a short-lived secret that an operation yields.
type Token struct {
	// Kind is the platform's own name of it: "app-token", "access_token".
	Kind string
	// Value is the secret itself.
	Value string
	// ExpiresIn counts from the moment of the answer; 0 with NeverExpires.
	ExpiresIn time.Duration
	// NeverExpires is set where the platform says so, whatever a number in the
	// answer claims.
	NeverExpires bool
	// RefreshToken is empty where there is none.
	RefreshToken     string
	RefreshExpiresIn time.Duration
	// Subject is the grant that the token is good for (a machine_code), or
	// empty where it is good for the whole credential.
	Subject string
	// Attributes are the public values that must go along with Value on the
	// wire (the timestamp and state that it was computed from).
	Attributes map[string]string
}

// Grant is what a credential was bound to: a printer, a product instance, a user.
type Grant struct {
	// Kind is "printer", "instance" or "user" or "account".
	Kind string
	// Subject identifies it on the platform: machine_code, netid, uid.
	Subject string
	// Name is what people call it; may be empty.
	Name string
	// Public and Secret are its values by wire name.
	Public map[string]string
	Secret map[string]string
}

// Outcome is what a successful answer gave.
type Outcome struct {
	Token  *Token
	Grants []Grant
	// Data is the body of a business call's answer, where it is JSON.
	Data json.RawMessage
}

// maxGrants is far above what one account has, and far below what would keep a
// store busy for minutes.
const maxGrants = 500

// check refuses what no platform sends and what would do harm later: a token
// that cannot be put into a header, values with control characters, thousands
// of rows.
func (o Outcome) check(resp Response) error {
	if len(o.Grants) > maxGrants {
		return Unreadable(resp, Text{"返回的行数多得不正常", "it has more rows than any account could"})
	}
	if t := o.Token; t != nil {
		for _, secret := range []string{t.Value, t.RefreshToken} {
			if !sound(secret, Unspaced) {
				return Unreadable(resp, Text{"返回的令牌里有不该有的字符", "its token holds characters that no token has"})
			}
		}
		if !sound(t.Subject, AnyText) {
			return Unreadable(resp, strangeValue)
		}
	}
	for _, g := range o.Grants {
		if !sound(g.Subject, AnyText) || !sound(g.Name, AnyText) || !allSound(g.Public) || !allSound(g.Secret) {
			return Unreadable(resp, strangeValue)
		}
	}
	return nil
}

var strangeValue = Text{"返回的内容里有控制字符", "it holds control characters"}

func sound(value string, set Charset) bool {
	return value == "" || Rule{Charset: set}.Check(value) == Text{} && !strings.ContainsRune(value, utf8.RuneError)
}

func allSound(values map[string]string) bool {
	for _, v := range values {
		if !sound(v, AnyText) {
			return false
		}
	}
	return true
}
