package main

import (
	"cmp"
	"context"
	"errors"
	"time"

	"keycase/app"
	"keycase/assets/translations"
	"keycase/backup"
	"keycase/broker"
	"keycase/providers"
	"keycase/vault"
)

// explanation is an error as people read it: what happened, why probably, and
// what to do now.
type explanation struct {
	exit    int
	kind    string // stable, for programs
	message string
	meaning string
	action  string
	fields  []fieldText
	// words are the platform's own, or the system's.
	words string
	// failure is set where the platform refused, or its limit.
	failure *failureJSON
}

// sentinels are the errors that mean one thing wherever they come from. What
// happened and why is told as the window tells it; do is the translation key of
// what to do where that differs on a command line. An error that wraps several
// is told by the first of them here, which is why the causes stand before the
// consequences.
var sentinels = []struct {
	err  error
	kind string
	exit int
	do   string
}{
	{backup.ErrNotVerified, "not_verified", exitUnexpected, ""},
	{backup.ErrNotAge, "not_a_backup", exitUsage, ""},
	{backup.ErrForeign, "not_a_backup", exitUsage, ""},
	{backup.ErrNewer, "newer_backup", exitUsage, ""},
	{backup.ErrTooCostly, "too_costly", exitUsage, ""},
	{backup.ErrTooLarge, "backup_too_large", exitUsage, ""},
	{backup.ErrDamaged, "damaged_backup", exitUsage, ""},
	{backup.ErrWrongPassphrase, "wrong_backup_passphrase", exitUsage, ""},
	{backup.ErrWrongIdentity, "wrong_identity", exitUsage, ""},
	{backup.ErrNoIdentity, "no_identity", exitUsage, ""},
	{backup.ErrPrivateKey, "private_key", exitUsage, ""},
	{backup.ErrUnsupportedKey, "unsupported_key", exitUsage, ""},
	{backup.ErrBadKey, "bad_key", exitUsage, ""},
	{backup.ErrNoKey, "no_key", exitUsage, ""},
	{backup.ErrMixedKeys, "mixed_keys", exitUsage, ""},
	{vault.ErrConflict, "conflict", exitStore, "cli.do.again"},
	{vault.ErrNotFound, "not_found", exitUsage, "cli.do.not_found"},
	{vault.ErrExists, "exists", exitUsage, "cli.do.exists"},
	{vault.ErrBadName, "bad_name", exitUsage, ""},
	{vault.ErrBadValue, "bad_value", exitUsage, ""},
	{vault.ErrWrongPassphrase, "wrong_passphrase", exitStore, ""},
	{vault.ErrNoPassphrase, "no_passphrase", exitStore, "cli.do.no_passphrase"},
	{vault.ErrNoBus, "no_keyring", exitStore, "cli.do.no_keyring"},
	{vault.ErrNoService, "no_keyring", exitStore, "cli.do.no_service"},
	{vault.ErrNoDefault, "no_keyring", exitStore, ""},
	{vault.ErrKeyringGone, "no_keyring", exitStore, ""},
	{vault.ErrKeyringLocked, "locked", exitStore, "cli.do.keyring_locked"},
	{vault.ErrDismissed, "denied", exitStore, "cli.do.dismissed"},
	{vault.ErrKeyringHangs, "timeout", exitStore, ""},
	{vault.ErrMoving, "moving", exitStore, ""},
	{vault.ErrNoStoreChosen, "no_store", exitStore, "cli.do.no_store"},
	{vault.ErrOtherStore, "other_store", exitStore, "cli.do.other_store"},
	{vault.ErrNoKeyring, "no_keyring", exitStore, "cli.do.no_keyring"},
	{vault.ErrDenied, "denied", exitStore, ""},
	{vault.ErrTooLarge, "too_large", exitStore, "cli.do.too_large"},
	{vault.ErrNewerIndex, "newer_index", exitStore, ""},
	{vault.ErrCorrupt, "corrupt", exitStore, ""},
	{vault.ErrTokenLost, "token_lost", exitStore, ""},
	{vault.ErrMoved, "moved", exitStore, "cli.do.again"},
	{vault.ErrItemMissing, "item_missing", exitStore, "cli.do.item_missing"},
	{vault.ErrLeftover, "leftover", exitStore, ""},
	{vault.ErrUnsupported, "unsupported", exitStore, "cli.do.unsupported"},
	{vault.ErrClosed, "closed", exitStore, "cli.do.again"},
	{vault.ErrTimeout, "timeout", exitStore, ""},
	{vault.ErrLocked, "locked", exitStore, "cli.do.locked"},
	{app.ErrNoHome, "no_home", exitStore, "cli.do.no_home"},
	{broker.ErrBindAgain, "bind_again", exitRefused, "cli.do.bind_again"},
	{broker.ErrKeysLacking, "keys_lacking", exitRefused, ""},
	{broker.ErrNoNewerKeys, "no_newer_keys", exitRefused, ""},
	{broker.ErrNotRenewable, "not_renewable", exitRefused, ""},
	{broker.ErrNoToken, "no_token", exitStore, "cli.do.no_token"},
	{providers.ErrInput, "input", exitUsage, "cli.do.input"},
	{providers.ErrUnknown, "unknown", exitUsage, "cli.do.unknown"},
	{context.Canceled, "interrupted", exitUnexpected, "cli.do.again"},
}

