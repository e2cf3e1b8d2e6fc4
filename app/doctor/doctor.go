// Package doctor finds out whether Keycase can work on this machine, for the
// command line and the window alike, and puts it into a report that can be shown
// to strangers.
//
// No check opens, makes or changes anything, and none raises a prompt.
package doctor

import (
	"cmp"
	"context"
	"time"

	"golang.org/x/sync/errgroup"

	"keycase/app"
	"keycase/assets/translations"
	"keycase/broker"
	"keycase/vault"
)

// Grade is how a check came out.
type Grade string

// The grades, the best first.
const (
	OK      Grade = "ok"
	Info    Grade = "info" // neither good nor bad
	Warning Grade = "warning"
	Error   Grade = "error"
)

// Check is what was found. It holds no secret, but its text may name folders;
// see [Doctor.Report].
type Check struct {
	// ID is the same in all languages and versions.
	ID    string `json:"id"`
	Grade Grade  `json:"status"`
	Text  string `json:"text"`
	// Action is what to do about it; empty where there is nothing to do.
	Action string `json:"action,omitempty"`
	// Detail is what the system said, in its own words; empty for nothing. It may
	// name the person, and reports leave it out.
	Detail string `json:"detail,omitempty"`

	// report is the text for strangers where that is another one.
	report string
}

func (c Check) public() string { return cmp.Or(c.report, c.Text) }

// Probe is one thing to look at.
type Probe struct {
	ID string
	// Look may block until ctx ends. The ID of what it returns is filled in.
	Look func(ctx context.Context) Check
}

// Params are what a Doctor works with. All of them are needed, except that
// Broker is nil where Err says why.
type Params struct {
	Text *translations.Localizer
	// Program is the name of the program that asks, as people type it.
	Program string
	Paths   app.Paths
	// Broker works on the open vault, which the caller closes.
	Broker *broker.Broker
	// Err is why there is no Broker: vault.ErrNoStoreChosen where nothing has been
	// stored yet.
	Err error
	// Explain puts an error into the caller's words.
	Explain func(error) app.Explained
	// Keyring asks the system's keyring; it is [vault.KeyringStatus].
	Keyring func(context.Context) vault.Status
	// Env reads the environment; it is os.Getenv.
	Env func(string) string
	// Space is how many bytes are free where a folder lies; it is [FreeSpace].
	Space func(folder string) (uint64, error)
	// OS is the system, as runtime.GOOS names it.
	OS string
	// Extra comes after what all programs look at; see [Window.Probes].
	Extra []Probe
	// Private finds out what a report must not tell; it is [Machine].
	Private func() Private
}

// Doctor looks at one machine. Its methods may be called from any goroutine, and
// several at once.
type Doctor struct {
	p      Params
	probes []Probe
	bound  time.Duration
}

// bound is how long a check may take. It is a second more than the vault gives a
// keyring, whose own answer then says more.
const bound = 6 * time.Second

// New makes a Doctor.
func New(p Params) *Doctor {
	d := &Doctor{p: p, bound: bound}
	d.probes = append([]Probe{
		{"version", d.version},
		{"home", d.home},
		{"keyring", d.keyring},
		{"index", d.index},
		{"store", d.store},
		{"backup", d.backup},
		{"clock", d.clock},
		{"modes", d.modes},
		{"disk", d.disk},
		{"logs", d.logs},
		{"locale", d.locale},
	}, p.Extra...)
	return d
}

// IDs are those of all checks, in the order in which they are to be shown.
func (d *Doctor) IDs() []string {
	ids := make([]string, len(d.probes))
	for i, p := range d.probes {
		ids[i] = p.ID
	}
	return ids
}

// Name is what a check is called, in a word or two.
func (d *Doctor) Name(id string) string { return d.p.Text.T("doctor.name." + id) }

// Word is what a grade is called.
func (d *Doctor) Word(g Grade) string { return Word(d.p.Text, g) }

// Word is what a grade is called in the language of l.
func Word(l *translations.Localizer, g Grade) string { return l.T("doctor.grade." + string(g)) }

// Check makes one check. It returns within seconds, whatever hangs.
func (d *Doctor) Check(ctx context.Context, id string) Check {
	for _, p := range d.probes {
		if p.ID == id {
			return d.run(ctx, p)
		}
	}
	return Check{ID: id, Grade: Error, Text: id}
}

// All makes all checks at once and returns them in their order.
func (d *Doctor) All(ctx context.Context) []Check {
	checks := make([]Check, len(d.probes))
	var all errgroup.Group
	for i, p := range d.probes {
		all.Go(func() error {
			checks[i] = d.run(ctx, p)
			return nil
		})
	}
	_ = all.Wait() // none returns an error
	return checks
}

// run gives up on a look that takes too long. A call into the system may not
// return at all, such as that for a folder on a server which is gone; it is left
// behind.
func (d *Doctor) run(ctx context.Context, p Probe) Check {
	ctx, cancel := context.WithTimeout(ctx, d.bound)
	defer cancel()
	found := make(chan Check, 1)
	go func() { found <- p.Look(ctx) }()
	var c Check
	select {
	case c = <-found:
	case <-ctx.Done():
		c = d.found(Warning, d.p.Text.T("doctor.late"))
	}
	c.ID = p.ID
	return c
}

// found is a Check with nothing to do about it.
func (d *Doctor) found(g Grade, text string) Check { return Check{Grade: g, Text: text} }

// failed is a Check in the words for an error.
func (d *Doctor) failed(g Grade, before string, err error) Check {
	e := d.p.Explain(err)
	return Check{Grade: g, Text: d.joined(before, e.Title), Action: e.Do}
}

// joined puts sentences behind each other; empty ones are left out.
func (d *Doctor) joined(first, second string) string {
	if first == "" || second == "" {
		return first + second
	}
	return first + d.p.Text.T("doctor.join") + second
}

// Worst is the grade of the worst of the checks; OK where nothing is worse than
// Info.
func Worst(checks []Check) Grade {
	worst := OK
	for _, c := range checks {
		if c.Grade == Error || c.Grade == Warning && worst == OK {
			worst = c.Grade
		}
	}
	return worst
}
