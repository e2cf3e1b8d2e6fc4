package vault

import (
	"context"
	"errors"
	"path/filepath"
)

// Repair does what a report says, and nothing else: a finding that no longer holds
// is passed over. An older or empty index is taken for right only after everything
// else was done. It may return ErrLeftover.
func (v *Vault) Repair(ctx context.Context, report Report) error {
	return v.run(ctx, "repair", "", func(ctx context.Context) error {
		if err := errors.Join(v.mendEntries(ctx, report), v.dropStrays(ctx, report), v.dropFiles(ctx, report)); err != nil {
			return err
		}
		return v.acceptIndex(ctx, report)
	})
}

// mendEntries marks and forgets what has no secret any more.
func (v *Vault) mendEntries(ctx context.Context, report Report) error {
	left, err := v.transact(ctx, nil, func(d *draft) error {
		for _, f := range report.Findings {
			if f.Remedy != RemedyMark && f.Remedy != RemedyForget || !f.at(d.next) {
				continue
			}
			r, err := d.edit(f.Credential)
			if err != nil {
				return err
			}
			f.mend(d, r)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return leftover(left)
}

// mend takes the item away. The names of secret fields stay, which is the mark.
func (f Finding) mend(d *draft, r *record) {
	switch f.Part {
	case PartFields:
		d.release(r.item)
		r.item = ""
	case PartGrant:
		i := r.grantAt(func(g *Grant) bool { return g.Kind == f.PartKind && g.Subject == f.Subject })
		d.release(r.grants[i].item)
		r.grants[i].item = ""
	case PartToken:
		forgetToken(d, r, r.tokenAt(func(t *Token) bool { return t.Kind == f.PartKind && t.Subject == f.Subject }))
	}
}

// dropStrays deletes items that nothing refers to.
func (v *Vault) dropStrays(ctx context.Context, report Report) error {
	var items []string
	for _, f := range report.Findings {
		if f.Kind == FoundStray {
			items = append(items, f.item)
		}
	}
	if len(items) == 0 {
		return nil
	}
	kind := v.Kind()
	if err := v.startSession(ctx); err != nil {
		return err
	}
	if err := v.session.note(kind, items); err != nil {
		return err
	}
	return leftover(v.sweep(ctx, kind, items))
}

// dropFiles deletes files while nobody writes the index.
func (v *Vault) dropFiles(ctx context.Context, report Report) error {
	return v.index.locked(ctx, func(*snapshot) error {
		var errs error
		for _, f := range report.Findings {
			if f.Path != "" && v.isLeftover(f.Path) {
				errs = errors.Join(errs, v.index.disk.Remove(f.Path))
			}
		}
		return errs
	})
}

// isLeftover tells whether a path can be of a finding at all.
func (v *Vault) isLeftover(path string) bool {
	dir, name := filepath.Split(path)
	switch filepath.Clean(dir) {
	case filepath.Clean(v.index.dir):
		return brokenIndex().MatchString(name) || isTempOfIndex(name)
	case v.index.path(secretsDir):
		return tempItem(name) != ""
	}
	return false
}

func (v *Vault) acceptIndex(ctx context.Context, report Report) error {
	found := RecoveryNone
	for _, f := range report.Findings {
		switch f.Kind {
		case FoundOlderIndex:
			found = RecoveryOlder
		case FoundEmptyIndex:
			found = RecoveryEmpty
		}
	}
	return v.index.commit(ctx, func(d *draft) error {
		d.dirty = found != RecoveryNone && d.next.recovery == found
		if d.dirty {
			d.next.recovery = RecoveryNone
		}
		return nil
	})
}
