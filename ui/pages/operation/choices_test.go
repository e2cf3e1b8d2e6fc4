package operation

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"keycase/providers/sandbox"
	"keycase/ui/pages/parts/pagetest"
)

// TestOnlyCredentialsThatSuitAreOffered: an open app of 易联云 pairs a printer in
// another way than a self-owned one.
func TestOnlyCredentialsThatSuitAreOffered(t *testing.T) {
	b := pagetest.New(t)
	b.Add("yilianyun", "开放型")
	b.AddWith("yilianyun", "自有型", sandbox.Demo().Values("yilianyun-self"))
	for operation, want := range map[string]string{"yilianyun.scan-code": "开放型", "yilianyun.add-printer": "自有型"} {
		items := show(b, operation, "").choices()
		assert.Len(t, items, 3, operation)
		assert.Equal(t, want, items[0].Label)
	}
	assert.Len(t, show(b, "yilianyun.print-text", "").choices(), 4, "both print")
}
