package providers

// Explanation is the rule behind a step of a signature.
type Explanation struct {
	// Why is one sentence, without a full stop.
	Why Text
	// Rule is the address of the platform's own page about it; "" where none is
	// published.
	Rule string
}

// Explain returns the rule behind a step of a trace. Where the platform has no
// sentence for it, the step's hint stands in.
func (p *Platform) Explain(s Step) Explanation {
	e := p.Explained[s.Name]
	if e.Why.IsZero() {
		e.Why = s.Hint
	}
	return e
}
