package docs_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// commandLine is the built keycase-cli.
type commandLine struct {
	t    *testing.T
	path string
}

func build(t *testing.T) commandLine {
	t.Helper()
	path := filepath.Join(t.TempDir(), "keycase-cli")
	if runtime.GOOS == "windows" {
		path += ".exe"
	}
	cmd := exec.CommandContext(t.Context(), "go", "build", "-o", path, "keycase/cmd/keycase-cli")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
	return commandLine{t, path}
}

func (c commandLine) run(args ...string) (string, error) {
	out, err := exec.CommandContext(c.t.Context(), c.path, args...).CombinedOutput()
	return string(out), err
}

var (
	// call is a call of the command line in a line of shell, up to what is not part
	// of it any more.
	call      = regexp.MustCompile(`keycase-cli((?:\s+(?:"[^"]*"|'[^']*'|[^\s|&;<>()"']+))+)`)
	word      = regexp.MustCompile(`"[^"]*"|'[^']*'|\S+`)
	operation = regexp.MustCompile(`^(jdy|kis|robot|yilianyun)(\.[a-z0-9-]+)?$`)
	usage     = regexp.MustCompile(`Usage:\n  keycase-cli((?: [a-z]+)*)`)
)

// calls are the arguments of the calls in the code blocks of a page.
func (p page) calls() [][]string {
	var all [][]string
	code := false
	for line := range strings.SplitSeq(p.text, "\n") {
		if strings.HasPrefix(line, "```") {
			code = !code
			continue
		}
		line, _, _ = strings.Cut(line, " # ")
		for _, m := range call.FindAllStringSubmatch(line, -1) {
			if code {
				all = append(all, word.FindAllString(m[1], -1))
			}
		}
	}
	return all
}

// check tells what the program would not understand of a call.
func (c commandLine) check(args []string) error {
	if at := slices.Index(args, "--"); at >= 0 { // what follows is another program's
		args = args[:at]
	}
	help, err := c.run(append(slices.Clone(args), "--lang", "en", "--help")...)
	if err != nil {
		return fmt.Errorf("%w: %s", err, help)
	}
	m := usage.FindStringSubmatch(help)
	if m == nil || m[1] == "" || strings.Contains(help, "\nCommands:") {
		return fmt.Errorf("no such command: %q", args)
	}
	for _, arg := range args {
		if operation.MatchString(arg) {
			if out, err := c.run("describe", arg); err != nil {
				return fmt.Errorf("%w: %s", err, out)
			}
		}
	}
	return nil
}

func TestCommandsAreThoseOfTheProgram(t *testing.T) {
	c := build(t)
	for _, wrong := range []string{
		"credentials list", "credential", "credential lst", "run jdy.app-tokens", "run jdy.app-token --credentials x", "describe jdy --reveal",
	} {
		require.Error(t, c.check(strings.Fields(wrong)), wrong)
	}
	checked := 0
	for _, p := range pages(t) {
		for _, args := range p.calls() {
			checked++
			assert.NoError(t, c.check(args), "%s: keycase-cli %s", p.path, strings.Join(args, " "))
		}
	}
	assert.Greater(t, checked, 50)
}

// foreign are words in quotes that are not the window's: those of other programs
// and of devices, and names.
var foreign = map[string]bool{
	"Secret Service Integration": true, "Windows 已保护你的电脑": true, "更多信息": true, "仍要运行": true, "设置 → 应用": true,
	"（沙盒）": true, "(sandbox)": true, "晨光商贸": true, "Till": true,
}

// quoted are the words of the window, as each language quotes them.
var quoted = map[string]*regexp.Regexp{
	"zh": regexp.MustCompile(`「([^」]+)」`),
	"en": regexp.MustCompile(`“([^”]+)”`),
}

// TestWordsAreThoseOfTheWindow looks for each quoted word among the texts of the
// window and of the platforms.
func TestWordsAreThoseOfTheWindow(t *testing.T) {
	c := build(t)
	for lang, quote := range quoted {
		said := windowTexts(t, lang)
		platforms, err := c.run("platforms", "--lang", lang)
		require.NoError(t, err)
		for _, platform := range []string{"jdy", "kis", "robot", "yilianyun"} {
			fields, err := c.run("describe", platform, "--lang", lang)
			require.NoError(t, err)
			platforms += fields
		}
		known := func(words string) bool {
			return foreign[words] || strings.Contains(platforms, words) ||
				slices.ContainsFunc(said, func(text *regexp.Regexp) bool { return text.MatchString(words) })
		}
		require.False(t, known("没有这样的按钮"), "the search finds everything")
		require.False(t, known("No such button"), "the search finds everything")
		for name, p := range guide(t, lang) {
			for _, m := range quote.FindAllStringSubmatch(p.text, -1) {
				assert.True(t, known(m[1]), "%s/%s: the window does not say %q", lang, name, m[1])
			}
		}
	}
}

var placeholder = regexp.MustCompile(`\\\{\\\{[^}]*\\\}\\\}`)

// windowTexts are the texts of the window, with anything in the place of what is
// filled in.
func windowTexts(t *testing.T, lang string) []*regexp.Regexp {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "assets", "translations", lang+".json"))
	require.NoError(t, err)
	var texts map[string]any
	require.NoError(t, json.Unmarshal(data, &texts))
	var all []*regexp.Regexp
	add := func(text string) {
		pattern := regexp.QuoteMeta(text)
		if len(placeholder.ReplaceAllString(pattern, "")) >= 4 { // else it is everything
			all = append(all, regexp.MustCompile("^"+placeholder.ReplaceAllString(pattern, ".+")+"$"))
		}
	}
	for _, value := range texts {
		switch v := value.(type) {
		case string:
			add(v)
		case map[string]any: // the forms of a plural
			for _, form := range v {
				add(fmt.Sprint(form))
			}
		}
	}
	return all
}
