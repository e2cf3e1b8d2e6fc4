package broker

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"time"

	"keycase/providers"
)

// NetworkError is a call that got no answer. It names no URL, because a query
// may carry secrets.
type NetworkError struct {
	Reason providers.Text
	Action providers.Text
	Err    error
}

func (e *NetworkError) Error() string { return "no answer from the platform: " + e.Reason.EN }

// Unwrap returns the cause, stripped of the URL.
func (e *NetworkError) Unwrap() error { return e.Err }

var (
	checkLine  = providers.Text{ZH: "看看网线、Wi-Fi 和代理，再试一次", EN: "check the network and the proxy, then try again"}
	tryLater   = providers.Text{ZH: "过一会儿再试", EN: "try again in a while"}
	checkProxy = providers.Text{ZH: "多半是公司代理或假热点在中间，换个网络再试", EN: "a company proxy or a false hotspot is in between; try another network"}
)

// networkError explains why no answer came.
func networkError(err error) error {
	var inURL *url.Error
	if errors.As(err, &inURL) {
		err = inURL.Err
	}
	e := &NetworkError{Err: harmless(err), Action: checkLine}
	var dns *net.DNSError
	var cert *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var timeout net.Error
	switch {
	case errors.Is(err, context.Canceled):
		e.Reason = providers.Text{ZH: "已取消", EN: "cancelled"}
	case errors.As(err, &dns):
		e.Reason = providers.Text{ZH: "找不到平台的地址，可能没联网", EN: "the platform's address cannot be found; the machine may be offline"}
	case errors.As(err, &cert), errors.As(err, &record):
		e.Reason = providers.Text{ZH: "对方的安全证书不可信，没有发送密钥", EN: "the other side's certificate is not trusted, so no key was sent"}
		e.Action = checkProxy
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		e.Reason = providers.Text{ZH: "等太久没有回答", EN: "it took too long to answer"}
		e.Action = tryLater
	default:
		e.Reason = providers.Text{ZH: "连接不上或中途断开", EN: "the connection was refused or broke off"}
	}
	return e
}

var errProtocol = errors.New("the answer is no HTTP")

// harmless keeps the errors that speak of addresses and certificates. Any other
// can quote what the other side sent.
func harmless(err error) error {
	var op *net.OpError
	var dns *net.DNSError
	var cert *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	switch {
	case errors.Is(err, context.Canceled):
		return context.Canceled
	case errors.Is(err, context.DeadlineExceeded):
		return context.DeadlineExceeded
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return io.ErrUnexpectedEOF
	case errors.As(err, &dns):
		return dns
	case errors.As(err, &cert):
		return cert
	case errors.As(err, &record):
		return errors.New(record.Msg)
	case errors.As(err, &op):
		return op
	}
	return errProtocol
}

// neverLeft tells errors at which no byte of the request can have arrived.
func neverLeft(err error) bool {
	var op *net.OpError
	var dns *net.DNSError
	var cert *tls.CertificateVerificationError
	return errors.As(err, &dns) || errors.As(err, &cert) || errors.As(err, &op) && op.Op == "dial"
}

// QuotaError is a call that was not sent, because the platform's limit is used up.
type QuotaError struct {
	Limit  int
	Window time.Duration
	// Until is when the next call is possible.
	Until time.Time
}

func (e *QuotaError) Error() string {
	return fmt.Sprintf("not sent: the platform allows %d calls in %s; possible again at %s", e.Limit, e.Window, e.Until.Format(time.RFC3339))
}

// SaveError is a call that succeeded while its result could not be stored. The
// result is complete and kept in memory; see [Broker.SaveUnsaved].
type SaveError struct{ Err error }

func (e *SaveError) Error() string { return "the result could not be stored: " + e.Err.Error() }

// Unwrap returns the vault's error.
func (e *SaveError) Unwrap() error { return e.Err }

// ErrBindAgain is a token that only a person can renew, by binding again.
var ErrBindAgain = errors.New("only binding again gives a new token")

// ErrNotRenewable is a token that needs no renewal, because it never expires.
var ErrNotRenewable = errors.New("the token never expires and is not renewed")

// unaskedError refuses a call only because nobody asked for it.
type unaskedError struct{ error }

func (e unaskedError) Unwrap() error { return e.error }

// errNotDue is a token that is gone, or was renewed by another meanwhile.
var errNotDue = errors.New("the token is not due any more")

// ErrNoToken is a token that was never issued or has been forgotten.
var ErrNoToken = errors.New("there is no such token yet")
