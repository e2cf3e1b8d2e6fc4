package form

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers"
	"keycase/providers/sandbox"
	"keycase/ui/pages/parts"
	"keycase/ui/pages/parts/pagetest"
	"keycase/vault"
)

// typeInto types as a person does.
func typeInto(t *testing.T, b *pagetest.Bench, in *parts.Input, text string) {
	t.Helper()
	b.Window.Canvas().Focus(in.Focusable())
	test.Type(in.Focusable(), text)
	require.Equal(t, text, in.Value(), in.Field.Name)
}

func press(in *parts.Input, key fyne.KeyName) {
	in.Focusable().TypedKey(&fyne.KeyEvent{Name: key})
}

// pick chooses a value of a segmented control by its arrow keys.
func pick(t *testing.T, in *parts.Input, value string) {
	t.Helper()
	for range in.Field.Choices {
		if in.Value() == value {
			return
		}
		press(in, fyne.KeyRight)
	}
	require.Equal(t, value, in.Value())
}

func (p *Page) at(name string) *parts.Input {
	for _, in := range p.all() {
		if in.Field.Name == name {
			return in
		}
	}
	return nil
}

// fill gives every field of the page a value that is accepted.
func fill(t *testing.T, b *pagetest.Bench, p *Page, values map[string]string) {
	t.Helper()
	for _, in := range p.inputs {
		value := values[in.Field.Name]
		switch {
		case value == "":
		case in.Field.Kind == providers.KindChoice:
			pick(t, in, value)
		default:
			typeInto(t, b, in, value)
		}
	}
}

// TestAddByTyping does it for every platform with the keyboard alone.
func TestAddByTyping(t *testing.T) {
	for _, platform := range pagetest.Registry() {
		t.Run(platform.ID, func(t *testing.T) {
			b := pagetest.New(t)
			p := New(b.Ctx, platform.ID)
			b.Show(p)
			assert.Same(t, p.name.Focusable(), b.Window.Canvas().Focused(), "the first field has the keyboard")

			typeInto(t, b, p.name, "晨光商贸")
			values := sandbox.Demo().Values(platform.ID)
			fill(t, b, p, values)
			press(p.inputs[0], fyne.KeyReturn)
			assert.True(t, p.save.Busy())
			b.Settle()

			stored := b.Vault.List()
			require.Len(t, stored, 1)
			assert.Equal(t, "晨光商贸", stored[0].Name)
			assert.Equal(t, []string{"saved " + platform.ID + " " + stored[0].ID}, b.Went)
			assert.Len(t, b.Toasts, 1)
			secrets, err := b.Vault.Secrets(context.Background(), stored[0].ID)
			require.NoError(t, err)
			for _, f := range platform.Fields {
				if f.Secret {
					assert.Equal(t, values[f.Name], secrets[f.Name])
				} else if f.Kind != providers.KindChoice {
					assert.Equal(t, values[f.Name], stored[0].Public[f.Name])
				}
			}
			assert.False(t, p.Dirty())
		})
	}
}

func TestSecretsAreNotOnScreen(t *testing.T) {
	b := pagetest.New(t)
	for _, platform := range pagetest.Registry() {
		p := New(b.Ctx, platform.ID)
		b.Show(p)
		for _, in := range p.inputs {
			if in.Field.Secret {
				typeInto(t, b, in, "theSecretOf"+in.Field.Name)
			}
		}
		assert.False(t, strings.Contains(test.RenderObjectToMarkup(p.Content()), "theSecretOf"), platform.ID)
	}
}

func TestTabOrderIsThatOfThePage(t *testing.T) {
	b := pagetest.New(t)
	p := New(b.Ctx, "robot")
	b.Show(p)
	var order []string
	for range 30 {
		for _, in := range p.all() {
			if in.Focusable() == b.Window.Canvas().Focused() {
				order = append(order, in.Field.Name)
			}
		}
		if b.Window.Canvas().Focused() == fyne.Focusable(p.save) {
			break
		}
		b.Window.Canvas().FocusNext()
	}
	assert.Equal(t, []string{"name", "api_key", "secret_key", "app_id", "app_secret"}, order)
}

