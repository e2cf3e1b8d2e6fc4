package backup

import (
	"context"
	"errors"

	"keycase/vault"
)

// State is how a credential in a backup stands to what is there.
type State int

// The states of a credential.
const (
	New     State = iota // nothing of it is there
	Same                 // it is there, and nothing in the backup is newer
	Differs              // it is there, and differs
	Refused              // this program can't use it, so it is never taken
)

// Decision is what becomes of a credential of the backup.
type Decision int

// The decisions. Undecided is what a person has to settle for each that differs.
const (
	Undecided Decision = iota
	Keep               // leaves what is there, and adds nothing
	Take               // adds it, or puts it in place of what is there
	KeepBoth           // adds it beside what is there, under another name
)

// Item is a credential of the backup in a preview.
type Item struct {
	Theirs      vault.Full
	Ours        *vault.Credential // what it stands for here; nil if nothing
	State       State
	Differences []Difference
	Decision    Decision
}

// Plan is what a restore would do. It belongs to one goroutine.
type Plan struct {
	Items []Item
	// Others are credentials that the backup does not have: replacing removes them.
	Others []vault.Credential

	autoRenew []TokenRef
	there     map[string]bool // all ids
}

// Preview compares a content with what is there, which reads the secrets of what
// is there on both sides. usable tells which credentials this program can use.
func Preview(ctx context.Context, v *vault.Vault, c Content, usable func(vault.Credential) bool) (*Plan, error) {
	p := &Plan{Items: make([]Item, len(c.Credentials)), autoRenew: c.AutoRenew, there: map[string]bool{}}
	list := v.List()
	named := map[string]string{} // ids by names
	for i := range list {
		named[vault.NameKey(list[i].Name)] = list[i].ID
	}
	matches := match(list, c.Credentials)
	matched := map[string]bool{}
	for i := range p.Items {
		item := &p.Items[i]
		item.Theirs = c.Credentials[i]
		if !usable(item.Theirs.Credential) {
			item.State, item.Decision = Refused, Keep
		}
		if matches[i] == nil {
			if item.State == New {
				item.Decision = Take
			}
			continue
		}
		item.Ours = matches[i]
		matched[item.Ours.ID] = true
		if item.State == Refused {
			continue
		}
		holder := named[vault.NameKey(item.Theirs.Name)]
		if err := item.compare(ctx, v, holder != "" && holder != item.Ours.ID); err != nil {
			return nil, err
		}
	}
	for i := range list {
		p.there[list[i].ID] = true
		if !matched[list[i].ID] {
			p.Others = append(p.Others, list[i])
		}
	}
	return p, nil
}

// match finds for each of theirs what it stands for here: the copy that an earlier
// restore put beside ours, else the same id, else the same name, each of the same
// platform. None of ours stands for two of theirs.
func match(ours []vault.Credential, theirs []vault.Full) []*vault.Credential {
	byID, byName := map[string]*vault.Credential{}, map[string]*vault.Credential{}
	for i := range ours {
		byID[ours[i].ID] = &ours[i]
		byName[vault.NameKey(ours[i].Name)] = &ours[i]
	}
	found := make([]*vault.Credential, len(theirs))
	taken := map[string]bool{}
	pair := func(i int, c *vault.Credential) {
		if found[i] == nil && c != nil && c.Platform == theirs[i].Platform && !taken[c.ID] {
			found[i] = c
			taken[c.ID] = true
		}
	}
	for i := range theirs {
		pair(i, byID[copyID(&theirs[i])])
	}
	for i := range theirs {
		pair(i, byID[theirs[i].ID])
	}
	for i := range theirs {
		pair(i, byName[vault.NameKey(theirs[i].Name)])
	}
	return found
}

// compare settles the state of an item that has a counterpart. Where another
// credential has its name, an earlier restore gave the counterpart another one,
// which is no difference.
func (item *Item) compare(ctx context.Context, v *vault.Vault, nameTaken bool) error {
	ours, err := v.Full(ctx, item.Ours.ID)
	lost := errors.Is(err, vault.ErrItemMissing) || errors.Is(err, vault.ErrCorrupt)
	if err != nil && !lost {
		return err
	}
	if lost {
		ours = vault.Full{Credential: *item.Ours}
		item.Differences = append(item.Differences, Difference{Part: PartSecret, Only: Theirs})
	} else {
		item.Ours = &ours.Credential
	}
	item.Differences = append(item.Differences, differences(&ours, &item.Theirs, lost, nameTaken || item.copied())...)
	item.State = Same
	item.Decision = Keep
	if len(item.Differences) > 0 {
		item.State, item.Decision = Differs, Undecided
	}
	return nil
}

// copied tells whether its counterpart was put there by KeepBoth.
func (item *Item) copied() bool { return item.Ours != nil && item.Ours.ID == copyID(&item.Theirs) }
