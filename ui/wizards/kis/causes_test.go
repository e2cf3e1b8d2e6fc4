package kis

import (
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"keycase/assets/translations"
	"keycase/broker"
	"keycase/providers"
	"keycase/ui/pages/parts/pagetest"
	"keycase/vault"
)

func kisPlatform(t *testing.T) *providers.Platform {
	t.Helper()
	p, err := pagetest.Registry().Platform(platformID)
	assert.NoError(t, err)
	return p
}

func refusal(code string) error { return &providers.Failure{Code: code, Message: "非法请求"} }

func TestCauses(t *testing.T) {
	platform := kisPlatform(t)
	l := translations.New("zh")
	right := clock{known: true, allowed: true}
	for name, c := range map[string]struct {
		facts   facts
		refused []string
		stored  string
		found   []string
		first   offer
	}{
		"nothing found": {
			facts: facts{clock: right},
			found: []string{"和平台的时间对得上", "这次用的是大写，文档没写要哪种", "四项里都没有，不是它", "访问口令和应用密钥看起来都正常，对着平台再填一次"},
			first: offer{act: actCase, label: "换成小写再试"},
		},
		"both cases tried": {
			facts: facts{clock: right}, refused: []string{lowerCase},
			found: []string{"和平台的时间对得上", "大写、小写都试过了，不是它", "四项里都没有，不是它", "访问口令和应用密钥看起来都正常，对着平台再填一次"},
			first: offer{act: actAccount, label: "去看看", field: tokenField},
		},
		"no time in the answer": {
			facts: facts{clock: clock{}},
			found: []string{"平台没说它的时间。看看电脑的时间对不对", "这次用的是大写，文档没写要哪种", "四项里都没有，不是它", "访问口令和应用密钥看起来都正常，对着平台再填一次"},
			first: offer{act: actCase, label: "换成小写再试"},
		},
		"slow clock": {
			facts: facts{clock: clock{known: true, ahead: 25*time.Hour + 20*time.Minute}},
			found: []string{"电脑慢了 25 小时，最多差 10 分钟。先把时间调准", "这次用的是大写，文档没写要哪种", "四项里都没有，不是它", "访问口令和应用密钥看起来都正常，对着平台再填一次"},
			first: offer{act: actRetry, label: "调好了，再试"},
		},
		"wrong zone": {
			facts: facts{clock: clock{known: true, ahead: -8*time.Hour + 3*time.Second}},
			found: []string{"差 8 小时，像是时区设错了。先改时区", "这次用的是大写，文档没写要哪种", "四项里都没有，不是它", "访问口令和应用密钥看起来都正常，对着平台再填一次"},
			first: offer{act: actRetry, label: "调好了，再试"},
		},
		"fast, but corrected": {
			facts: facts{clock: clock{known: true, ahead: -23 * time.Minute, allowed: true}},
			found: []string{"差 23 分钟，签名时已经校正，不是它", "这次用的是大写，文档没写要哪种", "四项里都没有，不是它", "访问口令和应用密钥看起来都正常，对着平台再填一次"},
			first: offer{act: actCase, label: "换成小写再试"},
		},
		"stray characters before guesses": {
			facts: facts{clock: right, stray: map[string]stray{keyField: {wide: 2}}},
			found: []string{"和平台的时间对得上", "这次用的是大写，文档没写要哪种", "应用密钥里有 2 个全角字符", "访问口令和应用密钥看起来都正常，对着平台再填一次"},
			first: offer{act: actAccount, label: "去看看", field: keyField},
		},
		"odd letters": {
			facts: facts{clock: right, odd: map[string]oddity{tokenField: {32, 32, true}}}, refused: []string{lowerCase},
			found: []string{"和平台的时间对得上", "大写、小写都试过了，不是它", "四项里都没有，不是它", "访问口令一般是大写字母，这个有小写"},
			first: offer{act: actAccount, label: "去看看", field: tokenField},
		},
		"odd id of a stored app": {
			facts: facts{clock: right, odd: map[string]oddity{idField: {9, 10, false}}}, refused: []string{lowerCase}, stored: "id",
			found: []string{"和平台的时间对得上", "大写、小写都试过了，不是它", "四项里都没有，不是它", "应用 ID 一般 10 位，这个 9 位"},
			first: offer{act: actEdit, label: "编辑凭证"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFlow(c.stored, "")
			for _, letters := range c.refused {
				f.refused[letters] = true
			}
			f.failed(&trouble{err: refusal("403"), signedWith: upperCase, facts: c.facts})
			causes := f.causesOf(l, platform)
			found := make([]string, len(causes))
			for i, cause := range causes {
				found[i] = cause.found
			}
			assert.Equal(t, c.found, found)
			assert.Equal(t, c.first, first(causes))
		})
	}
}