func TestEditKeepsWhatIsNotTyped(t *testing.T) {
	b := pagetest.New(t)
	cred := b.Add("robot", "华东客服")
	p := Edit(b.Ctx, cred.ID)
	b.Show(p)
	assert.False(t, p.Dirty())
	assert.Equal(t, cred.Public["api_key"], p.at("api_key").Value())
	assert.Empty(t, p.at("secret_key").Value(), "no secret is read")

	typeInto(t, b, p.at("app_secret"), "another-secret")
	p.at("app_id").SetValue("")
	p.name.SetValue("华东客服 2")
	assert.True(t, p.Dirty())
	p.save.Tapped(nil)
	b.Settle()

	now := b.Get(cred.ID)
	assert.Equal(t, "华东客服 2", now.Name)
	assert.NotContains(t, now.Public, "app_id", "an emptied field is taken away")
	secrets, err := b.Vault.Secrets(context.Background(), cred.ID)
	require.NoError(t, err)
	assert.Equal(t, map[string]string{"secret_key": sandbox.Demo().Robot.SecretKey, "app_secret": "another-secret"}, secrets)
}

func TestAStoredSecretCanBeTakenAway(t *testing.T) {
	b := pagetest.New(t)
	cred := b.Add("robot", "华东客服")
	p := Edit(b.Ctx, cred.ID)
	b.Show(p)
	drop := p.dropper(p.at("app_secret"))
	drop.Tapped(nil)
	assert.True(t, p.Dirty())
	drop.Tapped(nil)
	assert.False(t, p.Dirty(), "and be kept after all")
	drop.Tapped(nil)
	p.save.Tapped(nil)
	b.Settle()
	assert.Equal(t, []string{"secret_key"}, b.Get(cred.ID).Secrets)
}

func TestEnvironment(t *testing.T) {
	b := pagetest.New(t)
	p := New(b.Ctx, "jdy")
	b.Show(p)
	typeInto(t, b, p.name, "A")
	fill(t, b, p, sandbox.Demo().Values("jdy"))
	p.environment.segment.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	assert.Same(t, p.environment.address.Focusable(), b.Window.Canvas().Focused())
	p.save.Tapped(nil)
	assert.Equal(t, "还没填", p.environment.address.Problem())
	typeInto(t, b, p.environment.address, "https://gateway.example.com")
	p.save.Tapped(nil)
	b.Settle()
	require.Len(t, b.Vault.List(), 1)
	assert.Equal(t, "https://gateway.example.com", b.Vault.List()[0].BaseURL)

	assert.Contains(t, test.RenderObjectToMarkup(p.environment.object), "密钥会发到那里")
	p.environment.address.SetValue("")
	typeInto(t, b, p.environment.address, "http://127.0.0.1:4000")
	assert.Contains(t, test.RenderObjectToMarkup(p.environment.object), "沙盒")

	again := Edit(b.Ctx, b.Vault.List()[0].ID)
	b.Show(again)
	assert.True(t, again.environment.custom())
	again.environment.segment.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	again.save.Tapped(nil)
	b.Settle()
	assert.Empty(t, b.Vault.List()[0].BaseURL)
}

func TestATakenNameIsToldAtTheName(t *testing.T) {
	b := pagetest.New(t)
	b.Add("kis", "晨光商贸")
	p := New(b.Ctx, "jdy")
	b.Show(p)
	typeInto(t, b, p.name, "晨光商贸")
	fill(t, b, p, sandbox.Demo().Values("jdy"))
	p.save.Tapped(nil)
	b.Settle()
	assert.Equal(t, "这个名称用过了，换一个", p.name.Problem())
	assert.Same(t, p.name.Focusable(), b.Window.Canvas().Focused())
	assert.Equal(t, sandbox.Demo().JDY.ClientSecret, p.at("client_secret").Value())
	assert.Empty(t, b.Went)
}

