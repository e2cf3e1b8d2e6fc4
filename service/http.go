package service

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// The errors of a request itself, for [Params.Explain].
var (
	// ErrSecret: the secret of a loopback address is wrong or missing.
	ErrSecret = errors.New("wrong or missing secret")
	// ErrHost: a loopback address was called by another name. A web page that had
	// its own name point here would do that.
	ErrHost = errors.New("called by another host name")
	// ErrPath: there is no such page.
	ErrPath = errors.New("no such page")
	// ErrMethod: tokens are got, and nothing else.
	ErrMethod = errors.New("no such method")
)

// Problem is an error as programs and people read it. It holds nothing secret.
type Problem struct {
	// Status is that of HTTP.
	Status int
	// Code is stable, for programs.
	Code string
	// Message, Meaning and Action are in the user's language: what happened, why,
	// and what to do. The last two may be empty.
	Message, Meaning, Action string
	// RetryAfter is when trying again makes sense; 0 for not known.
	RetryAfter time.Duration
}

// tokenJSON is a token on the wire.
type tokenJSON struct {
	Credential   string            `json:"credential"`
	Platform     string            `json:"platform"`
	Kind         string            `json:"kind"`
	Subject      string            `json:"subject,omitempty"`
	Token        string            `json:"token"`
	ExpiresAt    string            `json:"expires_at,omitempty"` // RFC 3339
	ExpiresIn    *int64            `json:"expires_in,omitempty"` // seconds
	NeverExpires bool              `json:"never_expires"`
	BaseURL      string            `json:"base_url,omitempty"`
	Values       map[string]string `json:"values,omitempty"`
	Attributes   map[string]string `json:"attributes,omitempty"`
}

type credentialJSON struct {
	Name     string      `json:"name"`
	Platform string      `json:"platform"`
	Tokens   []knownJSON `json:"tokens"`
}

type knownJSON struct {
	Kind         string `json:"kind"`
	Subject      string `json:"subject,omitempty"`
	ExpiresAt    string `json:"expires_at,omitempty"`
	NeverExpires bool   `json:"never_expires"`
}

type problemJSON struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Meaning string `json:"meaning,omitempty"`
	Action  string `json:"action,omitempty"`
}

// Handler answers everybody; who may ask is for the door to see to.
func (s *Service) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /v1/tokens/{name}", s.getToken)
	mux.HandleFunc("GET /v1/credentials", s.getCredentials)
	mux.HandleFunc("/", s.getElse)
	return mux
}

// Guarded answers only who knows the secret, and calls the service by the
// address that it listens at or by localhost and its port.
func (s *Service) Guarded(secret string, at net.Addr) http.Handler {
	next := s.Handler()
	want := sha256.Sum256([]byte(secret))
	_, port, _ := net.SplitHostPort(at.String()) // without a port no name fits
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Host != at.String() && r.Host != "localhost:"+port {
			s.refuse(w, ErrHost)
			return
		}
		scheme, given, _ := strings.Cut(r.Header.Get("Authorization"), " ")
		got := sha256.Sum256([]byte(strings.TrimLeft(given, " "))) // RFC 9110 allows several
		if !strings.EqualFold(scheme, "Bearer") || subtle.ConstantTimeCompare(got[:], want[:]) != 1 {
			w.Header().Set("WWW-Authenticate", "Bearer")
			s.refuse(w, ErrSecret)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// NewSecret makes a secret for [Service.Guarded] of 32 random bytes, in characters
// that need no quoting anywhere.
func NewSecret(rand io.Reader) (string, error) {
	raw := make([]byte, 32)
	if _, err := io.ReadFull(rand, raw); err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(raw), nil
}

func (s *Service) getToken(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	token, err := s.Token(r.Context(), Want{Credential: r.PathValue("name"), Kind: query.Get("kind"), Subject: query.Get("subject")})
	if err != nil {
		s.refuse(w, err)
		return
	}
	if strings.HasPrefix(r.Header.Get("Accept"), "text/plain") { // for shells
		header(w, "text/plain; charset=utf-8", http.StatusOK)
		_, _ = io.WriteString(w, token.Value+"\n") // who asked may have gone
		return
	}
	j := tokenJSON{
		Credential: token.Credential, Platform: token.Platform, Kind: token.Kind, Subject: token.Subject, Token: token.Value,
		ExpiresAt: rfc3339(token.ExpiresAt), NeverExpires: token.ExpiresAt.IsZero(),
		BaseURL: token.BaseURL, Values: token.Values, Attributes: token.Attributes,
	}
	if !token.ExpiresAt.IsZero() {
		left := int64(max(0, token.ExpiresAt.Sub(s.p.Clock())) / time.Second)
		j.ExpiresIn = &left
	}
	answer(w, http.StatusOK, j)
}

func (s *Service) getCredentials(w http.ResponseWriter, _ *http.Request) {
	all := []credentialJSON{}
	for _, c := range s.p.Source.Credentials() {
		j := credentialJSON{Name: c.Name, Platform: c.Platform, Tokens: []knownJSON{}}
		for _, t := range c.Tokens {
			j.Tokens = append(j.Tokens, knownJSON{t.Kind, t.Subject, rfc3339(t.ExpiresAt), t.ExpiresAt.IsZero()})
		}
		all = append(all, j)
	}
	answer(w, http.StatusOK, map[string]any{"credentials": all})
}

func (s *Service) getElse(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		s.refuse(w, ErrMethod)
		return
	}
	s.refuse(w, ErrPath)
}

func (s *Service) refuse(w http.ResponseWriter, err error) {
	p := s.p.Explain(err)
	if p.RetryAfter > 0 {
		seconds := int64((p.RetryAfter + time.Second - 1) / time.Second)
		w.Header().Set("Retry-After", strconv.FormatInt(seconds, 10))
	}
	answer(w, p.Status, map[string]any{"error": problemJSON{p.Code, p.Message, p.Meaning, p.Action}})
}

// answer writes one object. There is no CORS header among those it sets: no web
// page shall read it.
func answer(w http.ResponseWriter, status int, v any) {
	header(w, "application/json", status)
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	_ = e.Encode(v) // who asked may have gone
}

func header(w http.ResponseWriter, kind string, status int) {
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
}

// rfc3339 is UTC, in whole seconds; "" for the zero time.
func rfc3339(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
