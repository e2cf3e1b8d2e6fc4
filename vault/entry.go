package vault

import "time"

// Entry is a credential as it was when it was read from the index: something that can
// be kept and handed on by the thousands, because it is no copy, and that nobody can
// change. It holds no secret value.
type Entry struct{ r *record }

// Entries returns all credentials in the order they were added.
func (v *Vault) Entries() []Entry {
	records := v.index.current().records
	all := make([]Entry, len(records))
	for i, r := range records {
		all[i] = Entry{r}
	}
	return all
}

// ID is that of [Credential].
func (e Entry) ID() string { return e.r.id }

// Platform is that of [Credential].
func (e Entry) Platform() string { return e.r.platform }

// Name is that of [Credential].
func (e Entry) Name() string { return e.r.name }

// BaseURL is that of [Credential].
func (e Entry) BaseURL() string { return e.r.baseURL }

// CreatedAt is that of [Credential].
func (e Entry) CreatedAt() time.Time { return e.r.created }

// UsedAt is that of [Credential].
func (e Entry) UsedAt() time.Time { return e.r.used }

// NumTokens is how many tokens it has.
func (e Entry) NumTokens() int { return len(e.r.tokens) }

// Token returns the i-th of its tokens. The copy belongs to the caller.
func (e Entry) Token(i int) Token { return cloneToken(e.r.tokens[i].Token) }

// NumGrants is how many grants it has.
func (e Entry) NumGrants() int { return len(e.r.grants) }

// Grant returns the i-th of its grants. The copy belongs to the caller.
func (e Entry) Grant(i int) Grant { return e.r.grants[i].view() }

// Credential returns all of it. The copy belongs to the caller.
func (e Entry) Credential() Credential { return e.r.view() }
