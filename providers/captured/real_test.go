package captured

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"

	"al.essio.dev/pkg/shellescape"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"keycase/providers"
	"keycase/providers/snippet"
)

// What is read is what the real bash and the real curl send.
func TestReadsAsBashAndCurlDo(t *testing.T) {
	arrived := make(chan request, 1)
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got := request{method: r.Method, url: r.RequestURI, body: string(body)}
		for _, name := range []string{"Content-Type", "X-A", "X-B", "Authorization", "User-Agent", "Cookie"} {
			for _, v := range r.Header.Values(name) {
				if v != "" && !strings.HasPrefix(v, "curl/") {
					got.headers = append(got.headers, name+": "+v)
				}
			}
		}
		arrived <- got
	}))
	defer server.Close()

	for _, command := range []string{
		`curl BASE/a`,
		`curl 'BASE/a?x=%2525&y=a+b' -H 'X-A:  1  '`,
		`curl "BASE/?a=\"x" -d 'it'\''s'` + ` -H "X-A: \\ ` + "\\`" + `b\$c !"`,
		`curl BASE -d $'tab\there 100%d \u4e2d' --data-urlencode 'c=ü &~*'`,
		`curl -G -d b=%25 BASE/?a=1`,
		`curl -Gsd b=1 -XPUT BASE`,
		`curl BASE -d a -H 'Content-Type:' -H 'X-B;'`,
		`curl BASE -d=a -u k:s -A me -b c=1`,
		`curl BASE/a\?b\=c\&d 2>&1 | cat`,
		`curl --url-query 'q=1 2' BASE`,
		"curl \\\n  BASE \\\n  -X DELETE # a comment",
		`curl -I BASE`,
		`curl --oauth2-bearer t BASE`,
	} {
		command = strings.ReplaceAll(command, "BASE", server.URL)
		bash := exec.CommandContext(t.Context(), "bash", "-c", command)
		bash.Env = append(os.Environ(), "LC_ALL=C.UTF-8") // what \u gives depends on it
		out, err := bash.CombinedOutput()
		require.NoError(t, err, "%s: %s", command, out)
		got := <-arrived

		r, err := Curl(command)
		require.NoError(t, err, command)
		want := request{method: got.method, url: got.url, body: got.body}
		have := shortened(r)
		have.url = strings.TrimPrefix(have.url, server.URL)
		if !strings.HasPrefix(have.url, "/") {
			have.url = "/" + have.url
		}
		assert.Equal(t, want, request{have.method, have.url, nil, have.body}, command)
		var headers []string
		for _, h := range have.headers {
			if !strings.HasSuffix(h, ": ") {
				headers = append(headers, h)
			}
		}
		assert.ElementsMatch(t, got.headers, headers, command)
	}
}

// What is written for a shell is read back from it, whatever the values hold.
func TestReadsWhatIsWritten(t *testing.T) {
	value := rapid.StringOf(rapid.OneOf(rapid.RuneFrom([]rune("ab %&+=\"'$`^!@\\<>|()[]{};,?*~#晨😀‘’“”-/:")), rapid.RuneFrom([]rune("0123456789"))))
	rapid.Check(t, func(t *rapid.T) {
		r := &providers.Request{
			Method:  rapid.SampledFrom([]string{"GET", "POST", "DELETE"}).Draw(t, "method"),
			URL:     "https://h.example/a?b=" + strings.ReplaceAll(value.Draw(t, "query"), "#", ""),
			Headers: []providers.Header{{Name: "X-A", Value: strings.Trim("x"+value.Draw(t, "header"), " ")}, {Name: "Content-Type", Value: "text/plain"}},
		}
		if r.Method == http.MethodPost {
			r.Body = "b" + value.Draw(t, "body")
		}
		for _, target := range []string{"bash", "cmd", "powershell"} {
			text, err := snippet.Render(target, r)
			require.NoError(t, err)
			read, err := Curl(text)
			require.NoError(t, err, text)
			assert.Equal(t, shortened(r), shortened(read), text)
		}
	})
}

// PowerShell's curl.exe and cmd's doubled quotes are written by others.
func TestReadsOtherQuoting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.StringOf(rapid.RuneFrom([]rune("ab %&+=\"'$`!@晨😀‘’“”-/:\n"))).Draw(t, "value")
		want := request{"POST", "https://h.example/", []string{formHeader}, value}
		quotes := strings.NewReplacer("'", "''", "‘", "‘‘", "’", "’’")
		for _, command := range []string{
			"curl.exe 'https://h.example/' --data-raw '" + quotes.Replace(value) + "'",
			"curl https://h.example/ --data-raw " + shellescape.Quote(value),
		} {
			r, err := Curl(command)
			require.NoError(t, err, command)
			assert.Equal(t, want, shortened(r), command)
		}
		if doubled := strings.ReplaceAll(value, `"`, `""`); !strings.ContainsAny(value, "\n") {
			r, err := Curl(`curl.exe "https://h.example/" --data-raw "` + doubled + `"`)
			if !singleQuote().MatchString(value) {
				require.NoError(t, err, value)
				assert.Equal(t, want, shortened(r), doubled)
			}
		}
	})
}
