package sandbox

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// plain is a request that any platform answers.
func plain() *http.Request { return httptest.NewRequest(http.MethodGet, "/nothing?secret=1", nil) }

func TestFaultAnswers(t *testing.T) {
	for _, platform := range Platforms() {
		for kind, check := range map[FaultKind]func(*testing.T, answer){
			FaultGarbage: func(t *testing.T, a answer) {
				assert.Equal(t, http.StatusOK, a.status)
				assert.False(t, utf8.ValidString(a.body))
				assert.False(t, json.Valid([]byte(a.body)))
			},
			FaultStatus500: func(t *testing.T, a answer) {
				assert.Equal(t, http.StatusInternalServerError, a.status)
				assert.Equal(t, "Internal Server Error", a.body)
			},
			FaultRedirect: func(t *testing.T, a answer) {
				assert.Equal(t, http.StatusFound, a.status)
				assert.Equal(t, "http://127.0.0.2/nothing", a.header.Get("Location"))
			},
			FaultHTML: func(t *testing.T, a answer) {
				assert.Equal(t, http.StatusBadGateway, a.status)
				assert.Contains(t, a.body, "<html>")
			},
			FaultHuge: func(t *testing.T, a answer) {
				assert.Greater(t, len(a.body), 1<<20)
				assert.True(t, json.Valid([]byte(a.body)))
			},
			FaultEmpty: func(t *testing.T, a answer) {
				assert.Equal(t, http.StatusOK, a.status)
				assert.Empty(t, a.body)
			},
			FaultWrongType: func(t *testing.T, a answer) {
				assert.Equal(t, http.StatusOK, a.status)
				for _, key := range []string{"errcode", "code", "error", "access_token", "Result"} {
					assert.Contains(t, a.json, key)
					assert.NotContains(t, []any{"0", 0.0, 200.0}, a.json[key])
				}
			},
		} {
			t.Run(platform+"/"+string(kind), func(t *testing.T) {
				l := newLab(t)
				l.w.SetFault(platform, Fault{Kind: kind, Times: 2})
				for range 2 {
					a := l.send(platform, plain())
					check(t, a)
					assert.Equal(t, "Mon, 03 Aug 2026 04:00:00 GMT", a.header.Get("Date"))
					assert.Equal(t, "fault-"+string(kind), l.lastCode(platform))
				}
				l.send(platform, plain())
				assert.NotContains(t, l.lastCode(platform), "fault", "twice only")
			})
		}
	}
}

func TestFaultLastsUntilChanged(t *testing.T) {
	l := newLab(t)
	l.w.SetFault(KIS, Fault{Kind: FaultStatus500})
	for range 5 {
		assert.Equal(t, http.StatusInternalServerError, l.send(KIS, plain()).status)
	}
	assert.NotEqual(t, http.StatusInternalServerError, l.send(JDY, plain()).status, "of one platform only")
	l.w.SetFault(KIS, Fault{})
	assert.Equal(t, http.StatusNotFound, l.send(KIS, plain()).status)
	assert.Empty(t, l.w.Requests(KIS)[5].Fault)
}

func TestFaultHasNoEffectOnTheWorld(t *testing.T) {
	l := newLab(t)
	l.w.SetFault(Yilianyun, Fault{Kind: FaultHTML})
	l.open(scanPath, byMsign(Demo().Yilianyun))
	assert.Equal(t, 20, l.w.QuotaLeft(Yilianyun, Demo().Yilianyun.MachineCode))
}

func TestFaultRefuse(t *testing.T) {
	l := newLab(t)
	for _, code := range []int{5000, 5003, 5004, 5005, 5006, 5007, 4012} {
		l.w.SetFault(JDY, Fault{Kind: FaultRefuse, Code: code})
		a := l.jdy(granted())
		requireGateway(t, a, code)
		assert.Len(t, a.header.Get("X-Api-Requestid"), 32)
		l.w.SetFault(Robot, Fault{Kind: FaultRefuse, Code: code})
		requireGateway(t, l.robotCall("", nil), code)
	}
	l.w.SetFault(JDY, Fault{Kind: FaultRefuse, Code: jdySystemError})
	requireErrcode(t, l.jdy(granted()), 2000002000)

	l.w.SetFault(KIS, Fault{Kind: FaultRefuse, Code: 301})
	requireKIS(t, l.kisGet(l.kisV2(nil, nil)), 301, "超过每天的请求次数限制")
	assert.EqualValues(t, 301, l.kisGet(l.kisV1(nil, nil)).json["Result"])
	assert.EqualValues(t, 301, l.kisRouter(nil, nil).json["Result"])

	for code := range ylyTexts {
		l.w.SetFault(Yilianyun, Fault{Kind: FaultRefuse, Code: code})
		requireYly(t, l.open(scanPath, byMsign(Demo().Yilianyun)), code)
	}
	assert.Len(t, ylyTexts, 48, "1 to 49 without 44")
	l.w.SetFault(Yilianyun, Fault{Kind: FaultRefuse, Code: 45})
	assert.EqualValues(t, 45, l.open("/v2"+scanPath, nil).json["error"])
	assert.Equal(t, 20, l.w.QuotaLeft(Yilianyun, Demo().Yilianyun.MachineCode))
}

