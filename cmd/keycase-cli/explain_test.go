package main

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/assets/translations"
	"keycase/broker"
	"keycase/providers"
	"keycase/vault"
)

var someText = providers.Text{ZH: "某事", EN: "something"}

// samples has one error for each type and variable that the rooms below export.
var samples = map[string]error{
	"vault.ErrNotFound":        vault.ErrNotFound,
	"vault.ErrExists":          vault.ErrExists,
	"vault.ErrBadName":         vault.ErrBadName,
	"vault.ErrBadValue":        vault.ErrBadValue,
	"vault.ErrLocked":          vault.ErrLocked,
	"vault.ErrNoStoreChosen":   vault.ErrNoStoreChosen,
	"vault.ErrOtherStore":      vault.ErrOtherStore,
	"vault.ErrNoKeyring":       vault.ErrNoKeyring,
	"vault.ErrDenied":          vault.ErrDenied,
	"vault.ErrTimeout":         vault.ErrTimeout,
	"vault.ErrTooLarge":        vault.ErrTooLarge,
	"vault.ErrNewerIndex":      vault.ErrNewerIndex,
	"vault.ErrCorrupt":         vault.ErrCorrupt,
	"vault.ErrTokenLost":       vault.ErrTokenLost,
	"vault.ErrMoved":           vault.ErrMoved,
	"vault.ErrItemMissing":     vault.ErrItemMissing,
	"vault.ErrWrongPassphrase": vault.ErrWrongPassphrase,
	"vault.ErrNoPassphrase":    vault.ErrNoPassphrase,
	"vault.ErrLeftover":        vault.ErrLeftover,
	"vault.ErrUnsupported":     vault.ErrUnsupported,
	"vault.ErrClosed":          vault.ErrClosed,
	"vault.ErrConflict":        vault.ErrConflict,
	"vault.ErrMoving":          vault.ErrMoving,
	"vault.ErrNoBus":           vault.ErrNoBus,
	"vault.ErrNoService":       vault.ErrNoService,
	"vault.ErrNoDefault":       vault.ErrNoDefault,
	"vault.ErrKeyringGone":     vault.ErrKeyringGone,
	"vault.ErrKeyringLocked":   vault.ErrKeyringLocked,
	"vault.ErrDismissed":       vault.ErrDismissed,
	"vault.ErrKeyringHangs":    vault.ErrKeyringHangs,
	"vault.Error":              &vault.Error{Op: "put token", Err: fs.ErrPermission},
	"vault.TooLargeError":      &vault.TooLargeError{Size: 3000, Limit: 2560},
	"vault.MoveError":          &vault.MoveError{Names: []string{"shop"}, Err: vault.ErrItemMissing},

	"broker.NetworkError":    &broker.NetworkError{Reason: someText, Action: someText},
	"broker.QuotaError":      &broker.QuotaError{Limit: 20, Window: 24 * time.Hour, Until: time.Unix(0, 0)},
	"broker.SaveError":       &broker.SaveError{Err: vault.ErrDenied},
	"broker.ErrBindAgain":    broker.ErrBindAgain,
	"broker.ErrKeysLacking":  broker.ErrKeysLacking,
	"broker.ErrNoNewerKeys":  broker.ErrNoNewerKeys,
	"broker.StaleError":      &broker.StaleError{Refusal: &providers.Failure{Code: "18", Meaning: someText, Action: someText}, Err: broker.ErrBindAgain},
	"broker.ErrNotRenewable": broker.ErrNotRenewable,
	"broker.ErrNoToken":      broker.ErrNoToken,

	"providers.Failure":         &providers.Failure{Code: "7", Message: "own words", Meaning: someText, Action: someText},
	"providers.UnreadableError": &providers.UnreadableError{Status: 502, Reason: someText},
	"providers.InvalidError":    &providers.InvalidError{Problems: []providers.Problem{{Field: "uid", Text: someText}}},
	"providers.ErrUnknown":      providers.ErrUnknown,
	"providers.ErrInput":        providers.ErrInput,
}

// exported finds the errors that a package exports: variables ErrX, and types
// with a method Error.
func exported(t *testing.T, name string) []string {
	t.Helper()
	files, err := filepath.Glob("../../" + name + "/*.go")
	require.NoError(t, err)
	var found []string
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		require.NoError(t, err)
		for _, decl := range file.Decls {
			found = append(found, errorsOf(name, decl)...)
		}
	}
	require.NotEmpty(t, found)
	return found
}

