package kis

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"

	"keycase/providers/sandbox"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/theme"
	"keycase/vault"
)

// scenes are what the wizard can show.
var scenes map[string]func(d *desk)

func init() { // some build on others
	scenes = map[string]func(d *desk){
		"account": func(d *desk) { d.open("") },
		"account-typed": func(d *desk) {
			d.Add("kis", "晨光商贸")
			d.open("")
			values := demo(sandbox.Demo().KIS.EID)
			values[keyField] += "\u3000ＡＢ"
			delete(values, tokenField)
			d.fill(values)
			d.enter()
		},
		"account-stored": func(d *desk) { d.open(d.Add("kis", "晨光商贸").ID) },
		"products": func(d *desk) {
			d.open("")
			d.fill(demo(sandbox.Demo().KIS.EID))
			d.enter()
			d.Move(48 * time.Second)
		},
		"products-http": func(d *desk) {
			scenes["products"](d)
			d.press(fyne.KeyDown)
			d.press(fyne.KeyDown)
		},
		"products-expired": func(d *desk) {
			scenes["products"](d)
			d.Move(10 * time.Minute)
		},
		"done": func(d *desk) {
			scenes["products"](d)
			d.enter()
		},
		"done-only": func(d *desk) {
			d.open("")
			d.fill(demo(sandbox.Demo().KIS.SingleEID))
			d.enter()
		},
		"done-tried": func(d *desk) {
			scenes["done-only"](d)
			d.page.finish.try()
			d.Settle()
		},
		"done-try-failed": func(d *desk) {
			scenes["products-http"](d)
			d.enter()
			d.page.finish.try()
			d.Settle()
		},
		"unstored": func(d *desk) {
			scenes["products"](d)
			d.page.stored(vault.Credential{}, vault.ErrLocked)
		},
		"forgotten": func(d *desk) {
			scenes["products"](d)
			d.memory.Forget()
		},
		"403-both": func(d *desk) {
			scenes["403"](d)
			d.enter()
		},
		"201": func(d *desk) { d.failing("9999999", sandbox.Fault{}) },
		"300": func(d *desk) { d.failing("", sandbox.Fault{Kind: sandbox.FaultRefuse, Code: 300}) },
		"301": func(d *desk) { d.failing("", sandbox.Fault{Kind: sandbox.FaultRefuse, Code: 301}) },
		"301-again": func(d *desk) {
			scenes["products-expired"](d)
			d.World.SetFault(sandbox.KIS, sandbox.Fault{Kind: sandbox.FaultRefuse, Code: 301})
			d.enter()
		},
		"403": func(d *desk) { d.failing("", sandbox.Fault{Kind: sandbox.FaultRefuse, Code: 403}) },
		"403-clock": func(d *desk) {
			d.failing("", sandbox.Fault{Kind: sandbox.FaultClock, ClockOffset: 26 * time.Hour})
		},
		"network": func(d *desk) { d.failing("", sandbox.Fault{Kind: sandbox.FaultCut}) },
		"odd":     func(d *desk) { d.failing("", sandbox.Fault{Kind: sandbox.FaultHTML}) },
	}
}

// failing has the account of an enterprise checked, "" the usual one, while something is wrong.
func (d *desk) failing(eid string, fault sandbox.Fault) {
	d.World.SetFault(sandbox.KIS, fault)
	d.open("")
	values := demo(sandbox.Demo().KIS.EID)
	if eid != "" {
		values[eidField] = eid
	}
	d.fill(values)
	d.enter()
}

// TestScenes looks at everything that the wizard shows, in both languages, in the smallest window and in
// the usual one: nothing is cut, and no secret is on screen.
func TestScenes(t *testing.T) {
	for name, look := range map[string]struct {
		lang          string
		mode          theme.Mode
		width, height float32
	}{
		"zh-usual": {"zh", theme.Light, 1180, 760},
		"zh-small": {"zh", theme.Dark, 960, 600},
		"en-usual": {"en", theme.Dark, 1180, 760},
		"en-small": {"en", theme.Light, 960, 600},
	} {
		for scene, play := range scenes {
			t.Run(scene+"-"+name, func(t *testing.T) {
				d := deskOn(t, pagetest.NewIn(t, look.lang, look.mode))
				d.Resize(look.width, look.height)
				play(d)
				for _, cut := range d.CheckLayout() {
					assert.Regexp(t, "^(invalid values|the answer)", cut, "only what the button copies whole")
				}
				d.seesNot(account.AuthToken, account.ClientSecret, account.SingleAuthToken)
				d.Picture(scene+"-"+name, 1)
			})
		}
	}
}
