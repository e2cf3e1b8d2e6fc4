package printer

import (
	"regexp"
	"strings"

	"keycase/providers"
)

// appNames are the names that an app's values go by in what people copy.
var appNames = map[string]string{
	"client_id": fieldID, "应用id": fieldID, "用户id": fieldID,
	"client_secret": fieldSecret, "应用密钥": fieldSecret,
}

// appPair is a name and a value: in JSON, in a query, or in a message of a chat. A value ends
// where the next word could begin.
var appPair = regexp.MustCompile(`(?i)(client_id|client_secret|(?:应用|用户)\s*ID|应用密钥)["']?\s*[=:＝：是为]?\s*["']?([^\s"'&,;，；。、{}\p{Han}]+)`)

// parseApp finds the values of an app in text that names them. A name that is given two
// values counts as none of them.
func parseApp(text string) providers.Values {
	const longest = 64 << 10 // nobody copies more by intent
	if len(text) > longest {
		text = text[:longest]
	}
	found, unclear := providers.Values{}, map[string]bool{}
	for _, match := range appPair.FindAllStringSubmatch(text, -1) {
		name := appNames[strings.ToLower(strings.Join(strings.Fields(match[1]), ""))]
		unclear[name] = unclear[name] || found[name] != "" && found[name] != match[2]
		found[name] = match[2]
	}
	for name, is := range unclear {
		if is {
			delete(found, name)
		}
	}
	return found
}

// paste distributes a text that names the values of an app, and tells whether it was such: the
// secret must not end up in the name, for everybody to read.
func (s *appStep) paste(text string) (taken bool) {
	if s.form != nil && s.form.Hidden {
		return false // a stored app is chosen
	}
	found := parseApp(text)
	for _, in := range s.inputs {
		if value := found[in.Field.Name]; value != "" {
			in.SetValue(value)
			s.changed(in)
			taken = true
		}
	}
	if taken {
		s.p.c.Notice.Toast(s.p.c.T("printer.app.pasted"))
	}
	return taken
}
