package app

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"keycase/providers"
	"keycase/vault"
)

// TestEachTroubleWithTheKeyringHasItsOwnWords: no two conditions read alike in any
// of their sentences, and each says what to do now.
func TestEachTroubleWithTheKeyringHasItsOwnWords(t *testing.T) {
	conditions := map[string]error{
		"no bus": vault.ErrNoBus, "no service": vault.ErrNoService, "no default keyring": vault.ErrNoDefault,
		"locked": vault.ErrKeyringLocked, "prompt dismissed": vault.ErrDismissed, "hanging": vault.ErrKeyringHangs,
		"too large": &vault.TooLargeError{Size: 3000, Limit: 2560}, "gone in mid-flight": vault.ErrKeyringGone,
		"no effect": vault.ErrDenied, "none": vault.ErrNoKeyring, "file locked": vault.ErrLocked,
	}
	for _, lang := range []providers.Lang{providers.Chinese, providers.English} {
		seen := map[string]string{}
		for name, err := range conditions {
			e := Explain(&vault.Error{Op: "put token", Err: err}, lang)
			assert.NotEmpty(t, e.Do, "%s %s", lang, name)
			assert.NotEmpty(t, e.Why, "%s %s", lang, name)
			for _, sentence := range []string{e.Title, e.Do} {
				assert.Empty(t, seen[sentence], "%s: %q is said of %s too", lang, sentence, name)
				seen[sentence] = name
			}
		}
	}
}

func TestWhatCannotBeMovedIsNamed(t *testing.T) {
	err := &vault.MoveError{Names: []string{"甲", "乙"}, Err: &vault.TooLargeError{Size: 3000, Limit: 2560}}
	e := Explain(&vault.Error{Op: "move", Err: err}, providers.Chinese)
	assert.Equal(t, "内容太长，系统密钥环放不下：甲、乙", e.Why)
	assert.NotContains(t, e.Details, "甲", "details may be pasted anywhere")
	err.Names = []string{"a", "b", "c", "d", "e", "f", "g"}
	assert.Contains(t, Explain(err, providers.English).Why, "a, b, c, d, e and 2 more")
}

func TestAMoveToNoKeyringSaysThatNothingWasMoved(t *testing.T) {
	for _, cause := range []error{vault.ErrNoBus, vault.ErrNoService, vault.ErrNoDefault, vault.ErrNoKeyring, vault.ErrKeyringGone} {
		err := &vault.Error{Op: "move", Err: cause}
		plain := Explain(cause, providers.Chinese)
		e := Explain(err, providers.Chinese)
		assert.Equal(t, plain.Title, e.Title)
		assert.Equal(t, "没有搬，密钥还在原来的地方", e.Why)
		assert.NotContains(t, e.Do, "加密文件", "that is where they are")
		assert.NotEmpty(t, e.Do)
		e = Explain(err, providers.English)
		assert.Contains(t, e.Why, "Nothing was moved")
		assert.NotContains(t, e.Do, "encrypted file")
	}
	assert.NotContains(t, Explain(&vault.Error{Op: "secrets", Err: vault.ErrNoBus}, providers.Chinese).Why, "搬", "nobody wanted to")
}
