package kis

import (
	"crypto/rand"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/broker"
	"keycase/providers/sandbox"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/wizards/frame"
)

// diary is a history in memory.
type diary struct{ kept []broker.Called }

func (d *diary) Keep(c broker.Called) { d.kept = append(d.kept, c) }

func (d *diary) Remove(string) {}

// newDiary gives the desk's broker a history.
func (d *desk) newDiary() *diary {
	kept := &diary{}
	urls := map[string]string{platformID: d.URL(platformID)}
	d.Broker = broker.New(broker.Params{
		Registry: pagetest.Registry(), Vault: d.Vault, HTTP: &http.Client{}, Clock: d.Now, Rand: rand.Reader,
		BaseURLs: urls, History: kept,
	})
	d.Ctx.Broker = d.Broker
	return kept
}

// TestHowANewAccountWasCheckedIsKept has a refusal before the platform says yes.
func TestHowANewAccountWasCheckedIsKept(t *testing.T) {
	d := newDesk(t)
	kept := d.newDiary()
	d.open("")
	d.World.SetFault(platformID, sandbox.Fault{Kind: sandbox.FaultRefuse, Code: 300, Times: 1})
	d.fill(demo(account.SingleEID))
	d.enter()
	assert.Empty(t, kept.kept, "there is no credential yet")
	d.enter()
	d.sees("绑好了")
	cred, _ := d.bound()
	require.Len(t, kept.kept, 2)
	for i, call := range kept.kept {
		assert.Equal(t, cred.ID, call.Credential)
		assert.Equal(t, lookup, call.Operation)
		assert.Equal(t, d.Now().Add(time.Duration(i-1)*frame.CalmKeys), call.At)
	}
	require.Error(t, kept.kept[0].Err)
	require.NoError(t, kept.kept[1].Err)
}

// TestTheHistoryOfAnotherAccountIsNotKept has the first account refused, and another one typed.
func TestTheHistoryOfAnotherAccountIsNotKept(t *testing.T) {
	d := newDesk(t)
	kept := d.newDiary()
	d.open("")
	values := demo(account.SingleEID)
	values[tokenField] = account.AuthToken
	d.fill(values)
	d.enter()
	require.NotNil(t, d.page.flow.fault)
	d.page.goBack()
	d.page.account.rows[1].input.SetText(account.SingleAuthToken)
	d.page.account.submit()
	d.Settle()
	d.sees("绑好了")
	require.Len(t, kept.kept, 1)
	require.NoError(t, kept.kept[0].Err)
}

// TestOfAStoredAccountTheBrokerKeepsIt once.
func TestOfAStoredAccountTheBrokerKeepsIt(t *testing.T) {
	d := newDesk(t)
	stored := d.AddWith(platformID, "明德会计", demo(account.SingleEID))
	kept := d.newDiary()
	d.open(stored.ID)
	d.enter()
	d.sees("绑好了")
	require.Len(t, kept.kept, 1)
	assert.Equal(t, stored.ID, kept.kept[0].Credential)
}
