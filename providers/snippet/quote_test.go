package snippet

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"go/format"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"mvdan.cc/sh/v3/shell"
	"mvdan.cc/sh/v3/syntax"
	"pgregory.net/rapid"
)

// somethingNasty is text of pieces that mean something somewhere.
var somethingNasty = rapid.Custom(func(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(rapid.OneOf(
		rapid.SampledFrom([]string{"'", `"`, `\`, "$", "`", "%", "!", "^", "@", "&", "|", "<", ">", "\n", "\r", "\t", "\x01", "\x1b", "\x7f", "\u0085",
			"\u2018", "\u2019", "\u201a", "\u201b", "\u2028", "\ufeff", "\u200d", "中", "🖨", "u0022", "x41", "0", "a", " ", "{", "}", "</", "<!--", "?>", "' . '", `" + "`, "//", "/*", "\uffff"}),
		rapid.StringN(1, 1, -1).Filter(func(s string) bool { return s != "\x00" }),
	), 0, 8).Draw(t, "pieces"), "")
})

func manyTexts(n int) []string {
	texts := append([]string{}, nasty...)
	for i := range n {
		texts = append(texts, strings.ReplaceAll(somethingNasty.Example(i), "\x00", ""))
	}
	return texts
}

// Each language reads its literals as the text that was quoted; a program
// prints them in hexadecimal digits.
func TestLiteralsReadBack(t *testing.T) {
	texts := manyTexts(600)
	for target, c := range map[string]struct {
		quote  func(string) string
		before string
		line   string
		after  string
	}{
		"python":     {quotePython, "", "print(%s.encode().hex())\n", ""},
		"javascript": {quoteJS, "", "console.log(Buffer.from(%s).toString('hex'));\n", ""},
		"php":        {quotePHP, "<?php\n", "echo bin2hex(%s), \"\\n\";\n", ""},
	} {
		t.Run(target, func(t *testing.T) {
			var program strings.Builder
			program.WriteString(c.before)
			for _, text := range texts {
				fmt.Fprintf(&program, c.line, c.quote(text))
			}
			dir := t.TempDir()
			write(t, dir, "p.mjs", program.String())
			name := map[string]string{"python": "python3", "javascript": "node", "php": "php"}[target]
			requireHex(t, texts, runProgram(t, dir, nil, nil, name, "p.mjs"))
		})
	}
	t.Run("java", func(t *testing.T) {
		dir := t.TempDir()
		write(t, dir, "P.java", "class P { public static void main(String[] a) throws Exception { for (String s : all()) { System.out.println(java.util.HexFormat.of().formatHex(s.getBytes(\"UTF-8\"))); } }\nstatic String[] all() { return new String[] {\n"+literals(texts, quoteASCII)+"}; } }")
		runProgram(t, dir, nil, nil, "javac", append(quickJava("-J"), "-encoding", "US-ASCII", "P.java")...)
		requireHex(t, texts, runProgram(t, dir, nil, nil, "java", append(quickJava(""), "P")...))
	})
	t.Run("csharp", func(t *testing.T) {
		dir := t.TempDir()
		write(t, dir, "P.cs", "class P { static void Main() { foreach (var s in new string[] {\n"+literals(texts, quoteASCII)+"}) { System.Console.WriteLine(System.BitConverter.ToString(System.Text.Encoding.UTF8.GetBytes(s)).Replace(\"-\", \"\").ToLower()); } } }")
		runProgram(t, dir, nil, nil, "mcs", "-codepage:20127", "P.cs")
		requireHex(t, texts, runProgram(t, dir, nil, nil, "mono", "P.exe"))
	})
}

func literals(texts []string, quote func(string) string) string {
	var b strings.Builder
	for _, text := range texts {
		b.WriteString(quote(text) + ",\n")
	}
	return b.String()
}

func requireHex(t *testing.T, texts []string, out string) {
	t.Helper()
	lines := strings.Split(strings.ReplaceAll(out, "\r", ""), "\n")
	require.GreaterOrEqual(t, len(lines), len(texts))
	for i, text := range texts {
		require.Equal(t, hex.EncodeToString([]byte(text)), lines[i], "%q", text)
	}
}

