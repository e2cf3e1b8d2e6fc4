package main

import (
	"errors"
	"net/http"

	"keycase/broker"
	"keycase/service"
)

// requestErrors are what can be wrong with a request itself. The translation key
// of what to do is that of the message with .do behind it.
var requestErrors = []struct {
	err    error
	status int
	code   string
}{
	{service.ErrSecret, http.StatusUnauthorized, "secret"},
	{service.ErrHost, http.StatusMisdirectedRequest, "host"},
	{service.ErrPath, http.StatusNotFound, "path"},
	{service.ErrMethod, http.StatusMethodNotAllowed, "method"},
}

// statusOfKind is the status of errors that say more to HTTP than their exit status
// does.
var statusOfKind = map[string]int{
	"not_served": http.StatusNotFound, "not_found": http.StatusNotFound,
	"not_renewed": http.StatusConflict, "bind_again": http.StatusConflict, "no_token": http.StatusConflict,
	"quota": http.StatusTooManyRequests,
}

// statusOfExit is the status of the others.
var statusOfExit = map[int]int{
	exitUnexpected: http.StatusInternalServerError, exitUsage: http.StatusBadRequest,
	exitRefused: http.StatusBadGateway, exitAnswer: http.StatusBadGateway, exitStore: http.StatusServiceUnavailable,
}

// explain tells an error to a program. The platform's own words and those of the
// system stay here: they could hold anything.
func (s *tokenSource) explain(err error) service.Problem {
	for _, r := range requestErrors {
		if errors.Is(err, r.err) {
			return service.Problem{
				Status: r.status, Code: r.code,
				Message: s.c.T("cli.serve.error." + r.code), Action: s.c.T("cli.serve.error." + r.code + ".do"),
			}
		}
	}
	e := explain(s.c.Localizer, err)
	p := service.Problem{Status: statusOfKind[e.kind], Code: e.kind, Message: e.message, Meaning: e.meaning, Action: e.action}
	if p.Status == 0 {
		p.Status = statusOfExit[e.exit]
	}
	if e.kind == "not_renewed" {
		p.Action = s.c.T("cli.serve.not_renewed.do")
	}
	var quota *broker.QuotaError
	if errors.As(err, &quota) {
		p.RetryAfter = quota.Until.Sub(s.b.Now())
	}
	return p
}
