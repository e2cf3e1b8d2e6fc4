package checking

import (
	"net/url"
	"strings"
	"time"

	"keycase/providers"
	"keycase/providers/captured"
)

// call names an operation.
type call struct {
	platform *providers.Platform
	op       *providers.Operation
}

// What speaks for an operation: its address most, then values that it always sends,
// then names. What it would have sent and is not there speaks against it a little.
const (
	forPath   = 12
	forHost   = 8
	forValue  = 2
	forName   = 1
	forLess   = -1
	recognise = 8 // the least that is more than chance
)

// guess finds the operation that a request was made for. Of those that fit equally
// well the one that is chosen already stays.
func guess(registry providers.Registry, r *providers.Request, chosen call) (call, bool) {
	best, most := chosen, 0
	if chosen.op != nil {
		most = likeness(chosen, r)
	}
	for _, p := range registry {
		for i := range p.Operations {
			c := call{p, &p.Operations[i]}
			if points := likeness(c, r); points > most {
				best, most = c, points
			}
		}
	}
	return best, most >= recognise
}

// likeness counts what a request has in common with what the operation sends.
func likeness(c call, r *providers.Request) int {
	if !c.op.Sends {
		return 0
	}
	signed, err := c.op.Sign(exampleEnv, examples(c.op))
	if err != nil || signed.Request == nil {
		return 0
	}
	want, got := partsOf(signed.Request), partsOf(r)
	points := 0
	if want.path == got.path {
		points += forPath
	}
	if want.host == got.host {
		points += forHost
	}
	for name, value := range want.named {
		there, ok := got.named[name]
		switch {
		case !ok:
			points += forLess
		case there == value:
			points += forValue + forName
		default:
			points += forName
		}
	}
	return points
}

// requestParts is what requests are compared by.
type requestParts struct {
	host, path string
	named      map[string]string // headers, and parameters of query and body
}

func partsOf(r *providers.Request) requestParts {
	p := requestParts{named: map[string]string{}}
	if u, err := url.Parse(r.URL); err == nil {
		p.host, p.path = strings.ToLower(u.Host), strings.TrimRight(u.Path, "/")
		for name, values := range u.Query() {
			p.named[strings.ToLower(name)] = values[0]
		}
	}
	if pairs, err := captured.Pairs(r); err == nil {
		for _, pair := range pairs {
			p.named[strings.ToLower(pair.Name)] = pair.Value
		}
	}
	for _, h := range r.Headers {
		if !strings.EqualFold(h.Name, "Content-Type") {
			p.named[strings.ToLower(h.Name)] = h.Value
		}
	}
	return p
}

// exampleEnv stands in where only the form of a call matters.
var exampleEnv = providers.Env{Now: time.Unix(1670305063, 0), Nonce: "1000000000", State: "AAAAAAAAAAAAAAAA", ID: "00000000-0000-4000-8000-000000000000"}

// examples are values that the operation accepts.
func examples(op *providers.Operation) providers.Values {
	values := providers.Values{}
	complete(op, values)
	return values
}

// complete adds examples for what is missing in values.
func complete(op *providers.Operation, values providers.Values) {
	for _, rule := range op.OneOf {
		there := false
		for _, name := range rule.Fields {
			there = there || values[name] != ""
		}
		if field, ok := providers.FieldNamed(op.Inputs, rule.Fields[0]); ok && !there {
			values[field.Name] = field.Example
		}
	}
	for _, f := range op.Inputs {
		if (f.Required || f.FromGrant != "") && values[f.Name] == "" {
			values[f.Name] = f.Example
		}
	}
}
