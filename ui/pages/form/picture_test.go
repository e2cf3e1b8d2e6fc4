package form_test

import (
	"testing"

	"keycase/ui/pages/form"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/theme"
)

func TestPictures(t *testing.T) {
	for name, look := range map[string]struct {
		lang  string
		mode  theme.Mode
		width float32
		scale float32
	}{
		"zh-light":  {"zh", theme.Light, 960, 1},
		"en-dark":   {"en", theme.Dark, 960, 1.5},
		"zh-narrow": {"zh", theme.Light, 740, 1},
	} {
		t.Run(name, func(t *testing.T) {
			b := pagetest.NewIn(t, look.lang, look.mode)
			b.Resize(look.width, 728)
			for _, platform := range pagetest.Registry() {
				b.Show(form.New(b.Ctx, platform.ID))
				b.Picture("form-"+platform.ID+"-"+name, look.scale)
			}
			b.Show(form.New(b.Ctx, ""))
			b.Picture("form-choose-"+name, look.scale)
			cred := b.Add("jdy", "晨光商贸")
			b.Show(form.Edit(b.Ctx, cred.ID))
			b.Picture("form-edit-"+name, look.scale)
		})
	}
}
