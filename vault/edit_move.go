package vault

import (
	"context"
	"errors"
	"slices"
)

// moveStep prepares what a change of the address means beside the credential's own
// fields: the secrets of its grants are bound to the new address, as the person
// wants it, and its tokens are forgotten, because another server issued them.
// Secrets that the store has lost stay lost.
func (v *Vault) moveStep(ctx context.Context, base *record, baseURL string) (*step, error) {
	if baseURL == base.baseURL {
		return &step{change: func(*draft, *record) error { return nil }}, nil
	}
	items := make([]string, len(base.grants)) // the new ones
	s := &step{}
	for i := range base.grants {
		g := &base.grants[i]
		secrets, err := v.loadFields(ctx, base.id, func(r *record) (itemRef, error) {
			if i >= len(r.grants) || r.grants[i].item != g.item {
				return itemRef{}, errConflict
			}
			return r.grantItem(i), nil
		})
		if errors.Is(err, ErrItemMissing) {
			items[i] = g.item
			continue
		}
		if err != nil {
			return nil, err
		}
		item, writes, err := v.fieldsItem(base.grantBinding(baseURL, &g.Grant), secrets)
		if err != nil {
			return nil, err
		}
		items[i] = item
		s.writes = append(s.writes, writes...)
	}
	s.change = func(d *draft, r *record) error {
		if !slices.EqualFunc(r.grants, base.grants, sameItem) {
			return errConflict
		}
		for i := range r.grants {
			if items[i] != r.grants[i].item {
				d.release(r.grants[i].item)
				r.grants[i].item = items[i]
			}
		}
		for len(r.tokens) > 0 {
			forgetToken(d, r, 0)
		}
		return nil
	}
	return s, nil
}

func sameItem(a, b grantRecord) bool {
	return a.Kind == b.Kind && a.Subject == b.Subject && a.item == b.item
}

// grantItem is the item of the grant at i.
func (r *record) grantItem(i int) itemRef {
	g := &r.grants[i]
	return itemRef{g.item, r.grantBinding(r.baseURL, &g.Grant), r.oldGrantBinding(&g.Grant), g.lost()}
}

// tokenItem is the item of the token at i.
func (r *record) tokenItem(i int) itemRef {
	t := &r.tokens[i]
	return itemRef{item: t.item, bound: r.tokenBinding(&t.Token), before: r.oldTokenBinding(&t.Token)}
}
