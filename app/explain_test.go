package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"keycase/broker"
	"keycase/providers"
	"keycase/vault"
)

// typed is one of every error that has words of its own.
func typed() []error {
	all := []error{
		&broker.SaveError{Err: vault.ErrLocked},
		&broker.StaleError{Refusal: &providers.Failure{Code: "18", Meaning: providers.Text{ZH: "过期了", EN: "it expired"}}, Err: broker.ErrBindAgain},
		&providers.InvalidError{Problems: []providers.Problem{{Field: "eid", Text: providers.Text{ZH: "还没填", EN: "is missing"}}}},
		&providers.Failure{Code: "30", Message: "x", Meaning: providers.Text{ZH: "过期了", EN: "it expired"}},
		&providers.UnreadableError{Status: 502, Reason: providers.Text{ZH: "不是 JSON", EN: "it is not JSON"}},
		&broker.NetworkError{Reason: providers.Text{ZH: "断开", EN: "broken off"}, Err: errors.New("EOF")},
		&broker.QuotaError{Limit: 20, Window: 24 * time.Hour, Until: time.Date(2025, 11, 21, 16, 0, 0, 0, time.UTC)},
		&vault.TooLargeError{Size: 3000, Limit: 2560},
		&vault.MoveError{Names: []string{"a"}, Err: vault.ErrItemMissing},
	}
	for _, s := range slices.Concat(keyringSentinels, backupSentinels, sentinels) {
		all = append(all, &vault.Error{Op: "test", Err: s.err})
	}
	return all
}

func TestEveryTypedErrorIsExplained(t *testing.T) {
	for _, err := range typed() {
		zh, en := Explain(err, providers.Chinese), Explain(err, providers.English)
		assert.NotEqual(t, unexpected.title.ZH, zh.Title, "%v", err)
		assert.NotEmpty(t, zh.Title, "%v", err)
		assert.NotEmpty(t, en.Title, "%v", err)
		assert.NotEqual(t, zh.Title, en.Title, "%v", err)
		assert.Equal(t, zh.Why == "", en.Why == "", "%v", err)
		assert.Equal(t, zh.Do == "", en.Do == "", "%v", err)
		for _, text := range []string{zh.Title, zh.Why, zh.Do} {
			assert.NotRegexp(t, `[您请！]|抱歉`, text)
		}
	}
}

// TestVaultErrorsAreAllKnown lists the vault's reasons, so that a new one is not
// forgotten here.
func TestVaultErrorsAreAllKnown(t *testing.T) {
	for _, err := range []error{
		vault.ErrNotFound, vault.ErrExists, vault.ErrBadName, vault.ErrLocked, vault.ErrNoStoreChosen, vault.ErrOtherStore,
		vault.ErrNoKeyring, vault.ErrDenied, vault.ErrTimeout, vault.ErrTooLarge, vault.ErrNewerIndex, vault.ErrCorrupt,
		vault.ErrItemMissing, vault.ErrWrongPassphrase, vault.ErrNoPassphrase, vault.ErrLeftover, vault.ErrUnsupported, vault.ErrClosed,
		vault.ErrTokenLost, vault.ErrMoved,
	} {
		assert.NotEqual(t, unexpected.title.EN, Explain(err, providers.English).Title, "%v", err)
	}
}

func TestSavedResultIsNotCalledLost(t *testing.T) {
	e := Explain(&broker.SaveError{Err: &vault.Error{Op: "apply", Err: vault.ErrLocked}}, providers.Chinese)
	assert.Equal(t, "拿到了，但还没存上", e.Title)
	assert.Equal(t, "密钥锁着", e.Why)
	assert.Contains(t, e.Do, "内存")
}

func TestFailureKeepsThePlatformsWords(t *testing.T) {
	e := Explain(fmt.Errorf("around: %w", &providers.Failure{
		Code: "30", Message: "machine_code,qr_key错误",
		Meaning: providers.Text{ZH: "特殊密钥过期了", EN: "the temporary key has expired"},
		Action:  providers.Text{ZH: "再打印一张小票", EN: "print the slip again"},
	}), providers.English)
	assert.Equal(t, Explained{Title: "The temporary key has expired", Do: "Print the slip again", Details: "30 · machine_code,qr_key错误"}, e)
}

// TestStaleKeysTellWhatIsLacking: cause and next step, and the platform's code.
func TestStaleKeysTellWhatIsLacking(t *testing.T) {
	refusal := &providers.Failure{Code: "1030002006", Message: "x", Meaning: providers.Text{ZH: "app_secret 不是最新的", EN: "app_secret is not the newest"}}
	missing := []providers.Field{{Name: "outer_instance_id", Label: providers.Same("outerInstanceId")}}
	e := Explain(&broker.StaleError{Refusal: refusal, Err: broker.ErrKeysLacking, Missing: missing}, providers.Chinese)
	assert.Equal(t, Explained{
		Title: "app_secret 不是最新的", Why: "换新的要用到 outerInstanceId，凭证里没有",
		Do: "编辑这个凭证补上它；或者重新授权，把新的密钥填进来", Details: "1030002006 · x",
	}, e)
	e = Explain(&broker.StaleError{Refusal: refusal, Err: &broker.QuotaError{Limit: 2, Window: time.Minute}}, providers.English)
	assert.Equal(t, "app_secret is not the newest", e.Title)
	assert.Equal(t, "The limit is used up", e.Why)
}

func TestInvalidValuesAreAllNamed(t *testing.T) {
	e := Explain(&providers.InvalidError{Problems: []providers.Problem{
		{Field: "eid", Text: providers.Text{ZH: "还没填", EN: "is missing"}},
		{Field: "client_id", Text: providers.Text{ZH: "只能是数字", EN: "must be digits only"}},
	}}, providers.Chinese)
	assert.Equal(t, "eid：还没填\nclient_id：只能是数字", e.Why)
}

func TestQuotaNamesTheNextTime(t *testing.T) {
	until := time.Date(2025, 11, 21, 16, 0, 0, 0, time.UTC) // midnight in China
	e := Explain(&broker.QuotaError{Limit: 20, Window: 24 * time.Hour, Until: until}, providers.Chinese)
	assert.Equal(t, "平台每天只给 20 次，这次没有发出去", e.Why)
	assert.Equal(t, "11 月 22 日 00:00:00 以后再取", e.Do)
	e = Explain(&broker.QuotaError{Limit: 2, Window: time.Minute, Until: until}, providers.English)
	assert.Equal(t, "The platform allows 2 calls in a minute, so nothing was sent", e.Why)
}

func TestUnknownErrorIsNamedAsSuch(t *testing.T) {
	e := Explain(errors.New("disk on fire"), providers.Chinese)
	assert.Equal(t, "出了意外", e.Title)
	assert.Equal(t, "disk on fire", e.Details)
	assert.Equal(t, Explained{}, Explain(nil, providers.Chinese))
	assert.Equal(t, "已取消", Explain(fmt.Errorf("x: %w", context.Canceled), providers.Chinese).Title)
}

// TestWireNamesKeepTheirLetterCase: a sentence may begin with one.
func TestWireNamesKeepTheirLetterCase(t *testing.T) {
	for text, want := range map[string]string{"the app": "The app", "app_secret is old": "app_secret is old", "clientId is wrong": "clientId is wrong", "": ""} {
		assert.Equal(t, want, sentence(providers.Same(text), providers.English))
		assert.Equal(t, text, sentence(providers.Same(text), providers.Chinese))
	}
}
