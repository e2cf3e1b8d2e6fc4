package present

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"keycase/providers"
	"keycase/providers/catalog"
)

func TestSuits(t *testing.T) {
	not := map[string][]string{
		"open": {"client-token", "add-printer"},
		"self": {"scan-code", "authorization-code"},
	}
	for _, p := range catalog.Registry() {
		for appType, others := range not {
			var unsuited []string
			for i := range p.Operations {
				if !Suits(p, &p.Operations[i], providers.Values{"app_type": appType}) {
					unsuited = append(unsuited, p.Operations[i].ID)
				}
			}
			if p.ID != "yilianyun" {
				others = nil // their operations are for all
			}
			assert.Equal(t, others, unsuited, p.ID+" "+appType)
		}
	}
}