// explain tells an error in the language of l. Every typed error of the rooms
// below has its words here, and only here.
func explain(l *translations.Localizer, err error) explanation {
	if e, ok := explainOwn(err); ok {
		return e
	}
	if e, ok := explainCall(l, err); ok {
		return e
	}
	var saving *broker.SaveError
	if errors.As(err, &saving) {
		inner := explainStore(l, saving.Err)
		return explanation{
			exit: exitStore, kind: "not_saved", message: l.T("cli.error.not_saved"),
			meaning: inner.message, action: inner.action, words: inner.words,
		}
	}
	return explainStore(l, err)
}

// explainOwn passes on the errors of this program, which are told already.
func explainOwn(err error) (explanation, bool) {
	var usage *usageError
	var passphrase *passphraseError
	var stale *notRenewedError
	var unreadable *unreadableError
	switch {
	case errors.As(err, &unreadable):
		return explanation{exit: exitStore, kind: "unreadable", message: unreadable.message, action: unreadable.action, fields: unreadable.fields}, true
	case errors.As(err, &usage):
		return explanation{exit: exitUsage, kind: cmp.Or(usage.kind, "usage"), message: usage.message, action: usage.action, fields: usage.fields}, true
	case errors.As(err, &passphrase):
		return explanation{exit: exitStore, kind: "locked", message: passphrase.message, action: passphrase.action}, true
	case errors.As(err, &stale):
		return explanation{exit: exitRefused, kind: "not_renewed", message: stale.message, action: stale.action}, true
	}
	return explanation{}, false
}

// explainCall tells what can go wrong between the values and the answer.
func explainCall(l *translations.Localizer, err error) (explanation, bool) {
	lang := providers.Lang(l.Lang())
	var stale *broker.StaleError
	var invalid *providers.InvalidError
	var failure *providers.Failure
	var quota *broker.QuotaError
	var network *broker.NetworkError
	var unreadable *providers.UnreadableError
	switch {
	case errors.As(err, &stale):
		return explainStale(l, stale), true
	case errors.As(err, &invalid):
		return explanation{
			exit: exitUsage, kind: "invalid",
			message: l.T("cli.error.invalid.what", "Count", len(invalid.Problems)), action: l.T("cli.error.invalid.do"),
			fields: problemTexts(lang, invalid.Problems),
		}, true
	case errors.As(err, &failure):
		return explanation{
			exit: exitRefused, kind: "refused", message: l.T("cli.error.refused.what", "Code", failure.Code),
			meaning: failure.Meaning.In(lang), action: failure.Action.In(lang), words: failure.Message,
			failure: newFailureJSON(lang, failure),
		}, true
	case errors.As(err, &quota):
		return explainQuota(l, quota), true
	case errors.As(err, &network):
		return explanation{
			exit: exitAnswer, kind: "network", message: l.T("cli.error.network.what"),
			meaning: network.Reason.In(lang), action: network.Action.In(lang),
		}, true
	case errors.As(err, &unreadable):
		return explanation{
			exit: exitAnswer, kind: "unreadable", message: l.T("cli.error.unreadable.what", "Status", unreadable.Status),
			meaning: unreadable.Reason.In(lang), action: l.T("cli.error.unreadable.do"),
		}, true
	}
	return explanation{}, false
}

// explainStale tells the refusal, and why it could not be mended by itself.
func explainStale(l *translations.Localizer, e *broker.StaleError) explanation {
	x := told(l, e)
	x.exit, x.kind, x.words = exitRefused, "stale", e.Refusal.Message
	x.meaning = uncapital(x.message) + l.T("cli.error.join") + x.meaning
	x.message = l.T("cli.error.refused.what", "Code", e.Refusal.Code)
	x.failure = newFailureJSON(providers.Lang(l.Lang()), e.Refusal)
	x.failure.Meaning, x.failure.Action = x.meaning, x.action
	return x
}

