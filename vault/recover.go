package vault

import "context"

// recover finishes or undoes what dead processes left under way. What the store
// does not let it do stays listed for a later start.
func (v *Vault) recover(ctx context.Context) error {
	var found []string
	err := v.index.locked(ctx, func(*snapshot) (err error) {
		found, err = v.session.adopt(v.rand)
		return err
	})
	if err != nil || len(found) == 0 {
		return err
	}
	wait, cancel := context.WithTimeout(withoutPrompt(ctx), probeWait)
	defer cancel()
	_ = v.sweep(wait, found)
	return nil
}
