package providers

import (
	"fmt"
	"strings"
)

// Registry is the list of platforms that a program knows, in display order.
type Registry []*Platform

// Platform returns the platform of that ID. The error wraps [ErrUnknown].
func (r Registry) Platform(id string) (*Platform, error) {
	ids := make([]string, len(r))
	for i, p := range r {
		if p.ID == id {
			return p, nil
		}
		ids[i] = p.ID
	}
	return nil, fmt.Errorf("%w platform %q; there are %s", ErrUnknown, id, strings.Join(ids, ", "))
}

// Operation returns the operation of that full name ("jdy.app-token"). The
// error wraps [ErrUnknown].
func (r Registry) Operation(name string) (*Platform, *Operation, error) {
	platform, id, _ := strings.Cut(name, ".")
	p, err := r.Platform(platform)
	if err != nil {
		return nil, nil, err
	}
	if op, ok := p.Operation(id); ok {
		return p, op, nil
	}
	ids := make([]string, len(p.Operations))
	for i := range p.Operations {
		ids[i] = p.ID + "." + p.Operations[i].ID
	}
	return nil, nil, fmt.Errorf("%w operation %q; there are %s", ErrUnknown, name, strings.Join(ids, ", "))
}
