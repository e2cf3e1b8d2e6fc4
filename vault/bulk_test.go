package vault

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Many at once are one more deed to be struck at each step.
func init() {
	deeds["apply many"] = func(ctx context.Context, v *Vault) error {
		list := v.List()
		first, err := v.Full(ctx, list[0].ID)
		if err != nil {
			return err
		}
		first.Name, first.Values = "second", map[string]string{"s": "restored"}
		first.TokenValues[0].Value = "older, so it stays away"
		return v.ApplyBulk(ctx, Bulk{
			Base: list, Remove: []string{list[1].ID},
			Put: []Full{first, sample("aaaaaaaaaaaaaaaa", "third"), sample("bbbbbbbbbbbbbbbb", "fourth")},
		})
	}
}

// sample is a credential with a grant and a token.
func sample(id, name string) Full {
	return Full{
		Credential: Credential{
			ID: id, Platform: "kis", Name: name, BaseURL: "https://example.com", Public: map[string]string{"p": "1"},
			Secrets: []string{"s"}, SecretsAt: map[string]time.Time{"s": testClock().Add(-time.Hour)},
			CreatedAt: testClock().Add(-3 * time.Hour), UpdatedAt: testClock().Add(-2 * time.Hour), UsedAt: testClock().Add(-time.Minute),
			Grants: []Grant{{Kind: "printer", Subject: "m1", Name: "kitchen", Secrets: []string{"k"}, Selected: true, BoundAt: testClock()}},
			Tokens: []Token{{Kind: "access", Subject: "m1", IssuedAt: testClock(), ExpiresAt: testClock().Add(time.Hour), HasRefresh: true}},
		},
		Values:      map[string]string{"s": "secret of " + name},
		GrantValues: []map[string]string{{"k": "key of " + name}},
		TokenValues: []TokenSecret{{Value: "token of " + name, Refresh: "refresh of " + name}},
	}
}

// anonymous is a credential without the ids that a vault makes anew.
func anonymous(f Full) Full {
	for i := range f.Grants {
		f.Grants[i].ID = ""
	}
	for i := range f.Tokens {
		f.Tokens[i].ID = ""
	}
	return f
}

func TestWhatIsPutIsReadWhole(t *testing.T) {
	v := openTest(t, Options{Store: StoreMemory})
	want := sample("aaaaaaaaaaaaaaaa", "one")
	require.NoError(t, v.ApplyBulk(t.Context(), Bulk{Put: []Full{want}}))
	got, err := v.Full(t.Context(), want.ID)
	require.NoError(t, err)
	assert.Equal(t, want, anonymous(got))
	_, err = v.Full(t.Context(), "bbbbbbbbbbbbbbbb")
	assert.ErrorIs(t, err, ErrNotFound)
}

func TestNamesAreExchanged(t *testing.T) {
	v := openTest(t, Options{Store: StoreMemory})
	a, b := sample("aaaaaaaaaaaaaaaa", "a"), sample("bbbbbbbbbbbbbbbb", "b")
	require.NoError(t, v.ApplyBulk(t.Context(), Bulk{Put: []Full{a, b}}))
	a.Name, b.Name = "B", "A"
	require.NoError(t, v.ApplyBulk(t.Context(), Bulk{Base: v.List(), Put: []Full{a, b}}))
	for name, id := range map[string]string{"a": b.ID, "b": a.ID} {
		found, err := v.Find(name)
		require.NoError(t, err)
		assert.Equal(t, id, found.ID)
	}
}

func TestNoTokenIsReplacedByAnOlderOne(t *testing.T) {
	for name, tc := range map[string]struct {
		change func(*Full)
		want   string // value of the token; "" for none
	}{
		"older":              {func(f *Full) { f.Tokens[0].IssuedAt = testClock().Add(-time.Second) }, "token of one"},
		"same age":           {func(*Full) {}, "token of one"},
		"newer":              {func(f *Full) { f.Tokens[0].IssuedAt = testClock().Add(time.Second) }, "theirs"},
		"none":               {func(f *Full) { f.Tokens, f.TokenValues = nil, nil }, "token of one"},
		"none, address left": {func(f *Full) { f.Tokens, f.TokenValues, f.BaseURL = nil, nil, "https://other.example" }, ""},
		"older, address left": {func(f *Full) {
			f.Tokens[0].IssuedAt, f.BaseURL = testClock().Add(-time.Second), "https://other.example"
		}, "theirs"},
		"none, grant gone": {func(f *Full) { f.Tokens, f.TokenValues, f.Grants, f.GrantValues = nil, nil, nil, nil }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			v := openTest(t, Options{Store: StoreMemory})
			ours := sample("aaaaaaaaaaaaaaaa", "one")
			require.NoError(t, v.ApplyBulk(t.Context(), Bulk{Put: []Full{ours}}))
			theirs := sample("aaaaaaaaaaaaaaaa", "one")
			theirs.TokenValues[0].Value = "theirs"
			tc.change(&theirs)
			require.NoError(t, v.ApplyBulk(t.Context(), Bulk{Base: v.List(), Put: []Full{theirs}}))

			got, err := v.Full(t.Context(), ours.ID)
			require.NoError(t, err)
			if tc.want == "" {
				assert.Empty(t, got.Tokens)
				return
			}
			require.Len(t, got.TokenValues, 1)
			assert.Equal(t, tc.want, got.TokenValues[0].Value)
		})
	}
}

