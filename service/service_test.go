package service_test

import (
	"context"
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"keycase/service"
)

func TestOneFetchServesAllWhoAskAtOnce(t *testing.T) {
	s := newSource()
	s.gate = make(chan struct{})
	tokens := s.service()
	var group errgroup.Group
	for range 100 {
		group.Go(func() error {
			token, err := tokens.Token(t.Context(), service.Want{Credential: "a"})
			assert.Equal(t, "value of a", token.Value)
			return err
		})
	}
	require.Eventually(t, func() bool { return s.found.Load() == 100 }, 10*time.Second, time.Millisecond)
	close(s.gate)
	require.NoError(t, group.Wait())
	assert.Equal(t, 1, s.count())
	_, err := tokens.Token(t.Context(), service.Want{Credential: "b"})
	require.NoError(t, err)
	assert.Equal(t, 2, s.count(), "another token is another fetch")
}

func TestATokenIsKeptWhileItIsGood(t *testing.T) {
	s := newSource()
	tokens := s.service()
	assert.False(t, tokens.Keeps())
	for _, step := range []struct {
		good   bool
		forget bool
		want   int
	}{{true, false, 1}, {true, false, 1}, {false, false, 2}, {true, false, 2}, {true, true, 3}} {
		s.good.Store(step.good)
		if step.forget {
			tokens.Forget()
			assert.False(t, tokens.Keeps())
		}
		_, err := tokens.Token(t.Context(), service.Want{Credential: "a"})
		require.NoError(t, err)
		assert.Equal(t, step.want, s.count())
		assert.True(t, tokens.Keeps())
	}
}

// What was forgotten while it was fetched is given to those who wait, and not kept.
func TestWhatIsForgottenDuringAFetchIsNotKept(t *testing.T) {
	s := newSource()
	s.gate = make(chan struct{})
	tokens := s.service()
	var group errgroup.Group
	group.Go(func() error {
		_, err := tokens.Token(t.Context(), service.Want{Credential: "a"})
		return err
	})
	<-s.began
	tokens.Forget()
	close(s.gate)
	require.NoError(t, group.Wait())
	assert.False(t, tokens.Keeps())
}

func TestAFailureIsToldForAWhile(t *testing.T) {
	s := newSource()
	tokens := s.service()
	s.fails = errGone
	ask := func() error {
		_, err := tokens.Token(t.Context(), service.Want{Credential: "a"})
		return err
	}
	for range 5 {
		require.ErrorIs(t, ask(), errGone)
	}
	assert.Equal(t, 1, s.count())
	s.change(func() { s.fails, s.now = nil, s.now.Add(service.Pause-1) })
	require.ErrorIs(t, ask(), errGone)
	s.change(func() { s.now = s.now.Add(1) })
	require.NoError(t, ask())
	assert.Equal(t, 2, s.count())
}

func TestACancelledFetchSaysNothingAboutTheNext(t *testing.T) {
	s := newSource()
	tokens := s.service()
	s.fails = fmt.Errorf("interrupted: %w", context.Canceled)
	_, err := tokens.Token(t.Context(), service.Want{Credential: "a"})
	require.ErrorIs(t, err, context.Canceled)
	s.fails = nil
	_, err = tokens.Token(t.Context(), service.Want{Credential: "a"})
	require.NoError(t, err)
}

// Who gives up does not take the fetch along: its answer serves the next.
func TestWhoGivesUpDoesNotEndTheFetch(t *testing.T) {
	s := newSource()
	s.gate = make(chan struct{})
	tokens := s.service()
	ctx, cancel := context.WithCancel(t.Context())
	var group errgroup.Group
	group.Go(func() error {
		_, err := tokens.Token(ctx, service.Want{Credential: "a"})
		assert.ErrorIs(t, err, context.Canceled)
		return nil
	})
	<-s.began
	cancel()
	require.NoError(t, group.Wait())
	close(s.gate)
	token, err := tokens.Token(t.Context(), service.Want{Credential: "a"})
	require.NoError(t, err)
	assert.NotEmpty(t, token.Value)
	assert.Equal(t, 1, s.count())
}

func TestWhatIsKeptIsBounded(t *testing.T) {
	s := newSource()
	tokens := s.service()
	for i := range 3000 {
		_, err := tokens.Token(t.Context(), service.Want{Credential: "a", Subject: strconv.Itoa(i)})
		require.NoError(t, err)
		<-s.began
	}
	assert.LessOrEqual(t, tokens.Kept(), 1024)
	assert.Positive(t, tokens.Kept())
}
