package catalog

import (
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"keycase/providers"
)

// cook carries a recipe out as its documentation says, with what varies fixed.
type cook struct {
	env     providers.Env
	secrets providers.Values
	results map[string]string
}

func (c *cook) request(t require.TestingT, r providers.Recipe) *providers.Request {
	c.results = map[string]string{}
	for _, s := range r.Steps {
		require.NotContains(t, c.results, s.Name, "made twice")
		c.results[s.Name] = c.do(t, s)
	}
	req := &providers.Request{Method: r.Method, URL: c.text(t, r.URL), Body: c.text(t, r.Body)}
	for _, h := range r.Headers {
		req.Headers = append(req.Headers, providers.Header{Name: h.Name, Value: c.text(t, h.Value)})
	}
	return req
}

func (c *cook) text(t require.TestingT, m providers.Mix) string {
	var b strings.Builder
	for _, p := range m {
		if p.Step != "" {
			require.Contains(t, c.results, p.Step, "used before it is made")
		}
		b.WriteString(p.Text + c.results[p.Step])
	}
	return b.String()
}

func (c *cook) do(t require.TestingT, s providers.RecipeStep) string {
	in := make([]string, len(s.In))
	for i, m := range s.In {
		in[i] = c.text(t, m)
	}
	if s.Do == providers.DoSecret {
		return c.secrets[s.Name]
	}
	if len(s.Pairs) > 0 {
		return c.pairs(t, s)
	}
	require.Contains(t, actions, s.Do)
	return actions[s.Do](c.env, append(in, "", ""))
}

// actions carry out a step, from two texts at least.
var actions = map[providers.Action]func(providers.Env, []string) string{
	providers.DoJoin:        func(_ providers.Env, in []string) string { return in[0] },
	providers.DoUnixSeconds: func(env providers.Env, _ []string) string { return strconv.FormatInt(env.Now.Unix(), 10) },
	providers.DoUnixMillis:  func(env providers.Env, _ []string) string { return strconv.FormatInt(env.Now.UnixMilli(), 10) },
	providers.DoChinaTime: func(env providers.Env, _ []string) string {
		return env.Now.In(providers.ChinaTime).Format(time.DateTime)
	},
	providers.DoNonce: func(env providers.Env, _ []string) string { return env.Nonce },
	providers.DoState: func(env providers.Env, _ []string) string { return env.State },
	providers.DoUUID:  func(env providers.Env, _ []string) string { return env.ID },
	providers.DoHMACSHA256: func(_ providers.Env, in []string) string {
		mac := hmac.New(sha256.New, []byte(in[0]))
		mac.Write([]byte(in[1]))
		return hex.EncodeToString(mac.Sum(nil))
	},
	providers.DoMD5: func(_ providers.Env, in []string) string {
		sum := md5.Sum([]byte(in[0]))
		return hex.EncodeToString(sum[:])
	},
	providers.DoUpper:  func(_ providers.Env, in []string) string { return strings.ToUpper(in[0]) },
	providers.DoBase64: func(_ providers.Env, in []string) string { return base64.StdEncoding.EncodeToString([]byte(in[0])) },
	providers.DoEscape: func(_ providers.Env, in []string) string { return url.QueryEscape(in[0]) },
	providers.DoSortQuery: func(_ providers.Env, in []string) string {
		pairs := strings.Split(in[0], "&")
		slices.Sort(pairs)
		for i, p := range pairs {
			name, value, _ := strings.Cut(p, "=")
			pairs[i] = url.QueryEscape(name) + "=" + url.QueryEscape(value)
		}
		return strings.Join(pairs, "&")
	},
}

func (c *cook) pairs(t require.TestingT, s providers.RecipeStep) string {
	parts := make([]string, len(s.Pairs))
	for i, p := range s.Pairs {
		value := url.QueryEscape(c.text(t, p.Value))
		if s.Do == providers.DoQuery {
			value = strings.NewReplacer("%2A", "*", "~", "%7E").Replace(value)
		}
		parts[i] = url.QueryEscape(p.Name) + "=" + value
	}
	return strings.Join(parts, "&")
}

