package kis

import (
	"errors"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"keycase/providers"
)

var (
	noon  = time.Date(2025, 11, 21, 12, 0, 0, 0, providers.ChinaTime)
	until = noon.Add(10 * time.Minute)
)

// grants are products with the numbers 1 to n.
func grants(n int) []providers.Grant {
	all := make([]providers.Grant, n)
	for i := range all {
		netID := strconv.Itoa(i + 1)
		all[i] = providers.Grant{Kind: "instance", Subject: netID, Name: "KIS " + netID, Public: map[string]string{"netid": netID, "server_url": "https://kisgz.kingdee.com"}}
	}
	return all
}

func typedFlow() *flow {
	f := newFlow("", "")
	for name, value := range demo("1234567") {
		f.set(name, value)
	}
	return f
}

func TestAnotherValueIsAnotherAccount(t *testing.T) {
	f := typedFlow()
	f.otherCase(upperCase)
	f.passed(grants(3), noon, until)
	f.set(eidField, "1234567")
	assert.Equal(t, stageProduct, f.stage, "the same value changes nothing")
	f.set(eidField, "7654321")
	assert.Equal(t, stageAccount, f.stage)
	assert.Nil(t, f.check)
	assert.NotContains(t, f.values, caseField, "the letter case was found out for the other")
}

func TestTheChoiceOutlivesAnotherCheck(t *testing.T) {
	f := typedFlow()
	f.passed(grants(3), noon, until)
	assert.Equal(t, "1", f.check.choice, "the newest login")
	f.choose("3")
	f.choose("9")
	assert.Equal(t, "3", f.check.choice)
	f.failed(&trouble{err: errors.New("x")})
	f.mended()
	f.passed(grants(4), until, until.Add(10*time.Minute))
	assert.Equal(t, "3", f.check.choice)
	f.passed(grants(2), until, until.Add(10*time.Minute))
	assert.Equal(t, "1", f.check.choice, "what is there no more cannot stay")
}

func TestTheCheckExpires(t *testing.T) {
	f := typedFlow()
	f.passed(grants(2), noon, until)
	for at, want := range map[time.Duration]struct {
		left     time.Duration
		fraction float32
		over     bool
	}{
		0:                {10 * time.Minute, 1, false},
		-time.Hour:       {70 * time.Minute, 1, false}, // a clock that was set back
		4 * time.Minute:  {6 * time.Minute, 0.6, false},
		10 * time.Minute: {0, 0, true},
		time.Hour:        {0, 0, true},
	} {
		left, fraction := f.check.left(noon.Add(at))
		assert.Equal(t, want.left, left)
		assert.InDelta(t, want.fraction, fraction, 0.001)
		assert.Equal(t, want.over, f.check.expired(noon.Add(at)))
	}
	_, fraction := (&check{at: noon, until: noon}).left(noon)
	assert.Zero(t, fraction)
}

func TestBack(t *testing.T) {
	several, only, refused := typedFlow(), typedFlow(), typedFlow()
	several.passed(grants(2), noon, until)
	several.failed(&trouble{err: errors.New("x"), storing: true})
	several.back()
	assert.Equal(t, stageProduct, several.stage)
	several.back()
	several.back()
	assert.Equal(t, stageAccount, several.stage)
	assert.NotNil(t, several.check, "nothing was lost")

	only.passed(grants(1), noon, until)
	only.failed(&trouble{err: errors.New("x"), storing: true})
	only.back()
	assert.Equal(t, stageAccount, only.stage, "there is no choice to go back to")

	refused.failed(&trouble{err: errors.New("x")})
	refused.back()
	assert.Nil(t, refused.fault)
	assert.Equal(t, stageAccount, refused.stage)
}

func TestGoTo(t *testing.T) {
	f := typedFlow()
	f.passed(grants(2), noon, until)
	f.goTo(2)
	assert.Equal(t, stageProduct, f.stage, "never forward")
	f.goTo(0)
	assert.Equal(t, stageAccount, f.stage)
	f.goTo(1)
	assert.Equal(t, stageAccount, f.stage)
	f.passed(grants(2), noon, until)
	f.kept("id", "name")
	f.done()
	f.goTo(0)
	assert.Equal(t, stageDone, f.stage, "what is bound is bound")
}

