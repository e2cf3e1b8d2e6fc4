package transfer

import (
	"net/url"
	"slices"
	"strings"

	"keycase/providers"
)

type text = providers.Text

// how is the way in which a name was recognised; the better one is smaller.
type how int

const (
	byPlace how = iota // by its place in a request to a known address
	byWire
	byLabel
	byAlias
	byWeak
)

var howTexts = map[how]text{
	byPlace: {ZH: "平台的请求里这个位置就是它", EN: "that is its place in the platform's requests"},
	byWire:  {ZH: "平台的参数名", EN: "the platform's own parameter name"},
	byLabel: {ZH: "平台上的叫法", EN: "what the platform calls it"},
	byAlias: {ZH: "常见的叫法", EN: "a common name for it"},
	byWeak:  {ZH: "名字很常见，核对一下", EN: "a name that others use as well; check it"},
}

// sense is one thing that a name can mean.
type sense struct {
	platform string
	field    providers.Field
	how      how
	// kept is false for what an operation reads and no credential holds.
	kept bool
}

// environment stands for the address of a credential's environment, which is
// none of its fields.
var environment = providers.Field{Name: "base_url", Rule: providers.Rule{Charset: providers.HTTPURL}}

// vocabulary knows the names of all fields of all platforms.
type vocabulary struct {
	registry providers.Registry
	senses   map[string][]sense // by key
	signs    map[string][][]string
	hosts    map[string]string
	calls    []call
}

func newVocabulary(registry providers.Registry) *vocabulary {
	v := &vocabulary{
		registry: registry, senses: map[string][]sense{}, signs: map[string][][]string{}, hosts: map[string]string{},
	}
	for _, p := range registry {
		v.platform(p)
	}
	for _, a := range aliases {
		if p, err := registry.Platform(a.platform); err == nil {
			v.call(p, a)
		}
	}
	for _, s := range signs {
		if _, err := registry.Platform(s.platform); err != nil {
			continue
		}
		v.point(s.platform, s.words...)
		for _, host := range s.hosts {
			v.hosts[host] = s.platform
		}
	}
	return v
}

// platform takes up what a platform says of itself.
func (v *vocabulary) platform(p *providers.Platform) {
	for _, f := range p.Fields {
		v.learn(sense{platform: p.ID, field: f, kept: true})
	}
	for i := range p.Operations {
		for _, f := range p.Operations[i].Inputs {
			if _, isField := providers.FieldNamed(p.Fields, f.Name); !isField && (f.Secret || f.FromGrant != "") {
				v.learn(sense{platform: p.ID, field: f})
			}
		}
		v.calls = append(v.calls, callsOf(p, &p.Operations[i])...)
	}
	for _, name := range addressNames {
		v.put(name, sense{platform: p.ID, field: environment, how: byAlias, kept: true})
	}
	v.point(p.ID, p.ID, p.Name.ZH, p.ShortName.ZH, p.Name.EN, p.ShortName.EN)
	v.host(p.ID, p.BaseURL)
}

// learn takes up the wire name and the labels of a field.
func (v *vocabulary) learn(s sense) {
	s.how = byWire
	v.put(s.field.Name, s)
	s.how = byLabel
	for _, label := range []string{s.field.Label.ZH, s.field.Label.EN} {
		for _, part := range parts(label) {
			v.put(part, s)
		}
	}
}

func (v *vocabulary) call(p *providers.Platform, a alias) {
	f, ok := providers.FieldNamed(p.Fields, a.field)
	if !ok {
		return
	}
	s := sense{platform: p.ID, field: f, how: byAlias, kept: true}
	if a.weak {
		s.how = byWeak
	}
	for _, name := range a.names {
		v.put(name, s)
	}
}

// put adds a meaning. A second row about the same field can only make a name weak.
func (v *vocabulary) put(name string, s sense) {
	k := key(words(name))
	if k == "" {
		return
	}
	for i, known := range v.senses[k] {
		if known.platform == s.platform && known.field.Name == s.field.Name {
			if s.how == byWeak {
				v.senses[k][i].how = byWeak
			}
			return
		}
	}
	v.senses[k] = append(v.senses[k], s)
}

// parts are the names in a label such as "App ID (client_id)".
func parts(label string) []string {
	outside, inside, found := strings.Cut(fold(label), "(")
	if !found {
		return []string{label}
	}
	inside, _, _ = strings.Cut(inside, ")")
	return []string{label, outside, inside}
}

// point takes names by which a platform is mentioned.
func (v *vocabulary) point(platform string, names ...string) {
	for _, name := range names {
		if w := words(name); len(w) > 0 {
			v.signs[platform] = append(v.signs[platform], w)
		}
	}
}

func (v *vocabulary) host(platform, address string) {
	if u, err := url.Parse(address); err == nil && u.Hostname() != "" {
		v.hosts[strings.ToLower(u.Hostname())] = platform
	}
}

// named is what a name means: the longest end of it that means something, and
// the words before that. A name that no credential keeps is recognised whole, or
// every status_code would be an authorisation code.
func (v *vocabulary) named(all []string) (found []sense, before []string) {
	all = withoutTail(all)
	for i := range all {
		senses := v.senses[key(all[i:])]
		if len(senses) > 0 && (i == 0 || len(v.pointed(all[:i])) > 0 || slices.ContainsFunc(senses, func(s sense) bool { return s.kept })) {
			return senses, all[:i]
		}
	}
	return nil, all
}

// meaning is named for a name as written, which may have another one behind it
// in brackets.
func (v *vocabulary) meaning(f finding) (found []sense, before []string) {
	if f.senses != nil {
		return f.senses, nil
	}
	if len(f.name) > longestName {
		return nil, nil
	}
	if found, before = v.named(f.words); found != nil {
		return found, before
	}
	for _, part := range parts(f.name)[1:] {
		if found, before = v.named(words(part)); found != nil {
			return found, before
		}
	}
	return nil, f.words
}

// withoutTail drops "value" behind a name, as in {"client_id": {"value": …}}.
func withoutTail(all []string) []string {
	if n := len(all); n > 1 && all[n-1] == "value" {
		return all[:n-1]
	}
	return all
}

// pointed lists the platforms that some words mention, in display order.
func (v *vocabulary) pointed(all []string) []string {
	var found []string
	for _, p := range v.registry {
		if slices.ContainsFunc(v.signs[p.ID], func(sign []string) bool { return holds(all, sign) }) {
			found = append(found, p.ID)
		}
	}
	return found
}
