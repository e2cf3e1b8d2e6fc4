package ui

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"keycase/app/release"
	"keycase/ui/pages/settings"
)

// releases is a place on this machine where releases are told.
type releases struct {
	url    string
	answer string
	calls  int
}

func newReleases(t *testing.T, answer string) *releases {
	t.Helper()
	r := &releases{answer: answer}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		r.calls++
		_, _ = w.Write([]byte(r.answer))
	}))
	t.Cleanup(server.Close)
	r.url = server.URL
	return r
}

// newReleaseWatch opens a window with more in its Params.
func newReleaseWatch(t *testing.T, change func(*Params)) *watchedWindow {
	t.Helper()
	w := newWatchedWindow(t)
	change(&w.u.p)
	return w
}

func (r *releases) into(p *Params) {
	p.Version = "1.0.0"
	p.Newer = func(ctx context.Context) (string, error) {
		return release.Source{URL: r.url, Client: http.DefaultClient}.Newer(ctx, "1.0.0")
	}
}

func TestNobodyIsAskedUnasked(t *testing.T) {
	r := newReleases(t, `{"tag_name":"v1.1.0"}`)
	b := newReleaseWatch(t, r.into)
	u := b.u
	b.move(24 * 15 * time.Hour)
	u.shell.Settings()
	b.settle()
	assert.Zero(t, r.calls)
	assert.Contains(t, b.texts(), "还没看过")
	u.shell.About()
	b.settle()
	assert.NotContains(t, b.texts(), "有新版本")
}

func TestOnceAWeek(t *testing.T) {
	r := newReleases(t, `{"tag_name":"v1.0.0"}`)
	b := newReleaseWatch(t, r.into)
	u := b.u
	u.setLooksForNewer(true)
	b.settle()
	assert.Equal(t, 1, r.calls)
	u.shell.Settings()
	b.settle()
	assert.Contains(t, b.texts(), "没有更新的版本")
	b.move((24*7 - 1) * time.Hour)
	assert.Equal(t, 1, r.calls)
	r.answer = `{"tag_name":"v1.1.0"}`
	b.move(2 * time.Hour)
	assert.Equal(t, 2, r.calls)
	assert.Contains(t, b.texts(), "有 1.1.0 了", "on the open page")
	u.shell.About()
	b.settle()
	assert.Contains(t, b.texts(), "有新版本")
	assert.Contains(t, b.texts(), "1.1.0")

	u.setLooksForNewer(false)
	b.move(24 * 15 * time.Hour)
	assert.Equal(t, 2, r.calls, "no longer")
}

func TestWhatWasFoundIsRemembered(t *testing.T) {
	r := newReleases(t, `{"tag_name":"v1.1.0"}`)
	b := newReleaseWatch(t, r.into)
	u := b.u
	u.setLooksForNewer(true)
	b.settle()
	u.newer.state = settings.Newer{} // as in the next window
	u.awaitNewer()
	b.settle()
	assert.Equal(t, 1, r.calls, "it is not time yet")
	assert.Equal(t, settings.Newer{Found: settings.Outdated, Version: "1.1.0"}, u.newer.state)
	u.newer.state, u.p.Version = settings.Newer{}, "1.1.0"
	u.awaitNewer()
	b.settle()
	assert.Equal(t, settings.Newer{}, u.newer.state, "the newer one itself")
}

func TestLookNow(t *testing.T) {
	asked, fault := 0, errors.New("no network")
	b := newReleaseWatch(t, func(p *Params) {
		p.Newer = func(context.Context) (string, error) { asked++; return "", fault }
	})
	b.u.shell.Settings()
	b.settle()
	b.press("现在看看")
	b.settle()
	assert.Equal(t, 1, asked)
	assert.Contains(t, b.texts(), "没问到，过一会儿再看")
	b.move(24 * 15 * time.Hour)
	assert.Equal(t, 1, asked, "only then")
}

func TestABuildThatDoesNotKnowWhereItsReleasesAre(t *testing.T) {
	b := newReleaseWatch(t, func(*Params) {})
	u := b.u
	u.shell.Settings()
	b.settle()
	assert.Contains(t, b.texts(), "这个版本不知道新版本发布在哪里。")
	assert.NotContains(t, b.texts(), "现在看看")
	u.p.App.Preferences().SetBool(prefNewer, true) // from another build
	u.awaitNewer()
	b.move(1 * time.Hour)
}
