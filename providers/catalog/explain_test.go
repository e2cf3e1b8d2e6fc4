package catalog

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Every step says in both languages why it is there; no sentence is about a step
// that no operation has.
func TestEveryStepIsExplained(t *testing.T) {
	for _, p := range Registry() {
		used := map[string]bool{}
		for i := range p.Operations {
			op := &p.Operations[i]
			v := examples(op)
			var styles []string
			for _, f := range op.Inputs {
				for _, c := range f.Choices {
					styles = append(styles, f.Name, c.Value)
				}
			}
			for j := 0; j <= len(styles); j += 2 {
				if j > 0 {
					v[styles[j-2]] = styles[j-1]
				}
				signed, err := op.Sign(exampleEnv(), v)
				require.NoError(t, err)
				for _, s := range signed.Trace {
					used[s.Name] = true
					e := p.Explain(s)
					a := &audit{platform: p, where: p.ID + "." + op.ID}
					a.text(s.Name, e.Why)
					assert.Empty(t, a.faults)
					if e.Rule != "" {
						u, err := url.Parse(e.Rule)
						require.NoError(t, err)
						assert.Equal(t, "https", u.Scheme)
						assert.NotEmpty(t, u.Host)
					}
				}
			}
		}
		for name := range p.Explained {
			assert.True(t, used[name], "%s has no step %s", p.ID, name)
		}
	}
}
