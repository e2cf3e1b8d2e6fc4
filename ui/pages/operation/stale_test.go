package operation

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/broker"
	"keycase/providers"
	"keycase/providers/sandbox"
	"keycase/ui/pages/parts/pagetest"
)

// TestStaleKeysThatCannotBeAskedForLeadToTheForm misses the field that newer keys
// are asked for with.
func TestStaleKeysThatCannotBeAskedForLeadToTheForm(t *testing.T) {
	b := pagetest.New(t)
	values := sandbox.Demo().Values("jdy")
	delete(values, "outer_instance_id")
	cred := b.AddWith("jdy", "晨光商贸", values)
	b.World.RotateAppSecret(values["app_key"])
	p := show(b, "jdy.app-token", cred.ID)
	run(b, p)
	require.NotNil(t, p.right.result.mend)
	assert.True(t, onScreen(p, "去改凭证"))
	assert.True(t, onScreen(p, "outerInstanceId"), "what is missing is named")
	for _, in := range p.form.visible() {
		assert.Empty(t, in.Problem(), "nothing that was typed is wrong")
	}
	b.Picture("result-stale-keys", 1)
	p.right.result.mend.Tapped(nil)
	assert.Equal(t, []string{"edit " + cred.ID}, b.Went)
}

// TestATokenToBeBoundAgainLeadsToTheWizard lets the platform end the token early, and take its refresh token no more.
func TestATokenToBeBoundAgainLeadsToTheWizard(t *testing.T) {
	b := pagetest.New(t)
	b.Wizards = map[string]bool{"yilianyun": true}
	cred := b.Add("yilianyun", "解放路店")
	machine := sandbox.Demo().Yilianyun.MachineCode
	_, err := b.Broker.Run(context.Background(), broker.Call{Operation: "yilianyun.scan-code", Credential: cred.ID, Values: providers.Values{
		"machine_code": machine, "qr_key": b.World.PrintQRKey(machine),
	}})
	require.NoError(t, err)
	b.World.SetFault("yilianyun", sandbox.Fault{Kind: sandbox.FaultRefuse, Code: 20, Times: 1})
	_, err = b.Broker.Renew(context.Background(), cred.ID, b.Get(cred.ID).Tokens[0].ID)
	require.Error(t, err)
	b.World.ExpireTokens("yilianyun")
	p := show(b, "yilianyun.printer-status", cred.ID)
	run(b, p)
	require.NotNil(t, p.right.result.mend, "%v", screenText(p))
	assert.True(t, onScreen(p, "重新配对"))
	p.right.result.mend.Tapped(nil)
	assert.Equal(t, []string{"wizard yilianyun " + cred.ID}, b.Went)
}
