package journal

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"io/fs"
	"log/slog"
	"net"
	"syscall"

	"keycase/broker"
	"keycase/providers"
	"keycase/vault"
)

// The classes of errors of the broker and of the platforms.
const (
	classOK         = "ok"
	classUnsaved    = "unsaved"    // succeeded, but its result could not be stored
	classInvalid    = "invalid"    // not sent, values are missing or wrong
	classQuota      = "quota"      // not sent, the limit is used up
	classRefused    = "refused"    // the platform said no
	classUnreadable = "unreadable" // the platform's answer cannot be understood
	classNetwork    = "network"    // no answer came
)

// outcome is what may be known of an error: its class, and a code where there is
// one.
func outcome(err error) []slog.Attr {
	class, code := classify(err)
	attrs := []slog.Attr{slog.String("class", class)}
	if code != "" {
		attrs = append(attrs, slog.String("code", code))
	}
	return attrs
}

func classify(err error) (class, code string) {
	var save *broker.SaveError
	var stale *broker.StaleError
	var invalid *providers.InvalidError
	var quota *broker.QuotaError
	var failure *providers.Failure
	var unreadable *providers.UnreadableError
	var network *broker.NetworkError
	switch {
	case err == nil:
		return classOK, ""
	case errors.As(err, &save): // first: what it wraps is no fault of the call
		return classUnsaved, reason(save.Err)
	case errors.As(err, &stale): // before what it wraps: why there is nothing newer
		return classRefused, failureCode(stale.Refusal)
	case errors.As(err, &invalid):
		return classInvalid, ""
	case errors.As(err, &quota):
		return classQuota, ""
	case errors.As(err, &failure):
		return classRefused, failureCode(failure)
	case errors.As(err, &unreadable):
		return classUnreadable, ""
	case errors.As(err, &network):
		return classNetwork, networkReason(network.Err)
	}
	return reason(err), ""
}

// reasons are the errors that have a word of their own, the closest first.
var reasons = []struct {
	err  error
	word string
}{
	{vault.ErrWrongPassphrase, "wrong passphrase"},
	{vault.ErrNoPassphrase, "no passphrase"},
	{vault.ErrNoStoreChosen, "no store chosen"},
	{vault.ErrOtherStore, "other store"},
	{vault.ErrNoKeyring, "no keyring"},
	{vault.ErrLocked, "locked"},
	{vault.ErrDenied, "denied"},
	{vault.ErrTimeout, "timeout"},
	{vault.ErrTooLarge, "too large"},
	{vault.ErrNewerIndex, "newer index"},
	{vault.ErrCorrupt, "damaged"},
	{vault.ErrTokenLost, "token missing"},
	{vault.ErrMoved, "moved"},
	{vault.ErrItemMissing, "secret missing"},
	{vault.ErrNotFound, "not found"},
	{vault.ErrExists, "exists"},
	{vault.ErrBadName, "bad name"},
	{vault.ErrBadValue, "bad value"},
	{vault.ErrLeftover, "leftover"},
	{vault.ErrUnsupported, "unsupported"},
	{vault.ErrClosed, "closed"},
	{broker.ErrBindAgain, "bind again"},
	{broker.ErrKeysLacking, "keys lacking"},
	{broker.ErrNoNewerKeys, "no newer keys"},
	{broker.ErrNotRenewable, "not renewable"},
	{broker.ErrNoToken, "no token"},
	{providers.ErrUnknown, "unknown operation"},
	{context.Canceled, "cancelled"},
	{context.DeadlineExceeded, "timeout"},
	{syscall.EROFS, "read-only"},
	{fs.ErrPermission, "no permission"},
	{fs.ErrNotExist, "no such file"},
}

func reason(err error) string {
	for _, r := range reasons {
		if errors.Is(err, r.err) {
			return r.word
		}
	}
	if vault.DiskFull(err) {
		return "disk full"
	}
	return "other"
}

// networkReason says which part of a connection failed, as the broker tells it to
// people.
func networkReason(err error) string {
	var dns *net.DNSError
	var cert *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var timeout net.Error
	switch {
	case errors.Is(err, context.Canceled):
		return "cancelled"
	case errors.As(err, &dns):
		return "name"
	case errors.As(err, &cert), errors.As(err, &record):
		return "certificate"
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return "timeout"
	}
	return "connection"
}

// failureCode is a platform's code, where it can be no secret.
func failureCode(f *providers.Failure) string {
	return cmp.Or(f.PlainCode(), unknown)
}
