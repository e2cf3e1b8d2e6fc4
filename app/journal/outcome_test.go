package journal

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"

	"keycase/broker"
	"keycase/providers"
	"keycase/providers/catalog"
	"keycase/vault"
)

func TestClassify(t *testing.T) {
	documented := providers.Text{ZH: "已说明", EN: "explained"}
	for _, c := range []struct {
		err         error
		class, code string
	}{
		{nil, "ok", ""},
		{errors.New("x"), "other", ""},
		{&broker.SaveError{Err: &vault.Error{Op: "put token", Err: vault.ErrLocked}}, "unsaved", "locked"},
		{providers.Invalid("url", documented), "invalid", ""},
		{&broker.QuotaError{}, "quota", ""},
		{&providers.Failure{Code: "4006", Meaning: documented}, "refused", "4006"},
		{&providers.Failure{Code: "invalid_client", Meaning: documented}, "refused", "invalid_client"},
		{&providers.Failure{Code: "c3f9a1", Meaning: documented}, "refused", "unknown"},
		{providers.Unknown("999", ""), "refused", "999"},
		{providers.Unknown("1234567", ""), "refused", "unknown"},
		{providers.Unknown("invalid_client", ""), "refused", "unknown"},
		{&providers.UnreadableError{Status: 502}, "unreadable", ""},
		{&broker.NetworkError{Err: context.Canceled}, "network", "cancelled"},
		{&broker.NetworkError{Err: &net.DNSError{Name: "x", IsTimeout: true}}, "network", "name"},
		{&broker.NetworkError{Err: &tls.CertificateVerificationError{}}, "network", "certificate"},
		{&broker.NetworkError{Err: context.DeadlineExceeded}, "network", "timeout"},
		{&broker.NetworkError{Err: &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}}, "network", "connection"},
		{vault.ErrNoStoreChosen, "no store chosen", ""},
		{fmt.Errorf("open: %w", vault.ErrNewerIndex), "newer index", ""},
		{broker.ErrBindAgain, "bind again", ""},
		{broker.ErrKeysLacking, "keys lacking", ""},
		{broker.ErrNoNewerKeys, "no newer keys", ""},
		{&broker.StaleError{Refusal: &providers.Failure{Code: "35", Meaning: documented}, Err: broker.ErrBindAgain}, "refused", "35"},
		{&broker.StaleError{Refusal: &providers.Failure{Code: "1030002006", Meaning: documented}, Err: providers.Invalid("url", documented)}, "refused", "1030002006"},
		{broker.ErrNotRenewable, "not renewable", ""},
		{&os.PathError{Op: "write", Path: "/x", Err: syscall.ENOSPC}, "disk full", ""},
		{&os.PathError{Op: "open", Path: "/x", Err: syscall.EROFS}, "read-only", ""},
		{&os.PathError{Op: "open", Path: "/x", Err: syscall.EACCES}, "no permission", ""},
		{fs.ErrNotExist, "no such file", ""},
		{context.DeadlineExceeded, "timeout", ""},
	} {
		class, code := classify(c.err)
		assert.Equal(t, c.class, class, "%v", c.err)
		assert.Equal(t, c.code, code, "%v", c.err)
	}
}

func TestVersions(t *testing.T) {
	for _, version := range []string{"dev", "1.2.3", "v0.4.0", "1.2.3-rc.1", "dev-0123456789ab", "dev-0123456789ab+changed", "dev+changed", "b701af2-dirty", "v1.2.3-4-gb701af2"} {
		assert.Equal(t, version, versionOf(version))
	}
	for _, version := range []string{"", "1", "1.2.3 ", "1.2.3\n", "dev-secret", "0123456789abcdef"} {
		assert.Equal(t, unknown, versionOf(version), "%q", version)
	}
}

// FuzzNames gives any text for a name: what comes back is one of the names that there are.
func FuzzNames(f *testing.F) {
	names := catalog.Registry()
	known := map[string]bool{unknown: true}
	for _, p := range names {
		known[p.ID] = true
		for _, op := range p.Operations {
			known[p.ID+"."+op.ID] = true
		}
		for _, kind := range p.Tokens {
			known[kind.Kind] = true
		}
	}
	f.Add("jdy", "app-token")
	f.Add("jdy.app-token", "")
	f.Fuzz(func(t *testing.T, one, other string) {
		for _, printed := range []string{platform(names, one), operation(names, one+"."+other), operation(names, one), tokenKind(names, one, other)} {
			assert.True(t, known[printed], "%q", printed)
		}
		if code := failureCode(providers.Unknown(one, other)); code != unknown {
			assert.LessOrEqual(t, len(code), 6)
			assert.Regexp(t, `^\d+$`, code)
		}
	})
}
