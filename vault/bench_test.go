package vault

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const many = 10_000

// bigVault makes a vault of many credentials, each with a grant and a token, by
// one commit and without secrets being stored.
func bigVault(tb testing.TB) (Options, []string) {
	tb.Helper()
	o := Options{Dir: tb.TempDir(), Store: StoreKeyring, Keyring: newMapKeyring(), Clock: testClock}
	v, err := Open(context.Background(), o)
	require.NoError(tb, err)
	ids := make([]string, many)
	now := testClock()
	require.NoError(tb, v.index.commit(context.Background(), func(d *draft) error {
		for i := range ids {
			id, err := randomName(v.rand, idBytes)
			require.NoError(tb, err)
			item, err := randomName(v.rand, itemBytes)
			require.NoError(tb, err)
			ids[i] = id
			r := &record{
				id: id, platform: "yilianyun", name: fmt.Sprintf("门店 %05d 号打印机", i), rev: 1, created: now, updated: now,
				public: fields[string]{{"app_type", "open"}, {"client_id", "1000000001"}}, item: item,
				secretsAt: fields[time.Time]{{"client_secret", now}},
				grants:    []grantRecord{{Grant: Grant{ID: id, Kind: "printer", Subject: "4004500001", Name: "前台", BoundAt: now}}},
				tokens:    []tokenRecord{{Token: Token{ID: id, Kind: "access", IssuedAt: now, ExpiresAt: now.Add(time.Hour)}, item: item}},
			}
			if err := d.add(r); err != nil {
				return err
			}
		}
		return nil
	}))
	require.NoError(tb, v.Close())
	return o, ids
}

func BenchmarkOpen10000(b *testing.B) {
	o, _ := bigVault(b)
	for b.Loop() {
		v, err := Open(context.Background(), o)
		require.NoError(b, err)
		b.StopTimer()
		require.NoError(b, v.Close())
		b.StartTimer()
	}
}

func BenchmarkPutToken10000(b *testing.B) {
	o, ids := bigVault(b)
	v, err := Open(context.Background(), o)
	require.NoError(b, err)
	defer func() { _ = v.Close() }()
	for i := 0; b.Loop(); i++ {
		_, err := v.PutToken(context.Background(), ids[i%many], Token{Kind: "access"}, TokenSecret{Value: "v"})
		require.NoError(b, err)
	}
}

func BenchmarkUpdateState10000(b *testing.B) {
	o, _ := bigVault(b)
	v, err := Open(context.Background(), o)
	require.NoError(b, err)
	defer func() { _ = v.Close() }()
	for b.Loop() {
		require.NoError(b, v.UpdateState("k", func(json.RawMessage) (json.RawMessage, error) { return json.RawMessage("1"), nil }))
	}
}

// BenchmarkBareReplace10000 is what the write of an index of this size costs at
// the least: write, sync, rename, sync the folder.
func BenchmarkBareReplace10000(b *testing.B) {
	o, _ := bigVault(b)
	data, err := os.ReadFile(o.Dir + "/" + indexName)
	require.NoError(b, err)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		require.NoError(b, replaceFile(osDisk{}, o.Dir+"/bare", data))
	}
}

func BenchmarkList10000(b *testing.B) {
	o, _ := bigVault(b)
	v, err := Open(context.Background(), o)
	require.NoError(b, err)
	defer func() { _ = v.Close() }()
	for b.Loop() {
		require.Len(b, v.List(), many)
	}
}

func BenchmarkFind10000(b *testing.B) {
	o, _ := bigVault(b)
	v, err := Open(context.Background(), o)
	require.NoError(b, err)
	defer func() { _ = v.Close() }()
	for b.Loop() {
		_, err := v.Find("门店 09999 号打印机")
		require.NoError(b, err)
	}
}
