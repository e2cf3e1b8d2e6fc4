package providers

import (
	"encoding/json"
	"time"
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
