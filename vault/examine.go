package vault

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"

	"filippo.io/age"
)

// Examine compares the index with the store and says what does not fit and what
// Repair would do about it. It changes nothing. A file store that is locked is
// looked at without reading; for a keyring that is locked the error is ErrLocked.
func (v *Vault) Examine(ctx context.Context) (report Report, err error) {
	err = v.run(ctx, "examine", "", func(ctx context.Context) error {
		report, err = v.examine(ctx)
		return err
	})
	return report, err
}

func (v *Vault) examine(ctx context.Context) (Report, error) {
	kind := v.Kind()
	e := &examination{v: v, kind: kind, store: v.stores.of(kind)}
	// The store comes first: an item that is in it now is noted or referred to, and
	// stays so until a process strikes it off that deletes it itself.
	var err error
	if e.held, err = heldItems(ctx, e.store); err != nil {
		return Report{}, err
	}
	if err := v.index.locked(ctx, e.atRest); err != nil {
		return Report{}, err
	}
	if err := e.secrets(ctx); err != nil {
		return Report{}, err
	}
	e.spareElsewhere()
	err = v.index.locked(ctx, e.stillSo)
	return e.report, err
}

// lister is a store that can tell what it holds.
type lister interface {
	// Items returns the names of the items, and of the keyring also those of other
	// folders. ErrUnsupported says that it can't tell.
	Items(ctx context.Context) ([]string, error)
}

// heldItems lists what a store holds; nil if it can't tell.
func heldItems(ctx context.Context, s store) (map[string]bool, error) {
	l, ok := s.(lister)
	if !ok {
		return nil, nil
	}
	items, err := l.Items(ctx)
	if errors.Is(err, ErrUnsupported) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	held := make(map[string]bool, len(items))
	for _, item := range items {
		held[item] = true
	}
	return held, nil
}

// examination is one Examine under way.
type examination struct {
	v      *Vault
	kind   StoreKind
	store  store
	held   map[string]bool // nil if the store can't tell
	snap   *snapshot
	seen   bool // some item of this folder is in the store, be it damaged
	report Report
}

// atRest looks at what lies in the folder while nobody writes the index.
func (e *examination) atRest(present *snapshot) error {
	e.snap = present
	switch present.recovery {
	case RecoveryOlder:
		e.report.Findings = append(e.report.Findings, Finding{Kind: FoundOlderIndex, Remedy: RemedyAccept})
	case RecoveryEmpty:
		e.report.Findings = append(e.report.Findings, Finding{Kind: FoundEmptyIndex, Remedy: RemedyAccept})
	}
	if e.v.index.dir == "" {
		return nil
	}
	under, err := e.v.session.underWay(e.kind)
	if err != nil {
		return err
	}
	named, err := e.files(under)
	if err != nil {
		return err
	}
	e.strays(under, named)
	return nil
}

