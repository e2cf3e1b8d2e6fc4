package form

import (
	"errors"
	"maps"
	"slices"

	"keycase/assets/translations"
	"keycase/broker"
	"keycase/providers"
	"keycase/ui/pages/parts"
	"keycase/vault"
)

// The values of a draft that are no fields of the platform, by the names that
// problems call them.
const (
	nameField    = "name"
	addressField = "base_url"
)

// address describes the URL of an environment that is not production.
var address = providers.Field{
	Name: addressField, Required: true, Example: "https://api.example.com",
	Rule: providers.Rule{Charset: providers.HTTPURL, Max: 255},
}

// draft is what a person has typed so far.
type draft struct {
	platform *providers.Platform
	// stored is the credential that is changed; nil for a new one.
	stored *vault.Credential
	name   string
	// custom is set where the calls go to another address than production's.
	custom  bool
	baseURL string
	values  providers.Values
	// dropped are the stored secrets to take away.
	dropped map[string]bool
}

// same tells whether two drafts say the same.
func (d draft) same(other draft) bool {
	return d.name == other.name && d.custom == other.custom && d.baseURL == other.baseURL &&
		maps.Equal(d.values, other.values) && len(d.takenAway()) == len(other.takenAway())
}

// takenAway lists the dropped secrets.
func (d draft) takenAway() (names []string) {
	for name, dropped := range d.dropped {
		if dropped {
			names = append(names, name)
		}
	}
	return names
}

// problems are the sentences to show at the fields, by name.
type problems map[string]string

// kept tells whether a field is left empty because the stored secret stays.
func (d draft) kept(f providers.Field) bool {
	return f.Secret && d.stored != nil && !d.stored.Lost && d.values[f.Name] == "" && !d.dropped[f.Name] && slices.Contains(d.stored.Secrets, f.Name)
}

// check validates everything at once. Warnings do not stop.
func (d draft) check(l *translations.Localizer) (wrong, unusual problems) {
	wrong, unusual = problems{}, problems{}
	lang := providers.Lang(l.Lang())
	_, warnings, err := d.platform.CheckCredential(d.values)
	for _, w := range warnings {
		unusual[w.Field] = w.Text.In(lang)
	}
	wrong.take(err, lang)
	for _, f := range d.platform.Fields {
		if d.kept(f) {
			delete(wrong, f.Name)
		}
	}
	switch {
	case d.name == "":
		wrong[nameField] = l.T("form.name_missing")
	case vault.CheckName(d.name) != nil:
		wrong[nameField] = l.T("form.name_bad")
	}
	if d.custom {
		// The address obeys a rule as the platform's own fields do.
		custom := providers.Platform{Fields: []providers.Field{address}}
		_, _, err := custom.CheckCredential(providers.Values{addressField: d.baseURL})
		wrong.take(err, lang)
	}
	return wrong, unusual
}

// take notes the problems that err names, if it names any.
func (p problems) take(err error, lang providers.Lang) (taken bool) {
	said := parts.Problems(err, lang)
	maps.Copy(p, said)
	return said != nil
}

// refused sorts out an error of the broker: what can be said at a field is, and
// rest is nil then.
func refused(l *translations.Localizer, err error) (wrong problems, rest error) {
	wrong = problems{}
	switch {
	case err == nil:
		return wrong, nil
	case errors.Is(err, vault.ErrExists):
		wrong[nameField] = l.T("form.name_taken")
		return wrong, nil
	case errors.Is(err, vault.ErrBadName):
		wrong[nameField] = l.T("form.name_bad")
		return wrong, nil
	case wrong.take(err, providers.Lang(l.Lang())):
		return wrong, nil
	}
	return wrong, err
}

// submission is the draft as the broker wants it: a secret that is kept is left
// out, and a field that was emptied is taken away.
func (d draft) submission() broker.Draft {
	values := providers.Values{}
	for _, f := range d.platform.Fields {
		if !d.kept(f) {
			values[f.Name] = d.values[f.Name]
		}
	}
	s := broker.Draft{Platform: d.platform.ID, Name: d.name, Values: values}
	if d.custom {
		s.BaseURL = d.baseURL
	}
	return s
}

// groups parts the fields into those that a person has to fill and the rest.
func groups(fields []providers.Field) (needed, optional []providers.Field) {
	for _, f := range fields {
		if f.Required {
			needed = append(needed, f)
		} else {
			optional = append(optional, f)
		}
	}
	return needed, optional
}