func TestOddity(t *testing.T) {
	platform := kisPlatform(t)
	for name, values := range map[string]map[string]bool{
		eidField:   {"1": false, "123456789": false},
		idField:    {"1400000001": false, "140000000": true},
		keyField:   {"AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCd": false, "AbCd": true},
		tokenField: {"0123456789ABCDEF0123456789ABCDEF": false, "0123456789abcdef0123456789abcdef": true, "0123": true},
	} {
		field, ok := providers.FieldNamed(platform.Fields, name)
		assert.True(t, ok)
		for value, want := range values {
			_, odd := oddityOf(field, value)
			assert.Equal(t, want, odd, "%s %s", name, value)
		}
	}
}

func TestCheckTrouble(t *testing.T) {
	platform := kisPlatform(t)
	assert.Nil(t, checkTrouble(platform, broker.Result{}, nil))
	assert.Nil(t, checkTrouble(platform, broker.Result{}, &broker.SaveError{Err: vault.ErrLocked}), "what was found is kept and stored later")
	assert.Empty(t, checkTrouble(platform, broker.Result{}, refusal("403")).signedWith, "nothing is known of what was signed")

	got := broker.Result{At: noon, Signed: broker.Signed{
		Prepared: &broker.Prepared{Values: providers.Values{tokenField: "ＡＢ", caseField: lowerCase, keyField: "x"}},
		Env:      providers.Env{Now: noon.Add(time.Hour)},
	}}
	got.Response.Header = http.Header{"Date": {noon.Add(55 * time.Minute).UTC().Format(http.TimeFormat)}}
	found := checkTrouble(platform, got, refusal("403"))
	assert.Equal(t, lowerCase, found.signedWith)
	assert.Equal(t, clock{known: true, ahead: 55 * time.Minute, allowed: true}, found.facts.clock)
	assert.Equal(t, map[string]stray{tokenField: {wide: 2}}, found.facts.stray)
	assert.NotContains(t, found.facts.odd, eidField)
	assert.Empty(t, checkTrouble(platform, got, refusal("300")).facts)
}

// TestEveryTroubleSaysWhatToDo: a title, a way on, and no secret, in both languages.
func TestEveryTroubleSaysWhatToDo(t *testing.T) {
	platform := kisPlatform(t)
	for _, lang := range []string{"zh", "en"} {
		for _, stored := range []string{"", "id"} {
			for _, storing := range []bool{false, true} {
				for _, err := range []error{
					&providers.Failure{Code: "200", Meaning: providers.Same("none")}, refusal("201"), refusal("300"), refusal("301"), refusal("403"), providers.Unknown("999", "x"),
					&broker.NetworkError{}, &providers.UnreadableError{}, vault.ErrLocked, vault.ErrDenied, vault.ErrItemMissing, vault.ErrNotFound, vault.ErrTooLarge,
					errors.New("else"),
				} {
					f := newFlow(stored, "")
					f.failed(&trouble{err: err, storing: storing, signedWith: upperCase})
					s := f.say(translations.New(lang), platform)
					assert.NotEmpty(t, s.title, "%v", err)
					assert.NotEqual(t, actNone, s.primary.act, "%v", err)
					assert.NotEmpty(t, s.primary.label, "%v", err)
					assert.LessOrEqual(t, len(s.hints), 2, "%v", err)
					assert.NotEmpty(t, s.about+s.icon, "the panel is never empty")
					assert.Equal(t, s.other.act == actNone, s.other.label == "")
				}
			}
		}
	}
}