func TestALockedKeyringIsToldAboveTheForm(t *testing.T) {
	keyring := pagetest.NewKeyring()
	b := pagetest.NewOn(t, keyring)
	p := New(b.Ctx, "jdy")
	b.Show(p)
	typeInto(t, b, p.name, "A")
	fill(t, b, p, sandbox.Demo().Values("jdy"))
	keyring.Refuse(vault.ErrLocked)
	p.save.Tapped(nil)
	b.Settle()
	assert.True(t, p.refusal.Visible())
	assert.Contains(t, test.RenderObjectToMarkup(p.Content()), "密钥锁着")
	b.Picture("form-locked", 1)
	assert.False(t, p.save.Busy())
	assert.Equal(t, sandbox.Demo().JDY.AppSecret, p.at("app_secret").Value(), "everything typed is still there")

	keyring.Refuse(nil)
	p.alert.Again().Tapped(nil)
	b.Settle()
	assert.Len(t, b.Vault.List(), 1)
	assert.False(t, p.refusal.Visible())
}

// TestARefusedChangeIsKeptInTheForm changes a stored credential while its keys cannot
// be written.
func TestARefusedChangeIsKeptInTheForm(t *testing.T) {
	keyring := pagetest.NewKeyring()
	b := pagetest.NewOn(t, keyring)
	cred := b.Add("jdy", "晨光商贸")
	p := Edit(b.Ctx, cred.ID)
	b.Show(p)
	secret := strings.Repeat("fedcba98", 4)
	typeInto(t, b, p.at("client_secret"), secret)
	keyring.RefuseWrites(vault.ErrDenied)
	p.save.Tapped(nil)
	b.Settle()
	assert.True(t, p.refusal.Visible())
	assert.Equal(t, secret, p.at("client_secret").Value())
	assert.True(t, p.Dirty())
	stored, err := b.Vault.Secrets(t.Context(), cred.ID)
	require.NoError(t, err)
	assert.Equal(t, sandbox.Demo().JDY.ClientSecret, stored["client_secret"], "the old one is still there")
	keyring.RefuseWrites(nil)
	p.alert.Again().Tapped(nil)
	b.Settle()
	stored, err = b.Vault.Secrets(t.Context(), cred.ID)
	require.NoError(t, err)
	assert.Equal(t, secret, stored["client_secret"])
}

func TestCancelWhileTheKeyringWaits(t *testing.T) {
	keyring := pagetest.NewKeyring()
	b := pagetest.NewOn(t, keyring)
	p := New(b.Ctx, "jdy")
	b.Show(p)
	typeInto(t, b, p.name, "A")
	fill(t, b, p, sandbox.Demo().Values("jdy"))
	release := keyring.Hold()
	defer release()
	p.save.Tapped(nil)
	require.True(t, p.save.Busy())
	p.save.Tapped(nil) // a second press does nothing

	p.Escape()
	assert.False(t, p.save.Busy())
	assert.Empty(t, b.Went, "Esc only stops the saving")
	b.Settle()
	assert.Empty(t, b.Went)
	assert.False(t, p.name.Focusable().(fyne.Disableable).Disabled(), "the form can be typed into again")
}

func TestEscapeAsksWhenSomethingWasTyped(t *testing.T) {
	b := pagetest.New(t)
	p := New(b.Ctx, "jdy")
	b.Show(p)
	p.Escape()
	assert.Equal(t, []string{"back"}, b.Went)

	typeInto(t, b, p.name, "A")
	p.Escape()
	require.Len(t, b.Questions, 1)
	assert.True(t, b.Questions[0].Loss)
	b.Questions[0].Answer(false)
	assert.Len(t, b.Went, 1)
	b.Questions[0].Answer(true)
	assert.Equal(t, []string{"back", "back"}, b.Went)
}

