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

// quotaBook maps "quota ID/scope@base URL" to the instants of the calls in the
// window, in epoch milliseconds. The address is part of it, so that calls to a
// sandbox do not use up what the real platform allows.
type quotaBook map[string][]int64

func bookKey(q *providers.Quota, values providers.Values, base string) string {
	return q.ID + "/" + q.Scope(values) + "@" + base
}

// windowStart is the earliest instant that still counts. A day is the calendar
// day in China, because the platforms there begin to count anew at midnight.
func windowStart(q *providers.Quota, now time.Time) time.Time {
	if q.Window != day {
		return now.Add(-q.Window)
	}
	y, m, d := now.In(providers.ChinaTime).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, providers.ChinaTime)
}

func usage(q *providers.Quota, calls []int64, now time.Time) Usage {
	start, end := windowStart(q, now).UnixMilli(), now.Add(q.Window).UnixMilli()
	var live []int64
	for _, at := range calls {
		// Calls further ahead than a window were counted by a wrong clock, or
		// the clock is wrong now; they count again once it is right.
		if at >= start && at <= end {
			live = append(live, at)
		}
	}
	slices.Sort(live)
	u := Usage{Used: len(live), Limit: q.Limit}
	if u.Used >= u.Limit {
		u.Until = time.UnixMilli(live[u.Used-u.Limit]).Add(q.Window)
		if q.Window == day {
			u.Until = windowStart(q, now).Add(day)
		}
	}
	return u
}

const day = 24 * time.Hour

// forPeople is how many of the limit's calls nobody may use up unasked.
func forPeople(limit int) int { return min((limit+3)/4, limit-1) }

// reserve counts one call, or refuses it with a [QuotaError]. The count is
// written before the call is sent, so that a crash cannot lose it; giveBack
// takes it out again where the call never left.
func (b *Broker) reserve(p *Prepared) (giveBack func(), err error) {
	q := p.Operation.Quota
	if q == nil {
		return func() {}, nil
	}
	now := b.p.Clock()
	key := bookKey(q, p.Values, p.base)
	refuse := func(e *QuotaError) error { return e }
	limit := *q
	if p.call.unasked != nil {
		limit.Limit -= forPeople(q.Limit)
		refuse = func(e *QuotaError) error { return unaskedError{e} }
	}
	err = b.updateBook(func(book quotaBook) error {
		if u := usage(&limit, book[key], now); !u.Until.IsZero() {
			return refuse(&QuotaError{Limit: q.Limit, Window: q.Window, Until: u.Until})
		}
		book.prune(now)
		book[key] = append(book[key], now.UnixMilli())
		return nil
	})
	return func() {
		// A count too many is only careful: not worth an error.
		_ = b.updateBook(func(book quotaBook) error {
			if i := slices.Index(book[key], now.UnixMilli()); i >= 0 {
				book[key] = slices.Delete(book[key], i, i+1)
			}
			return nil
		})
	}, err
}

func (b *Broker) updateBook(change func(quotaBook) error) error {
	return b.p.Vault.UpdateState(quotaKey, func(old json.RawMessage) (json.RawMessage, error) {
		book := readBook(old)
		if err := change(book); err != nil {
			return nil, err
		}
		return json.Marshal(book)
	})
}

// prune drops calls that are two days past. Those of a clock that ran ahead go
// when the time has come for them.
func (book quotaBook) prune(now time.Time) {
	limit := now.Add(-2 * day).UnixMilli()
	for key, calls := range book {
		if calls = slices.DeleteFunc(calls, func(at int64) bool { return at < limit }); len(calls) == 0 {
			delete(book, key)
		} else {
			book[key] = calls
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

// Usage tells how much of the operation's quota these values have used at the
// address of the credential ("" for production); ok is false where the platform
// publishes no limit.
func (b *Broker) Usage(platform *providers.Platform, op *providers.Operation, values providers.Values, baseURL string) (u Usage, ok bool) {
	if op.Quota == nil {
		return Usage{}, false
	}
	state, _ := b.p.Vault.State(quotaKey)
	key := bookKey(op.Quota, values, b.baseURL(platform, baseURL))
	return usage(op.Quota, readBook(state)[key], b.p.Clock()), true
}