// drawPieces is an argument with a variable somewhere, and what it is in the end.
func drawPieces(t *rapid.T, texts *rapid.Generator[string]) (all pieces, whole string, env map[string]string) {
	env = map[string]string{}
	for i := range rapid.IntRange(1, 4).Draw(t, "parts") {
		if rapid.Bool().Draw(t, "variable") {
			name := fmt.Sprintf("JDY_V%d", i)
			value := rapid.StringMatching(`[ -!#-~]{0,12}`).Draw(t, "value")
			if strings.HasSuffix(value, `\`) {
				value += "x" // would escape the quote behind it
			}
			env[name] = value
			all = join(all, pieces{{variable: Variable{Name: name}}})
			whole += value
			continue
		}
		s := texts.Draw(t, "text")
		all = join(all, text(s))
		whole += s
	}
	return all, whole, env
}

// forArguments is text as an argument can hold it.
var forArguments = rapid.Custom(func(t *rapid.T) string {
	return strings.NewReplacer("\x00", "", "\r", "").Replace(somethingNasty.Draw(t, "text"))
})

// cmd.exe and then the C runtime give the argument again, with values of
// variables in it that hold anything but a quote.
func TestCmdQuotingIsUndone(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		all, whole, env := drawPieces(rt, forArguments)
		line := cmdLine(t, "curl.exe "+quoteCmd(all)+" ^\n  -H ^\"x^\"", env)
		args := splitArguments(line)
		if whole == "" && len(args) == 3 {
			args = append([]string{args[0], ""}, args[1:]...)
		}
		require.Equal(rt, []string{"curl.exe", whole, "-H", "x"}, args, "%s", line)
	})
}

func TestPowerShellQuotingIsUndone(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		all, whole, env := drawPieces(rt, forArguments)
		p := &psReader{t: t, rest: []rune(argument(all)), env: env}
		require.Equal(rt, whole, p.term())
		require.Empty(rt, p.rest)
	})
}

// The POSIX shells are run in other tests; here a parser of theirs sees that an
// argument is one word of quotes and nothing else.
func TestPOSIXArgumentsAreQuotedThroughout(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		all, _, _ := drawPieces(rt, forArguments)
		file, err := syntax.NewParser().Parse(strings.NewReader("x "+quotePOSIX(all)), "")
		require.NoError(rt, err)
		require.Len(rt, file.Stmts, 1)
		call, ok := file.Stmts[0].Cmd.(*syntax.CallExpr)
		require.True(rt, ok)
		require.Len(rt, call.Args, 2)
		for _, part := range call.Args[1].Parts {
			switch part := part.(type) {
			case *syntax.SglQuoted:
				assert.False(rt, part.Dollar)
			case *syntax.DblQuoted:
				for _, inner := range part.Parts {
					switch inner := inner.(type) {
					case *syntax.Lit:
						assert.Equal(rt, "'", inner.Value)
					case *syntax.ParamExp:
						assert.True(rt, inner.Short)
					default:
						assert.Fail(rt, "something happens inside quotes", "%T", inner)
					}
				}
			default:
				assert.Fail(rt, "something is outside quotes", "%T", part)
			}
		}
	})
}

// Go code is as gofmt would have it.
func TestGoCodeIsFormatted(t *testing.T) {
	w := newTown(t)
	for _, e := range w.errands() {
		for _, shared := range []bool{false, true} {
			code := e.snippet(t, "go", shared).Text
			formatted, err := format.Source([]byte(code))
			require.NoError(t, err)
			assert.Equal(t, string(formatted), code)
		}
	}
}

// Arguments and literals survive whatever they are made of.
func FuzzQuoting(f *testing.F) {
	for _, text := range nasty {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.NewReplacer("\x00", "", "\r", "").Replace(strings.ToValidUTF8(s, ""))
		args := splitArguments(cmdLine(t, "curl.exe "+quoteCmd(text(s))+" x", nil))
		require.Equal(t, []string{"curl.exe", s, "x"}, args)
		p := &psReader{t: t, rest: []rune(quotePowerShell(text(s)))}
		require.Equal(t, s, p.literal())
		var js string
		require.NoError(t, json.Unmarshal([]byte(quoteJS(s)), &js))
		require.Equal(t, s, js)
		fields, err := shell.Fields(quotePOSIX(text(s)), func(string) string { return "expanded" })
		require.NoError(t, err)
		require.Equal(t, []string{s}, fields)
	})
}