func TestHiddenMasksAndStops(t *testing.T) {
	keyring := pagetest.NewKeyring()
	b := pagetest.NewOn(t, keyring)
	p := New(b.Ctx, "jdy")
	b.Show(p)
	typeInto(t, b, p.name, "A")
	fill(t, b, p, sandbox.Demo().Values("jdy"))
	release := keyring.Hold()
	defer release()
	p.save.Tapped(nil)
	p.Hidden()
	b.Settle()
	assert.Empty(t, b.Went)
	assert.False(t, p.save.Busy())
}

func TestChooserLeadsToTheForm(t *testing.T) {
	b := pagetest.New(t)
	p := New(b.Ctx, "")
	b.Show(p)
	assert.False(t, p.Dirty())
	for _, platform := range pagetest.Registry() {
		assert.Contains(t, test.RenderObjectToMarkup(p.Content()), platform.Name.ZH)
	}
	p.choose(pagetest.Registry()[1])
	assert.Equal(t, "kis", p.platform.ID)
	assert.Same(t, p.name.Focusable(), b.Window.Canvas().Focused())
}

func TestEditOfWhatIsGone(t *testing.T) {
	b := pagetest.New(t)
	p := Edit(b.Ctx, "nothing")
	b.Show(p)
	assert.Contains(t, test.RenderObjectToMarkup(p.Content()), "已经删掉")
	p.Escape()
	p.Hidden()
	assert.Equal(t, []string{"back"}, b.Went)
}

func TestTheGuideSaysWhereToFindIt(t *testing.T) {
	b := pagetest.New(t)
	p := New(b.Ctx, "jdy")
	b.Show(p)
	b.Window.Canvas().Focus(p.at("app_key").Focusable())
	assert.True(t, strings.HasPrefix(p.guide.where.Text(), "星辰"))
	assert.Equal(t, "bVZgAZOv1", p.guide.example.Text())
	assert.True(t, p.guide.sample.Visible())
	field := p.at("app_key").Field
	field.Kind = providers.KindChoice
	p.guide.show(field)
	assert.False(t, p.guide.sample.Visible(), "what there is to choose from needs no example")
	p.guide.show(p.at("app_key").Field)

	b.Resize(740, 728)
	assert.False(t, p.guide.object.Visible())
	assert.Contains(t, test.RenderObjectToMarkup(p.Content()), "在哪里找：", "in a narrow window the fields say it themselves")
	b.Resize(1200, 728)
	assert.True(t, p.guide.object.Visible())
}

// TestANewOneBelongsWhereNewOnesDo, as long as nobody says otherwise.
func TestANewOneBelongsWhereNewOnesDo(t *testing.T) {
	b := pagetest.New(t)
	b.Ctx.NewBaseURL = func(platform string) string { return b.URL(platform) }
	p := New(b.Ctx, "jdy")
	b.Show(p)
	assert.Equal(t, b.URL("jdy"), p.draft().submission().BaseURL)
	assert.True(t, p.environment.here.Visible())
	assert.Equal(t, "保存到沙盒", p.save.AccessibilityLabel())
	assert.False(t, p.Dirty())
	b.CheckLayout()
	b.Picture("form-sandbox-zh-light", 1)
	p.environment.segment.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	assert.False(t, p.environment.here.Visible())
	assert.Equal(t, "保存", p.save.AccessibilityLabel())
	p.environment.segment.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	p.environment.address.SetValue("")
	typeInto(t, b, p.environment.address, "https://gateway.example.com")
	assert.False(t, p.environment.here.Visible(), "that is no sandbox")
	assert.Equal(t, "保存", p.save.AccessibilityLabel())

	cred := b.Add("jdy", "晨光商贸")
	edit := Edit(b.Ctx, cred.ID)
	b.Show(edit)
	assert.Empty(t, edit.draft().submission().BaseURL, "a stored one stays where it is")
}