func errorsOf(name string, decl ast.Decl) []string {
	var found []string
	switch d := decl.(type) {
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			if v, ok := spec.(*ast.ValueSpec); ok && d.Tok == token.VAR && strings.HasPrefix(v.Names[0].Name, "Err") {
				found = append(found, name+"."+v.Names[0].Name)
			}
		}
	case *ast.FuncDecl:
		if d.Recv == nil || d.Name.Name != "Error" {
			return nil
		}
		if pointer, ok := d.Recv.List[0].Type.(*ast.StarExpr); ok {
			if receiver, ok := pointer.X.(*ast.Ident); ok && receiver.IsExported() {
				found = append(found, name+"."+receiver.Name)
			}
		}
	}
	return found
}

func TestEveryErrorHasASample(t *testing.T) {
	for _, name := range []string{"vault", "broker", "providers"} {
		for _, e := range exported(t, name) {
			assert.NotNil(t, samples[e], "%s has no sample, so nobody knows whether it is explained", e)
		}
	}
}

func TestEveryErrorIsExplained(t *testing.T) {
	for name, err := range samples {
		for _, lang := range []string{translations.Chinese, translations.English} {
			for _, wrapped := range []error{err, fmt.Errorf("while doing something: %w", err)} {
				e := explain(translations.New(lang), wrapped)
				assert.NotEqual(t, "unexpected", e.kind, name)
				assert.NotEqual(t, exitUnexpected, e.exit, name)
				assert.NotEqual(t, exitDone, e.exit, name)
				assert.NotEmpty(t, e.message, name)
				assert.NotEmpty(t, e.action, name)
				for _, text := range []string{e.message, e.meaning, e.action} {
					assert.False(t, strings.HasPrefix(text, "cli."), "%s: %s", name, text)
					assert.NotContains(t, text, "<no value>", name)
				}
			}
		}
	}
}

func TestExitStatus(t *testing.T) {
	l := translations.New(translations.English)
	for _, c := range []struct {
		err  error
		exit int
		kind string
	}{
		{&usageError{message: "m"}, exitUsage, "usage"},
		{samples["providers.InvalidError"], exitUsage, "invalid"},
		{samples["vault.ErrNotFound"], exitUsage, "not_found"},
		{samples["providers.Failure"], exitRefused, "refused"},
		{samples["broker.QuotaError"], exitRefused, "quota"},
		{samples["broker.ErrBindAgain"], exitRefused, "bind_again"},
		{samples["broker.StaleError"], exitRefused, "stale"},
		{samples["broker.ErrNotRenewable"], exitRefused, "not_renewable"},
		{&notRenewedError{message: "m"}, exitRefused, "not_renewed"},
		{samples["broker.NetworkError"], exitAnswer, "network"},
		{samples["providers.UnreadableError"], exitAnswer, "unreadable"},
		{samples["broker.SaveError"], exitStore, "not_saved"},
		{&storeError{fs.ErrPermission}, exitStore, "store"},
		{samples["vault.Error"], exitStore, "store"},
		{&vault.Error{Op: "open", Err: vault.ErrCorrupt}, exitStore, "corrupt"},
		// A passphrase that is not to be had leaves the store locked.
		{fmt.Errorf("%w: %w", vault.ErrLocked, &passphraseError{message: "m"}), exitStore, "locked"},
		// The cause is told, not what came of it.
		{fmt.Errorf("%w: %w", vault.ErrLocked, vault.ErrWrongPassphrase), exitStore, "wrong_passphrase"},
		{context.Canceled, exitUnexpected, "interrupted"},
		{errors.New("boom"), exitUnexpected, "unexpected"},
	} {
		e := explain(l, c.err)
		assert.Equal(t, c.exit, e.exit, "%v", c.err)
		assert.Equal(t, c.kind, e.kind, "%v", c.err)
	}
}

// TestSaveErrorTellsBoth: the platform's success, and why the store refused.
func TestSaveErrorTellsBoth(t *testing.T) {
	e := explain(translations.New(translations.English), samples["broker.SaveError"])
	denied := explain(translations.New(translations.English), vault.ErrDenied)
	assert.Contains(t, e.message, "worked")
	assert.Equal(t, denied.message, e.meaning)
	assert.Equal(t, denied.action, e.action)
}
