// Package vault keeps credentials, grants and tokens. It knows no platform and
// no network.
//
// What is secret lies in a store: the system's keyring, age files, or memory.
// What is not lies in the index, index.json in the vault's folder, which lists,
// searches and countdowns read without touching the store.
//
// # Files
//
//	index.json         the index: version, generation, checksum, store, state, credentials
//	index.1.json       its second copy, used when the first is damaged or gone
//	index.older.json   the generation before, used when both are damaged or gone
//	index.lock         held for each read-modify-write of the index, never during a call to a store
//	index.broken-N.json  a damaged index that was put aside
//	move.lock          held by a process that moves the secrets to the other store
//	sessions/ID.lock   held by a process that has written, for its life
//	sessions/ID.items  the items that this process has under way
//	secrets/           the file store: identity.age and one ITEM.age for each item
//
// # No item serves another use
//
// The index is plain text, so what it says about secrets is not believed: each
// item begins with a hash of what it was stored for, and is read for nothing else.
// For a credential's own secret fields that is its id, its platform and its base
// URL; for a grant or a token also its kind and its subject. An index that was
// edited to show one credential's item at another, or to send its secrets or
// tokens to another address, gives ErrCorrupt. A change of the base URL stores the
// secret fields anew, those of the credential and those of its grants, and forgets
// its tokens, for another server issued them.
//
// # No crash loses a secret or leaves one behind
//
// An item is never changed: each version of a secret has an item name of its
// own, and what the index refers to is the truth. A change goes like this:
//
//  1. the new items' names are noted on the session's list, and synced;
//  2. the new items are stored, and read back;
//  3. the items that become garbage are noted too, then one commit of the index
//     replaces the old names by the new ones: this rename is the switch;
//  4. the second copy of the index follows, so that nothing on disk refers to the
//     old items any more;
//  5. the old items are deleted;
//  6. all of them are struck off the list.
//
// A process that dies before the switch leaves the old state, after it the new
// one. Its list stays, and its lock is free: the next vault that opens takes the
// list over and deletes each listed item that the index does not refer to. A
// list whose lock is held belongs to a process that is alive and is left alone.
// Items that can't be deleted, because the store is locked or gone, stay listed.
//
// Moving everything to the other store goes the same way, only with many items at
// once: the copies have names of their own, one commit of the index names them and
// the other store, and the old ones are deleted. An item that is listed for a store
// which the index does not name is garbage, and so is the file store's identity,
// which is listed as the item "identity". Any vault deletes what it finds listed,
// in both stores. Vaults that are open look at each commit which store it names.
//
// The list is not part of the index, because that would double the writes of an
// index that may be megabytes long, while a list is a line of some 40 bytes. The
// second copy has the same generation as the index, not an older one: an older
// one would refer to items that are deleted already.
//
// # When the index is lost all the same
//
// The generation before is kept as well, as a link that costs nothing. It serves
// only where neither the index nor its second copy can be read, and never silently:
// Recovery says so, in all processes, until Repair has reconciled index and store.
// What the last change added is missing from it; what that deleted is there again,
// without its secrets. Where no generation is left the list begins anew, and
// Recovery says that; the store and its identity stay as they are.
//
// Examine compares the two and says of each finding what Repair would do: an entry
// without its secret stays and is marked, so that the secret can be typed again; a
// token without its value is forgotten; an item that nothing refers to is deleted,
// if it is known to be this folder's. Other folders of the same person keep their
// items in the same keyring, so there an item counts as ours only if some
// generation of this folder's index names it.
package vault
