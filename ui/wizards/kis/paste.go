package kis

import (
	"encoding/json"
	"strings"

	"keycase/internal/lazy"
	"keycase/providers"
)

// spellings are the names that a value goes by in what people copy.
var spellings = map[string]string{
	"eid": eidField, "企业号": eidField,
	"auth_token": tokenField, "访问口令": tokenField,
	"client_id": idField, "应用id": idField,
	"client_secret": keyField, "应用密钥": keyField,
}

// pair is a name, a sign and a value. The value ends at white space or where the next one could begin.
var pair = lazy.Regexp(`(?i)(?:^|[^0-9a-z_])(eid|auth_token|client_id|client_secret|企业号|访问口令|应用\s*ID|应用密钥)["']?\s*[=:＝：]\s*["']?([^\s"'&,;，；]+)`)

// parsePaste finds the values in text that names them: JSON, a URL's query, or a name and a value on each
// line. Fewer than two are nil: that is one value, which goes where it was pasted. A name that is given
// two values counts as none of them.
func parsePaste(text string) providers.Values {
	found := fromJSON(text)
	if found == nil {
		found = providers.Values{}
		unclear := map[string]bool{}
		for _, match := range pair().FindAllStringSubmatch(text, -1) {
			name := fieldOf(match[1])
			unclear[name] = unclear[name] || found[name] != "" && found[name] != match[2]
			found[name] = match[2]
		}
		for name := range unclear {
			if unclear[name] {
				delete(found, name)
			}
		}
	}
	if len(found) < 2 {
		return nil
	}
	return found
}

func fieldOf(spelling string) string {
	return spellings[strings.ToLower(strings.Join(strings.Fields(spelling), ""))]
}

// fromJSON is nil for what is no JSON object.
func fromJSON(text string) providers.Values {
	var object map[string]any
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	if decoder.Decode(&object) != nil || object == nil {
		return nil
	}
	found := providers.Values{}
	for name, value := range object {
		field := fieldOf(name)
		if field == "" {
			continue
		}
		switch v := value.(type) {
		case string:
			found[field] = v
		case json.Number:
			found[field] = v.String()
		}
	}
	return found
}
