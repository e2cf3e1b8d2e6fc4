package doctor

import (
	"context"
	"errors"
	"time"

	"keycase/backup"
	"keycase/vault"
)

// backup reminds of one, and is never worse than a warning: all that is here is
// well.
func (d *Doctor) backup(context.Context) Check {
	t := d.p.Text
	switch {
	case errors.Is(d.p.Err, vault.ErrNoStoreChosen):
		return d.found(Info, t.T("doctor.backup.none"))
	case d.p.Err != nil:
		return d.found(Info, t.T("doctor.closed"))
	}
	now := d.p.Broker.Now()
	r := backup.Remind(d.p.Broker.Vault(), now)
	days := int(now.Sub(r.Since) / (24 * time.Hour))
	switch {
	case r.Since.IsZero():
		return d.found(Info, t.T("doctor.backup.none"))
	case r.Due && r.Made.IsZero():
		return Check{Grade: Warning, Text: t.T("doctor.backup.never"), Action: t.T("doctor.backup.do")}
	case r.Due:
		return Check{Grade: Warning, Text: t.T("doctor.backup.old", "Count", days), Action: t.T("doctor.backup.do")}
	case r.Made.IsZero():
		return d.found(Info, t.T("doctor.backup.young"))
	case days == 0:
		return d.found(OK, t.T("doctor.backup.today"))
	}
	return d.found(OK, t.T("doctor.backup.ok", "Count", days))
}
