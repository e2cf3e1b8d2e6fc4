package broker

import (
	"encoding/json"
	"slices"
	"time"

	"keycase/providers"
)

// quotaKey is where the counts are kept in the vault's state.
const quotaKey = "quota"

// Usage is how much of a quota is used.
type Usage struct {
	Used  int
	Limit int
	// Until is when the next call is possible; zero while one is possible now.
	Until time.Time
}

// quotaBook maps "quota ID/scope" to the instants of the calls in the window,
// in epoch milliseconds, oldest first.
type quotaBook map[string][]int64

func bookKey(q *providers.Quota, values providers.Values) string {
	return q.ID + "/" + q.Scope(values)
}

// windowStart is the earliest instant that still counts. A day is the calendar
// day in China, because the platforms there begin to count anew at midnight.
func windowStart(q *providers.Quota, now time.Time) time.Time {
	if q.Window != 24*time.Hour {
		return now.Add(-q.Window)
	}
	y, m, d := now.In(providers.ChinaTime).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, providers.ChinaTime)
}

func usage(q *providers.Quota, calls []int64, now time.Time) (Usage, []int64) {
	start := windowStart(q, now).UnixMilli()
	live := slices.DeleteFunc(slices.Clone(calls), func(at int64) bool {
		// A call from the future was counted before the clock was set back.
		return at < start || at > now.Add(q.Window).UnixMilli()
	})
	u := Usage{Used: len(live), Limit: q.Limit}
	if u.Used >= u.Limit {
		first := live[u.Used-u.Limit]
		u.Until = time.UnixMilli(first).Add(q.Window)
		if q.Window == 24*time.Hour {
			u.Until = windowStart(q, now).Add(q.Window)
		}
	}
	return u, live
}

// reserve counts one call, or refuses it with a [QuotaError]. The count is
// written before the call is sent, so that a crash cannot lose it.
func (b *Broker) reserve(op *providers.Operation, values providers.Values) error {
	q := op.Quota
	if q == nil {
		return nil
	}
	now := b.p.Clock()
	key := bookKey(q, values)
	return b.p.Vault.UpdateState(quotaKey, func(old json.RawMessage) (json.RawMessage, error) {
		book := readBook(old)
		u, live := usage(q, book[key], now)
		if !u.Until.IsZero() {
			return nil, &QuotaError{Limit: q.Limit, Window: q.Window, Until: u.Until}
		}
		book[key] = append(live, now.UnixMilli())
		book.prune(now)
		return json.Marshal(book)
	})
}

// prune drops scopes that were not used for two days.
func (book quotaBook) prune(now time.Time) {
	limit := now.Add(-48 * time.Hour).UnixMilli()
	for key, calls := range book {
		if len(calls) == 0 || calls[len(calls)-1] < limit {
			delete(book, key)
		}
	}
}

func readBook(state json.RawMessage) quotaBook {
	book := quotaBook{}
	if json.Unmarshal(state, &book) != nil || book == nil {
		return quotaBook{}
	}
	return book
}

// Usage tells how much of the operation's quota these values have used; ok is
// false where the platform publishes no limit.
func (b *Broker) Usage(op *providers.Operation, values providers.Values) (u Usage, ok bool) {
	if op.Quota == nil {
		return Usage{}, false
	}
	state, _ := b.p.Vault.State(quotaKey)
	u, _ = usage(op.Quota, readBook(state)[bookKey(op.Quota, values)], b.p.Clock())
	return u, true
}
