package broker

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"

	"keycase/providers"
)

// send puts the request on the wire exactly as it was signed and reads the
// answer, at most [providers.MaxBody] bytes of it.
func (b *Broker) send(ctx context.Context, r *providers.Request) (providers.Response, error) {
	var body io.Reader
	if r.Body != "" {
		body = strings.NewReader(r.Body)
	}
	req, err := http.NewRequestWithContext(ctx, r.Method, r.URL, body)
	if err != nil {
		return providers.Response{}, networkError(err)
	}
	for _, h := range r.Headers {
		// Not Header.Set: the names go out in the letter case of the
		// platform's documentation.
		req.Header[h.Name] = append(req.Header[h.Name], h.Value)
	}
	if b.p.UserAgent != "" {
		req.Header.Set("User-Agent", b.p.UserAgent)
	}
	answer, err := b.client.Do(req)
	if err != nil {
		return providers.Response{}, networkError(err)
	}
	defer func() { _ = answer.Body.Close() }() // read to its end or given up

	resp := providers.Response{Status: answer.StatusCode, Header: answer.Header, Request: r}
	if resp.Body, err = io.ReadAll(io.LimitReader(answer.Body, providers.MaxBody+1)); err != nil {
		return resp, networkError(err)
	}
	switch {
	case len(resp.Body) > providers.MaxBody:
		resp.Body = nil
		return resp, providers.TooLong(resp.Status)
	case resp.Status >= 300 && resp.Status < 400:
		return resp, redirected(resp)
	}
	return resp, nil
}

func redirected(resp providers.Response) error {
	return providers.Unreadable(resp, providers.Text{
		ZH: fmt.Sprintf("对方要把请求转到别处（HTTP %d），没有跟过去，密钥没有外泄", resp.Status),
		EN: fmt.Sprintf("it wants the call to go elsewhere (HTTP %d), which was not followed, so that no key leaves", resp.Status),
	})
}
