package snippet

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"keycase/providers"
)

// arrived is what the server saw of a request.
type arrived struct {
	method, uri, body string
	header            http.Header
}

func recorder(t *testing.T) (url string, last func() arrived) {
	t.Helper()
	var mu sync.Mutex
	var got arrived
	srv := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		mu.Lock()
		defer mu.Unlock()
		got = arrived{r.Method, r.RequestURI, string(body), r.Header.Clone()}
	}))
	t.Cleanup(srv.Close)
	return srv.URL, func() arrived {
		mu.Lock()
		defer mu.Unlock()
		return got
	}
}

// nasty is text that a careless quoting would let do something.
var nasty = []string{
	"plain", "", "it's", `say "hi"`, "$HOME ${HOME} $(id) `id`", "a\\b\\", `\"`, "!history!", "%PATH% 100%", "^caret^",
	"@/etc/passwd", "line\nbreak", "tab\there", "中文 🖨", "a;b|c&d>e<f", "-H", "--data-raw", "‘curly’ ‛low‚", "*?[x]{y,z}", "#no comment", "~root",
}

func run(t *testing.T, name string, args ...string) {
	t.Helper()
	cmd := exec.CommandContext(context.Background(), name, args...)
	cmd.Env = append(os.Environ(), "HOME="+t.TempDir(), "no_proxy=*")
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
}

func request(url, nasty string) *providers.Request {
	return &providers.Request{
		Method: "POST",
		URL:    url + "/jdy/v2/bd/customer?search=%E6%99%A8%E5%85%89+a&x=%7E*",
		Headers: []providers.Header{
			{Name: "Content-Type", Value: "application/json"},
			{Name: "X-Api-Signature", Value: "YTgz=="},
			{Name: "app-token", Value: strings.NewReplacer("\n", "", "\t", "").Replace("v" + nasty)},
		},
		Body: nasty,
	}
}

func assertArrived(t *testing.T, want *providers.Request, url string, got arrived) {
	t.Helper()
	assert.Equal(t, want.Method, got.method)
	assert.Equal(t, strings.TrimPrefix(want.URL, url), got.uri)
	assert.Equal(t, want.Body, got.body)
	for _, h := range want.Headers {
		assert.Equal(t, h.Value, got.header.Get(h.Name), h.Name)
	}
}

// Every shell that reads POSIX quoting, with the real curl.
func TestBashSendsExactlyTheRequest(t *testing.T) {
	url, last := recorder(t)
	for _, shell := range []string{"bash", "sh", "zsh"} {
		if _, err := exec.LookPath(shell); err != nil && shell == "zsh" {
			continue // a developer's shell; bash has to be there
		}
		for _, text := range nasty {
			r := request(url, text)
			run(t, shell, "-c", bash(r)+" -sS")
			assertArrived(t, r, url, last())
		}
	}
}

func TestBashWithAnyBody(t *testing.T) {
	url, last := recorder(t)
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.StringMatching(`[^\x00\r]{0,40}`).Draw(rt, "body")
		r := &providers.Request{Method: "POST", URL: url + "/x", Body: text}
		out, err := exec.CommandContext(context.Background(), "bash", "-c", bash(r)+" -sS").CombinedOutput()
		require.NoError(rt, err, "%s", out)
		require.Equal(rt, text, last().body)
	})
}

func TestGetHasNoMethodAndNoBody(t *testing.T) {
	url, last := recorder(t)
	r := &providers.Request{Method: "GET", URL: url + "/a/./b?x=[1]"}
	command := bash(r)
	assert.NotContains(t, command, "-X")
	assert.NotContains(t, command, "--data")
	run(t, "bash", "-c", command+" -sS")
	assert.Equal(t, "/a/./b?x=[1]", last().uri)
}

func TestGoProgramSendsExactlyTheRequest(t *testing.T) {
	url, last := recorder(t)
	for _, text := range []string{"it's \"$HOME\" `id`\n中文", ""} {
		r := request(url, text)
		file := filepath.Join(t.TempDir(), "main.go")
		require.NoError(t, os.WriteFile(file, []byte(golang(r)), 0o600))
		cmd := exec.CommandContext(context.Background(), "go", "run", file)
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, "%s", out)
		assertArrived(t, r, url, last())
	}
}

