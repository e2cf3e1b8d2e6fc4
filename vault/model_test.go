package vault

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// model is a vault as a plain map, by credential id.
type model struct {
	creds map[string]modelCred
	state int
}

type modelCred struct {
	name    string
	address string
	secrets map[string]string
	tokens  map[string]TokenSecret       // by kind
	grants  map[string]map[string]string // by subject
}

func (m model) clone() model {
	c := model{creds: map[string]modelCred{}, state: m.state}
	for id, cred := range m.creds {
		cred.tokens, cred.grants = maps.Clone(cred.tokens), maps.Clone(cred.grants)
		c.creds[id] = cred
	}
	return c
}

// modelOf reads a vault into a model; every secret has to be there.
func modelOf(t require.TestingT, v *Vault) (m model, items int) {
	m = model{creds: map[string]modelCred{}}
	ctx := context.Background()
	for _, c := range v.List() {
		cred := modelCred{name: c.Name, address: c.BaseURL, tokens: map[string]TokenSecret{}, grants: map[string]map[string]string{}}
		var err error
		cred.secrets, err = v.Secrets(ctx, c.ID)
		require.NoError(t, err)
		items += min(1, len(cred.secrets))
		for _, token := range c.Tokens {
			cred.tokens[token.Kind], err = v.TokenSecret(ctx, c.ID, token.ID)
			require.NoError(t, err)
			items++
		}
		for _, grant := range c.Grants {
			cred.grants[grant.Subject], err = v.GrantSecrets(ctx, c.ID, grant.ID)
			require.NoError(t, err)
			items += min(1, len(cred.grants[grant.Subject]))
		}
		m.creds[c.ID] = cred
	}
	if raw, ok := v.State("n"); ok {
		require.NoError(t, json.Unmarshal(raw, &m.state))
	}
	return m, items
}

// machine runs random deeds by two processes that die now and then.
type machine struct {
	world *world
	procs [2]*Vault
	fates [2]*fate
	model model
}

func (m *machine) start(t *rapid.T, i int) {
	m.fates[i] = &fate{}
	v, err := m.world.process(m.fates[i])
	require.NoError(t, err)
	m.procs[i] = v
}

// do runs a deed, which changes next as it should change the vault.
func (m *machine) do(t *rapid.T, deed func(v *Vault, next *model) error) {
	i := rapid.IntRange(0, 1).Draw(t, "process")
	f := m.fates[i]
	if rapid.IntRange(0, 3).Draw(t, "fate") == 0 {
		f.at = f.steps + rapid.IntRange(1, 20).Draw(t, "step")
		f.effect = rapid.SampledFrom([]effect{noEffect, halfEffect, fullEffect}).Draw(t, "effect")
		f.deadly = rapid.Bool().Draw(t, "deadly")
	}
	next := m.model.clone()
	err := deed(m.procs[i], &next)
	struck := f.struck
	f.at = 0
	if struck {
		if f.deadly {
			vanish(m.procs[i])
		} else {
			_ = m.procs[i].Close()
		}
		m.start(t, i)
	}
	switch {
	case err == nil || errors.Is(err, ErrLeftover):
		m.model = next
	case !struck && errors.Is(err, ErrExists):
	default:
		require.True(t, struck, "%v", err)
		if got, _ := modelOf(t, m.procs[i]); !assert.ObjectsAreEqual(m.model, got) {
			m.model = next // it was done all the same, or the next check fails
		}
	}
}

func (m *machine) someID(t *rapid.T) string {
	if len(m.model.creds) == 0 {
		t.Skip("nothing there")
	}
	return rapid.SampledFrom(sortedKeys(m.model.creds)).Draw(t, "id")
}

