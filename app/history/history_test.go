package history

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"keycase/broker"
	"keycase/providers"
)

const id = "abcdefghijklmnop"

var morning = time.Date(2026, 3, 2, 10, 0, 0, 123456789, providers.ChinaTime)

func called(operation, subject string, err error) broker.Called {
	return broker.Called{At: morning, Operation: operation, Credential: id, Subject: subject, Err: err}
}

func keep(t *testing.T, h *History, calls ...broker.Called) {
	t.Helper()
	for _, c := range calls {
		h.Keep(c)
		require.NoError(t, h.Err())
	}
}

func read(t *testing.T, h *History, subject string) []Record {
	t.Helper()
	records, err := h.Read(id, subject)
	require.NoError(t, err)
	return records
}

func file(h *History) string { return filepath.Join(h.dir, id+".jsonl") }

func TestEveryOutcome(t *testing.T) {
	h := Open(t.TempDir())
	auto := called("yilianyun.refresh", "4004683219", nil)
	auto.Auto = true
	keep(t, h,
		called("yilianyun.scan-code", "4004683219", nil),
		auto,
		called("jdy.app-token", "", &providers.Failure{Code: "1030002006", Message: "secret", Meaning: providers.Same("m")}),
		called("jdy.app-token", "", providers.Unknown("abcdef0123456789abcdef0123456789", "secret")),
		called("jdy.app-token", "", &broker.NetworkError{}),
		called("jdy.app-token", "", &providers.UnreadableError{Status: 502}),
		called("jdy.app-token", "an\u202eid", &broker.SaveError{Err: errors.New("disk")}),
	)
	at := time.Date(2026, 3, 2, 2, 0, 0, 123000000, time.UTC)
	assert.Equal(t, []Record{
		{at, "jdy.app-token", "", OK, "", Person},
		{at, "jdy.app-token", "", Failed, "", Person},
		{at, "jdy.app-token", "", NoAnswer, "", Person},
		{at, "jdy.app-token", "", Refused, "", Person},
		{at, "jdy.app-token", "", Refused, "1030002006", Person},
		{at, "yilianyun.refresh", "4004683219", OK, "", Auto},
		{at, "yilianyun.scan-code", "4004683219", OK, "", Person},
	}, read(t, h, ""))
	assert.Len(t, read(t, h, "4004683219"), 2)
	assert.Empty(t, read(t, h, "4004"))

	h.Remove(id)
	require.NoError(t, h.Err())
	assert.Empty(t, read(t, h, ""))
	h.Remove(id)
	require.NoError(t, h.Err(), "what is not there is gone")
}

func TestFilesAreTheOwnersOwn(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // modes mean nothing there
	}
	h := Open(filepath.Join(t.TempDir(), "history"))
	assert.NoDirExists(t, h.dir)
	assert.Empty(t, read(t, h, ""))
	assert.NoDirExists(t, h.dir, "nobody made anything to keep")
	keep(t, h, called("kis.router", "1234567000182", nil))
	for path, mode := range map[string]os.FileMode{h.dir: 0o700, file(h): 0o600, filepath.Join(h.dir, lockName): 0o600} {
		info, err := os.Stat(path)
		require.NoError(t, err)
		assert.Equal(t, mode, info.Mode().Perm(), path)
	}
}

// What cannot be kept is told by Err alone.
func TestFolderThatCannotBeWritten(t *testing.T) {
	blocked := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(blocked, nil, 0o600))
	h := Open(filepath.Join(blocked, "history"))
	h.Keep(called("kis.router", "", nil))
	require.Error(t, h.Err())
	_, err := h.Read(id, "")
	require.Error(t, err)

	h = Open(t.TempDir())
	for _, other := range []string{"", "../x", "a/b", "A", "a.b"} {
		h.Keep(broker.Called{At: morning, Operation: "kis.router", Credential: other})
		require.ErrorIs(t, h.Err(), errNoID)
		h.Remove(other)
		require.ErrorIs(t, h.Err(), errNoID)
		_, err := h.Read(other, "")
		require.ErrorIs(t, err, errNoID)
	}
	h.Keep(called("no operation", "", nil))
	require.ErrorIs(t, h.Err(), errUnsound)
	keep(t, h, called("kis.router", "", nil))

	none := Open("")
	keep(t, none, called("kis.router", "", nil))
	none.Remove(id)
	assert.Empty(t, read(t, none, ""))
}

