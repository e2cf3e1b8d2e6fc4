package credentials

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"keycase/providers"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// fieldCard shows the fields of the credential in the platform's order.
type fieldCard struct {
	d      *detail
	object *fyne.Container
	rows   []*fieldRow
	refill *widgets.Button // while the secrets are lost
}

type fieldRow struct {
	*widgets.SecretField
	field   providers.Field
	until   time.Time // when a revealed value is hidden again
	reading reading
	note    string // beside the dots
}

func newFieldCard(d *detail) *fieldCard {
	f := &fieldCard{d: d}
	stack := widgets.Stack(0)
	tips := widgets.SecretTips{Reveal: d.c.T("action.reveal"), Hide: d.c.T("action.hide"), Copy: d.c.T("action.copy")}
	fields := d.p.platform.Fields
	for i, field := range fields {
		label := parts.ShortLabel(field.Label.In(d.c.Lang()), widgets.Small, labelWidth)
		row := &fieldRow{SecretField: widgets.NewSecretField(label, tips), field: field, reading: reading{d: d}}
		row.OnReveal = func(show func(string)) { f.reveal(row, show) }
		row.OnMasked = d.revealed
		row.OnCopy = func() { f.copy(row) }
		row.SetLast(i == len(fields)-1)
		d.reaching(row.SecretField)
		f.rows = append(f.rows, row)
		stack.Add(row.SecretField)
	}
	f.refill = widgets.NewSizedButton(d.c.T("credential.refill"), "pencil", widgets.Soft, widgets.SizeS, func() { d.c.Nav.EditCredential(d.cred.ID) })
	d.reaching(f.refill)
	head := widgets.Columns(theme.Space2, []float32{widgets.Flexible, widgets.Natural},
		widgets.NewSectionHeading(d.c.T("credential.fields"), "", ""), f.refill)
	f.object = widgets.Stack(theme.Space2, head, widgets.NewCard(stack, 0))
	return f
}

// labelWidth is the room for a label in a row, in Fyne units.
const labelWidth = 120

// draw shows which values there are.
func (f *fieldCard) draw() {
	cred := f.d.cred
	setVisible(f.refill, cred.Lost)
	for _, row := range f.rows {
		value, public := cred.Public[row.field.Name]
		switch {
		case slices.Contains(cred.Secrets, row.field.Name) && cred.Lost:
			row.SetEmpty(f.d.c.T("credential.lost"))
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
		row.say(f.noteOf(row, now))
	}
	return seconds
}

// noteOf says how old a secret is, or that it takes long to read.
func (f *fieldCard) noteOf(row *fieldRow, now time.Time) string {
	if row.reading.waiting {
		return f.d.c.T("secret.reading")
	}
	return age(f.d.c.Text, f.d.cred, row.field.Name, now)
}

// say changes the note; the same one is not drawn again.
func (r *fieldRow) say(note string) {
	if r.note != note {
		r.note = note
		r.SetNote(note)
	}
}

func (f *fieldCard) mask() {
	for _, row := range f.rows {
		row.reading.cancel()
		row.SetMasked()
	}
}

// read gets the secret of a row from the vault.
func (f *fieldCard) read(row *fieldRow, use func(value string)) {
	id, name := f.d.cred.ID, row.field.Name
	row.reading.run(func(ctx context.Context) (string, error) {
		secrets, err := f.d.c.Vault.Secrets(ctx, id)
		return secrets[name], err
	}, use)
}

// reveal shows a secret; asked again while it waits for one, it stops waiting.
func (f *fieldCard) reveal(row *fieldRow, show func(string)) {
	if row.reading.under() {
		row.reading.cancel()
		return
	}
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
