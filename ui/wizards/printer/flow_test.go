package printer

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"keycase/assets/translations"
	"keycase/pairing"
)

var start = time.Date(2025, 11, 21, 14, 26, 0, 0, time.UTC)

func always(string) bool { return true }

func scanning() *flow {
	f := &flow{}
	f.open("app", always, start)
	return f
}

func TestAKeyLivesFromWhenItWasFilledIn(t *testing.T) {
	s := slip{kind: pairing.KindQRKey}
	s.setKey("m", start)
	s.setKey("m7", start.Add(time.Second))
	s.setKey("m7k2qx9d", start.Add(2*time.Second))
	assert.Equal(t, 298*time.Second, s.left(start.Add(4*time.Second)), "the rest was pasted: another key, for all anybody knows")

	s.setKey("m7k2qx9", start.Add(10*time.Second))
	s.setKey("m7k2qx9e", start.Add(11*time.Second))
	assert.Equal(t, 290*time.Second, s.left(start.Add(12*time.Second)), "a correction is no other key")

	assert.Zero(t, s.left(start.Add(time.Hour)), "as after a long sleep")
	assert.True(t, s.expired(start.Add(time.Hour)))
	assert.Equal(t, qrKeyLife, s.left(start.Add(-time.Hour)), "the clock was set back")

	s.setKey("p3v8tz4c", start.Add(time.Hour))
	assert.Equal(t, qrKeyLife, s.left(start.Add(time.Hour)), "another key")
	s.setKey("", start.Add(time.Hour))
	assert.False(t, s.expired(start.Add(3*time.Hour)), "no key, no end")

	s.kind = pairing.KindMSign
	s.setKey("abcd1234efgh", start)
	assert.False(t, s.expired(start.Add(time.Hour)), "the permanent one does not end")
}

func TestTheCountdownDoesNotStandStillInSleep(t *testing.T) {
	s := slip{kind: pairing.KindQRKey}
	s.setKey("m7k2qx9d", time.Now())
	assert.NotContains(t, s.since.String(), "m=", "a monotonic clock stands still while the machine sleeps")
}

func TestReadingFillsInWhatIsNamed(t *testing.T) {
	for text, want := range map[string]slip{
		"machine_code=4004683219&qr_key=m7k2qx9d": {code: "4004683219", key: "m7k2qx9d", kind: pairing.KindQRKey},
		"终端号：4004683219 终端密钥：b7kq2m9xw4hd":        {code: "4004683219", key: "b7kq2m9xw4hd", kind: pairing.KindMSign},
		"4004683219 m7k2qx9d":                     {code: "4004683219", key: "m7k2qx9d", kind: pairing.KindUnknown},
		"4004683219":                              {code: "4004683219", kind: pairing.KindQRKey},
	} {
		f := scanning()
		require.NoError(t, f.take(pairing.ParseText(text), start), text)
		f.slip.since = time.Time{}
		assert.Equal(t, want, f.slip, text)
		assert.True(t, f.check, text)
		assert.Nil(t, f.pick, text)
	}
	f := scanning()
	f.slip.code = "typed"
	require.ErrorIs(t, f.take(pairing.ParseText("你好"), start), errNothing)
	assert.Equal(t, "typed", f.slip.code)
}

func TestTheSameKeyReadAgainIsNoYounger(t *testing.T) {
	f := scanning()
	r := pairing.ParseText("machine_code=4004683219&qr_key=m7k2qx9d")
	require.NoError(t, f.take(r, start))
	require.NoError(t, f.take(r, start.Add(time.Minute)))
	assert.Equal(t, 4*time.Minute, f.slip.left(start.Add(time.Minute)))
	require.NoError(t, f.take(pairing.ParseText("machine_code=4004683219&qr_key=m7k2qx9e"), start.Add(time.Minute)))
	assert.Equal(t, qrKeyLife, f.slip.left(start.Add(time.Minute)), "read from another slip, however alike")
}