func TestBulkOnAnotherStateChangesNothing(t *testing.T) {
	one := sample("aaaaaaaaaaaaaaaa", "one")
	for name, tc := range map[string]struct {
		between func(*testing.T, *Vault)
		bulk    func(base []Credential) Bulk
		want    error
	}{
		"edited": {func(t *testing.T, v *Vault) {
			_, err := v.Edit(t.Context(), one.ID, func(c *Credential, _ map[string]string) error { c.Public["p"] = "2"; return nil })
			require.NoError(t, err)
		}, func(base []Credential) Bulk { return Bulk{Base: base, Remove: []string{one.ID}} }, ErrConflict},
		"bound": {func(t *testing.T, v *Vault) {
			_, err := v.PutGrant(t.Context(), one.ID, Grant{Kind: "printer", Subject: "m2"}, nil)
			require.NoError(t, err)
		}, func(base []Credential) Bulk { return Bulk{Base: base, Put: []Full{one}} }, ErrConflict},
		"removed": {func(t *testing.T, v *Vault) {
			require.NoError(t, v.Remove(t.Context(), one.ID))
		}, func(base []Credential) Bulk { return Bulk{Base: base} }, ErrConflict},
		"there, and not known": {nil, func([]Credential) Bulk { return Bulk{Put: []Full{one}} }, ErrConflict},
		"name taken":           {nil, func([]Credential) Bulk { return Bulk{Put: []Full{sample("cccccccccccccccc", "ONE")}} }, ErrExists},
		"same name twice": {nil, func([]Credential) Bulk {
			return Bulk{Put: []Full{sample("cccccccccccccccc", "x"), sample("dddddddddddddddd", "X")}}
		}, ErrExists},
		"remove what is gone": {nil, func([]Credential) Bulk { return Bulk{Remove: []string{"cccccccccccccccc"}} }, ErrNotFound},
		"another platform": {nil, func(base []Credential) Bulk {
			other := one
			other.Platform = "jdy"
			return Bulk{Base: base, Put: []Full{other}}
		}, ErrBadValue},
	} {
		t.Run(name, func(t *testing.T) {
			v := openTest(t, Options{Store: StoreMemory})
			require.NoError(t, v.ApplyBulk(t.Context(), Bulk{Put: []Full{one}}))
			base := v.List()
			if tc.between != nil {
				tc.between(t, v)
			}
			before := v.List()
			require.ErrorIs(t, v.ApplyBulk(t.Context(), tc.bulk(base)), tc.want)
			assert.Equal(t, before, v.List())
		})
	}
}

func TestUseAndNewTokensAreNoConflict(t *testing.T) {
	v := openTest(t, Options{Store: StoreMemory})
	one := sample("aaaaaaaaaaaaaaaa", "one")
	require.NoError(t, v.ApplyBulk(t.Context(), Bulk{Put: []Full{one}}))
	base := v.List()
	_, err := v.PutToken(t.Context(), one.ID, Token{Kind: "other"}, TokenSecret{Value: "fresh"})
	require.NoError(t, err)
	require.NoError(t, v.Touch(one.ID))
	require.NoError(t, v.ApplyBulk(t.Context(), Bulk{Base: base, Put: []Full{one}}))
	got, err := v.Full(t.Context(), one.ID)
	require.NoError(t, err)
	assert.Len(t, got.Tokens, 2)
}

func TestCheckRefusesWhatNoVaultMade(t *testing.T) {
	for name, spoil := range map[string]func(*Full){
		"id":            func(f *Full) { f.ID = "../../etc/passwd" },
		"no name":       func(f *Full) { f.Name = " " },
		"long name":     func(f *Full) { f.Name = strings.Repeat("x", 129) },
		"missing value": func(f *Full) { f.TokenValues = nil },
		"missing key":   func(f *Full) { f.GrantValues = nil },
		"grant twice": func(f *Full) {
			f.Grants, f.GrantValues = append(f.Grants, f.Grants[0]), append(f.GrantValues, nil)
		},
		"token twice": func(f *Full) {
			f.Tokens, f.TokenValues = append(f.Tokens, f.Tokens[0]), append(f.TokenValues, TokenSecret{})
		},
	} {
		t.Run(name, func(t *testing.T) {
			v := openTest(t, Options{Store: StoreMemory})
			f := sample("aaaaaaaaaaaaaaaa", "one")
			require.NoError(t, f.Check())
			spoil(&f)
			require.Error(t, f.Check())
			require.Error(t, v.ApplyBulk(t.Context(), Bulk{Put: []Full{f}}))
			assert.Empty(t, v.List())
		})
	}
}
