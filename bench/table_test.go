//go:build bench

package bench

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// result is one row: what was measured, once each round.
type result struct {
	area, what, unit string
	ours             []float64
	beside           string    // what other is; "" for nothing
	other            []float64 // as many as ours, taken in turn with them
	goal             goal
}

// goal is what a row has to reach; the zero value is none.
type goal struct {
	kind  kind
	limit float64
}

type kind int

const (
	none  kind = iota
	times      // at most so many times the other
	more       // at most so much more than the other
	most       // at most so much
	below      // less than the other
)

// figure is the median and half of what lies between the quartiles.
func figure(values []float64) (median, spread float64) {
	sorted := slices.Sorted(slices.Values(values))
	at := func(share float64) float64 {
		place := share * float64(len(sorted)-1)
		low := int(place)
		high := min(low+1, len(sorted)-1)
		return sorted[low] + (sorted[high]-sorted[low])*(place-float64(low))
	}
	return at(0.5), (at(0.75) - at(0.25)) / 2
}

// paired is what do makes of each round's two values.
func (r result) paired(do func(ours, other float64) float64) []float64 {
	var all []float64
	for i := range min(len(r.ours), len(r.other)) {
		all = append(all, do(r.ours[i], r.other[i]))
	}
	return all
}

func (r result) ratio() (median, spread float64) {
	return figure(r.paired(func(a, b float64) float64 { return a / b }))
}

// asked writes the goal, and says whether it is reached.
func (r result) asked() (text string, reached bool) {
	switch r.goal.kind {
	case times:
		ratio, _ := r.ratio()
		return fmt.Sprintf("≤ %.2f ×", r.goal.limit), ratio <= r.goal.limit
	case more:
		extra, _ := figure(r.paired(func(a, b float64) float64 { return a - b }))
		return fmt.Sprintf("≤ +%s %s", short(r.goal.limit), r.unit), extra <= r.goal.limit
	case most:
		ours, _ := figure(r.ours)
		return fmt.Sprintf("≤ %s %s", short(r.goal.limit), r.unit), ours <= r.goal.limit
	case below:
		ratio, _ := r.ratio()
		return "below it", ratio < 1
	case none:
	}
	return "", true
}

// short writes three digits that count.
func short(value float64) string {
	if value == 0 {
		return "0"
	}
	digits := 2 - int(math.Floor(math.Log10(math.Abs(value))))
	return fmt.Sprintf("%.*f", min(max(digits, 0), 3), value)
}

func measured(values []float64) string {
	median, spread := figure(values)
	return short(median) + " ± " + short(spread)
}

// table is all results as Markdown.
func table(results []result) string {
	var b strings.Builder
	var areas []string // in the order in which they came first
	for _, r := range results {
		if !slices.Contains(areas, r.area) {
			areas = append(areas, r.area)
		}
	}
	slices.SortStableFunc(results, func(x, y result) int {
		return cmp.Compare(slices.Index(areas, x.area), slices.Index(areas, y.area))
	})
	area := ""
	for _, r := range results {
		if r.area != area {
			area = r.area
			fmt.Fprintf(&b, "\n### %s\n\n| what | unit | Keycase | beside | | ratio | goal | |\n|---|---|---|---|---|---|---|---|\n", area)
		}
		other, ratio := "", ""
		if len(r.other) > 0 {
			median, spread := r.ratio()
			other, ratio = measured(r.other), fmt.Sprintf("%.2f ± %.2f", median, spread)
		}
		asked, reached := r.asked()
		mark := ""
		if asked != "" {
			mark = map[bool]string{true: "reached", false: "**missed**"}[reached]
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s | %s | %s |\n", r.what, r.unit, measured(r.ours), r.beside, other, ratio, asked, mark)
	}
	return strings.TrimLeft(b.String(), "\n")
}
