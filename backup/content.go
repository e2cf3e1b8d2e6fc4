package backup

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"strings"
	"time"

	"keycase/vault"
)

const (
	format  = "keycase-backup"
	version = 1

	scopeAll    = "all"
	scopeChosen = "chosen"

	// maxCredentials bounds what a preview has to show.
	maxCredentials = 100_000
)

// Content is what lies in a backup.
type Content struct {
	Made    time.Time // whole seconds
	Program string    // what made it, such as "keycase 1.2.0"
	// All is set for a backup of everything that was there, and not for a choice.
	All         bool
	Credentials []vault.Full
	AutoRenew   []TokenRef // tokens that a person chose to have renewed by themselves
}

// TokenRef names a token for as long as it is replaced by others like it.
type TokenRef struct {
	Credential string `json:"credential"` // id
	Kind       string `json:"kind"`
	Subject    string `json:"subject,omitempty"`
}

// Tokens counts the tokens in it.
func (c Content) Tokens() int {
	n := 0
	for i := range c.Credentials {
		n += len(c.Credentials[i].Tokens)
	}
	return n
}

type document struct {
	Format      string       `json:"format"`
	Version     int          `json:"version"`
	Made        time.Time    `json:"made"`
	Program     string       `json:"program"`
	Scope       string       `json:"scope"`
	Credentials []credential `json:"credentials"`
	AutoRenew   []TokenRef   `json:"auto_renew,omitempty"`
}

type credential struct {
	ID        string               `json:"id"`
	Platform  string               `json:"platform"`
	Name      string               `json:"name"`
	BaseURL   string               `json:"base_url,omitempty"`
	Created   time.Time            `json:"created"`
	Updated   time.Time            `json:"updated"`
	Used      time.Time            `json:"used,omitzero"`
	Public    map[string]string    `json:"public,omitempty"`
	Secrets   map[string]string    `json:"secrets,omitempty"`
	SecretsAt map[string]time.Time `json:"secrets_at,omitempty"`
	Grants    []grant              `json:"grants,omitempty"`
	Tokens    []token              `json:"tokens,omitempty"`
}

type grant struct {
	Kind     string            `json:"kind"`
	Subject  string            `json:"subject,omitempty"`
	Name     string            `json:"name,omitempty"`
	Public   map[string]string `json:"public,omitempty"`
	Secrets  map[string]string `json:"secrets,omitempty"`
	Selected bool              `json:"selected,omitempty"`
	Bound    time.Time         `json:"bound"`
}

type token struct {
	Kind           string            `json:"kind"`
	Subject        string            `json:"subject,omitempty"`
	Value          string            `json:"value"`
	Refresh        string            `json:"refresh,omitempty"`
	Issued         time.Time         `json:"issued"`
	Expires        time.Time         `json:"expires,omitzero"`
	Never          bool              `json:"never,omitempty"`
	RefreshExpires time.Time         `json:"refresh_expires,omitzero"`
	Attributes     map[string]string `json:"attributes,omitempty"`
}

