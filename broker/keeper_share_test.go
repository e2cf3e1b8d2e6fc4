package broker_test

import (
	"context"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"keycase/broker"
	"keycase/providers/sandbox"
)

func TestTwoKeepersFetchOnce(t *testing.T) {
	k := newKeeping(t)
	cred := k.issued("robot", "客服机器人", "access_token")
	k.choose(cred, true)
	k.keeper.Stop()
	k.clock.Move(3 * time.Hour)
	k.world.SetFault("robot", sandbox.Fault{Kind: sandbox.FaultSlow, Delay: 20 * time.Millisecond})
	var group errgroup.Group
	for range 3 {
		v, b := k.another(t)
		require.NoError(t, v.Unlock(bg, []byte("correct horse")))
		ts := newTimers(k.clock)
		keeper := broker.NewKeeper(b, broker.KeeperParams{After: ts.After})
		keeper.Start(bg)
		t.Cleanup(keeper.Stop)
		group.Go(func() error { ts.Settle(); return nil })
	}
	require.NoError(t, group.Wait())
	assert.Len(t, k.world.Requests("robot"), 2)
	assert.Zero(t, k.age(cred))
}

func TestWhatAnotherRenewedIsNotDue(t *testing.T) {
	k := newKeeping(t)
	cred := k.issued("robot", "客服机器人", "access_token")
	k.clock.Move(time.Hour)
	_, other := k.another(t)
	_, err := other.Renew(bg, cred.ID, cred.Tokens[0].ID)
	require.NoError(t, err)
	require.Error(t, k.broker.RenewUnasked(bg, cred, cred.Tokens[0]))
	require.NoError(t, other.Forget(bg, cred.ID, cred.Tokens[0].ID))
	require.Error(t, k.broker.RenewUnasked(bg, cred, cred.Tokens[0]))
	assert.Len(t, k.world.Requests("robot"), 2)
}

// A person who asks while the keeper does gets what is left for people.
func TestPeopleDoNotShareTheKeepersRefusal(t *testing.T) {
	k := newKeeping(t)
	cred := k.issued("jdy", "晨光商贸", "app-token")
	entered, gate := make(chan struct{}), make(chan struct{})
	var once sync.Once
	b := k.brokerAt(k.vault, http.DefaultClient, func() time.Time {
		once.Do(func() {
			close(entered)
			<-gate
		})
		return k.clock.Now()
	})
	person, err := b.RunLater(broker.Call{Operation: "jdy.app-token", Credential: cred.ID})
	require.NoError(t, err)
	var group errgroup.Group
	group.Go(func() error {
		var quota *broker.QuotaError
		assert.ErrorAs(t, b.RenewUnasked(bg, cred, cred.Tokens[0]), &quota)
		return nil
	})
	<-entered // in the flight
	aboard := make(chan struct{})
	group.Go(func() error {
		_, err := person(asking{bg, sync.OnceFunc(func() { close(aboard) })})
		return err
	})
	<-aboard
	close(gate)
	require.NoError(t, group.Wait())
}

// asking is a context that tells when somebody waits for its end.
type asking struct {
	context.Context
	waits func()
}

func (a asking) Done() <-chan struct{} {
	a.waits()
	return a.Context.Done()
}