func TestAPersonSaysWhichIsWhich(t *testing.T) {
	l := translations.New("zh")
	f := scanning()
	require.NoError(t, f.take(pairing.ParseText("4004683219 4004683220 m7k2qx9d"), start))
	require.Equal(t, whichCode, f.pick.what)
	assert.Equal(t, []option{{title: "4004683219"}, {title: "4004683220"}, {title: "m7••••9d"}}, f.pick.shown(l))
	assert.Empty(t, f.slip.code, "nothing is taken silently")

	require.NoError(t, f.choose(1, start))
	require.Equal(t, whichKey, f.pick.what)
	assert.Equal(t, []string{"4004683219", "m7k2qx9d"}, f.pick.options)
	require.NoError(t, f.choose(1, start))
	assert.Nil(t, f.pick)
	assert.Equal(t, "4004683220", f.slip.code)
	assert.Equal(t, "m7k2qx9d", f.slip.key)
	assert.Equal(t, pairing.KindUnknown, f.slip.kind)

	require.NoError(t, f.take(pairing.ParseText("qr_key=m7k2qx9d&msign=b7kq2m9xw4hd&machine_code=4004683219"), start))
	require.Equal(t, whichKey, f.pick.what)
	require.NoError(t, f.choose(0, start))
	assert.Equal(t, pairing.KindQRKey, f.slip.kind, "the text itself said so")
	require.NoError(t, f.take(pairing.ParseText("qr_key=m7k2qx9d&msign=b7kq2m9xw4hd&machine_code=4004683219"), start))
	require.NoError(t, f.choose(-1, start))
	assert.Equal(t, "m7k2qx9d", f.slip.key, "none of them: what was there stays")
}

// TestANamedKeyIsNeverOfferedAsACode, though there is no other value to offer.
func TestANamedKeyIsNeverOfferedAsACode(t *testing.T) {
	keys := []string{"b7kq2m9xw4hd", "m7k2qx9d"}
	for text, code := range map[string]string{
		"机器 4004683219 的终端密钥是b7kq2m9xw4hd，特殊密钥是m7k2qx9d": "4004683219",
		"终端密钥是b7kq2m9xw4hd，特殊密钥是m7k2qx9d":                "",
	} {
		f := scanning()
		require.NoError(t, f.take(pairing.ParseText(text), start))
		require.Equal(t, whichKey, f.pick.what, text)
		assert.Equal(t, keys, f.pick.options)
		require.NoError(t, f.choose(0, start))
		assert.Equal(t, code, f.slip.code)
		assert.Equal(t, "b7kq2m9xw4hd", f.slip.key)
	}
	f := scanning()
	require.NoError(t, f.take(pairing.ParseText("4004683219的终端密钥是b7kq2m9xw4hd，特殊密钥是m7k2qx9d"), start))
	require.Equal(t, whichCode, f.pick.what)
	assert.Equal(t, []string{"4004683219"}, f.pick.options)
	require.NoError(t, f.choose(0, start))
	require.Equal(t, whichKey, f.pick.what)
	assert.Equal(t, keys, f.pick.options)
}

func TestSeveralCodesInAPicture(t *testing.T) {
	l := translations.New("zh")
	f := scanning()
	require.ErrorIs(t, f.takeTexts([]string{"你好", "WIFI"}, start), errNothing)
	require.NoError(t, f.takeTexts([]string{"你好", "machine_code=4004683219&msign=b7kq2m9xw4hd"}, start))
	assert.Equal(t, "4004683219", f.slip.code, "only one is of use")

	texts := []string{"machine_code=4004683220&qr_key=m7k2qx9d", "https://example.com/p?a=4004683221&k=secret99"}
	require.NoError(t, f.takeTexts(texts, start))
	require.Equal(t, whichPicture, f.pick.what)
	words := f.pick.shown(l)
	assert.Equal(t, option{"终端号 4004683220", "特殊密钥 m7••••9d"}, words[0])
	assert.Equal(t, "example.com", words[1].detail[strings.LastIndex(words[1].detail, " ")+1:])
	assert.NotContains(t, words[1].title+words[1].detail, "secret99")
	assert.Equal(t, "4004683219", f.slip.code)
	require.NoError(t, f.choose(0, start))
	assert.Equal(t, "4004683220", f.slip.code)
	assert.Equal(t, pairing.KindQRKey, f.slip.kind)
}

func TestVeiled(t *testing.T) {
	for value, want := range map[string]string{
		"4004683219": "4004683219", "m7k2qx9d": "m7••••9d", "abc12": "••••", "b7kq2m9xw4hd": "b7••••hd",
	} {
		assert.Equal(t, want, veiled(value))
	}
}

