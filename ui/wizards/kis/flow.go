package kis

import (
	"maps"
	"slices"
	"time"

	"keycase/broker"
	"keycase/providers"
)

// stage is the step that a person is at.
type stage int

const (
	stageAccount stage = iota // the four values are typed
	stageProduct              // one of several products is chosen
	stageDone                 // it is bound
)

// Names of values that the steps treat each in its own way. The others are whatever the platform asks
// for.
const (
	eidField   = "eid"
	idField    = "client_id"
	keyField   = "client_secret"
	tokenField = "auth_token"
	caseField  = "md5_case"
)

// order is the one in which a person has the values at hand: those of the enterprise first, then those
// of the app.
var order = []string{eidField, tokenField, idField, keyField}

// secrets are those among them that must not outlive a lock.
var secrets = []string{tokenField, keyField}

// flow is what a person has told and what the platform has answered. It draws nothing and calls nobody.
type flow struct {
	stage stage
	// stored is the credential in use; "" for an account that is typed in.
	stored string
	// base is where the calls of an account that is typed in go; "" for production.
	base string
	// values are typed, by wire name; of a stored credential only what is to replace the stored.
	values providers.Values
	check  *check   // nil until the platform has said yes
	fault  *trouble // nil while nothing is in the way
	// refused are the letter cases that the platform refused these very values with.
	refused map[string]bool
	// forgot is set where secrets were typed and had to go.
	forgot bool
	// calls checked an account that is not stored yet: the first lines of its history.
	calls []broker.Called
	bound *bound
}

// check is what the platform said about the account.
type check struct {
	products []providers.Grant // the newest login first, at least one
	choice   string            // the Subject of one of them
	at       time.Time
	until    time.Time // when what was signed for it ends
}

// bound is what came out.
type bound struct {
	product providers.Grant
	only    bool // there was nothing to choose
	name    string
}

func newFlow(stored, base string) *flow {
	return &flow{stored: stored, base: base, values: providers.Values{}, refused: map[string]bool{}}
}

// set takes a value as it was typed. Another value makes another account: what the platform said about
// the one before counts no more.
func (f *flow) set(name, value string) {
	if f.values[name] == value {
		return
	}
	f.values[name] = value
	f.doubt()
}

// use takes a stored credential in place of what is typed, "" a new account.
func (f *flow) use(stored string) {
	if f.stored == stored {
		return
	}
	f.stored, f.values = stored, providers.Values{}
	f.doubt()
}

// adopt takes a stored credential for the account that is typed in, with the secrets that were typed.
func (f *flow) adopt(stored string) {
	typed := f.values
	f.use(stored)
	for _, name := range secrets {
		if typed[name] != "" {
			f.values[name] = typed[name]
		}
	}
}

// doubt goes back to where nothing is known of the account.
func (f *flow) doubt() {
	f.stage, f.check, f.fault, f.forgot = stageAccount, nil, nil, false
	f.refused = map[string]bool{}
	f.calls = nil
	delete(f.values, caseField)
}

// asked keeps in mind that the platform was asked about an account that is not stored yet. Of a stored
// one the broker keeps it.
func (f *flow) asked(got broker.Result, err error) {
	if call, sent := got.Called(err); sent && f.stored == "" {
		f.calls = append(f.calls, call)
	}
}

// otherCase signs in the letter case that was not refused yet.
func (f *flow) otherCase(used string) { f.values[caseField] = opposite(used) }

func opposite(letters string) string {
	if letters == lowerCase {
		return upperCase
	}
	return lowerCase
}

// The values of md5_case.
const (
	upperCase = "upper"
	lowerCase = "lower"
)

// passed takes the products that the platform named. What was chosen before stays chosen.
func (f *flow) passed(products []providers.Grant, at, until time.Time) {
	c := &check{products: products, choice: products[0].Subject, at: at, until: until}
	if f.check != nil {
		if _, there := c.find(f.check.choice); there {
			c.choice = f.check.choice
		}
	}
	f.check, f.fault, f.stage = c, nil, stageProduct
}

