package operation

import (
	"errors"
	"net/url"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers"
	"keycase/providers/snippet"
	"keycase/ui/pages/parts/pagetest"
)

// TestWhatIsSharedIsNoSecret looks at every operation in every language, for a
// credential that has everything.
func TestWhatIsSharedIsNoSecret(t *testing.T) {
	b := pagetest.New(t)
	for _, platform := range pagetest.Registry() {
		cred, secrets := everything(t, b, platform)
		for _, op := range platform.Operations {
			if !op.Sends {
				continue
			}
			p := show(b, platform.ID+"."+op.ID, cred.ID)
			signExamples(b, p)
			require.NoError(t, p.signing.err, op.ID)
			p.right.panel.onForm(formShare)
			for i, target := range snippet.Targets() {
				b.Copies = nil
				p.right.panel.choose(i)
				p.right.panel.copy()
				require.Len(t, b.Copies, 1)
				assert.False(t, b.Copies[0].Secret)
				for name, value := range secrets {
					assert.NotContains(t, b.Copies[0].Value, value, "%s %s: %s", op.ID, target.ID, name)
				}
				shared, err := sharedCode(target.ID, p.signing.signed)
				require.NoError(t, err)
				assert.Equal(t, shared.Text, b.Copies[0].Value)
				told := notes(zh, p.signing.signed, shared.Variables)
				require.Len(t, told, len(shared.Variables))
				for j, note := range told {
					assert.Equal(t, shared.Variables[j].Name, note.Name)
					assert.NotEmpty(t, note.Meaning, note.Name)
				}
			}
			p.right.panel.onForm(formReady)
		}
	}
}

func TestTheFormIsRemembered(t *testing.T) {
	b := pagetest.New(t)
	cred := given(t, b)
	p := show(b, "jdy.request", cred.ID)
	typeInto(t, b, p, "path", "/jdy/v2")
	assert.True(t, onScreen(p, "有效 5:00"))
	assert.True(t, onScreen(p, dots))
	p.right.panel.panel.OnForm(formShare)
	assert.False(t, onScreen(p, "有效 5:00"), "what is shared does not expire")
	assert.False(t, onScreen(p, dots))
	assert.True(t, onScreen(p, "$JDY_SIGNATURE"))
	assert.True(t, onScreen(p, "运行前设好这些环境变量"))
	b.Move(6 * time.Minute)
	assert.False(t, onScreen(p, "换新并复制"))

	again := show(b, "jdy.request", cred.ID)
	assert.Equal(t, formShare, again.right.panel.form)
	assert.True(t, onScreen(again, "填完左边"), "nothing to share yet")
	again.right.panel.panel.OnForm(formReady)
	assert.Equal(t, formReady, rememberedForm())
}

// A row of a form may hold a secret that only another operation has an input for.
func TestASecretOfAnotherOperationIsExplained(t *testing.T) {
	platform, op, err := pagetest.Registry().Operation("yilianyun.request")
	require.NoError(t, err)
	assert.Equal(t, "长期有效；和特殊密钥二选一", meaning(zh, platform, op, providers.RecipeStep{Name: "msign", Do: providers.DoSecret}))
	assert.Equal(t, "nobody", meaning(zh, platform, op, providers.RecipeStep{Name: "nobody", Do: providers.DoSecret}))
}

// TestEveryTargetIsAKeyAway: those behind the last tab too.
func TestEveryTargetIsAKeyAway(t *testing.T) {
	b := pagetest.New(t)
	p := show(b, "jdy.request", "")
	b.Resize(740, 608)
	v := p.right.panel
	require.Less(t, len(v.tabs), len(v.targets))
	seen := map[int]bool{}
	for range v.targets {
		seen[v.chosen] = true
		v.next()
	}
	assert.Len(t, seen, len(v.targets))

	canvas := b.Window.Canvas()
	canvas.Focus(v.panel.Tabs())
	v.panel.Tabs().TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	require.NotNil(t, canvas.Overlays().Top(), "the tab after the last one opens the others")
	canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	assert.Nil(t, canvas.Overlays().Top())
	assert.NotZero(t, v.chosen)
	assert.Same(t, v.panel.Tabs(), canvas.Focused(), "the tabs were made anew")
}

// browser notes what is opened, or refuses.
type browser struct {
	fyne.App
	opened []string
	err    error
}

func (b *browser) OpenURL(u *url.URL) error {
	b.opened = append(b.opened, u.String())
	return b.err
}

func TestAStepLeadsToTheRule(t *testing.T) {
	b := pagetest.New(t)
	current := fyne.CurrentApp()
	t.Cleanup(func() { fyne.SetCurrentApp(current) })
	app := &browser{App: current}
	p := show(b, "yilianyun.client-token", b.Add("yilianyun", "总部").ID)
	fyne.SetCurrentApp(app)
	p.right.trace.OnRule("https://www.kancloud.cn/a")
	assert.Equal(t, []string{"https://www.kancloud.cn/a"}, app.opened)
	assert.Empty(t, b.Questions)

	app.err = errors.New("no browser")
	p.right.trace.OnRule("https://www.kancloud.cn/a")
	require.Len(t, b.Questions, 1)
	b.Questions[0].Answer(true)
	require.Len(t, b.Copies, 1)
	assert.Equal(t, "https://www.kancloud.cn/a", b.Copies[0].Value)
}
