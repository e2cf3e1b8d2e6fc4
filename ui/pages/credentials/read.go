package credentials

import (
	"context"

	"keycase/ui/pages/parts"
)

// reading is a secret on its way from the store to a row.
type reading struct {
	d       *detail
	stop    func() // nil while there is none
	waiting bool   // it takes long, and the row says so
}

// run gets a secret and hands it to use. What goes wrong is told above the page's
// content, with a way to try again.
func (r *reading) run(get func(ctx context.Context) (string, error), use func(value string)) {
	r.cancel()
	d := r.d
	d.tell(nil, nil)
	r.stop = parts.Do(d.c, func(waiting bool) {
		r.waiting = waiting
		d.tick(d.p.moment)
	}, get, func(value string, err error) {
		r.stop = nil
		if err != nil {
			d.tell(err, func() { r.run(get, use) })
			return
		}
		use(value)
	})
}

// cancel stops waiting, and tells whether a person was told to wait.
func (r *reading) cancel() (waited bool) {
	waited = r.waiting
	if r.stop != nil {
		r.stop()
		r.stop = nil
	}
	return waited
}

// under tells whether a secret is on its way.
func (r *reading) under() bool { return r.stop != nil }

// tell says why a secret could not be read; nil takes it back.
func (d *detail) tell(err error, again func()) {
	if err == nil && d.alert.Hidden {
		return
	}
	if err == nil {
		d.failed.Hide()
		d.alert.Hide()
		d.p.keepKeyboard()
	} else {
		d.failed.Show(err, again)
		d.alert.Show()
	}
	d.object.Refresh()
}

// cancelReading stops waiting for secrets, and tells whether a person was told to
// wait for one.
func (d *detail) cancelReading() (waited bool) {
	for _, row := range d.fields.rows {
		waited = row.reading.cancel() || waited
	}
	for _, row := range d.tokens.rows {
		waited = row.reading.cancel() || waited
	}
	return waited
}