// TestLinesThatAreNotWhole: what a dead process left, what a newer version wrote,
// and what somebody edited.
func TestLinesThatAreNotWhole(t *testing.T) {
	h := Open(t.TempDir())
	keep(t, h, called("kis.router", "1", nil))
	whole, err := os.ReadFile(file(h))
	require.NoError(t, err)
	newer := strings.Replace(string(whole), `"result"`, `"added":{"later":[1]},"result"`, 1)
	nonsense := "\n{}\nnull\n[]\n\xff\xfe\n" + `{"time":"2026-03-02T02:00:00Z","operation":"=cmd","result":"ok","by":"person"}` + "\n"
	for cut := range whole {
		require.NoError(t, os.WriteFile(file(h), []byte(newer+nonsense+string(whole[:cut])), 0o600))
		keep(t, h, called("kis.server-url", "2", nil))
		records := read(t, h, "")
		want := 2
		if cut == len(whole)-1 { // only its end of line was lost
			want = 3
		}
		require.Len(t, records, want, "cut at %d", cut)
		assert.Equal(t, "kis.server-url", records[0].Operation)
		assert.Equal(t, "kis.router", records[want-1].Operation)
	}
}

func TestTheNewestThousandAreKept(t *testing.T) {
	h := Open(t.TempDir())
	calls := 0
	for longest := int64(0); calls < 4000; calls++ {
		keep(t, h, called("yilianyun.print-text", fmt.Sprint(4000000000+calls), nil))
		info, err := os.Stat(file(h))
		require.NoError(t, err)
		longest = max(longest, info.Size())
		require.LessOrEqual(t, longest, int64(mostBytes))
	}
	records := read(t, h, "")
	assert.Greater(t, len(records), 1000)
	for i, r := range records {
		require.Equal(t, fmt.Sprint(4000000000+calls-1-i), r.Subject, "the newest, without a gap")
	}
	left, err := os.ReadDir(h.dir)
	require.NoError(t, err)
	assert.Len(t, left, 2, "the file and the lock")
}

// A file that is far too long is read from its end.
func TestForeignFileIsNotReadWhole(t *testing.T) {
	h := Open(t.TempDir())
	require.NoError(t, os.WriteFile(file(h), []byte(strings.Repeat("x", 3*mostBytes)), 0o600))
	assert.Empty(t, read(t, h, ""))
	keep(t, h, called("kis.router", "1", nil))
	assert.Len(t, read(t, h, ""), 1)
}

// TestWhatIsKeptIsRead for any calls, of which some are about what cannot be kept.
func TestWhatIsKeptIsRead(t *testing.T) {
	dir := t.TempDir()
	round := 0
	rapid.Check(t, func(t *rapid.T) {
		round++
		h := Open(filepath.Join(dir, fmt.Sprint(round)))
		var want []Record
		for range rapid.IntRange(0, 20).Draw(t, "calls") {
			c := broker.Called{
				At:         time.UnixMilli(rapid.Int64Range(0, 1<<42).Draw(t, "at")),
				Operation:  rapid.SampledFrom([]string{"jdy.app-token", "kis.router", "", "x", "a.b\n"}).Draw(t, "operation"),
				Credential: id,
				Subject:    rapid.SampledFrom([]string{"", "4004683219", "a\nb", "=1", strings.Repeat("9", 65)}).Draw(t, "subject"),
				Auto:       rapid.Bool().Draw(t, "auto"),
				Err: rapid.SampledFrom([]error{
					nil, &broker.NetworkError{}, &providers.Failure{Code: rapid.String().Draw(t, "code")}, providers.Unknown(rapid.String().Draw(t, "code"), ""),
				}).Draw(t, "err"),
			}
			h.Keep(c)
			if h.Err() == nil {
				want = append([]Record{recordOf(c)}, want...)
			}
		}
		got, err := h.Read(id, "")
		require.NoError(t, err)
		assert.Equal(t, want, got)
	})
}

// FuzzRead: whatever is in a file, its records are sound, and what follows is kept.
func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"time":"2026-03-02T02:00:00.123Z","operation":"kis.router","subject":"1","result":"ok","by":"person","more":1}` + "\n" + `{"time":"20`))
	f.Add([]byte("\n\n\xff{}"))
	f.Add([]byte(`{"time":"2026-03-02T02:00:00+08:00","operation":"kis.router","result":"refused","code":"=1","by":"auto"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		h := Open(t.TempDir())
		require.NoError(t, os.WriteFile(file(h), data, 0o600))
		before := read(t, h, "")
		for _, r := range before {
			require.True(t, r.sound())
			require.Equal(t, time.UTC, r.Time.Location())
		}
		keep(t, h, called("kis.server-url", "2", nil))
		after := read(t, h, "")
		require.NotEmpty(t, after)
		require.Equal(t, "kis.server-url", after[0].Operation)
		if len(data) < keptBytes {
			require.True(t, slices.Equal(before, after[1:]))
		}
	})
}