// Python's requests is not everywhere; the script is run with a stand-in that
// hands the arguments to the standard library.
func TestPythonScriptSendsExactlyTheRequest(t *testing.T) {
	url, last := recorder(t)
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "requests.py"), []byte(`
import urllib.request
def request(method, url, headers={}, data=None, timeout=None):
    r = urllib.request.Request(url, data=data, method=method)
    for k, v in headers.items(): r.add_header(k, v.encode('utf-8').decode('latin-1'))
    class Answer:
        status_code = 200
        text = ''
    urllib.request.urlopen(r, timeout=timeout).read()
    return Answer
`), 0o600))
	for _, text := range nasty {
		if text == "" {
			continue
		}
		r := request(url, text)
		file := filepath.Join(dir, "call.py")
		require.NoError(t, os.WriteFile(file, []byte(python(r)), 0o600))
		run(t, "python3", file)
		assertArrived(t, r, url, last())
	}
}

func TestPowerShellQuoting(t *testing.T) {
	assert.Equal(t, "'it''s'", quotePowerShell("it's"))
	assert.Equal(t, "'$(calc) `n \"x\"'", quotePowerShell("$(calc) `n \"x\""))
	assert.Equal(t, "'\u2018\u2018a\u2019\u2019'", quotePowerShell("\u2018a\u2019"), "PowerShell takes typographic quotes for quotes")
	r := request("http://127.0.0.1", "x")
	got := powershell(r)
	assert.Contains(t, got, "-ContentType 'application/json'")
	assert.NotContains(t, got, "'Content-Type' =", "Invoke-RestMethod refuses it among the headers")
}

// The caret form, undone the way cmd.exe and then the C runtime do it, is the
// text again, and nothing in it can begin a variable.
func TestCmdQuotingIsUndoneByCmd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[ -~中]{0,30}`).Draw(t, "text")
		quoted := quoteCmd(text)
		var afterShell strings.Builder
		for i := 0; i < len(quoted); i++ {
			if quoted[i] == '^' {
				i++
			}
			afterShell.WriteByte(quoted[i])
		}
		assert.Equal(t, text, splitOne(afterShell.String()))
		for i := range quoted {
			if strings.ContainsRune("%!\"&|<>", rune(quoted[i])) {
				require.Positive(t, i)
				assert.Equal(t, byte('^'), quoted[i-1])
			}
		}
	})
}

// splitOne reads one quoted argument as the C runtime does.
func splitOne(s string) string {
	s = strings.TrimSuffix(strings.TrimPrefix(s, `"`), `"`)
	var b strings.Builder
	for i := 0; i < len(s); {
		n := 0
		for i < len(s) && s[i] == '\\' {
			n++
			i++
		}
		if i < len(s) && s[i] == '"' {
			b.WriteString(strings.Repeat(`\`, n/2))
			b.WriteByte('"')
			i++
			continue
		}
		if i == len(s) {
			n /= 2 // before the closing quote
		}
		b.WriteString(strings.Repeat(`\`, n))
		if i < len(s) {
			b.WriteByte(s[i])
			i++
		}
	}
	return b.String()
}

func TestCmdCompactsJSON(t *testing.T) {
	r := &providers.Request{Method: "POST", URL: "http://127.0.0.1/x", Body: "{\n  \"a\": 1\n}"}
	assert.Contains(t, cmd(r), `{\^"a\^":1}`)
}

func TestHTTPieItemsCannotReadFiles(t *testing.T) {
	r := &providers.Request{Method: "GET", URL: "http://127.0.0.1/x", Headers: []providers.Header{
		{Name: "A", Value: "@/etc/passwd"}, {Name: "B", Value: "=1"}, {Name: "C", Value: ""},
	}}
	got := httpie(r)
	assert.Contains(t, got, `'A:\@/etc/passwd'`)
	assert.Contains(t, got, `'B:\=1'`)
	assert.Contains(t, got, `'C;'`)
}

func TestRenderNamesTheTargets(t *testing.T) {
	for _, target := range Targets() {
		got, err := Render(target.ID, request("http://127.0.0.1", "x"))
		require.NoError(t, err)
		assert.NotEmpty(t, got)
	}
	_, err := Render("fish", nil)
	require.ErrorIs(t, err, providers.ErrUnknown)
	assert.ErrorContains(t, err, "powershell")
}

func TestMaskedRequestHoldsNoSecret(t *testing.T) {
	r := request("http://127.0.0.1", "body with s3cret")
	r.Sensitive = []string{"s3cret", "YTgz=="}
	for _, target := range Targets() {
		got, err := Render(target.ID, r.Masked())
		require.NoError(t, err)
		assert.NotContains(t, got, "s3cret")
		assert.NotContains(t, got, "YTgz==")
	}
	assert.Contains(t, r.Body, "s3cret", "the request itself is left alone")
}
