package check

import (
	"maps"
	"slices"
	"strings"

	"keycase/providers"
	"keycase/providers/internal/form"
)

// renameHeaders gives headers the names that they were meant to have.
func (c *comparison) renameHeaders(r, model *providers.Request) {
	var wanted, strange []string
	for _, h := range model.Headers {
		if _, sent := headerOf(r, h.Name); !sent {
			wanted = append(wanted, h.Name)
		}
	}
	for _, h := range r.Headers {
		if _, known := headerOf(model, h.Name); !known {
			strange = append(strange, h.Name)
		}
	}
	names := meanings(wanted, strange)
	for _, given := range slices.Sorted(maps.Keys(names)) {
		meant := names[given]
		c.accuse(wrongName("header", meant, given))
		c.differ(meant, meant, given)
		for i := range r.Headers {
			if r.Headers[i].Name == given {
				r.Headers[i].Name = meant
			}
		}
	}
}

// renameParameters does the same for query and form, where letter case matters.
func (c *comparison) renameParameters(r, model *providers.Request) {
	wantQuery, wantBody := parametersOf(model)
	gotQuery, gotBody := parametersOf(r)
	var wanted, strange []string
	for _, p := range append(wantQuery, wantBody...) {
		if len(valuesOf(gotQuery, p.Name)) == 0 && len(valuesOf(gotBody, p.Name)) == 0 {
			wanted = append(wanted, p.Name)
		}
	}
	for _, p := range append(slices.Clone(gotQuery), gotBody...) {
		if len(valuesOf(wantQuery, p.Name)) == 0 && len(valuesOf(wantBody, p.Name)) == 0 {
			strange = append(strange, p.Name)
		}
	}
	names := meanings(wanted, strange)
	if len(names) == 0 {
		return
	}
	rename := func(pairs []providers.Pair) string {
		for i := range pairs {
			if meant, ok := names[pairs[i].Name]; ok {
				pairs[i].Name = meant
			}
		}
		return form.Encode(pairs)
	}
	for _, given := range slices.Sorted(maps.Keys(names)) {
		c.accuse(wrongName("parameter", names[given], given))
		c.differ(names[given], names[given], given)
	}
	if len(gotQuery) > 0 {
		origin, path, _ := form.Split(r.URL)
		r.URL = origin + path + "?" + rename(gotQuery)
	}
	if len(gotBody) > 0 {
		r.Body = rename(gotBody)
	}
}

// meanings pairs strange names with the wanted ones that they resemble.
func meanings(wanted, strange []string) map[string]string {
	found := map[string]string{}
	for _, meant := range wanted {
		best, bestAt := 3, -1
		for i, given := range strange {
			if _, taken := found[given]; taken {
				continue
			}
			if d := distance(plain(meant), plain(given)); d < best && 4*d <= len(plain(meant)) {
				best, bestAt = d, i
			}
		}
		if bestAt >= 0 {
			found[strange[bestAt]] = meant
		}
	}
	return found
}

// plain is a name without letter case and separators, and without what people
// leave off its end.
func plain(name string) string {
	name = strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || r == '.' {
			return -1
		}
		return r
	}, strings.ToLower(name))
	if strings.HasSuffix(name, "xapisign") {
		name += "ature"
	}
	return name
}

// distance counts the letters to be changed, added or dropped.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(row[j]+1, row[j+1]+1, cost)
		}
	}
	return row[len(b)]
}