func TestAnotherEnterpriseKeepsTheApp(t *testing.T) {
	f := typedFlow()
	f.passed(grants(1), noon, until)
	f.kept("id", "KIS 1")
	f.done()
	assert.True(t, f.bound.only)
	assert.False(t, f.typed(), "it is stored")
	assert.NotContains(t, f.values, tokenField)
	assert.NotContains(t, f.values, keyField)

	next := another("http://127.0.0.1:1", demo("1234567"))
	assert.Empty(t, next.stored)
	assert.Equal(t, "http://127.0.0.1:1", next.base)
	assert.Equal(t, providers.Values{idField: account.ClientID, keyField: account.ClientSecret}, next.given())
	assert.True(t, next.typed())
	assert.Empty(t, another("", nil).given())
}

func TestUse(t *testing.T) {
	f := typedFlow()
	f.passed(grants(2), noon, until)
	f.use("id")
	assert.Equal(t, stageAccount, f.stage)
	assert.Empty(t, f.given())
	assert.True(t, f.locked(eidField))
	assert.False(t, f.locked(tokenField))
	f.set(tokenField, "x")
	f.use("id")
	assert.True(t, f.typed(), "the same one again changes nothing")
	f.use("")
	assert.False(t, f.locked(eidField))
}

func TestForget(t *testing.T) {
	stored := newFlow("id", "")
	stored.passed(grants(2), noon, until)
	stored.forget()
	assert.Equal(t, stageProduct, stored.stage, "nothing was typed, so nothing is lost")
	assert.False(t, stored.forgot)

	f := typedFlow()
	f.passed(grants(2), noon, until)
	f.forget()
	assert.Equal(t, stageAccount, f.stage)
	assert.True(t, f.forgot)
	assert.Equal(t, "1234567", f.values[eidField], "what is no secret stays")
	f.set(tokenField, "x")
	assert.False(t, f.forgot)
}

// TestFlowHolds goes any way through the wizard and looks at what must hold everywhere.
func TestFlowHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := newFlow("", "")
		t.Repeat(map[string]func(*rapid.T){
			"type": func(t *rapid.T) {
				if f.stage != stageDone {
					f.set(rapid.SampledFrom(order).Draw(t, "name"), rapid.StringMatching(`[a-z]{0,2}`).Draw(t, "value"))
				}
			},
			"use": func(t *rapid.T) {
				if f.stage == stageAccount && f.fault == nil {
					f.use(rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "stored"))
				}
			},
			"pass": func(t *rapid.T) {
				if f.stage != stageDone {
					f.passed(grants(rapid.IntRange(1, 4).Draw(t, "n")), noon, until)
				}
			},
			"fail": func(t *rapid.T) {
				if f.stage != stageDone {
					storing := f.stage == stageProduct && rapid.Bool().Draw(t, "storing")
					f.failed(&trouble{err: errors.New("x"), storing: storing, signedWith: rapid.SampledFrom([]string{"", upperCase, lowerCase}).Draw(t, "case")})
				}
			},
			"choose": func(t *rapid.T) {
				f.choose(strconv.Itoa(rapid.IntRange(0, 5).Draw(t, "product")))
			},
			"back": func(*rapid.T) { f.back() },
			"goTo": func(t *rapid.T) { f.goTo(rapid.IntRange(0, 2).Draw(t, "step")) },
			"bind": func(*rapid.T) {
				if f.stage == stageProduct && f.fault == nil {
					f.kept("c", "name")
					f.done()
				}
			},
			"another": func(*rapid.T) {
				if f.stage == stageDone {
					f = another("", demo("1234567"))
				}
			},
			"forget": func(t *rapid.T) {
				f.forget()
				for _, name := range secrets {
					assert.Empty(t, f.values[name])
				}
			},
			"": func(t *rapid.T) {
				if f.check != nil {
					_, there := f.check.find(f.check.choice)
					assert.True(t, there, "what is chosen is there")
				}
				if f.stage != stageAccount {
					assert.NotNil(t, f.check)
				}
				if f.stage == stageDone {
					assert.NotEmpty(t, f.stored)
					assert.Equal(t, f.check.choice, f.bound.product.Subject)
					assert.Nil(t, f.fault)
					for _, name := range secrets {
						assert.NotContains(t, f.given(), name, "what is stored is not kept here")
					}
				}
			},
		})
	})
}