func encode(c Content) ([]byte, error) {
	d := document{
		Format: format, Version: version, Made: c.Made.UTC().Truncate(time.Second), Program: c.Program,
		Scope: scopeChosen, Credentials: make([]credential, len(c.Credentials)), AutoRenew: c.AutoRenew,
	}
	if c.All {
		d.Scope = scopeAll
	}
	for i := range c.Credentials {
		d.Credentials[i] = outgoing(&c.Credentials[i])
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ") // a person who opens it with age is to read it
	if err := e.Encode(d); err != nil {
		return nil, err
	}
	if out.Len() > MaxSize {
		return nil, ErrTooLarge
	}
	return out.Bytes(), nil
}

func outgoing(full *vault.Full) credential {
	c := credential{
		ID: full.ID, Platform: full.Platform, Name: full.Name, BaseURL: full.BaseURL,
		Created: full.CreatedAt, Updated: full.UpdatedAt, Used: full.UsedAt,
		Public: full.Public, Secrets: full.Values, SecretsAt: full.SecretsAt,
	}
	for i, g := range full.Grants {
		c.Grants = append(c.Grants, grant{
			Kind: g.Kind, Subject: g.Subject, Name: g.Name, Public: g.Public,
			Secrets: full.GrantValues[i], Selected: g.Selected, Bound: g.BoundAt,
		})
	}
	for i, t := range full.Tokens {
		c.Tokens = append(c.Tokens, token{
			Kind: t.Kind, Subject: t.Subject, Value: full.TokenValues[i].Value, Refresh: full.TokenValues[i].Refresh,
			Issued: t.IssuedAt, Expires: t.ExpiresAt, Never: t.Never, RefreshExpires: t.RefreshExpiresAt, Attributes: t.Attributes,
		})
	}
	return c
}

// decode reads what lay in the file. It is checked before anything relies on it:
// whoever has one's public key can make a file for it.
func decode(plain []byte) (Content, error) {
	if len(plain) > MaxSize {
		return Content{}, ErrTooLarge
	}
	var head struct {
		Format  string `json:"format"`
		Version int    `json:"version"`
	}
	if json.Unmarshal(plain, &head) != nil || head.Format != format {
		return Content{}, ErrForeign
	}
	switch {
	case head.Version > version:
		return Content{}, ErrNewer
	case head.Version < 1:
		return Content{}, fmt.Errorf("%w: version", ErrDamaged)
	}
	var d document
	dec := json.NewDecoder(bytes.NewReader(plain))
	if err := dec.Decode(&d); err != nil { // whose text could quote a value
		return Content{}, fmt.Errorf("%w: its JSON", ErrDamaged)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return Content{}, fmt.Errorf("%w: more than one object", ErrDamaged)
	}
	return d.content()
}

func (d *document) content() (Content, error) {
	if len(d.Credentials) > maxCredentials {
		return Content{}, ErrTooLarge
	}
	c := Content{Made: d.Made, Program: d.Program, All: d.Scope == scopeAll, AutoRenew: d.AutoRenew}
	ids, names := map[string]bool{}, map[string]bool{}
	for i := range d.Credentials {
		full, err := d.Credentials[i].incoming()
		if err != nil {
			return Content{}, fmt.Errorf("%w: credential %d: %w", ErrDamaged, i+1, err)
		}
		name := vault.NameKey(full.Name)
		if ids[full.ID] || names[name] {
			return Content{}, fmt.Errorf("%w: credential %d is there twice", ErrDamaged, i+1)
		}
		ids[full.ID], names[name] = true, true
		c.Credentials = append(c.Credentials, full)
	}
	return c, nil
}

func (c *credential) incoming() (vault.Full, error) {
	name, err := vault.CleanName(c.Name)
	if err != nil {
		return vault.Full{}, err
	}
	full := vault.Full{
		Credential: vault.Credential{
			ID: c.ID, Platform: c.Platform, Name: name, BaseURL: c.BaseURL, Public: withoutEmpty(c.Public),
			SecretsAt: maps.Clone(c.SecretsAt), CreatedAt: c.Created, UpdatedAt: c.Updated, UsedAt: c.Used,
		},
		Values: withoutEmpty(c.Secrets),
	}
	for _, g := range c.Grants {
		full.Grants = append(full.Grants, vault.Grant{
			Kind: g.Kind, Subject: g.Subject, Name: g.Name, Public: withoutEmpty(g.Public), Selected: g.Selected, BoundAt: g.Bound,
		})
		full.GrantValues = append(full.GrantValues, withoutEmpty(g.Secrets))
	}
	for _, t := range c.Tokens {
		full.Tokens = append(full.Tokens, vault.Token{
			Kind: t.Kind, Subject: t.Subject, IssuedAt: moment(t.Issued), ExpiresAt: t.Expires, Never: t.Never,
			HasRefresh: t.Refresh != "", RefreshExpiresAt: t.RefreshExpires, Attributes: withoutEmpty(t.Attributes),
		})
		full.TokenValues = append(full.TokenValues, vault.TokenSecret{Value: t.Value, Refresh: t.Refresh})
	}
	if strings.TrimSpace(full.Platform) == "" {
		return vault.Full{}, vault.ErrBadValue
	}
	return full, full.Check()
}

// moment cuts a time to what a vault keeps, so that it compares.
func moment(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return time.UnixMilli(t.UnixMilli()).UTC()
}

// withoutEmpty copies a map but for empty values; nil if none is left.
func withoutEmpty(m map[string]string) map[string]string {
	kept := maps.Clone(m)
	maps.DeleteFunc(kept, func(_, value string) bool { return value == "" })
	if len(kept) == 0 {
		return nil
	}
	return kept
}
