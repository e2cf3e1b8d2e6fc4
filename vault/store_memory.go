package vault

import (
	"context"
	"slices"
	"sync"
)

// memoryStore forgets everything when the process ends.
type memoryStore struct {
	mu    sync.Mutex
	items map[string][]byte
}

func newMemoryStore() *memoryStore { return &memoryStore{items: map[string][]byte{}} }

func (m *memoryStore) Get(_ context.Context, item string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	value, ok := m.items[item]
	if !ok {
		return nil, ErrItemMissing
	}
	return slices.Clone(value), nil
}

func (m *memoryStore) Set(_ context.Context, item string, value []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.items[item] = slices.Clone(value)
	return nil
}

func (m *memoryStore) Delete(_ context.Context, item string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.items, item)
	return nil
}

// Items implements lister.
func (m *memoryStore) Items(context.Context) ([]string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return sortedKeys(m.items), nil
}

func (m *memoryStore) Status(context.Context) Status {
	return Status{Kind: StoreMemory, State: StateReady}
}

func (m *memoryStore) Close() bool { return false }
