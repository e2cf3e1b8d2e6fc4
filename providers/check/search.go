package check

import (
	"slices"
	"strings"
	"time"

	"keycase/providers"
)

// target is what the developer's way led to.
type target struct {
	signature string
	text      string // the string to sign, where there is no signature
}

func (t target) of(a providers.Attempt) string {
	if t.signature != "" {
		return a.Signature
	}
	return a.StringToSign
}

func (t target) value() string {
	if t.signature != "" {
		return t.signature
	}
	return t.text
}

func (t target) metBy(a providers.Attempt) bool { return t.of(a) == t.value() }

// diagnose explains how the values lead to the target.
func (p *patient) diagnose(env providers.Env, values providers.Values, t target) Result {
	draft := p.doctor.Start(env, values)
	right := draft()
	m := p.masker(env, values)
	if t.metBy(right) {
		return Result{Match: true, Steps: m.rows(nil), Sound: p.sound(nil)}
	}
	if bare, off := undressed(t.signature); len(off) > 0 {
		return p.beneath(right, m, p.diagnose(env, values, target{signature: bare}), off, t)
	}
	s := search{doctor: p.doctor, draft: draft, target: t, right: t.of(right)}
	found := s.run()
	if len(found) == 0 {
		if v, ok := p.offByTicks(env, values, t); ok {
			return Result{Mistakes: []providers.Variant{v}, Steps: m.rows(nil), Difference: m.ofTarget(right, t)}
		}
		found = s.rarePairs()
	}
	if len(found) == 0 {
		return p.unexplained(m, draft, right, t)
	}
	rows := m.rows(found[0])
	result := Result{Mistakes: p.variants(found[0]), Steps: rows, Difference: firstDifference(rows), Sound: p.sound(found[0])}
	result.Others = p.others(found)
	return result
}

func (p *patient) variants(ways []int) []providers.Variant {
	list := make([]providers.Variant, len(ways))
	for i, w := range ways {
		list[i] = p.doctor.Variants[w]
	}
	return list
}

// others are the explanations after the first that name other mistakes.
func (p *patient) others(found [][]int) [][]providers.Variant {
	seen := map[string]bool{}
	var others [][]providers.Variant
	for i, ways := range found {
		list := p.variants(ways)
		key := strings.Join(IDs(list), " ")
		if i > 0 && !seen[key] {
			others = append(others, list)
		}
		seen[key] = true
	}
	return others
}

// sound are the parts of signing that none of the mistakes is about.
func (p *patient) sound(ways []int) []providers.Text {
	var wrong, sound []providers.Text
	for _, w := range ways {
		wrong = append(wrong, p.doctor.Variants[w].Aspect)
	}
	for _, v := range p.doctor.Variants {
		if !slices.Contains(wrong, v.Aspect) && !slices.Contains(sound, v.Aspect) {
			sound = append(sound, v.Aspect)
		}
	}
	return sound
}

// search looks for the ways that lead to the target.
type search struct {
	doctor *providers.Doctor
	draft  providers.Draft
	target target
	right  string
	// rare are the ways that are tried late together with others: those that the
	// doctor calls so, and those that change nothing alone for these values.
	rare []bool
}

// run tries every way alone and then the usual ones in pairs.
func (s *search) run() [][]int {
	var found [][]int
	s.rare = slices.Clone(s.doctor.Rare)
	for i := range s.doctor.Variants {
		switch out := s.target.of(s.draft(i)); out {
		case s.target.value():
			found = append(found, []int{i})
		case s.right:
			s.rare[i] = true
		}
	}
	if len(found) > 0 {
		return found
	}
	return s.pairs(func(a, b int) bool { return !s.rare[a] && !s.rare[b] })
}

// rarePairs tries the pairs that run left out.
func (s *search) rarePairs() [][]int {
	return s.pairs(func(a, b int) bool { return s.rare[a] || s.rare[b] })
}

// pairs tries two different mistakes at once. Two of the same kind are one
// mistake, made in two places.
func (s *search) pairs(wanted func(a, b int) bool) [][]int {
	var found [][]int
	for a := range s.doctor.Variants {
		for b := a + 1; b < len(s.doctor.Variants); b++ {
			if s.doctor.Variants[a].ID == s.doctor.Variants[b].ID || !wanted(a, b) {
				continue
			}
			if s.target.metBy(s.draft(a, b)) {
				found = append(found, []int{a, b})
			}
		}
	}
	return found
}

// How far apart two readings of one clock are looked for, in ticks.
const (
	fineTicks   = 100 // of less than a second
	coarseTicks = 10
)

// offByTicks finds out whether the clock was read twice: once for the signature
// and once for what is sent.
func (p *patient) offByTicks(env providers.Env, values providers.Values, t target) (providers.Variant, bool) {
	if p.doctor.Tick == 0 {
		return providers.Variant{}, false
	}
	most := time.Duration(fineTicks)
	if p.doctor.Tick >= time.Second {
		most = coarseTicks
	}
	for n := time.Duration(1); n <= most; n++ {
		for _, by := range []time.Duration{-n, n} {
			shifted := env
			shifted.Now = env.Now.Add(by * p.doctor.Tick)
			if t.metBy(p.doctor.Start(shifted, values)()) {
				return differs("timestamp"), true
			}
		}
	}
	return providers.Variant{}, false
}

// differs is the mistake of signing another value than the one that is sent.
func differs(name string) providers.Variant {
	return providers.Variant{
		ID:      name + "-differs",
		Title:   providers.Text{ZH: name + " 签的和发的不一样", EN: name + ": signed and sent are not the same"},
		Meaning: providers.Text{ZH: "签名时用的 " + name + " 和请求里的不是同一个值，多半是各取了一次", EN: "the " + name + " that was signed is not the one in the request; it was made twice, most likely"},
		Fix:     providers.Text{ZH: name + " 只取一次，存进变量，签名和请求都用它", EN: "make the " + name + " once, keep it in a variable, and use that for both"},
	}
}
