package printer

import (
	"maps"
	"time"

	"keycase/assets/translations"
	"keycase/pairing"
	"keycase/providers"
)

// platform is the one whose printers are paired.
const platform = "yilianyun"

// The wire names that the wizard fills itself.
const (
	fieldName    = "name"
	fieldID      = "client_id"
	fieldSecret  = "client_secret"
	fieldType    = "app_type"
	fieldCode    = "machine_code"
	fieldQRKey   = "qr_key"
	fieldMSign   = "msign"
	fieldPrint   = "print_name"
	fieldToken   = "access_token"
	fieldContent = "content"

	typeSelf = "self"
	typeOpen = "open"

	grantPrinter = "printer"
)

// step is how far a person is.
type step int

const (
	atApp step = iota
	atScan
	atConfirm
	atDone
)

// appDraft is an app that a person types in.
type appDraft struct {
	name   string
	values providers.Values
}

// empty tells whether nothing was typed yet.
func (d appDraft) empty() bool {
	for _, v := range d.values {
		if v != "" {
			return false
		}
	}
	return d.name == ""
}

// lost are the secrets that a person has to give once more.
type lost struct{ key, secret bool }

// flow is the wizard without a window: what a person chose, typed and got.
type flow struct {
	step step

	app    string // ID of the credential; "" while none is chosen
	adding bool   // an app is typed in instead
	draft  appDraft

	slip  slip
	check bool  // the fields were filled by reading, and have to be looked at
	lost  lost  // what went when the store was locked, as long as it is missing
	pick  *pick // nil while there is nothing to choose

	// mended are the values of the chosen app that a person changes; nil for not at it.
	mended providers.Values

	failure error // why the pairing did not work; nil for none
	bound   *paired
}

// open prepares the flow for a visit. credential is the app to pair with, "" to go on
// where a person was; there says whether a credential still exists.
func (f *flow) open(credential string, there func(id string) bool, now time.Time) {
	if f.slip.kind == pairing.KindUnknown && f.slip.key == "" {
		f.slip.kind = pairing.KindQRKey // what most people have at hand
	}
	if f.step == atDone {
		f.again(now)
	}
	if credential != "" && there(credential) {
		f.app, f.adding = credential, false
		if f.step == atApp {
			f.step = atScan
		}
	}
	if f.app != "" && !there(f.app) {
		f.app = ""
	}
	f.failure, f.mended = nil, nil // what was wrong may have been mended meanwhile
	switch {
	case f.app == "":
		f.step = atApp
	case f.step == atConfirm && (f.slip.key == "" || f.slip.expired(now)):
		f.step = atScan
	}
}

// again begins the next printer with the same app.
func (f *flow) again(now time.Time) {
	kind := f.slip.kind
	f.slip = slip{kind: kind}
	f.check, f.pick, f.failure, f.bound, f.lost = false, nil, nil, nil, lost{}
	f.step = atScan
	if f.app == "" {
		f.step = atApp
	}
	f.slip.setKey("", now)
}

// chooseApp goes on with a stored app.
func (f *flow) chooseApp(id string) {
	f.app, f.adding = id, false
	f.draft, f.lost.secret = appDraft{}, false
	f.failure = nil
	f.step = atScan
}

// back goes to an earlier step; what was typed stays.
func (f *flow) back(to step) {
	if to >= f.step && f.failure == nil || to > f.step {
		return
	}
	f.step, f.failure, f.pick, f.mended = to, nil, nil, nil
}

// mend goes to the values of the chosen app.
func (f *flow) mend() {
	f.step, f.failure, f.mended = atApp, nil, providers.Values{}
}

// resume goes on where what is known of the printer leads to.
func (f *flow) resume(now time.Time) {
	f.step, f.mended = atConfirm, nil
	if f.slip.code == "" || f.slip.key == "" || f.slip.expired(now) {
		f.step = atScan
	}
}

// newSlip makes room for another slip of the same printer: the key goes, the rest
// stays.
func (f *flow) newSlip(now time.Time) {
	f.back(atScan)
	f.slip.setKey("", now)
	f.check = false
}

// useKind goes back for a key of another kind, which a person has yet to read.
func (f *flow) useKind(kind pairing.KeyKind, now time.Time) {
	f.newSlip(now)
	f.slip.choose(kind)
}

// values are what an operation is told about the printer.
func (f *flow) values() providers.Values {
	v := providers.Values{fieldCode: f.slip.code}
	switch f.slip.kind {
	case pairing.KindQRKey:
		v[fieldQRKey] = f.slip.key
	case pairing.KindMSign:
		v[fieldMSign] = f.slip.key
	}
	return v
}

// problems are the sentences about what was typed, by field; unusual ones do not stop
// anybody. Empty fields are told only where a person wants to go on.
func (f *flow) problems(l *translations.Localizer, op *providers.Operation, all bool) (wrong, unusual map[string]string) {
	wrong, unusual = map[string]string{}, map[string]string{}
	lang := providers.Lang(l.Lang())
	fields := map[string]string{fieldCode: f.slip.code, keyField(f.slip.kind): f.slip.key}
	if f.slip.kind == pairing.KindUnknown {
		if all || f.slip.key != "" {
			wrong[fieldKind] = l.T("printer.kind_missing")
		}
	}
	for name, value := range fields {
		field, ok := providers.FieldNamed(op.Inputs, name)
		switch {
		case !ok:
		case value == "" && all:
			wrong[name] = l.T("printer." + name + "_missing")
		case value != "":
			if problem := field.Rule.Check(value); !problem.IsZero() {
				wrong[name] = problem.In(lang)
			}
		}
	}
	if f.slip.code != "" && wrong[fieldCode] == "" && !pairing.LooksLikeCode(f.slip.code) {
		unusual[fieldCode] = l.T("printer.code_unusual")
	}
	return wrong, unusual
}

// fieldKind is where a problem about the kind of the key is told.
const fieldKind = "kind"

// keyField is the wire name of a key; that of the first kind stands for one that is
// not known.
func keyField(kind pairing.KeyKind) string {
	if kind == pairing.KindMSign {
		return fieldMSign
	}
	return fieldQRKey
}

// typed tells whether anything would have to be typed again.
func (f *flow) typed() bool {
	switch f.step {
	case atApp:
		return f.adding && !f.draft.empty() || len(f.mended) > 0
	case atDone:
		return false
	default:
		return f.slip.code != "" || f.slip.key != ""
	}
}

// forget drops what must not be read while the store is locked.
func (f *flow) forget() {
	f.lost.key = f.lost.key || f.slip.key != "" || f.slip.aside.key != ""
	f.lost.secret = f.lost.secret || f.draft.values[fieldSecret] != ""
	f.slip.key, f.slip.since, f.slip.aside = "", time.Time{}, aside{}
	f.pick, f.failure = nil, nil
	f.draft.values = maps.Clone(f.draft.values)
	delete(f.draft.values, fieldSecret)
	f.mended = maps.Clone(f.mended)
	delete(f.mended, fieldSecret)
	if f.step == atConfirm {
		f.step = atScan
	}
}

// finish ends with a printer that is paired. Its key has done its work.
func (f *flow) finish(result paired) {
	f.step, f.failure, f.bound = atDone, nil, &result
	f.slip = slip{kind: f.slip.kind, code: f.slip.code}
}
