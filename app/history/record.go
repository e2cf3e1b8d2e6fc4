package history

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"keycase/broker"
	"keycase/internal/lazy"
	"keycase/providers"
)

// Record is one exchange with a platform.
type Record struct {
	// Time is when it ended, in UTC, exact to the millisecond.
	Time time.Time `json:"time"`
	// Operation is the full name: "yilianyun.refresh".
	Operation string `json:"operation"`
	// Subject is what it was about (machine_code, netid, uid), or empty.
	Subject string `json:"subject,omitempty"`
	Result  Result `json:"result"`
	// Code is the platform's own, of a refusal; it may be empty.
	Code string `json:"code,omitempty"`
	By   By     `json:"by"`
}

// Result is how an exchange ended.
type Result string

// The results.
const (
	OK       Result = "ok"
	Refused  Result = "refused"   // the platform said no
	Failed   Result = "failed"    // its answer could not be understood
	NoAnswer Result = "no answer" // none came
)

// Text is the result in people's words.
func (r Result) Text() providers.Text {
	switch r {
	case OK:
		return providers.Text{ZH: "成功", EN: "done"}
	case Refused:
		return providers.Text{ZH: "被拒绝", EN: "refused"}
	case NoAnswer:
		return providers.Text{ZH: "没有回答", EN: "no answer"}
	}
	return providers.Text{ZH: "失败", EN: "failed"}
}

// By is who wanted an exchange.
type By string

// Who there is.
const (
	Person By = "person"
	Auto   By = "auto" // done by itself: to renew in time, or because another call needed it
)

// Text is that in people's words.
func (b By) Text() providers.Text {
	if b == Auto {
		return providers.Text{ZH: "自动", EN: "by itself"}
	}
	return providers.Text{ZH: "人", EN: "a person"}
}

// Title is what people call the operation; its name where the registry does not
// know it.
func (r Record) Title(names providers.Registry) providers.Text {
	if _, op, err := names.Operation(r.Operation); err == nil {
		return op.Title
	}
	return providers.Same(r.Operation)
}

// recordOf leaves out of a call all that could be more than a public id.
func recordOf(c broker.Called) Record {
	r := Record{Time: c.At.UTC().Truncate(time.Millisecond), Operation: c.Operation, By: Person, Result: OK}
	if c.Auto {
		r.By = Auto
	}
	if publicID().MatchString(c.Subject) {
		r.Subject = c.Subject
	}
	var unsaved *broker.SaveError
	var failure *providers.Failure
	var network *broker.NetworkError
	switch {
	case c.Err == nil, errors.As(c.Err, &unsaved): // the platform has done it
	case errors.As(c.Err, &failure):
		r.Result, r.Code = Refused, failure.PlainCode()
	case errors.As(c.Err, &network):
		r.Result = NoAnswer
	default:
		r.Result = Failed
	}
	return r
}

var (
	operationName = lazy.Regexp(`^[a-z0-9]{1,32}\.[a-z0-9-]{1,64}$`)
	publicID      = lazy.Regexp(`^[0-9A-Za-z._-]{1,64}$`)
)

// sound tells whether the record is one that could have been kept. A file can be
// damaged, or edited by somebody.
func (r Record) sound() bool {
	known := slices.Contains([]Result{OK, Refused, Failed, NoAnswer}, r.Result) && (r.By == Person || r.By == Auto)
	plain := (r.Subject == "" || publicID().MatchString(r.Subject)) && (r.Code == "" || publicID().MatchString(r.Code))
	return known && plain && operationName().MatchString(r.Operation) && !r.Time.IsZero()
}

var errUnsound = errors.New("not a call that can be kept")

// line is the record as it stands in a file.
func (r Record) line() ([]byte, error) {
	if !r.sound() {
		return nil, errUnsound
	}
	line, err := json.Marshal(r)
	return append(line, '\n'), err
}

// parse reads the lines of a file and gives the newest record first. Lines that
// are no records are skipped.
func parse(data []byte) []Record {
	var records []Record
	for line := range bytes.Lines(data) {
		var r Record
		if json.Unmarshal(line, &r) == nil && r.sound() {
			r.Time = r.Time.UTC()
			records = append(records, r)
		}
	}
	slices.Reverse(records)
	return records
}
