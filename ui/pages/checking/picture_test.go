package checking

import (
	"testing"

	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/theme"
)

func TestPictures(t *testing.T) {
	for name, look := range map[string]struct {
		lang          string
		mode          theme.Mode
		width, height float32
		scale         float32
	}{
		"zh-light":  {"zh", theme.Light, 960, 728, 1},
		"zh-dark":   {"zh", theme.Dark, 960, 728, 1},
		"en-light":  {"en", theme.Light, 960, 728, 1},
		"zh-narrow": {"zh", theme.Light, 740, 568, 1},
		"en-narrow": {"en", theme.Dark, 740, 568, 1},
	} {
		t.Run(name, func(t *testing.T) {
			b := pagetest.NewIn(t, look.lang, look.mode)
			b.Production()
			b.Resize(look.width, look.height)
			b.Add("jdy", "晨光商贸")
			p := show(b, "", "")
			b.Picture("checking-empty-"+name, look.scale)
			p.showExample()
			b.Settle()
			b.Picture("checking-one-"+name, look.scale)
			p.right.mend.toggle()
			p.right.scrollBy("Next")
			b.Picture("checking-code-"+name, look.scale)
			for state, v := range map[string]int{"newline": 0, "query": 1} {
				p.showExample()
				paste(b, p, vectors(t, "jdy_negative")[v].Wrong)
				b.Picture("checking-"+state+"-"+name, look.scale)
			}
			paste(b, p, vectors(t, "jdy_negative")[0].Correct)
			b.Picture("checking-match-"+name, look.scale)
			paste(b, p, "0123456789abcdef0123456789abcdef")
			b.Picture("checking-unknown-"+name, look.scale)
			p.clear()
			p.form.credential.OnChanged(1)
			paste(b, p, "curl -X GET 'https://open-api.10ss.net/oauth/oauth?client_id=1000000001&timestamp=1670305063000&sign=abc&grant_type=client_credentials'")
			b.Picture("checking-lacking-"+name, look.scale)
		})
	}
}
