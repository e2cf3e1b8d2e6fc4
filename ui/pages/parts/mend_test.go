package parts_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/broker"
	"keycase/providers"
	"keycase/ui/pages/parts"
	"keycase/ui/pages/parts/pagetest"
	"keycase/vault"
)

func TestWhatAPersonCanDoAboutAnError(t *testing.T) {
	stale := func(err error) error {
		return &broker.StaleError{Refusal: &providers.Failure{Code: "35", Meaning: providers.Same("refused")}, Err: err}
	}
	printer := vault.Credential{ID: "a1", Platform: "yilianyun"}
	set := vault.Credential{ID: "b2", Platform: "jdy"}
	for name, c := range map[string]struct {
		cred  vault.Credential
		err   error
		label string // "" for none
		went  string
	}{
		"fields are missing":    {set, stale(broker.ErrKeysLacking), "去改凭证", "edit b2"},
		"no newer keys":         {set, stale(broker.ErrNoNewerKeys), "去改凭证", "edit b2"},
		"bound again":           {printer, stale(broker.ErrBindAgain), "重新配对", "wizard yilianyun a1"},
		"bound again by itself": {printer, broker.ErrBindAgain, "重新配对", "wizard yilianyun a1"},
		"the platform says so":  {printer, &providers.Failure{Code: "20", Stale: providers.StaleRefresh}, "重新配对", "wizard yilianyun a1"},
		"refused otherwise":     {printer, &providers.Failure{Code: "45"}, "", ""},
		"no guided binding":     {set, broker.ErrBindAgain, "", ""},
		"anything else":         {printer, errors.New("x"), "", ""},
		"another reason":        {printer, stale(vault.ErrLocked), "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			b := pagetest.New(t)
			b.Wizards = map[string]bool{"yilianyun": true}
			parts.Fail(b.Ctx, c.cred, c.err)
			if c.label == "" {
				assert.Equal(t, []error{c.err}, b.Failures)
				assert.Empty(t, b.Questions)
				return
			}
			assert.Empty(t, b.Failures)
			require.Len(t, b.Questions, 1)
			assert.Equal(t, c.label, b.Questions[0].Yes)
			b.Questions[0].Answer(false)
			assert.Empty(t, b.Went)
			b.Questions[0].Answer(true)
			assert.Equal(t, []string{c.went}, b.Went)
		})
	}
}
