package vault

import (
	"slices"
	"strings"
)

// field is a name with what belongs to it.
type field[V any] struct {
	name  string
	value V
}

// fields are what a map would hold in five times the memory, of which an index needs
// two for each credential. They are sorted by name and never changed.
type fields[V any] []field[V]

// fieldsOf are those of a map; nil if it is empty.
func fieldsOf[V any](m map[string]V) fields[V] {
	if len(m) == 0 {
		return nil
	}
	all := make(fields[V], 0, len(m))
	for name, value := range m {
		all = append(all, field[V]{name, value})
	}
	slices.SortFunc(all, func(a, b field[V]) int { return strings.Compare(a.name, b.name) })
	return all
}

// toMap makes a map of them, nil if there are none. Of equal names the last counts.
func (all fields[V]) toMap() map[string]V {
	if len(all) == 0 {
		return nil
	}
	m := make(map[string]V, len(all))
	for _, f := range all {
		m[f.name] = f.value
	}
	return m
}

func (all fields[V]) names() []string {
	if len(all) == 0 {
		return nil
	}
	names := make([]string, len(all))
	for i, f := range all {
		names[i] = f.name
	}
	return names
}