func (m *machine) actions() map[string]func(*rapid.T) {
	ctx := context.Background()
	secret := rapid.SampledFrom([]string{"", "x", "中文", "long value"})
	kind := rapid.SampledFrom([]string{"a", "b"})
	return map[string]func(*rapid.T){
		"": func(t *rapid.T) {
			v := m.procs[rapid.IntRange(0, 1).Draw(t, "reader")]
			got, _ := modelOf(t, v)
			require.Equal(t, m.model, got, "whoever looks sees the same")
		},
		"add": func(t *rapid.T) {
			name, value := rapid.SampledFrom([]string{"p", "q", "r", "s"}).Draw(t, "name"), secret.Draw(t, "secret")
			m.do(t, func(v *Vault, next *model) error {
				before := len(v.List())
				c, err := v.Add(ctx, Credential{Name: name}, map[string]string{"s": value})
				if err != nil { // it may be there all the same
					if list := v.List(); len(list) > before {
						c = list[len(list)-1]
					}
				}
				if c.ID != "" {
					next.creds[c.ID] = modelCred{name, "", only("s", value), map[string]TokenSecret{}, map[string]map[string]string{}}
				}
				return err
			})
		},
		"edit": func(t *rapid.T) {
			id, value := m.someID(t), secret.Draw(t, "secret")
			m.do(t, func(v *Vault, next *model) error {
				cred := next.creds[id]
				cred.secrets = only("s", value)
				next.creds[id] = cred
				_, err := v.Edit(ctx, id, func(_ *Credential, s map[string]string) error { s["s"] = value; return nil })
				return err
			})
		},
		"edit address": func(t *rapid.T) {
			id, address := m.someID(t), rapid.SampledFrom([]string{"", "https://a.example", "https://b.example"}).Draw(t, "address")
			m.do(t, func(v *Vault, next *model) error {
				cred := next.creds[id]
				if cred.address != address {
					cred.address, cred.tokens = address, map[string]TokenSecret{}
				}
				next.creds[id] = cred
				_, err := v.Edit(ctx, id, func(c *Credential, _ map[string]string) error { c.BaseURL = address; return nil })
				return err
			})
		},
		"token": func(t *rapid.T) {
			id, k, s := m.someID(t), kind.Draw(t, "kind"), TokenSecret{secret.Draw(t, "value"), secret.Draw(t, "refresh")}
			m.do(t, func(v *Vault, next *model) error {
				next.creds[id].tokens[k] = s
				_, err := v.PutToken(ctx, id, Token{Kind: k}, s)
				return err
			})
		},
		"grant": func(t *rapid.T) {
			id, subject, value := m.someID(t), kind.Draw(t, "subject"), secret.Draw(t, "value")
			m.do(t, func(v *Vault, next *model) error {
				next.creds[id].grants[subject] = only("k", value)
				_, err := v.PutGrant(ctx, id, Grant{Kind: "g", Subject: subject}, map[string]string{"k": value})
				return err
			})
		},
		"take token or grant": func(t *rapid.T) {
			id, k := m.someID(t), kind.Draw(t, "kind")
			m.do(t, func(v *Vault, next *model) error {
				c, err := v.Get(id)
				require.NoError(t, err)
				var change Change
				for _, token := range c.Tokens {
					if token.Kind == k {
						change.ForgetTokens = append(change.ForgetTokens, token.ID)
					}
				}
				for _, grant := range c.Grants {
					if grant.Subject == k {
						change.RemoveGrants = append(change.RemoveGrants, grant.ID)
					}
				}
				delete(next.creds[id].tokens, k)
				delete(next.creds[id].grants, k)
				_, err = v.Apply(ctx, id, change)
				return err
			})
		},
		"remove": func(t *rapid.T) {
			id := m.someID(t)
			m.do(t, func(v *Vault, next *model) error {
				delete(next.creds, id)
				return v.Remove(ctx, id)
			})
		},
		"count": func(t *rapid.T) {
			m.do(t, func(v *Vault, next *model) error {
				next.state++
				return v.UpdateState("n", func(old json.RawMessage) (json.RawMessage, error) {
					n, _ := strconv.Atoi(string(old))
					return json.Marshal(n + 1)
				})
			})
		},
	}
}

func only(key, value string) map[string]string {
	if value == "" {
		return map[string]string{}
	}
	return map[string]string{key: value}
}

// TestTwoProcessesAgainstAModel: whatever two processes do, and wherever they
// die, both see what a plain map would hold, and the store holds nothing else.
func TestTwoProcessesAgainstAModel(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		// The file store's key exchange makes it many times slower under -race.
		kind := rapid.SampledFrom([]StoreKind{StoreKeyring, StoreKeyring, StoreKeyring, StoreFile}).Draw(r, "kind")
		w := newWorld(t, kind)
		m := &machine{world: w, model: model{creds: map[string]modelCred{}}}
		m.start(r, 0)
		m.start(r, 1)
		r.Repeat(m.actions())
		for _, v := range m.procs {
			require.NoError(r, v.Close())
		}
		last, err := w.process(&fate{})
		require.NoError(r, err)
		got, items := modelOf(r, last)
		require.NoError(r, last.Close())
		require.Equal(r, m.model, got)
		require.Len(r, w.stored(t), items)
		require.NoError(r, os.RemoveAll(w.dir))
	})
}
