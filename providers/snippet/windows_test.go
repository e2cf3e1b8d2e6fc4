package snippet

import (
	"io"
	"maps"
	"net/http"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Neither cmd.exe nor PowerShell can be had here. What they do to a command is
// written down below as far as the commands here need it, and the real curl is
// given what comes out.

func environment(env []string) map[string]string {
	m := map[string]string{}
	for _, e := range env {
		name, value, _ := strings.Cut(e, "=")
		m[name] = value
	}
	return m
}

func runCmd(t *testing.T, snippets []string, env []string) []string {
	out := make([]string, len(snippets))
	for i, s := range snippets {
		args := splitArguments(cmdLine(t, s, environment(env)))
		require.Equal(t, "curl.exe", args[0])
		out[i] = runProgram(t, t.TempDir(), nil, nil, "curl", append(args[1:], "-sS")...)
	}
	return out
}

// plausibleName is what variables are called: no caret and no quote.
var plausibleName = regexp.MustCompile(`^[^"^]+$`)

var percentName = regexp.MustCompile(`%([^%\n]+)%`)

// cmdLine does to a command at the prompt what cmd.exe does before it starts
// the program: variables first, then quotes and carets. A name that is no
// variable stays as it is, and the text goes on behind its first percent sign.
func cmdLine(t *testing.T, command string, env map[string]string) string {
	var expanded strings.Builder
	for command != "" {
		at := percentName.FindStringSubmatchIndex(command)
		if at == nil {
			break
		}
		value, known := env[command[at[2]:at[3]]]
		end := at[0] + 1
		if known {
			end = at[1]
		} else {
			require.NotRegexp(t, plausibleName, command[at[2]:at[3]], "may be somebody's variable")
			value = "%"
		}
		expanded.WriteString(command[:at[0]] + value)
		command = command[end:]
	}
	expanded.WriteString(command)

	text := []rune(expanded.String())
	var b strings.Builder
	quoted := false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"':
			quoted = !quoted
			b.WriteRune(c)
		case c == '^' && !quoted:
			i++
			require.Less(t, i, len(text), "a caret at the end waits for another line")
			if text[i] == '\n' { // continued; what comes next is taken as it is
				i++
			}
			b.WriteRune(text[i])
		case c == '\n':
			require.Fail(t, "the command ends in its middle", "%s", expanded.String())
		case strings.ContainsRune("&|<>", c) && !quoted:
			require.Fail(t, "another command begins", "%s", expanded.String())
		default:
			b.WriteRune(c)
		}
	}
	require.False(t, quoted, "a quote stays open")
	return b.String()
}

