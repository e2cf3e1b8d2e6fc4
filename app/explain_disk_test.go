package app

import (
	"fmt"
	"os"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"

	"keycase/providers"
	"keycase/vault"
)

// TestTroubleWithTheDiskIsNoSurprise: each has a sentence of its own and a way out,
// also where what was fetched is at stake.
func TestTroubleWithTheDiskIsNoSurprise(t *testing.T) {
	for _, lang := range []providers.Lang{providers.Chinese, providers.English} {
		seen := map[string]bool{unexpected.in(lang).Title: true}
		for _, cause := range []error{syscall.ENOSPC, syscall.EROFS, syscall.EACCES} {
			err := &vault.Error{Op: "add", Item: "index", Err: &os.PathError{Op: "open", Path: "/x", Err: cause}}
			e := Explain(fmt.Errorf("write: %w", err), lang)
			assert.False(t, seen[e.Title], "%s: %q", lang, e.Title)
			assert.NotEmpty(t, e.Why, "%s %v", lang, cause)
			assert.NotEmpty(t, e.Do, "%s %v", lang, cause)
			seen[e.Title] = true
		}
	}
}
