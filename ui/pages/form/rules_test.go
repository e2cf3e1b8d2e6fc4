package form

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers"
	"keycase/providers/sandbox"
	"keycase/ui/pages/parts/pagetest"
)

// TestEveryMissingFieldIsTold saves an empty form of each platform.
func TestEveryMissingFieldIsTold(t *testing.T) {
	for _, platform := range pagetest.Registry() {
		t.Run(platform.ID, func(t *testing.T) {
			b := pagetest.New(t)
			p := New(b.Ctx, platform.ID)
			b.Show(p)
			p.save.Tapped(nil)
			b.Settle()
			assert.Equal(t, "起个名字", p.name.Problem())
			for _, in := range p.inputs {
				if in.Field.Required {
					assert.Equal(t, "还没填", in.Problem(), in.Field.Name)
				} else {
					assert.Empty(t, in.Problem(), in.Field.Name)
				}
			}
			assert.Same(t, p.name.Focusable(), b.Window.Canvas().Focused(), "the first one that is wrong")
			b.Picture("form-missing-"+platform.ID, 1)
			assert.Empty(t, b.Vault.List())
		})
	}
}

// TestEveryRuleIsToldAtItsField types each kind of wrong value into each field of
// each platform; what was typed stays, there and everywhere else.
func TestEveryRuleIsToldAtItsField(t *testing.T) {
	for _, platform := range pagetest.Registry() {
		b := pagetest.New(t)
		for _, f := range platform.Fields {
			for sentence, wrong := range pagetest.Violations(f) {
				t.Run(platform.ID+"/"+f.Name+"/"+sentence, func(t *testing.T) { tellRule(t, b, platform.ID, f.Name, sentence, wrong) })
			}
		}
	}
}

func tellRule(t *testing.T, b *pagetest.Bench, platform, field, sentence, wrong string) {
	t.Helper()
	p := New(b.Ctx, platform)
	b.Show(p)
	p.name.SetValue("A")
	values := sandbox.Demo().Values(platform)
	for _, in := range p.inputs {
		in.SetValue(values[in.Field.Name])
	}
	in := p.at(field)
	in.SetValue("")
	typeInto(t, b, in, wrong)

	b.Window.Canvas().Focus(p.name.Focusable())
	assert.Equal(t, sentence, in.Problem(), "when the keyboard leaves the field")
	p.save.Tapped(nil)
	b.Settle()
	assert.Equal(t, sentence, in.Problem())
	assert.Equal(t, wrong, in.Value(), "what was typed stays")
	assert.True(t, strings.Contains(test.RenderObjectToMarkup(p.Content()), sentence[:3]), "it is on screen")
	assert.Same(t, in.Focusable(), b.Window.Canvas().Focused())
	assert.Empty(t, b.Vault.List())
	for _, other := range p.inputs {
		if other != in && other.Field.Kind != providers.KindChoice {
			assert.Equal(t, values[other.Field.Name], other.Value(), "nothing that was typed is lost")
		}
	}
}

func TestEveryRuleHasAViolation(t *testing.T) {
	for _, platform := range pagetest.Registry() {
		for _, f := range platform.Fields {
			if f.Kind == providers.KindLine {
				assert.NotEmpty(t, pagetest.Violations(f), platform.ID+"."+f.Name)
			}
		}
	}
}

func TestAMessageGoesWhileItIsCorrected(t *testing.T) {
	b := pagetest.New(t)
	p := New(b.Ctx, "jdy")
	b.Show(p)
	in := p.at("client_id")
	typeInto(t, b, in, "20!")
	assert.Empty(t, in.Problem(), "none comes up while typing")
	b.Window.Canvas().Focus(p.name.Focusable())
	require.NotEmpty(t, in.Problem())
	b.Window.Canvas().Focus(in.Focusable())
	press(in, fyne.KeyEnd)
	press(in, fyne.KeyBackspace)
	assert.Equal(t, "20", in.Value())
	assert.Empty(t, in.Problem())
}

func TestANameIsCheckedWhenTheKeyboardLeavesIt(t *testing.T) {
	b := pagetest.New(t)
	p := New(b.Ctx, "jdy")
	b.Show(p)
	typeInto(t, b, p.name, "晨光\u202e商贸")
	assert.Empty(t, p.name.Problem(), "none comes up while typing")
	b.Window.Canvas().Focus(p.at("client_id").Focusable())
	assert.Equal(t, "名称太长、带看不见的字符，或者像内部编号，换一个", p.name.Problem())
}

func TestAnUntouchedFieldIsNotBlamed(t *testing.T) {
	b := pagetest.New(t)
	p := New(b.Ctx, "jdy")
	b.Show(p)
	b.Window.Canvas().Focus(p.at("client_id").Focusable())
	b.Window.Canvas().Focus(p.at("client_secret").Focusable())
	assert.Empty(t, p.at("client_id").Problem())
}

func TestAWarningDoesNotStop(t *testing.T) {
	b := pagetest.New(t)
	p := New(b.Ctx, "jdy")
	b.Show(p)
	typeInto(t, b, p.name, "A")
	values := sandbox.Demo().Values("jdy")
	values["app_key"] += "2" // one more than usual
	fill(t, b, p, values)
	b.Window.Canvas().Focus(p.name.Focusable())
	assert.Contains(t, p.at("app_key").Note(), "9")
	p.save.Tapped(nil)
	b.Settle()
	assert.Len(t, b.Vault.List(), 1)
}

func TestPastedSecretIsTrimmed(t *testing.T) {
	b := pagetest.New(t)
	p := New(b.Ctx, "jdy")
	b.Show(p)
	in := p.at("client_secret")
	board := fyne.CurrentApp().Clipboard()
	board.SetContent("  f2adcfef73369bfc\n")
	b.Window.Canvas().Focus(in.Focusable())
	shortcuts, ok := in.Focusable().(fyne.Shortcutable)
	require.True(t, ok)
	shortcuts.TypedShortcut(&fyne.ShortcutPaste{Clipboard: board})
	assert.Equal(t, "f2adcfef73369bfc", in.Value())
	assert.Equal(t, "前后的空格去掉了", in.Note())
	test.Type(in.Focusable(), "a")
	assert.Empty(t, in.Note(), "the note goes with the next change")
}