var brokenIndex = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^index\.broken-\d+\.json$`) })

// isTempOfIndex tells what a write of the index may leave.
func isTempOfIndex(name string) bool {
	for _, of := range []string{indexName, copyName, olderName} {
		if name == tempName(of) {
			return true
		}
	}
	return false
}

// files finds what is left over in the folder, and returns the items that any
// generation of the index there names, readable or not.
func (e *examination) files(under map[string]bool) (named map[string]bool, err error) {
	dir := e.v.index.dir
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	named = map[string]bool{}
	for _, entry := range entries {
		name := entry.Name()
		path := filepath.Join(dir, name)
		broken, temp := brokenIndex().MatchString(name), isTempOfIndex(name)
		if broken {
			e.file(FoundBrokenIndex, path)
		}
		if temp {
			e.file(FoundTempFile, path)
		}
		if broken || temp || name == copyName || name == olderName {
			data, err := readFile(path)
			if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, errNoFile) {
				return nil, err
			}
			for _, item := range itemNames(data) {
				named[item] = true
			}
		}
	}
	return named, e.itemFiles(under)
}

// itemFiles finds what is left of writes of the file store, but for those that are
// under way.
func (e *examination) itemFiles(under map[string]bool) error {
	secrets := e.v.index.path(secretsDir)
	entries, err := os.ReadDir(secrets) //nolint:gosec // a name of this package in the vault's folder
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, entry := range entries {
		if item := tempItem(entry.Name()); item != "" && !under[item] {
			e.file(FoundTempFile, filepath.Join(secrets, entry.Name()))
		}
	}
	return nil
}

func (e *examination) file(kind FindingKind, path string) {
	e.report.Findings = append(e.report.Findings, Finding{Kind: kind, Remedy: RemedyDelete, Path: path})
}

// tempItem returns the item whose write left the file of this name, "" for any
// other file.
func tempItem(name string) string {
	whole, ok := strings.CutSuffix(name, tempName(""))
	if !ok {
		return ""
	}
	return itemOfFile(whole)
}

var itemMember = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`"item":"([a-z2-7]{26})"`) })

// itemNames finds the items that an index names, however damaged it is.
func itemNames(data []byte) []string {
	var items []string
	for _, found := range itemMember().FindAllSubmatch(data, -1) {
		items = append(items, string(found[1]))
	}
	return items
}

// strays finds the items that nothing refers to. The file store is this folder's
// alone. The keyring is not: there an item is taken for ours only if something in
// this folder names it.
func (e *examination) strays(under, named map[string]bool) {
	live := map[string]bool{}
	var items []string
	for _, r := range e.snap.records {
		items = r.items(items[:0])
		for _, item := range items {
			live[item] = true
		}
	}
	unknown := 0
	for _, item := range sortedKeys(e.held) {
		switch {
		case live[item] || under[item]:
		case e.kind == StoreKeyring && !named[item]:
			unknown++
		default:
			e.seen = true
			e.report.Findings = append(e.report.Findings, Finding{Kind: FoundStray, Remedy: RemedyDelete, item: item})
		}
	}
	if unknown > 0 {
		e.report.Findings = append(e.report.Findings, Finding{Kind: FoundUnknown, Count: unknown})
	}
}

// secrets looks at each secret that the index names. Without the identity of the
// file store all of them would seem damaged, so that comes first.
func (e *examination) secrets(ctx context.Context) error {
	if files, ok := e.store.(*fileStore); ok {
		_, e.report.Unread = files.unlocked(ctx)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	for _, r := range e.snap.records {
		f := Finding{Credential: r.id, Name: r.name, Part: PartFields}
		ref, _ := r.fieldsItem()
		if err := e.secret(ctx, f, ref, checkFields); err != nil {
			return err
		}
		for i := range r.grants {
			f := Finding{Credential: r.id, Name: r.name, Part: PartGrant, PartKind: r.grants[i].Kind, Subject: r.grants[i].Subject}
			if err := e.secret(ctx, f, r.grantItem(i), checkFields); err != nil {
				return err
			}
		}
		for i := range r.tokens {
			f := Finding{Credential: r.id, Name: r.name, Part: PartToken, PartKind: r.tokens[i].Kind, Subject: r.tokens[i].Subject}
			if err := e.secret(ctx, f, r.tokenItem(i), checkToken); err != nil {
				return err
			}
		}
	}
	return nil
}

func checkFields(value []byte) error {
	_, err := decodeSecrets(value)
	return err
}

func checkToken(value []byte) error {
	_, err := decodeTokenValue(value)
	return err
}

// secret looks at one secret.
func (e *examination) secret(ctx context.Context, f Finding, ref itemRef, check func([]byte) error) error {
	f.item = ref.item
	switch {
	case ref.lost:
		e.report.add(f, FoundLost)
		return nil
	case ref.item == "":
		return nil
	}
	err := e.read(ctx, ref, check)
	e.seen = e.seen || !errors.Is(err, ErrItemMissing)
	switch {
	case errors.Is(err, ErrItemMissing):
		e.report.add(f, FoundMissing)
	case errors.Is(err, age.ErrIncorrectIdentity):
		e.report.add(f, FoundOtherKey)
	case errors.Is(err, errOtherUse):
		e.report.add(f, FoundOtherUse)
	case errors.Is(err, ErrCorrupt):
		e.report.add(f, FoundDamaged)
	default:
		return err
	}
	return nil
}

// spareElsewhere keeps a repair from giving up what a keyring misses that holds nothing
// at all of this folder's: a person can have several of them, and the secrets are in
// another one.
func (e *examination) spareElsewhere() {
	if e.kind != StoreKeyring || e.seen {
		return
	}
	for i := range e.report.Findings {
		if f := &e.report.Findings[i]; f.Kind == FoundMissing {
			f.Kind, f.Remedy = FoundElsewhere, RemedyNone
		}
	}
}

// read reads a secret, or only sees whether it is there while the file store can't
// be unlocked.
func (e *examination) read(ctx context.Context, ref itemRef, check func([]byte) error) error {
	if e.report.Unread == nil {
		stored, err := e.store.Get(ctx, ref.item)
		if err == nil {
			stored, err = ref.value(stored)
		}
		if err == nil {
			err = check(stored)
		}
		if e.kind != StoreFile || !errors.Is(err, ErrLocked) {
			return err
		}
		e.report.Unread = err
	}
	if !e.held[ref.item] {
		return ErrItemMissing
	}
	return nil
}

// stillSo takes back what was found about secrets that were replaced meanwhile.
func (e *examination) stillSo(present *snapshot) error {
	kept := e.report.Findings[:0]
	if present.store != e.kind {
		present = newSnapshot(0) // all secrets moved to another store
	}
	for _, f := range e.report.Findings {
		if f.Part == "" || f.at(present) {
			kept = append(kept, f)
		}
	}
	e.report.Findings = kept
	return nil
}

// at tells whether a snapshot still has the secret as it was found.
func (f Finding) at(s *snapshot) bool {
	r := s.byID[f.Credential]
	if r == nil {
		return false
	}
	switch f.Part {
	case PartFields:
		return r.item == f.item
	case PartGrant:
		i := r.grantAt(func(g *Grant) bool { return g.Kind == f.PartKind && g.Subject == f.Subject })
		return i >= 0 && r.grants[i].item == f.item
	default:
		i := r.tokenAt(func(t *Token) bool { return t.Kind == f.PartKind && t.Subject == f.Subject })
		return i >= 0 && r.tokens[i].item == f.item
	}
}
