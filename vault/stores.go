package vault

import "sync"

// stores are the stores of one vault: the one in use and, while secrets move or a
// dead process left something in it, the other one.
type stores struct {
	build func(StoreKind) store

	mu    sync.Mutex
	built map[StoreKind]store
}

func newStores(o Options, d disk) *stores {
	return &stores{built: map[StoreKind]store{}, build: func(kind StoreKind) store {
		switch kind {
		case StoreMemory:
			return newMemoryStore()
		case StoreFile:
			files := newFileStore(o.Dir, d, o.Passphrase)
			if o.WorkFactor != 0 {
				files.workFactor = o.WorkFactor
			}
			return files
		default:
			return newKeyringStore(o.Keyring)
		}
	}}
}

// of returns the store of a kind, always the same one.
func (s *stores) of(kind StoreKind) store {
	s.mu.Lock()
	defer s.mu.Unlock()
	found, ok := s.built[kind]
	if !ok {
		found = s.build(kind)
		s.built[kind] = found
	}
	return found
}

// close drops all keys; busy as a store's Close.
func (s *stores) close() (busy bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, one := range s.built {
		busy = one.Close() || busy
	}
	return busy
}
