package operation

import (
	"errors"
	"maps"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/assets/translations"
	"keycase/providers"
	"keycase/providers/sandbox"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/theme"
)

// TestRefusedSignatureLeadsToTheDoctor, with the operation and the credential.
func TestRefusedSignatureLeadsToTheDoctor(t *testing.T) {
	for _, lang := range []string{translations.Chinese, translations.English} {
		b := pagetest.NewIn(t, lang, theme.Light)
		values := maps.Clone(sandbox.Demo().Values("jdy"))
		values["client_secret"] = "0123456789abcdef0123456789abcdee"
		cred := b.AddWith("jdy", "晨光商贸", values)
		p := show(b, "jdy.app-token", cred.ID)
		p.askRun()
		b.Settle()
		require.NotNil(t, p.right.result.doctor, lang)
		p.right.result.doctor.Tapped(nil)
		assert.Equal(t, []string{"signature doctor jdy.app-token " + cred.ID}, b.Went)

		b.AddWith("jdy", "good", sandbox.Demo().Values("jdy"))
		good, err := b.Vault.Find("good")
		require.NoError(t, err)
		q := show(b, "jdy.app-token", good.ID)
		q.askRun()
		b.Settle()
		assert.Nil(t, q.right.result.doctor)
	}
}

// TestExplanationsThatNameTheDoctor are those of the codes about signatures.
func TestExplanationsThatNameTheDoctor(t *testing.T) {
	b := pagetest.New(t)
	for code, named := range map[string]bool{"4008": true, "4006": false} {
		failure := &providers.Failure{Code: code, Action: providers.Text{ZH: "先对表", EN: "set the clock"}}
		if named {
			failure.Action = providers.Text{ZH: "再用签名诊断看差在哪一步", EN: "then let the signature doctor find the step"}
		}
		assert.Equal(t, named, namesDoctor(b.Ctx, failure))
	}
	assert.False(t, namesDoctor(b.Ctx, errors.New("4008")))
}
