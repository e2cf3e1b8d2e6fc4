package main

import (
	"cmp"
	"context"
	"maps"
	"runtime"
	"slices"
	"strings"

	"keycase/broker"
	"keycase/internal/lazy"
	"keycase/vault"
)

// variablePrefix begins the name of every variable that exec sets.
const variablePrefix = "KEYCASE_"

// onlyToken is the token of a command that is run with one credential.
const onlyToken = variablePrefix + "TOKEN"

// alias is what may stand before a credential to name its variables.
var alias = lazy.Regexp(`^[A-Za-z_][A-Za-z0-9_]*$`)

// dressed is a credential and how the names of its variables begin.
type dressed struct {
	cred   vault.Credential
	prefix string
}

// variables are what the tokens of the credentials come as, by name.
func (c *cli) variables(ctx context.Context, b *broker.Broker, names []string, w which, refresh bool) (map[string]string, error) {
	if len(names) > 1 && (w.kind != "" || w.subject != "") {
		return nil, &usageError{message: c.T("cli.exec.one"), action: c.T("cli.exec.one.do")}
	}
	var all []dressed
	for _, name := range names {
		d, err := c.dress(b, name)
		if err != nil {
			return nil, err
		}
		again := func(o dressed) bool { return o.cred.ID == d.cred.ID && o.prefix == d.prefix }
		if !slices.ContainsFunc(all, again) {
			all = append(all, d)
		}
	}
	variables, owners := map[string]string{}, map[string]string{}
	for _, d := range all {
		own, err := c.variablesOf(ctx, b, d, w, refresh)
		if err != nil {
			return nil, err
		}
		for _, name := range slices.Sorted(maps.Keys(own)) {
			if other, taken := owners[name]; taken {
				return nil, &usageError{
					message: c.T("cli.exec.collision", "Variable", name, "Name", d.cred.Name, "Other", other),
					action:  c.T("cli.exec.collision.do"),
				}
			}
			owners[name] = d.cred.Name
		}
		maps.Copy(variables, own)
		if len(all) == 1 {
			variables[onlyToken] = own[d.prefix+"TOKEN"]
		}
	}
	return variables, nil
}

// dress finds the credential that an argument means. NAME= before it begins the
// names of its variables, unless the credential itself is called so.
func (c *cli) dress(b *broker.Broker, arg string) (dressed, error) {
	cred, err := b.Vault().Find(arg)
	if err == nil {
		return dressed{cred, prefixOf(cred)}, nil
	}
	name, rest, given := strings.Cut(arg, "=")
	if given && alias().MatchString(name) {
		cred, err = c.find(b, rest)
		return dressed{cred, variablePrefix + strings.ToUpper(name) + "_"}, err
	}
	_, err = c.find(b, arg)
	return dressed{}, err
}

// prefixOf begins the names of a credential's variables: with its own name, as far
// as shells take it, or else with that of its platform.
func prefixOf(cred vault.Credential) string {
	return variablePrefix + cmp.Or(shouted(cred.Name), shouted(cred.Platform)) + "_"
}

// shouted keeps the letters and digits of ASCII, in upper case, and puts one
// underscore in the place of what lies between them.
func shouted(text string) string {
	words := strings.FieldsFunc(strings.ToUpper(text), func(r rune) bool {
		return (r < 'A' || r > 'Z') && (r < '0' || r > '9')
	})
	return strings.Join(words, "_")
}

// variablesOf are the token of a credential and what calls with it need. Nothing
// else of them is secret.
func (c *cli) variablesOf(ctx context.Context, b *broker.Broker, d dressed, w which, refresh bool) (map[string]string, error) {
	kind, t, found, err := c.pick(d.cred, w)
	if err != nil {
		return nil, err
	}
	g := getter{c: c, b: b, cred: d.cred, kind: kind, t: t, found: found, refresh: refresh}
	token, err := g.token(ctx)
	if err = c.saved(err); err != nil {
		return nil, err
	}
	cred, err := b.Vault().Get(d.cred.ID) // a call may have brought newer fields
	if err != nil {
		return nil, err
	}
	own := map[string]string{}
	for name, value := range broker.PublicValues(cred, cmp.Or(w.subject, token.Subject)) {
		own[d.prefix+shouted(name)] = value
	}
	for name, value := range token.Attributes {
		own[d.prefix+"TOKEN_"+shouted(name)] = value
	}
	own[d.prefix+"BASE_URL"] = b.BaseURLOf(cred)
	own[d.prefix+"TOKEN"] = token.Value
	if !token.NeverExpires {
		own[d.prefix+"TOKEN_EXPIRES_AT"] = rfc3339(b.Now().Add(token.ExpiresIn))
	}
	return own, nil
}

// environment is that of this process with the variables, and without what is not
// for the command: passphrases, and what an outer exec has set under the same
// names.
func environment(own []string, variables map[string]string) []string {
	var env []string
	for _, entry := range own {
		name, _, _ := strings.Cut(entry, "=")
		if runtime.GOOS == "windows" { // where names have no letter case
			name = strings.ToUpper(name)
		}
		passphrase := strings.HasPrefix(name, variablePrefix) && strings.Contains(name, "PASSPHRASE")
		if !passphrase && !replaced(name, variables) {
			env = append(env, entry)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(variables)) {
		env = append(env, name+"="+variables[name])
	}
	return env
}

// replaced tells a variable that is set anew, or that was told about a token which
// another takes the place of. The only token is nobody's where there are several.
func replaced(name string, variables map[string]string) bool {
	if _, set := variables[name]; set || name == onlyToken {
		return true
	}
	token, _, about := strings.Cut(name, "_TOKEN_")
	_, set := variables[token+"_TOKEN"]
	return about && set
}