// backslashes reads a run of them before or not before a quote, as the C runtime
// does, and returns what is left; escaped tells that the quote is text.
func backslashes(line string) (text, rest string, escaped bool) {
	n := len(line) - len(strings.TrimLeft(line, `\`))
	rest = line[n:]
	if !strings.HasPrefix(rest, `"`) {
		return line[:n], rest, false
	}
	return line[:n/2], rest, n%2 == 1
}

// splitArguments splits a command line as the C runtime does: backslashes
// escape before a quote only, and a doubled quote inside quotes is one.
func splitArguments(line string) []string {
	var args []string
	var arg strings.Builder
	inside, begun := false, false
	for line != "" {
		text, rest, escaped := backslashes(line)
		arg.WriteString(text)
		begun = begun || rest != line
		if rest == "" {
			break
		}
		line = rest[1:]
		switch c := rest[0]; {
		case escaped:
			arg.WriteByte('"')
		case c == '"' && inside && strings.HasPrefix(line, `"`):
			arg.WriteByte('"')
			line = line[1:]
		case c == '"':
			inside, begun = !inside, true
		case (c == ' ' || c == '\t') && !inside:
			if begun {
				args = append(args, arg.String())
			}
			arg.Reset()
			begun = false
		default:
			begun = true
			arg.WriteByte(c)
		}
	}
	if begun {
		args = append(args, arg.String())
	}
	return args
}

// psReader reads the PowerShell that is written here: single-quoted strings,
// variables of the environment, "+", parentheses and words.
type psReader struct {
	t    *testing.T
	rest []rune
	env  map[string]string
}

func (p *psReader) skip() {
	for len(p.rest) > 0 {
		switch {
		case p.rest[0] == ' ':
			p.rest = p.rest[1:]
		case p.rest[0] == '`' && len(p.rest) > 1 && p.rest[1] == '\n':
			p.rest = p.rest[2:]
		default:
			return
		}
	}
}

func (p *psReader) next(text string) bool {
	p.skip()
	if strings.HasPrefix(string(p.rest), text) {
		p.rest = p.rest[len([]rune(text)):]
		return true
	}
	return false
}

func (p *psReader) need(text string) {
	p.t.Helper()
	require.True(p.t, p.next(text), "want %q at %q", text, string(p.rest))
}

// expression is one or several terms that "+" joins.
func (p *psReader) expression() string {
	value := p.term()
	for p.next("+") {
		value += p.term()
	}
	return value
}

func (p *psReader) term() string {
	switch {
	case p.next("$env:"):
		name := p.word()
		value, ok := p.env[name]
		require.True(p.t, ok, name)
		return value
	case p.next("("):
		value := p.expression()
		p.need(")")
		return value
	}
	return p.literal()
}

// psQuotes are all that PowerShell takes for a single quote.
const psQuotes = "'\u2018\u2019\u201a\u201b"

func (p *psReader) literal() string {
	p.skip()
	require.NotEmpty(p.t, p.rest)
	require.True(p.t, strings.ContainsRune(psQuotes, p.rest[0]), "want a string at %q", string(p.rest))
	var b strings.Builder
	for i := 1; i < len(p.rest); i++ {
		if !strings.ContainsRune(psQuotes, p.rest[i]) {
			b.WriteRune(p.rest[i])
			continue
		}
		if i+1 < len(p.rest) && strings.ContainsRune(psQuotes, p.rest[i+1]) {
			i++
			b.WriteRune(p.rest[i])
			continue
		}
		p.rest = p.rest[i+1:]
		return b.String()
	}
	require.Fail(p.t, "a string stays open")
	return ""
}

func (p *psReader) word() string {
	p.skip()
	n := 0
	for n < len(p.rest) && (p.rest[n] == '_' || p.rest[n] >= '0' && p.rest[n] <= '9' || p.rest[n] >= 'A' && p.rest[n] <= 'Z' || p.rest[n] >= 'a' && p.rest[n] <= 'z') {
		n++
	}
	word := string(p.rest[:n])
	p.rest = p.rest[n:]
	return word
}

func runPowerShellCurl(t *testing.T, snippets []string, env []string) []string {
	out := make([]string, len(snippets))
	for i, s := range snippets {
		p := &psReader{t: t, rest: []rune(s), env: environment(env)}
		p.need("@(")
		var config strings.Builder
		for p.need("\n"); !p.next(")"); p.need("\n") {
			line := p.expression()
			for _, c := range line {
				require.Less(t, c, rune(0x80), "the pipe of Windows PowerShell 5 lets ASCII through only: %s", line)
			}
			config.WriteString(line + "\r\n")
		}
		p.need("| curl.exe --config -")
		require.Empty(t, p.rest)
		out[i] = runProgram(t, t.TempDir(), nil, []byte("silent\nshow-error\n"+config.String()), "curl", "--config", "-")
	}
	return out
}

func runInvokeRestMethod(t *testing.T, snippets []string, env []string) []string {
	out := make([]string, len(snippets))
	for i, s := range snippets {
		req := readInvokeRestMethod(t, s, environment(env))
		resp, err := http.DefaultClient.Do(req)
		require.NoError(t, err)
		answer, err := io.ReadAll(resp.Body)
		require.NoError(t, err)
		require.NoError(t, resp.Body.Close())
		out[i] = string(answer)
	}
	return out
}

func readInvokeRestMethod(t *testing.T, s string, env map[string]string) *http.Request {
	p := &psReader{t: t, rest: []rune(s), env: env}
	p.need("Invoke-RestMethod -Method")
	method := p.word()
	p.need("-Uri")
	url, body := p.term(), ""
	headers := map[string]string{}
	for {
		p.skip()
		if len(p.rest) == 0 {
			break
		}
		switch {
		case p.next("-Headers @{"):
			for p.need("\n"); !p.next("}"); p.need("\n") {
				name := p.literal()
				p.need("=")
				headers[name] = p.expression()
			}
		case p.next("-ContentType"):
			headers["Content-Type"] = p.term()
		default:
			p.need("-Body ([Text.Encoding]::UTF8.GetBytes(")
			body = p.expression()
			p.need("))")
		}
	}
	req, err := http.NewRequest(method, url, strings.NewReader(body))
	require.NoError(t, err)
	for name, value := range maps.All(headers) {
		req.Header[http.CanonicalHeaderKey(name)] = []string{value}
	}
	return req
}

// Whatever else can be had has to be there: nothing is skipped.
func TestInterpretersAreThere(t *testing.T) {
	for _, name := range []string{"bash", "zsh", "sh", "curl", "http", "go", "python3", "node", "javac", "java", "php", "mcs", "mono"} {
		_, err := exec.LookPath(name)
		require.NoError(t, err)
	}
}