// failed notes what is in the way of the step. A check that failed is none; the choice waits for the
// next one.
func (f *flow) failed(t *trouble) {
	f.fault = t
	if t.signedWith != "" {
		f.refused[t.signedWith] = true
	}
}

// mended goes on where the trouble came up.
func (f *flow) mended() { f.fault = nil }

func (f *flow) choose(subject string) {
	if _, there := f.check.find(subject); there && f.stage == stageProduct {
		f.check.choice = subject
	}
}

// back goes one step back; what was said and typed stays.
func (f *flow) back() {
	switch {
	case f.fault != nil && f.fault.storing && f.check.only():
		f.fault, f.stage = nil, stageAccount // there was no product step to go back to
	case f.fault != nil:
		f.fault = nil
	case f.stage == stageProduct:
		f.stage = stageAccount
	}
}

// goTo goes back to the step of that index, from the steps on top.
func (f *flow) goTo(step int) {
	if f.stage == stageDone || step > int(f.stage) {
		return
	}
	f.fault, f.stage = nil, stage(step)
}

// kept takes the credential that the account was stored as; the binding may still be to come.
func (f *flow) kept(credential, name string) {
	f.bound = &bound{name: name}
	if f.stored == credential {
		return
	}
	f.stored, f.calls = credential, nil
	for _, field := range secrets {
		delete(f.values, field)
	}
}

// done ends it: the chosen product is bound to the stored credential.
func (f *flow) done() {
	f.bound.product, f.bound.only = f.check.chosen(), f.check.only()
	f.fault, f.stage = nil, stageDone
}

// another begins with another enterprise of the same app, whose calls go to the same place.
func another(base string, app providers.Values) *flow {
	next := newFlow("", base)
	for _, name := range []string{idField, keyField} {
		if app[name] != "" {
			next.values[name] = app[name]
		}
	}
	return next
}

// forget drops the secrets. Without them a typed account has to be told again.
func (f *flow) forget() {
	lost := false
	for _, name := range secrets {
		lost = lost || f.values[name] != ""
		delete(f.values, name)
	}
	if !lost || f.stage == stageDone {
		return
	}
	f.doubt()
	f.forgot = true
}

// typed tells whether there is anything that a person would have to type again.
func (f *flow) typed() bool {
	if f.stage == stageDone {
		return false
	}
	return slices.ContainsFunc(order, func(name string) bool { return f.values[name] != "" })
}

// secret tells whether a secret was typed that nobody keeps beyond the window.
func (f *flow) secret() bool {
	return f.stage != stageDone && slices.ContainsFunc(secrets, func(name string) bool { return f.values[name] != "" })
}

// given are the values to sign with, besides those that are stored.
func (f *flow) given() providers.Values {
	given := maps.Clone(f.values)
	maps.DeleteFunc(given, func(_, value string) bool { return value == "" })
	return given
}

// expired tells whether the check has to be made once more before anything is bound.
func (c *check) expired(now time.Time) bool { return !now.Before(c.until) }

// left is what is left of the check, as a time and as a fraction of its life.
func (c *check) left(now time.Time) (d time.Duration, fraction float32) {
	d = max(c.until.Sub(now), 0)
	if life := c.until.Sub(c.at); life > 0 {
		fraction = min(float32(d)/float32(life), 1)
	}
	return d, fraction
}

func (c *check) only() bool { return c != nil && len(c.products) == 1 }

// find is the product with that Subject, and its index.
func (c *check) find(subject string) (index int, there bool) {
	if c == nil {
		return 0, false
	}
	index = slices.IndexFunc(c.products, func(g providers.Grant) bool { return g.Subject == subject })
	return max(index, 0), index >= 0
}

func (c *check) chosen() providers.Grant {
	index, _ := c.find(c.choice)
	return c.products[index]
}
