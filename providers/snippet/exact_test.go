package snippet

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers"
)

// nasty is text that a careless quoting would let do something.
var nasty = []string{
	"plain", "", "it's", `say "hi"`, "$HOME ${HOME} $(id) `id`", "a\\b\\", `\"`, `\\"`, `a\ "b" \\`, "!history! !! !x", "%PATH% 100% %41%",
	"^caret^", "@/etc/passwd", "=ls", "line\nbreak", "two\r\nlines", "tab\there", "中文 🖨 \u2028\u00a0\u200b", "a;b|c&d>e<f", "-H", "--data-raw", "‘curly’ ‛low‚",
	"*?[x]{y,z}", "#no comment", "~root", "</script><!--", "?> <?php", `\u0022+\u0022 \x41 \101 \N{DIGIT ONE}`, "${jndi:x} {0} %s %d #{x}", "\u007f\u0001\u001b[0m", awkward,
}

// arrived is what the server saw of a request.
type arrived struct {
	method, uri, body string
	header            http.Header
}

// recorder keeps requests by the first element of their path.
type recorder struct {
	mu   sync.Mutex
	seen map[string]arrived
	url  string
}

func newRecorder(t *testing.T) *recorder {
	rec := &recorder{seen: map[string]arrived{}}
	srv := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		rec.mu.Lock()
		defer rec.mu.Unlock()
		rec.seen[strings.Split(r.URL.Path, "/")[1]] = arrived{r.Method, r.RequestURI, string(body), r.Header.Clone()}
	}))
	t.Cleanup(srv.Close)
	rec.url = srv.URL
	return rec
}

// take returns what came and forgets it.
func (rec *recorder) take(name string) (arrived, bool) {
	rec.mu.Lock()
	defer rec.mu.Unlock()
	got, ok := rec.seen[name]
	delete(rec.seen, name)
	return got, ok
}

func nastyRequest(base, text string) *providers.Request {
	header := strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return -1
		}
		return r
	}, text))
	return &providers.Request{
		Method: "POST",
		URL:    base + "/jdy/v2/a'b(c)!$&;=,@%20?q=" + url.QueryEscape(text) + "&x=*",
		Headers: []providers.Header{
			{Name: "Content-Type", Value: "application/json"},
			{Name: "X-Api-Signature", Value: "YTgz=="},
			{Name: "app-token", Value: "v" + header},
			{Name: "X-Plain", Value: header},
		},
		Body: text,
	}
}

// What arrives is what was signed, whatever the values are.
func TestEveryTargetSendsExactlyTheRequest(t *testing.T) {
	for _, target := range append(Targets(), Target{ID: "zsh"}) {
		t.Run(target.ID, func(t *testing.T) {
			t.Parallel()
			rec := newRecorder(t)
			var wanted []*providers.Request
			var texts []string
			for i, text := range nasty {
				r := nastyRequest(fmt.Sprintf("%s/n%d", rec.url, i), text)
				if target.ID == "cmd" || target.ID == "powershell-curl" { // these rewrite JSON, which is all that is sent
					r.Body = asJSON(t, map[string]string{"text": text})
				}
				wanted = append(wanted, r)
				id := target.ID
				if id == "zsh" {
					id = "bash"
				}
				s, err := Ready(id, providers.Signed{Request: r})
				require.NoError(t, err)
				texts = append(texts, s.Text)
			}
			runners[target.ID](t, texts, nil)
			for i, want := range wanted {
				got, ok := rec.take(fmt.Sprintf("n%d", i))
				require.True(t, ok, "nothing came of\n%s", texts[i])
				assertArrived(t, want, strings.TrimPrefix(want.URL, rec.url), got, texts[i])
			}
		})
	}
}

func assertArrived(t *testing.T, want *providers.Request, uri string, got arrived, text string) {
	t.Helper()
	assert.Equal(t, want.Method, got.method)
	assert.Equal(t, decoded(t, uri), decoded(t, got.uri), "%s", text)
	if json.Valid([]byte(want.Body)) {
		assert.JSONEq(t, want.Body, got.body, "%s", text)
	} else {
		assert.Equal(t, want.Body, got.body, "%s", text)
	}
	for _, h := range want.Headers {
		assert.Equal(t, h.Value, got.header.Get(h.Name), "%s\n%s", h.Name, text)
	}
}

// decoded is the path and the parameters of a URI: clients are free to write
// "~" for "%7E".
func decoded(t *testing.T, uri string) string {
	u, err := url.ParseRequestURI(uri)
	require.NoError(t, err)
	return u.Path + "?" + u.Query().Encode()
}

// plainGets are calls that curl would change by itself: it makes POST of GET
// where it is given a body, reads brackets and braces, and tidies paths.
func plainGets(target, base string) map[string]*providers.Request {
	query := "?x=[1]{2}&y=~"
	if target == "java" {
		query = "?x=%5B1%5D%7B2%7D&y=~" // as the signers write it; Java refuses the other
	}
	gets := map[string]*providers.Request{"bare": {Method: "GET", URL: base + "/bare/b" + query}}
	if target != "javascript" && target != "csharp" { // fetch has no such body, older frameworks of C# neither
		gets["body"] = &providers.Request{Method: "GET", URL: base + "/body/b?x=1", Body: `{"a":1}`}
	}
	switch target {
	case "bash", "zsh", "httpie", "powershell-curl", "cmd", "php", "go":
		gets["dots"] = &providers.Request{Method: "GET", URL: base + "/dots/./a/../b?x=1", Headers: []providers.Header{{Name: "X-Empty"}}}
	}
	return gets
}

func TestGetStaysWhatItIs(t *testing.T) {
	for target, run := range runners {
		t.Run(target, func(t *testing.T) {
			t.Parallel()
			rec := newRecorder(t)
			gets := plainGets(target, rec.url)
			var texts []string
			for _, r := range gets {
				text, err := Render(strings.ReplaceAll(target, "zsh", "bash"), r)
				require.NoError(t, err)
				texts = append(texts, text)
			}
			run(t, texts, nil)
			for name, want := range gets {
				got, ok := rec.take(name)
				require.True(t, ok, name)
				assertArrived(t, want, strings.TrimPrefix(want.URL, rec.url), got, name)
				assert.Equal(t, name == "dots", strings.Contains(got.uri, "/./a/../"))
				assert.Equal(t, name == "dots", got.header.Values("X-Empty") != nil)
			}
		})
	}
	text, err := Render("javascript", &providers.Request{Method: "GET", URL: "http://127.0.0.1/g", Body: `{"a":1}`})
	require.NoError(t, err)
	assert.Contains(t, text, "no body with GET")
	assert.NotContains(t, text, `"a"`)
}

func TestCurlCommandsOfGetAreShort(t *testing.T) {
	text, err := Render("bash", &providers.Request{Method: "GET", URL: "http://127.0.0.1/x"})
	require.NoError(t, err)
	assert.Equal(t, "curl 'http://127.0.0.1/x'", text)
}
