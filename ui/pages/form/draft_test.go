package form

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"keycase/assets/translations"
	"keycase/broker"
	"keycase/providers"
	"keycase/vault"
)

var toy = &providers.Platform{ID: "toy", Fields: []providers.Field{
	{Name: "key", Required: true, Rule: providers.Rule{Charset: providers.Digits, SoftMax: 4}},
	{Name: "secret", Required: true, Secret: true},
	{Name: "spare", Secret: true},
	{Name: "note"},
}}

func TestDraftCheck(t *testing.T) {
	l := translations.New("zh")
	stored := &vault.Credential{Secrets: []string{"secret", "spare"}}
	for name, c := range map[string]struct {
		draft   draft
		wrong   []string
		unusual []string
	}{
		"empty":                  {draft{}, []string{"name", "key", "secret"}, nil},
		"lost":                   {draft{name: "A", values: providers.Values{"key": "12"}, stored: &vault.Credential{Secrets: []string{"secret"}, Lost: true}}, []string{"secret"}, nil},
		"whole":                  {draft{name: "A", values: providers.Values{"key": "12", "secret": "s"}}, nil, nil},
		"wrong key":              {draft{name: "A", values: providers.Values{"key": "x", "secret": "s"}}, []string{"key"}, nil},
		"long key":               {draft{name: "A", values: providers.Values{"key": "12345", "secret": "s"}}, nil, []string{"key"}},
		"spaces":                 {draft{name: "A", values: providers.Values{"key": "12", "secret": " s "}}, nil, []string{"secret"}},
		"no address":             {draft{name: "A", custom: true, values: providers.Values{"key": "1", "secret": "s"}}, []string{"base_url"}, nil},
		"wrong address":          {draft{name: "A", custom: true, baseURL: "ftp://x", values: providers.Values{"key": "1", "secret": "s"}}, []string{"base_url"}, nil},
		"address not in use":     {draft{name: "A", baseURL: "ftp://x", values: providers.Values{"key": "1", "secret": "s"}}, nil, nil},
		"kept secret":            {draft{name: "A", stored: stored, values: providers.Values{"key": "1"}}, nil, nil},
		"required secret is out": {draft{name: "A", stored: stored, values: providers.Values{"key": "1"}, dropped: map[string]bool{"secret": true}}, []string{"secret"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			c.draft.platform = toy
			wrong, unusual := c.draft.check(l)
			assert.ElementsMatch(t, c.wrong, names(wrong))
			assert.ElementsMatch(t, c.unusual, names(unusual))
		})
	}
}

func names(p problems) (all []string) {
	for name := range p {
		all = append(all, name)
	}
	return all
}

func TestDraftSubmission(t *testing.T) {
	stored := &vault.Credential{Secrets: []string{"secret", "spare"}}
	d := draft{platform: toy, stored: stored, name: "A", baseURL: "https://x", values: providers.Values{"key": "1", "note": ""}}
	s := d.submission()
	assert.Equal(t, providers.Values{"key": "1", "note": ""}, s.Values, "kept secrets are left out, an emptied field is taken away")
	assert.Empty(t, s.BaseURL, "production")

	d.custom, d.dropped, d.values["secret"] = true, map[string]bool{"spare": true}, "new"
	s = d.submission()
	assert.Equal(t, providers.Values{"key": "1", "note": "", "secret": "new", "spare": ""}, s.Values)
	assert.Equal(t, "https://x", s.BaseURL)
}

func TestDraftSame(t *testing.T) {
	d := draft{name: "A", values: providers.Values{"key": "1"}}
	assert.True(t, d.same(d))
	for _, other := range []draft{
		{name: "B", values: d.values},
		{name: "A", custom: true, values: d.values},
		{name: "A", baseURL: "https://x", values: d.values},
		{name: "A", values: providers.Values{"key": "2"}},
		{name: "A", values: d.values, dropped: map[string]bool{"spare": true}},
	} {
		assert.False(t, d.same(other))
	}
}

func TestRefused(t *testing.T) {
	l := translations.New("zh")
	other := errors.New("else")
	stale := &broker.StaleError{Refusal: &providers.Failure{Code: "4006"}, Err: providers.Invalid("key", providers.Text{ZH: "不对"})}
	for _, c := range []struct {
		err   error
		field string
		rest  error
	}{
		{nil, "", nil},
		{fmt.Errorf("add: %w", vault.ErrExists), "name", nil},
		{&vault.Error{Op: "add", Err: vault.ErrBadName}, "name", nil},
		{providers.Invalid("key", providers.Text{ZH: "不对"}), "key", nil},
		{other, "", other},
		{stale, "", stale}, // about a call that nobody typed
	} {
		wrong, rest := refused(l, c.err)
		assert.Equal(t, c.rest, rest)
		if c.field == "" {
			assert.Empty(t, wrong)
		} else {
			assert.NotEmpty(t, wrong[c.field])
		}
	}
}
