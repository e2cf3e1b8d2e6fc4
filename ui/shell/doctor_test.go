package shell

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"github.com/stretchr/testify/assert"

	"keycase/ui/core"
	"keycase/ui/pages/parts/pagetest"
)

// TestSignatureDoctorIsReached from the sidebar, by its number, and from the palette;
// an operation leads there with itself and its credential.
func TestSignatureDoctorIsReached(t *testing.T) {
	var opened []string
	b := newBenchWith(t, pagetest.New(t), func(p *Params) {
		p.Pages.SignatureDoctor = func(_ *core.Context, operation, id string) core.Page {
			opened = append(opened, operation+" "+id)
			return &plainPage{name: "signature doctor", content: container.NewStack()}
		}
	})
	b.s.frame.sidebar.items[itemDoctor].Tapped(nil)
	b.Settle()
	assert.Equal(t, "签名诊断 - 钥匣", b.Window.Title())
	b.s.Overview()
	b.find("qmzd")
	b.key(fyne.KeyReturn)
	b.s.Overview()
	b.ctrl(fyne.Key6)
	b.s.Overview()
	b.s.SignatureDoctor("jdy.request", "some")
	assert.Equal(t, []string{" ", " ", " ", "jdy.request some"}, opened)
}
