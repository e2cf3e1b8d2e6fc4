package parts

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"keycase/providers"
	"keycase/providers/catalog"
	"keycase/ui/widgets"
)

// TestExamplesFitTheColumn of 288 units, where the edges take a part, for every value of every operation.
func TestExamplesFitTheColumn(t *testing.T) {
	cut := 0
	for _, platform := range catalog.Registry() {
		for _, op := range platform.Operations {
			for _, f := range op.Inputs {
				if f.Kind != providers.KindLine || f.Secret {
					continue
				}
				example := InputOptions{Narrow: true}.example(f)
				assert.LessOrEqual(t, Width(example, widgets.Mono), float32(288-24), "%s.%s %s", platform.ID, op.ID, f.Name)
				if example != f.Example {
					cut++
					assert.Contains(t, []string{"", "https://"}, example)
					assert.Equal(t, f.Example, InputOptions{}.example(f), "where there is room")
				}
			}
		}
	}
	assert.NotZero(t, cut)
	assert.Equal(t, "own", InputOptions{Narrow: true, Placeholder: "own"}.example(providers.Field{Example: "x"}))
	assert.Empty(t, InputOptions{}.example(providers.Field{Example: "x", Secret: true}))
}
