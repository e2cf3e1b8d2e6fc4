package backup

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"slices"
	"strings"

	"keycase/vault"
)

// Mode is what a restore does with what the backup does not have.
type Mode int

// The modes. In Replace the decisions do not count: all that the backup has and
// this program can use is taken, and all else is removed.
const (
	Merge Mode = iota
	Replace
)

// ErrUndecided is a credential that differs where nobody decided what becomes of it.
var ErrUndecided = errors.New("undecided")

// Result tells what a restore did. Each list has the names as they are now.
type Result struct {
	Added, Replaced, Kept, Removed []string
	// LeftOut were not wanted, Refused could not be used: the names are the backup's.
	LeftOut, Refused []string
	// AutoRenew are the tokens to be renewed by themselves that came with what was
	// taken or is the same, under the ids that they have now.
	AutoRenew []TokenRef
}

// Names are the names under which the items will be, in their order; "" for what
// is not taken. A name that is taken already is numbered.
func (p *Plan) Names(m Mode) []string {
	used := p.usedNames(m)
	names := make([]string, len(p.Items))
	give := func(i int, free bool) {
		item := &p.Items[i]
		if d := item.Under(m); d != Take && d != KeepBoth || names[i] != "" {
			return
		}
		wanted := item.Theirs.Name
		if m == Merge && item.copied() {
			wanted = item.Ours.Name
		}
		if free && used[vault.NameKey(wanted)] {
			return
		}
		names[i] = numbered(wanted, used)
		used[vault.NameKey(names[i])] = true
	}
	// A name that is free stays as it is, before others get numbers.
	for _, free := range []bool{true, false} {
		for i := range p.Items {
			give(i, free)
		}
	}
	return names
}

// usedNames are the names that stay with what is there.
func (p *Plan) usedNames(m Mode) map[string]bool {
	used := map[string]bool{}
	if m == Merge {
		for _, c := range p.Others {
			used[vault.NameKey(c.Name)] = true
		}
	}
	for i := range p.Items {
		if item := &p.Items[i]; item.Ours != nil && item.Under(m) != Take {
			used[vault.NameKey(item.Ours.Name)] = true
		}
	}
	return used
}

// Under is what becomes of an item in a mode.
func (item *Item) Under(m Mode) Decision {
	switch {
	case item.State == Refused, m == Merge && item.Decision == KeepBoth && item.copied():
		return Keep // what is there stays; the copy is there already
	case m == Merge:
		return item.Decision
	case item.State == Same && (!item.copied() || item.Ours.Name == item.Theirs.Name):
		return Keep
	}
	return Take
}

// maxName is the longest name that a vault takes, in characters.
const maxName = 128

// numbered gives a name a number if it is taken.
func numbered(name string, used map[string]bool) string {
	free := name
	for n := 2; used[vault.NameKey(free)]; n++ {
		suffix := fmt.Sprintf(" %d", n)
		short := []rune(name)
		short = short[:min(len(short), maxName-len(suffix))]
		free = strings.TrimSpace(string(short)) + suffix
	}
	return free
}

// copyID is the id of the copy that KeepBoth adds: always the same one, so that a
// second restore finds it. It tells nothing of the secrets.
func copyID(c *vault.Full) string {
	sum := sha256.Sum256([]byte("keycase-backup copy " + c.ID))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:10]))
}

// Apply does what the plan says, in one step: either all of it or nothing. It
// returns ErrUndecided; vault.ErrConflict when what is there changed since the
// preview, which is then to be made anew; and the vault's other errors. With
// vault.ErrLeftover all is done.
func (p *Plan) Apply(ctx context.Context, v *vault.Vault, m Mode) (Result, error) {
	bulk, result, err := p.bulk(m)
	if err != nil {
		return Result{}, err
	}
	if len(bulk.Put) == 0 && len(bulk.Remove) == 0 {
		return result, nil
	}
	switch err = v.ApplyBulk(ctx, bulk); {
	case errors.Is(err, vault.ErrExists): // a name that was free when it was shown
		return Result{}, fmt.Errorf("%w: %w", vault.ErrConflict, err)
	case err != nil && !errors.Is(err, vault.ErrLeftover):
		return Result{}, err
	}
	return result, err
}

// Changes tells whether applying it would change anything. What is undecided does.
func (p *Plan) Changes(m Mode) bool {
	return m == Replace && len(p.Others) > 0 ||
		slices.ContainsFunc(p.Items, func(item Item) bool { return item.Under(m) != Keep })
}

// bulk turns the decisions into a change of the vault.
func (p *Plan) bulk(m Mode) (b vault.Bulk, r Result, err error) {
	names := p.Names(m)
	ids := map[string]string{} // of the backup, to those that they have now
	for i := range p.Items {
		item := &p.Items[i]
		decision := item.Under(m)
		if decision == Undecided {
			return b, r, fmt.Errorf("%w: credential %d", ErrUndecided, i+1)
		}
		item.list(decision, names[i], &r)
		if item.State == Same {
			ids[item.Theirs.ID] = item.Ours.ID
		}
		if decision == Keep {
			continue
		}
		put := item.Theirs
		put.Name = names[i]
		switch {
		case decision == KeepBoth || item.Ours == nil && p.there[put.ID]:
			put.ID = copyID(&item.Theirs)
		case item.Ours != nil:
			put.ID = item.Ours.ID
			b.Base = append(b.Base, *item.Ours)
		}
		ids[item.Theirs.ID] = put.ID
		b.Put = append(b.Put, put)
	}
	if m == Replace {
		for _, c := range p.Others {
			b.Base = append(b.Base, c)
			b.Remove = append(b.Remove, c.ID)
			r.Removed = append(r.Removed, c.Name)
		}
	}
	for _, t := range p.autoRenew {
		if id, ok := ids[t.Credential]; ok {
			t.Credential = id
			r.AutoRenew = append(r.AutoRenew, t)
		}
	}
	return b, r, nil
}

// list tells what becomes of an item.
func (item *Item) list(decision Decision, name string, r *Result) {
	switch {
	case item.State == Refused:
		r.Refused = append(r.Refused, item.Theirs.Name)
	case decision == Keep && item.Ours == nil:
		r.LeftOut = append(r.LeftOut, item.Theirs.Name)
	case decision == Keep:
		r.Kept = append(r.Kept, item.Ours.Name)
	case decision == Take && item.Ours != nil:
		r.Replaced = append(r.Replaced, name)
	default:
		r.Added = append(r.Added, name)
	}
}
