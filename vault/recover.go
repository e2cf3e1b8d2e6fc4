package vault

import (
	"context"
	"maps"
	"slices"
)

// recover finishes or undoes what dead processes left under way. What the store
// does not let it do stays listed for a later start.
func (v *Vault) recover(ctx context.Context) error {
	var found map[StoreKind][]string
	err := v.index.locked(ctx, func(*snapshot) (err error) {
		if files, ok := v.store().(*fileStore); ok {
			_ = files.dropUnfinished() // the next start tries again
		}
		found, err = v.session.adopt(v.rand)
		return err
	})
	if err != nil || len(found) == 0 {
		return err
	}
	wait, cancel := context.WithTimeout(WithoutPrompt(ctx), probeWait)
	defer cancel()
	for _, kind := range slices.Sorted(maps.Keys(found)) {
		if v.sweepAdopted(wait, kind, found[kind]) != nil {
			v.left[kind] = found[kind]
		}
	}
	return nil
}