// draw makes values for an operation that its checks accept.
func draw(t *rapid.T, op *providers.Operation) providers.Values {
	v := examples(op)
	text := rapid.StringMatching(`[a-z][ -~中文é🖨]{0,19}`)
	for _, f := range op.Inputs {
		switch {
		case f.Kind == providers.KindChoice:
			v[f.Name] = rapid.SampledFrom(f.Choices).Draw(t, f.Name).Value
		case f.Kind == providers.KindPairs:
			v[f.Name] = providers.FormatPairs(rapid.SliceOfN(rapid.Custom(func(t *rapid.T) providers.Pair {
				return providers.Pair{Name: rapid.SampledFrom([]string{"a", "a1", "a-", "b.c", "中 *~"}).Draw(t, "name"), Value: text.Draw(t, "value")}
			}), 0, 4).Draw(t, f.Name))
		case f.Kind == providers.KindBody && f.Rule == providers.Rule{}, f.Rule == providers.Rule{Max: f.Rule.Max}:
			v[f.Name] = text.Draw(t, f.Name)
		}
		if !f.Required && rapid.Bool().Draw(t, f.Name+" left out") {
			delete(v, f.Name)
		}
	}
	for _, rule := range op.OneOf {
		for _, name := range rule.Fields {
			delete(v, name)
		}
		chosen, _ := providers.FieldNamed(op.Inputs, rapid.SampledFrom(rule.Fields).Draw(t, "one of"))
		v[chosen.Name] = chosen.Example
	}
	if _, ok := providers.FieldNamed(op.Inputs, "server_url"); ok {
		v["server_url"] = rapid.SampledFrom([]string{"120.132.144.218", "https://kisgz.kingdee.com"}).Draw(t, "server_url")
	}
	return v
}

// Whoever carries the recipe out sends what the signer makes.
func TestEveryRecipeGivesTheSignedRequest(t *testing.T) {
	for _, p := range Registry() {
		for i := range p.Operations {
			op := &p.Operations[i]
			assert.Equal(t, op.Sends, op.Steps != nil, "%s.%s", p.ID, op.ID)
			if !op.Sends {
				continue
			}
			t.Run(p.ID+"."+op.ID, func(t *testing.T) {
				rapid.Check(t, func(t *rapid.T) {
					v := draw(t, op)
					signed, err := op.Sign(exampleEnv(), v)
					require.NoError(t, err)
					clean, _, err := op.Check(v)
					require.NoError(t, err)
					recipe, err := op.Recipe(exampleEnv(), v)
					require.NoError(t, err)

					made := (&cook{env: exampleEnv(), secrets: clean}).request(t, recipe)
					made.Sensitive = signed.Request.Sensitive
					assert.Equal(t, signed.Request, made)
				})
			})
		}
	}
}

// A secret is named and never written, also where a person pasted it into
// another value.
func TestNoRecipeHoldsASecret(t *testing.T) {
	for _, p := range Registry() {
		for i := range p.Operations {
			op := &p.Operations[i]
			if !op.Sends {
				continue
			}
			rapid.Check(t, func(t *rapid.T) {
				v := draw(t, op)
				clean, _, err := op.Check(v)
				require.NoError(t, err)
				var secrets []string
				for _, f := range op.Inputs {
					if (f.Secret || f.Name == "app_signature") && len(clean[f.Name]) >= 6 {
						secrets = append(secrets, clean[f.Name])
					}
				}
				for _, name := range []string{"body", "custdata", "content"} {
					if v[name] != "" && len(secrets) > 0 && !strings.ContainsAny(secrets[0], `"\`) {
						v[name] = `{"pasted":"` + secrets[0] + `"}`
					}
				}
				recipe, err := op.Recipe(exampleEnv(), v)
				require.NoError(t, err)
				signed, err := op.Sign(exampleEnv(), v)
				require.NoError(t, err)
				if signed.Signature != "" {
					secrets = append(secrets, signed.Signature)
				}
				for _, text := range texts(recipe) {
					for _, s := range secrets {
						assert.NotContains(t, text, s)
					}
				}
				clean, _, err = op.Check(v)
				require.NoError(t, err)
				made := (&cook{env: exampleEnv(), secrets: clean}).request(t, recipe)
				assert.Equal(t, signed.Request.URL+signed.Request.Body, made.URL+made.Body)
			})
		}
	}
}

// texts are the fixed texts of a recipe.
func texts(r providers.Recipe) []string {
	var all []string
	add := func(mixes ...providers.Mix) {
		for _, m := range mixes {
			for _, p := range m {
				all = append(all, p.Text)
			}
		}
	}
	for _, s := range r.Steps {
		add(s.In...)
		for _, p := range s.Pairs {
			add(p.Value)
		}
	}
	for _, h := range r.Headers {
		add(h.Value)
	}
	add(r.URL, r.Body)
	return all
}