func TestLeavingAndComingBack(t *testing.T) {
	f := &flow{}
	f.open("", always, start)
	assert.Equal(t, atApp, f.step)
	assert.Equal(t, pairing.KindQRKey, f.slip.kind)

	f.chooseApp("app")
	f.slip.code = "4004683219"
	f.slip.setKey("m7k2qx9d", start)
	f.step = atConfirm
	f.open("", always, start.Add(time.Minute))
	assert.Equal(t, atConfirm, f.step)
	f.open("", always, start.Add(time.Hour))
	assert.Equal(t, atScan, f.step, "its key is over")
	assert.Equal(t, "4004683219", f.slip.code)

	f.open("", func(string) bool { return false }, start)
	assert.Equal(t, atApp, f.step, "the app was removed")
	assert.Equal(t, "4004683219", f.slip.code)
	f.open("other", always, start)
	assert.Equal(t, "other", f.app)
	assert.Equal(t, atScan, f.step)

	f.step, f.bound = atDone, &paired{}
	f.open("", always, start)
	assert.Equal(t, flow{step: atScan, app: "other", slip: slip{kind: pairing.KindQRKey}}, *f, "the next one")
}

func TestLockingDropsTheSecrets(t *testing.T) {
	m := Memory{}
	f := &m.flow
	*f = *scanning()
	f.adding = true
	f.draft = appDraft{name: "店", values: map[string]string{fieldID: "1000000001", fieldSecret: "s3cr3t"}}
	f.slip.code = "4004683219"
	f.slip.setKey("m7k2qx9d", start)
	f.step = atConfirm
	require.NoError(t, f.take(pairing.ParseText("4004683219 4004683220 m7k2qx9d"), start))
	m.Forget()
	assert.Equal(t, flow{
		step: atScan, app: "app", adding: true,
		draft: appDraft{name: "店", values: map[string]string{fieldID: "1000000001"}},
		slip:  slip{code: "4004683219", kind: pairing.KindQRKey},
		lost:  lost{key: true, secret: true},
	}, *f)
}

// TestFlowProperties: whatever a person does, a key is never sent as the other kind,
// nothing is sent of an unknown kind, and going back loses nothing.
func TestFlowProperties(t *testing.T) {
	texts := []string{
		"machine_code=4004683219&qr_key=m7k2qx9d", "machine_code=4004683219&msign=b7kq2m9xw4hd", "4004683219 m7k2qx9d",
		"4004683219 4004683220 m7k2qx9d", "qr_key=m7k2qx9d&msign=b7kq2m9xw4hd", "m7k2qx9d", "你好", "",
	}
	rapid.Check(t, func(t *rapid.T) {
		f, now := scanning(), start
		t.Repeat(map[string]func(*rapid.T){
			"read": func(t *rapid.T) { _ = f.take(pairing.ParseText(rapid.SampledFrom(texts).Draw(t, "text")), now) },
			"read several": func(t *rapid.T) {
				_ = f.takeTexts(rapid.SliceOfN(rapid.SampledFrom(texts), 1, 3).Draw(t, "texts"), now)
			},
			"choose": func(t *rapid.T) {
				if f.pick != nil {
					_ = f.choose(rapid.IntRange(-1, len(f.pick.options)-1).Draw(t, "option"), now)
				}
			},
			"type": func(t *rapid.T) { f.slip.setKey(rapid.StringMatching(`[a-z0-9]{0,8}`).Draw(t, "key"), now) },
			"kind": func(t *rapid.T) {
				f.slip.choose(rapid.SampledFrom([]pairing.KeyKind{pairing.KindQRKey, pairing.KindMSign}).Draw(t, "kind"))
			},
			"wait": func(t *rapid.T) { now = now.Add(time.Duration(rapid.IntRange(0, 400).Draw(t, "s")) * time.Second) },
			"back": func(t *rapid.T) {
				before := f.slip
				f.back(step(rapid.IntRange(0, 3).Draw(t, "step")))
				assert.Equal(t, before, f.slip)
			},
			"confirm": func(*rapid.T) {
				if f.step == atScan {
					f.step = atConfirm
				}
			},
			"new slip": func(t *rapid.T) {
				code := f.slip.code
				f.newSlip(now)
				assert.Equal(t, code, f.slip.code)
			},
			"": func(t *rapid.T) {
				v := f.values()
				assert.False(t, v[fieldQRKey] != "" && v[fieldMSign] != "", "never both")
				if f.slip.kind == pairing.KindUnknown {
					assert.Len(t, v, 1)
				}
				assert.Equal(t, f.slip.key == "", f.slip.since.IsZero())
				assert.LessOrEqual(t, f.slip.left(now), qrKeyLife)
			},
		})
	})
}
