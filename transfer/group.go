package transfer

import (
	"slices"
)

// group is what may be one credential: values of one scope whose names begin
// with the same words.
type group struct {
	scope  int
	prefix []string
	found  []finding
}

// groups sorts the values that mean something, and says why the others are left
// aside.
func (v *vocabulary) groups(d *document) (groups []group, ignored []Ignored) {
	put := func(f finding, prefix []string) {
		for i := range groups {
			if groups[i].scope == f.scope && slices.Equal(groups[i].prefix, prefix) {
				groups[i].found = append(groups[i].found, f)
				return
			}
		}
		groups = append(groups, group{scope: f.scope, prefix: prefix, found: []finding{f}})
	}
	used := 0
	for _, f := range d.found {
		var prefix []string
		f.senses, prefix = v.meaning(f)
		why := unused(f)
		if why.IsZero() && used == mostValues {
			why = text{ZH: "值太多了，分开导入", EN: "is one too many; import it separately"}
		}
		if !why.IsZero() {
			ignored = append(ignored, Ignored{Source{f.line, f.name}, why})
			continue
		}
		used++
		put(f, prefix)
	}
	return v.merged(groups), ignored
}

// mostValues is how many values a preview has at most; comparing all with all of
// them takes a moment still.
const mostValues = 500

// unused says why no candidate needs a value.
func unused(f finding) text {
	switch {
	case f.name == "":
		return text{} // a person knows
	case f.senses == nil:
		return text{ZH: "不认识这个名字", EN: "the name is not known"}
	case f.off:
		return text{ZH: "在原来的工具里停用了", EN: "is switched off in the tool it comes from"}
	case f.kept:
		return text{ZH: "原来的工具没把值写进文件，另外复制一次", EN: "the tool it comes from keeps the value elsewhere; copy it from there"}
	case slices.ContainsFunc(f.senses, func(s sense) bool { return s.kept }):
		return absent(f.value)
	}
	if field := f.senses[0].field; field.FromToken != "" {
		return text{ZH: "是令牌，钥匣自己会取", EN: "is a token; Keycase fetches its own"}
	}
	return text{ZH: "不存进凭证，用到时再填", EN: "is not part of a credential; it is given when it is used"}
}

// merged puts groups of a scope together that are parts of one credential: where
// no name comes twice, and one prefix begins like the other and like no third.
func (v *vocabulary) merged(groups []group) []group {
	for {
		into, from, ok := v.pair(groups)
		if !ok {
			return groups
		}
		a, b := groups[into], groups[from]
		if len(b.prefix) > len(a.prefix) {
			a.prefix = b.prefix
		}
		a.found = append(slices.Clone(a.found), b.found...)
		groups[into] = a
		groups = slices.Delete(groups, from, from+1)
	}
}

// pair finds two groups of which each can only belong to the other.
func (v *vocabulary) pair(groups []group) (into, from int, ok bool) {
	for i := range groups {
		if j, only := v.partner(groups, i); only {
			if back, only := v.partner(groups, j); only && back == i {
				return min(i, j), max(i, j), true
			}
		}
	}
	return 0, 0, false
}

func (v *vocabulary) partner(groups []group, i int) (partner int, only bool) {
	partner = -1
	for j := range groups {
		if j == i || !v.fit(groups[i], groups[j]) {
			continue
		}
		if partner >= 0 {
			return 0, false
		}
		partner = j
	}
	return partner, partner >= 0
}

// fit tells whether two groups can be parts of one credential.
func (v *vocabulary) fit(a, b group) bool {
	if a.scope != b.scope || !related(a.prefix, b.prefix) {
		return false
	}
	ours, theirs := v.pointed(a.prefix), v.pointed(b.prefix)
	if len(ours) > 0 && len(theirs) > 0 && !slices.Equal(ours, theirs) {
		return false
	}
	for _, f := range a.found {
		for _, g := range b.found {
			if f.name == "" || g.name == "" || sameField(f, g) {
				return false
			}
		}
	}
	return true
}

func related(a, b []string) bool {
	return len(a) == 0 || len(b) == 0 || a[0] == b[0]
}

// sameField tells whether two names can mean the same field of a platform.
func sameField(f, g finding) bool {
	return slices.ContainsFunc(f.senses, func(a sense) bool {
		return slices.ContainsFunc(g.senses, func(b sense) bool { return a.platform == b.platform && a.field.Name == b.field.Name })
	})
}