func TestFaultRedirectTarget(t *testing.T) {
	l := newLab(t)
	l.w.SetFault(JDY, Fault{Kind: FaultRedirect, Target: "http://127.0.0.3:8/trap"})
	assert.Equal(t, "http://127.0.0.3:8/trap", l.send(JDY, plain()).header.Get("Location"))
	l.w.SetFault(JDY, Fault{Kind: FaultRedirect})
	r := plain()
	r.Host = "127.0.0.1:4711"
	assert.Equal(t, "http://127.0.0.2:4711/nothing", l.send(JDY, r).header.Get("Location"))
}

func TestFaultClock(t *testing.T) {
	l := newLab(t)
	l.w.SetFault(JDY, Fault{Kind: FaultClock, ClockOffset: 10 * time.Minute})
	a := l.jdy(granted())
	requireGateway(t, a, 4006)
	assert.Equal(t, "Mon, 03 Aug 2026 04:10:00 GMT", a.header.Get("Date"))
	ask := granted()
	ask.at = noon.Add(10 * time.Minute)
	requireErrcode(t, l.jdy(ask), 0)

	l.w.SetFault(KIS, Fault{Kind: FaultClock, ClockOffset: -time.Hour})
	requireKIS(t, l.kisGet(l.kisV2(nil, nil)), 403, "非法请求")
	requireKIS(t, l.kisGet(l.kisV2(map[string]string{"timestamp": "2026-08-03 11:00:00"}, nil)), 200, "success")

	l.w.SetFault(Yilianyun, Fault{Kind: FaultClock, ClockOffset: -time.Hour})
	requireYly(t, l.open(scanPath, byMsign(Demo().Yilianyun)), 11)
	assert.Equal(t, noon, l.w.Now(), "the World's own time is not off")
}

func TestFaultSlow(t *testing.T) {
	l := newLab(t)
	l.w.SetFault(KIS, Fault{Kind: FaultSlow, Delay: time.Millisecond})
	assert.Equal(t, http.StatusNotFound, l.send(KIS, plain()).status)
	assert.Equal(t, FaultSlow, l.w.Requests(KIS)[0].Fault)

	for _, delay := range []time.Duration{0, time.Hour} {
		l.w.SetFault(KIS, Fault{Kind: FaultSlow, Delay: delay})
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		l.send(KIS, plain().WithContext(ctx))
		assert.Equal(t, "abandoned", l.lastCode(KIS))
	}
}

func TestFaultCut(t *testing.T) {
	demo := Demo().Yilianyun
	l := newLab(t)
	server := httptest.NewServer(l.w.Handler(Yilianyun))
	defer server.Close()
	first := l.open(scanPath, byMsign(demo))

	l.w.SetFault(Yilianyun, Fault{Kind: FaultCut, Times: 1})
	form := encodeForm(l.ylyParams(demo, map[string]string{
		"grant_type": "refresh_token", "refresh_token": first.text(t, "body", "refresh_token"),
	}))
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+oauthPath, strings.NewReader(form))
	require.NoError(t, err)
	r.Header.Set("Content-Type", formType)
	res, err := server.Client().Do(r)
	require.NoError(t, err)
	defer res.Body.Close()
	half, err := io.ReadAll(res.Body)
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	assert.NotEmpty(t, half)
	assert.False(t, json.Valid(half))
	assert.Equal(t, "0", l.lastCode(Yilianyun), "what was asked has been done")

	again := l.refresh(demo, first.text(t, "body", "refresh_token"))
	requireYly(t, again, 0)
	assert.True(t, strings.HasPrefix(again.body, string(half)), "the same answer, whole")
	assert.Equal(t, 18, l.w.QuotaLeft(Yilianyun, demo.MachineCode))
}

func TestSetFaultOnlyOfKnownKinds(t *testing.T) {
	l := newLab(t)
	assert.Panics(t, func() { l.w.SetFault(JDY, Fault{Kind: "earthquake"}) })
	assert.Panics(t, func() { l.w.SetFault("elsewhere", Fault{Kind: FaultSlow}) })
}
