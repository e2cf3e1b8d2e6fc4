package operation

import (
	"context"
	"maps"
	"time"

	"keycase/assets/translations"
	"keycase/broker"
	"keycase/providers"
	"keycase/ui/core"
	"keycase/ui/pages/parts"
)

// gives tells whether running the operation is what a person comes for: it gives
// a token or binds something. Otherwise that is copying the command.
func gives(op *providers.Operation) bool { return op.Yields != "" || op.Binds != "" }

// runs tells whether there is anything to run: a call to send, or a token to store.
func (p *Page) runs() bool { return p.op.Sends || p.op.Yields != "" }

func runLabel(l *translations.Localizer, op *providers.Operation) string {
	switch {
	case !op.Sends:
		return l.T("operation.compute")
	case gives(op):
		return op.Title.In(providers.Lang(l.Lang()))
	default:
		return l.T("operation.send")
	}
}

func runIcon(op *providers.Operation) string {
	if gives(op) {
		return op.Icon
	}
	return "arrow-right"
}

// day is the window of quotas that are not used up unasked.
const day = 24 * time.Hour

// daily is how much of a quota that counts by the day is used; false where the
// operation has none.
func (p *Page) daily() (broker.Usage, bool) {
	if p.op.Quota == nil || p.op.Quota.Window < day {
		return broker.Usage{}, false
	}
	values, base := providers.Values{}, ""
	if p.cred != nil {
		maps.Copy(values, p.cred.Public)
		base = p.cred.BaseURL
	}
	call, _ := p.call()
	maps.Copy(values, call.Values)
	if s := p.signing.signed.Prepared; s != nil && p.signing.ready {
		values = s.Values
	}
	return p.c.Broker.Usage(p.platform, p.op, values, base)
}

// showQuota says how much of a daily quota is used.
func (f *form) showQuota() {
	text := ""
	if used, ok := f.p.daily(); ok {
		text = f.p.c.T("quota.used", "Used", used.Used, "Limit", used.Limit)
	}
	if f.quota.Text() != text {
		f.quota.SetText(text)
		f.object.Refresh()
	}
	f.quota.Hidden = text == ""
}

// askRun runs the operation; where each call counts, it asks first.
func (p *Page) askRun() {
	if p.running != nil || !p.runs() {
		return
	}
	p.tried = true
	if !p.complete() {
		return
	}
	used, counted := p.daily()
	if !counted {
		p.run()
		return
	}
	c := p.c
	c.Notice.Confirm(c.T("quota.title"), c.T("quota.once_more", "Used", used.Used, "Limit", used.Limit),
		runLabel(c.Text, p.op), func(ok bool) {
			if ok {
				p.run()
			}
		})
}

// complete shows what is wrong with the values that are typed, and goes to the
// first of them.
func (p *Page) complete() bool {
	ok := true
	for _, in := range p.form.visible() {
		p.judge(in)
		if in.Problem() != "" && ok {
			ok = false
			p.form.scroll.Reveal(in.Object())
			p.c.Window.Canvas().Focus(in.Focusable())
		}
	}
	return ok
}

// run sends the call with a nonce and time of its own.
func (p *Page) run() {
	p.busy(true)
	p.right.result.clear()
	call, without := p.call()
	p.running = core.Do(p.c, func(ctx context.Context) (broker.Result, error) {
		if len(without) > 0 {
			var err error
			if call, err = withoutStored(ctx, p.c.Broker, call, without); err != nil {
				return broker.Result{}, err
			}
		}
		return p.c.Broker.Run(ctx, call)
	}, p.ran)
}

func (p *Page) ran(result broker.Result, err error) {
	p.running = nil
	p.busy(false)
	if problems := parts.Problems(err, p.c.Lang()); problems != nil && p.tell(problems) {
		return
	}
	p.right.result.show(result, err)
	p.right.scroll.Relayout()
	p.right.scroll.Top()
	p.form.showQuota()
	p.Reload()
}

// tell shows problems at their inputs, and reports whether any has one.
func (p *Page) tell(problems map[string]string) bool {
	told := false
	for _, in := range p.form.visible() {
		in.SetProblem(p.problemOf(in, problems))
		if in.Problem() != "" && !told {
			told = true
			p.c.Window.Canvas().Focus(in.Focusable())
		}
	}
	return told
}

// cancelRun gives up waiting. What the platform has answered by then is stored
// all the same, where it is a token.
func (p *Page) cancelRun() {
	if p.running == nil {
		return
	}
	p.running()
	p.running = nil
	p.busy(false)
	p.c.Notice.Toast(p.c.T("operation.cancelled"))
}

func (p *Page) busy(busy bool) {
	f := p.form
	f.run.SetBusy(busy)
	label := runLabel(p.c.Text, p.op)
	if busy {
		label = p.c.T("operation.running")
		f.cancel.Show()
	} else {
		f.cancel.Hide()
	}
	f.run.SetText(label)
	for _, in := range f.visible() {
		in.Lock(busy)
	}
	f.object.Refresh()
}