// explainQuota tells a call that was not sent. It counts as the platform's
// refusal, because that is what sending would have led to.
func explainQuota(l *translations.Localizer, e *broker.QuotaError) explanation {
	until := e.Until.Local().Format(time.DateTime)
	x := explanation{
		exit: exitRefused, kind: "quota",
		message: l.T("cli.error.quota.what"),
		meaning: l.T("cli.error.quota.why", "Limit", e.Limit, "Window", span(l, e.Window)),
		action:  l.T("cli.error.quota.do", "Until", until),
	}
	x.failure = &failureJSON{Code: "quota", Meaning: x.message + l.T("cli.error.join") + x.meaning, Action: x.action, Until: rfc3339(e.Until)}
	return x
}

// explainStore tells what the vault says, and everything that has no type.
func explainStore(l *translations.Localizer, err error) explanation {
	if e, ok := explainOwn(err); ok {
		return e
	}
	var move *vault.MoveError
	for _, s := range sentinels {
		if errors.Is(err, s.err) {
			e := told(l, s.err)
			if errors.As(err, &move) { // it names the credentials
				e = told(l, err)
			}
			e.kind, e.exit = s.kind, s.exit
			if detail := err.Error(); detail != s.err.Error() {
				e.words = detail
			}
			if s.do != "" {
				e.action = l.T(s.do)
			}
			return e
		}
	}
	var inVault *vault.Error
	var files *storeError
	if errors.As(err, &inVault) || errors.As(err, &files) {
		return explanation{
			exit: exitStore, kind: "store", message: l.T("cli.error.store"),
			meaning: l.T("cli.error.store.why"), action: l.T("cli.error.store.do"), words: err.Error(),
		}
	}
	e := told(l, err)
	e.kind, e.exit, e.words = "unexpected", exitUnexpected, err.Error()
	return e
}

// told is what the window says.
func told(l *translations.Localizer, err error) explanation {
	said := app.Explain(err, providers.Lang(l.Lang()))
	return explanation{message: said.Title, meaning: uncapital(said.Why), action: uncapital(said.Do)}
}

// uncapital begins a sentence in lower case, for it comes after a label.
func uncapital(s string) string {
	if len(s) > 1 && s[0] >= 'A' && s[0] <= 'Z' && s[1] >= 'a' && s[1] <= 'z' {
		return string(s[0]+'a'-'A') + s[1:]
	}
	return s
}

func problemTexts(lang providers.Lang, problems []providers.Problem) []fieldText {
	texts := make([]fieldText, len(problems))
	for i, p := range problems {
		texts[i] = fieldText{p.Field, p.Text.In(lang)}
	}
	return texts
}

// fail shows an error and returns the exit status.
func (c *cli) fail(err error) int {
	if errors.Is(err, errUnhealthy) {
		return exitStore // the checks have told it
	}
	e := explain(c.Localizer, err)
	c.problem(e)
	if c.json && !c.answered {
		if err := c.object(e.object()); err != nil {
			return exitUnexpected
		}
	}
	return e.exit
}

// errorJSON is an explanation as programs read it.
type errorJSON struct {
	Kind    string      `json:"kind"`
	Message string      `json:"message"`
	Meaning string      `json:"meaning,omitempty"`
	Action  string      `json:"action,omitempty"`
	Detail  string      `json:"detail,omitempty"`
	Fields  []fieldText `json:"fields,omitempty"`
}

func (e *explanation) object() any {
	if e.failure != nil {
		return answerJSON{Failure: e.failure}
	}
	return struct {
		OK    bool      `json:"ok"`
		Error errorJSON `json:"error"`
	}{Error: errorJSON{Kind: e.kind, Message: e.message, Meaning: e.meaning, Action: e.action, Detail: e.words, Fields: e.fields}}
}

// problem writes an explanation for people. A platform's words may hold line
// breaks; they must not begin a line that looks like one of ours.
func (p *printer) problem(e explanation) {
	lines := []string{e.message}
	for _, f := range e.fields {
		lines = append(lines, "  "+p.T("cli.error.field", "Name", f.Name, "Text", f.Message))
	}
	for _, part := range []struct{ key, text string }{
		{"cli.error.why", e.meaning}, {"cli.error.do", e.action}, {"cli.error.words", e.words},
	} {
		if part.text != "" {
			lines = append(lines, "  "+p.T(part.key, "Text", part.text))
		}
	}
	p.warn(lines...)
}
