package client

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"
)

// maxAnswer bounds what is read of an answer, in bytes.
const maxAnswer = 1 << 20

// ErrNotServing tells that nobody listens where the service should be.
// "keycase-cli serve" starts it.
var ErrNotServing = errors.New("keycase-cli serve does not run")

// errAnswer is an answer that is not the service's.
var errAnswer = errors.New("the answer is not that of keycase-cli serve")

// Token is a token that works when it is handed out.
type Token struct {
	// Credential is the name of the one that it came out of.
	Credential string `json:"credential"`
	// Platform is jdy, kis, robot or yilianyun.
	Platform string `json:"platform"`
	// Kind is the platform's own name for it: app-token, access_token.
	Kind string `json:"kind"`
	// Subject is what it is bound to, such as a printer; "" for the whole credential.
	Subject string `json:"subject"`
	// Value is the token itself.
	Value string `json:"token"`
	// ExpiresAt is zero for a token that never expires.
	ExpiresAt time.Time `json:"expires_at"`
	// BaseURL is where the credential's calls go: production, or another environment.
	BaseURL string `json:"base_url"`
	// Values are public fields that calls need, by the platform's names:
	// router_addr, netid, server_url, machine_code.
	Values map[string]string `json:"values"`
	// Attributes are what else came with the token: the state and timestamp of kis.
	Attributes map[string]string `json:"attributes"`
}

// String names the token without its value, so that no log gets it by mistake.
func (t Token) String() string {
	ends := "never expires"
	if !t.ExpiresAt.IsZero() {
		ends = "expires " + t.ExpiresAt.Format(time.RFC3339)
	}
	return fmt.Sprintf("%s of %s, %s", t.Kind, t.Credential, ends)
}

// GoString is the same for %#v.
func (t Token) GoString() string { return t.String() }

// Credential is one that the service gives tokens of.
type Credential struct {
	Name     string  `json:"name"`
	Platform string  `json:"platform"`
	Tokens   []Known `json:"tokens"`
}

// Known is a token that is there now, without its value. Others may be fetched
// when they are asked for.
type Known struct {
	Kind    string `json:"kind"`
	Subject string `json:"subject"`
	// ExpiresAt is zero for a token that never expires.
	ExpiresAt time.Time `json:"expires_at"`
}

// Error is why the service gives no token.
type Error struct {
	// Status is that of HTTP.
	Status int
	// Code is stable, such as not_found, not_served, not_renewed, quota, refused,
	// network and locked.
	Code string
	// Message, Meaning and Action are in the language of who runs the service; the
	// last two may be empty.
	Message, Meaning, Action string
	// RetryAfter is when asking again makes sense; 0 for not known.
	RetryAfter time.Duration
}

func (e *Error) Error() string {
	var said []string
	for _, part := range []string{e.Message, e.Meaning, e.Action} {
		if part != "" {
			said = append(said, part)
		}
	}
	return "keycase: " + strings.Join(said, "; ")
}

// Client asks the service. Make one with [New], [Unix] or [TCP].
type Client struct {
	http   *http.Client
	base   string
	secret string
}

// New finds the service of this user by the environment; see [Socket].
func New() (*Client, error) {
	path, err := Socket(os.Getenv)
	if err != nil {
		return nil, err
	}
	return Unix(path), nil
}

// Unix asks the service at the path of its socket.
func Unix(path string) *Client {
	var dialer net.Dialer
	return newClient("http://keycase", "", func(ctx context.Context, _, _ string) (net.Conn, error) {
		return dialer.DialContext(ctx, "unix", path)
	})
}

// TCP asks the service at the address and with the secret that "keycase-cli serve
// --tcp" printed.
func TCP(address, secret string) *Client {
	return newClient(strings.TrimRight(address, "/"), secret, new(net.Dialer).DialContext)
}

func newClient(base, secret string, dial func(context.Context, string, string) (net.Conn, error)) *Client {
	return &Client{base: base, secret: secret, http: &http.Client{
		// No proxy, and no way to elsewhere: the answers are secret.
		Transport:     &http.Transport{DialContext: dial, MaxIdleConnsPerHost: 16, IdleConnTimeout: time.Minute},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// Which tells a token from others of its credential.
type Which func(url.Values)

// Kind asks for a token of that kind, where a platform has several.
func Kind(kind string) Which { return func(q url.Values) { q.Set("kind", kind) } }

// Subject asks for the token that is bound to that subject, such as the
// machine_code of a printer.
func Subject(subject string) Which { return func(q url.Values) { q.Set("subject", subject) } }

// Token returns a token of the credential with that name. Where there is none that
// works, the service gets one, unless that would use up what the platform counts
// by the day. Its errors are [Error], [ErrNotServing], and ctx's.
func (c *Client) Token(ctx context.Context, credential string, which ...Which) (Token, error) {
	query := url.Values{}
	for _, w := range which {
		w(query)
	}
	var token Token
	err := c.get(ctx, "/v1/tokens/"+url.PathEscape(credential)+"?"+query.Encode(), &token)
	if err == nil && token.Value == "" {
		err = errAnswer
	}
	return token, err
}

// Credentials lists what the service gives tokens of.
func (c *Client) Credentials(ctx context.Context) ([]Credential, error) {
	var list struct {
		Credentials []Credential `json:"credentials"`
	}
	err := c.get(ctx, "/v1/credentials", &list)
	return list.Credentials, err
}

func (c *Client) get(ctx context.Context, path string, into any) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+path, nil)
	if err != nil {
		return err
	}
	if c.secret != "" {
		req.Header.Set("Authorization", "Bearer "+c.secret)
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return notServing(ctx, err)
	}
	defer func() { _ = resp.Body.Close() }() // read to its end or given up
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return notServing(ctx, err)
	}
	if resp.StatusCode != http.StatusOK {
		return problem(resp, body)
	}
	if json.Unmarshal(body, into) != nil {
		return errAnswer // the cause would quote the answer
	}
	return nil
}

func notServing(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var inURL *url.Error
	if errors.As(err, &inURL) {
		err = inURL.Err
	}
	return fmt.Errorf("%w: %w", ErrNotServing, err)
}

func problem(resp *http.Response, body []byte) error {
	var answer struct {
		Error struct {
			Code    string `json:"code"`
			Message string `json:"message"`
			Meaning string `json:"meaning"`
			Action  string `json:"action"`
		} `json:"error"`
	}
	if json.Unmarshal(body, &answer) != nil || answer.Error.Code == "" {
		return errAnswer
	}
	seconds, _ := strconv.Atoi(resp.Header.Get("Retry-After")) // 0 where there is none
	return &Error{
		Status: resp.StatusCode, Code: answer.Error.Code,
		Message: answer.Error.Message, Meaning: answer.Error.Meaning, Action: answer.Error.Action,
		RetryAfter: time.Duration(seconds) * time.Second,
	}
}
