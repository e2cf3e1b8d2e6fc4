package credentials

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"keycase/providers"
	"keycase/ui/core"
	"keycase/ui/widgets"
)

// fieldCard shows the fields of the credential in the platform's order.
type fieldCard struct {
	d      *detail
	object *fyne.Container
	rows   []*fieldRow
}

type fieldRow struct {
	*widgets.SecretField
	field providers.Field
	until time.Time // when a revealed value is hidden again
	stop  func()    // ends the reading under way; nil while there is none
}

func newFieldCard(d *detail) *fieldCard {
	f := &fieldCard{d: d}
	stack := widgets.Stack(0)
	tips := widgets.SecretTips{Reveal: d.c.T("action.reveal"), Hide: d.c.T("action.hide"), Copy: d.c.T("action.copy")}
	fields := d.p.platform.Fields
	for i, field := range fields {
		row := &fieldRow{SecretField: widgets.NewSecretField(field.Label.In(d.c.Lang()), tips), field: field}
		row.OnReveal = func(show func(string)) { f.reveal(row, show) }
		row.OnMasked = d.revealed
		row.OnCopy = func() { f.copy(row) }
		row.SetLast(i == len(fields)-1)
		f.rows = append(f.rows, row)
		stack.Add(row.SecretField)
	}
	f.object = section(d.c.T("credential.fields"), widgets.NewCard(stack, 0))
	return f
}

// draw shows which values there are.
func (f *fieldCard) draw() {
	cred := f.d.cred
	for _, row := range f.rows {
		value, public := cred.Public[row.field.Name]
		switch {
		case slices.Contains(cred.Secrets, row.field.Name):
			row.SetSecret()
		case public:
			row.SetPlain(shownValue(row.field, value, f.d.c.Lang()))
		default:
			row.SetEmpty(missing(f.d.c.Text, row.field))
		}
	}
}

// tick hides what was revealed long enough, and says how old the secrets are.
func (f *fieldCard) tick(now time.Time) (seconds bool) {
	for _, row := range f.rows {
		if row.Revealed() {
			if !now.Before(row.until) {
				row.SetMasked()
				f.d.scroll.Relayout()
			} else {
				seconds = true
			}
		}
		row.SetNote(age(f.d.c.Text, f.d.cred, row.field.Name, now))
	}
	return seconds
}

func (f *fieldCard) mask() {
	for _, row := range f.rows {
		row.cancel()
		row.SetMasked()
	}
}

func (r *fieldRow) cancel() {
	if r.stop != nil {
		r.stop()
		r.stop = nil
	}
}

// read gets the secret of a row from the vault.
func (f *fieldCard) read(row *fieldRow, use func(value string)) {
	row.cancel()
	id := f.d.cred.ID
	row.stop = core.Do(f.d.c, func(ctx context.Context) (map[string]string, error) {
		return f.d.c.Vault.Secrets(ctx, id)
	}, func(secrets map[string]string, err error) {
		row.stop = nil
		if err != nil {
			f.d.c.Notice.Fail(err)
			return
		}
		use(secrets[row.field.Name])
	})
}

func (f *fieldCard) reveal(row *fieldRow, show func(string)) {
	f.read(row, func(value string) {
		show(value)
		row.until = f.d.c.Clock().Add(revealFor)
		f.d.revealed()
	})
}

// copy puts a value on the clipboard without showing it.
func (f *fieldCard) copy(row *fieldRow) {
	label := row.field.Label.In(f.d.c.Lang())
	if value, public := f.d.cred.Public[row.field.Name]; public {
		f.d.c.Clip.Copy(label, value, false)
		return
	}
	f.read(row, func(value string) { f.d.c.Clip.Copy(label, value, true) })
}
