package checking

import (
	"context"

	"keycase/broker"
	"keycase/providers"
	"keycase/providers/check"
	"keycase/providers/snippet"
	"keycase/ui/pages/parts"
)

// running is the check under way.
type running struct {
	parts.Typing
	refused bool // the store did not give the keys; only a person asks again
}

// changed is called on every keystroke.
func (p *Page) changed() { p.run.Typed(p.c.Ticker, p.follow) }

// follow checks what was typed. It neither reads the keys a second time while that
// is under way, nor after the store has refused: each could raise a prompt.
func (p *Page) follow() {
	switch {
	case p.run.Work != nil:
		p.run.Behind = true
	case p.run.refused:
	default:
		p.check()
	}
}

// findings are what a check gave.
type findings struct {
	result check.Result
	codes  map[string]string // how it is done right, by target; free of secrets
}

// check checks what stands on the left, off the UI goroutine, and shows what was
// found.
func (p *Page) check() {
	p.run.Cancel()
	p.run.refused = false
	if p.text == "" {
		p.right.showEmpty()
		return
	}
	if !p.shown {
		return
	}
	its := p.its()
	cred := p.cred
	p.run.Work = parts.Do(p.c, p.right.waiting, func(ctx context.Context) (findings, error) {
		if cred != nil {
			held, err := p.c.Broker.Held(ctx, broker.Call{
				Operation: its.Platform.ID + "." + its.Operation.ID, Credential: cred.ID, Values: its.Values,
			})
			if err != nil {
				return findings{}, err
			}
			its.Values, its.Others, its.Env.BaseURL = held.Values, held.Others, held.BaseURL
		}
		result, err := check.Check(its)
		if err != nil || result.Match {
			return findings{result: result}, err
		}
		return findings{result, codes(its)}, nil
	}, p.checked)
}

// its is the case without what is stored.
func (p *Page) its() check.Case {
	return check.Case{
		Platform: p.call.platform, Operation: p.call.op, Values: p.form.values(),
		Env: p.form.signedWith(p.c.Clock()), Given: p.kind.given(p.text),
	}
}

// checked takes over what was found.
func (p *Page) checked(found findings, err error) {
	p.run.Work = nil
	problems := parts.Problems(err, p.c.Lang())
	switch {
	case p.run.Behind:
		p.run.Behind = false
		p.check()
	case problems != nil:
		p.lacking(problems)
	case err != nil:
		p.run.refused = true
		p.right.showFailure(err)
	default:
		p.right.show(found)
	}
}

// lacking asks for what is missing.
func (p *Page) lacking(problems map[string]string) {
	more := false
	for _, f := range p.call.op.Inputs {
		if problems[f.Name] != "" && !p.asked[f.Name] && !p.form.held(f.Name) {
			p.asked[f.Name], more = true, true
		}
	}
	if more {
		p.form.build()
	}
	p.right.showLacking(problems)
}

// codes write in every language that signs by itself how the call is signed right.
// Values that nobody gave are those of the platform's examples.
func codes(its check.Case) map[string]string {
	if its.Operation.Steps == nil {
		return nil
	}
	values := its.Values.Clone()
	for name, v := range carried(its) {
		if field, ok := providers.FieldNamed(its.Operation.Inputs, name); ok && !field.Secret && v != "" {
			values[name] = v
		}
	}
	complete(its.Operation, values)
	secrets := secretsOf(its)
	all := map[string]string{}
	for _, t := range snippet.Targets() {
		if !t.Signs {
			continue
		}
		code, err := snippet.Share(t.ID, its.Platform, its.Operation, providers.Env{BaseURL: its.Env.BaseURL}, values)
		if err == nil {
			all[t.ID] = providers.Redact(code.Text, secrets...)
		}
	}
	return all
}

// carried are the values that a whole request holds.
func carried(its check.Case) providers.Values {
	doctor := its.Operation.Doctor()
	for _, read := range []struct {
		kind kind
		text string
	}{{curl, its.Given.Curl}, {rawHTTP, its.Given.HTTP}} {
		if r := read.kind.request(read.text); read.text != "" && r != nil && doctor.Read != nil {
			return doctor.Read(r, its.Values).Values
		}
	}
	return nil
}

// secretsOf lists the secrets among the values in every form. One may have been put
// where it does not belong.
func secretsOf(its check.Case) []string {
	const shortest = 4 // bytes; shorter ones are in every text
	var secrets []string
	for _, fields := range [][]providers.Field{its.Platform.Fields, its.Operation.Inputs} {
		for _, f := range fields {
			if v := its.Values[f.Name]; f.Secret && len(v) >= shortest {
				secrets = append(secrets, v)
			}
		}
	}
	return providers.Forms(secrets)
}
