package snippet

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A runner executes many snippets and returns what each prints of the answer.
// It starts its interpreter once. A missing interpreter fails the test.
type runner func(t *testing.T, snippets []string, env []string) []string

// runners are keyed by target; zsh and sh come on top of Bash.
var runners = map[string]runner{
	"bash": posixShell("bash"), "zsh": posixShell("zsh"), "httpie": runHTTPie,
	"powershell": runInvokeRestMethod, "powershell-curl": runPowerShellCurl, "cmd": runCmd,
	"go": runGo, "python": runPython, "javascript": runNode, "java": runJava, "php": runPHP, "csharp": runCSharp,
}

// ended stands behind the output of each snippet.
const ended = "\n<<<ended>>>\n"

func split(t *testing.T, out string, n int) []string {
	t.Helper()
	parts := strings.Split(out, ended)
	require.Len(t, parts, n+1, "%s", out)
	return parts[:n]
}

// program runs one process in dir.
func runProgram(t *testing.T, dir string, env []string, stdin []byte, name string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(context.Background(), name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "no_proxy=*", "LC_ALL=C.UTF-8")
	cmd.Env = append(cmd.Env, env...)
	cmd.Stdin = bytes.NewReader(stdin)
	var out, messages bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &messages
	err := cmd.Run()
	require.NoError(t, err, "%s: %s\n%s", name, messages.String(), out.String())
	return out.String()
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, name)
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o700))
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
}

func posixShell(name string) runner {
	return func(t *testing.T, snippets []string, env []string) []string {
		dir := t.TempDir()
		var script strings.Builder
		if name == "bash" {
			script.WriteString("set -o history; set -H\n") // as at a prompt, where "!" means something
		}
		for _, s := range snippets {
			script.WriteString(s + " -sS\nprintf '" + strings.ReplaceAll(ended, "\n", "\\n") + "'\n")
		}
		write(t, dir, "script", script.String())
		return split(t, runProgram(t, dir, append(env, "HOME="+dir), nil, name, "script"), len(snippets))
	}
}

// runHTTPie lets bash read the arguments and runs HTTPie on them in one process.
func runHTTPie(t *testing.T, snippets []string, env []string) []string {
	http, err := exec.LookPath("http")
	require.NoError(t, err)
	source, err := os.ReadFile(http)
	require.NoError(t, err)
	python := strings.TrimPrefix(strings.SplitN(string(source), "\n", 2)[0], "#!")

	dir := t.TempDir()
	write(t, dir, "script", "http() { printf '%s\\0' \"$@\" $'\\036'; }\n"+strings.Join(snippets, "\n"))
	args := runProgram(t, dir, env, nil, "bash", "script")
	write(t, dir, "run.py", `
import sys, tempfile
from httpie.context import Environment
from httpie.core import main
for line in sys.stdin.buffer.read().decode().split('\036\0')[:-1]:
    out = tempfile.TemporaryFile()
    main(['http', '--print=b'] + line.split('\0')[:-1], env=Environment(stdout=out, stdout_isatty=False, stdin_isatty=True))
    out.seek(0)
    sys.stdout.buffer.write(out.read() + b'`+strings.ReplaceAll(ended, "\n", `\n`)+`')
`)
	write(t, dir, "config.json", `{"disable_update_warnings": true}`) // it would ask the network
	return split(t, runProgram(t, dir, append(env, "HTTPIE_CONFIG_DIR="+dir), []byte(args), python, "run.py"), len(snippets))
}

// bodies drops the status that programs print before the answer.
func bodies(outputs []string) []string {
	for i, out := range outputs {
		_, body, _ := strings.Cut(strings.TrimSuffix(out, "\n"), " ")
		outputs[i] = body
	}
	return outputs
}

func runPython(t *testing.T, snippets []string, env []string) []string {
	dir := t.TempDir()
	for i, s := range snippets {
		write(t, dir, fmt.Sprintf("s%d.py", i), s)
	}
	write(t, dir, "run.py", fmt.Sprintf(`
import runpy, sys
for i in range(%d):
    runpy.run_path('s%%d.py' %% i, run_name='__main__')
    sys.stdout.write(%q)
`, len(snippets), ended))
	return bodies(split(t, runProgram(t, dir, env, nil, "python3", "run.py"), len(snippets)))
}

func runNode(t *testing.T, snippets []string, env []string) []string {
	dir := t.TempDir()
	for i, s := range snippets {
		write(t, dir, fmt.Sprintf("s%d.mjs", i), s)
	}
	write(t, dir, "run.mjs", fmt.Sprintf(`
for (let i = 0; i < %d; i++) {
  await import("./s" + i + ".mjs");
  process.stdout.write(%q);
}`, len(snippets), ended))
	return bodies(split(t, runProgram(t, dir, env, nil, "node", "run.mjs"), len(snippets)))
}

func runPHP(t *testing.T, snippets []string, env []string) []string {
	dir := t.TempDir()
	for i, s := range snippets {
		write(t, dir, fmt.Sprintf("s%d.php", i), s)
	}
	write(t, dir, "run.php", fmt.Sprintf(`<?php
function run($file) { include $file; echo %q; }
for ($i = 0; $i < %d; $i++) { run("s$i.php"); }`, ended, len(snippets)))
	return bodies(split(t, runProgram(t, dir, env, nil, "php", "-d", "error_reporting=E_ALL", "run.php"), len(snippets)))
}

func runGo(t *testing.T, snippets []string, env []string) []string {
	dir := t.TempDir()
	var imports, calls strings.Builder
	for i, s := range snippets {
		s = strings.Replace(s, "package main", fmt.Sprintf("package s%d", i), 1)
		write(t, dir, fmt.Sprintf("s%d/s.go", i), strings.Replace(s, "func main()", "func Main()", 1))
		fmt.Fprintf(&imports, "\t\"snippets/s%d\"\n", i)
		fmt.Fprintf(&calls, "\ts%d.Main()\n\tfmt.Print(%q)\n", i, ended)
	}
	write(t, dir, "go.mod", "module snippets\n\ngo 1.22\n")
	write(t, dir, "main.go", "package main\n\nimport (\n\t\"fmt\"\n"+imports.String()+")\n\nfunc main() {\n"+calls.String()+"}\n")
	return bodies(split(t, runProgram(t, dir, append(env, "GOFLAGS=", "GOWORK=off"), nil, "go", "run", "."), len(snippets)))
}

// quickJava are options for processes that live for a second.
func quickJava(prefix string) []string {
	return []string{prefix + "-XX:TieredStopAtLevel=1", prefix + "-XX:+UseSerialGC"}
}

// runJava compiles as if the source were ASCII: more than that is not in it.
func runJava(t *testing.T, snippets []string, env []string) []string {
	dir := t.TempDir()
	sources := []string{"-encoding", "US-ASCII", "-Xlint:all", "-Werror", "-d", "out", "Run.java"}
	var calls strings.Builder
	for i, s := range snippets {
		file := fmt.Sprintf("s%d/Snippet.java", i)
		write(t, dir, file, fmt.Sprintf("package s%d;\n", i)+strings.Replace(s, "class Snippet", "public class Snippet", 1))
		sources = append(sources, file)
		fmt.Fprintf(&calls, "s%d.Snippet.main(args); System.out.print(%q);\n", i, ended)
	}
	write(t, dir, "Run.java", "class Run { public static void main(String[] args) throws Exception {\n"+calls.String()+"System.exit(0); } }")
	runProgram(t, dir, env, nil, "javac", append(quickJava("-J"), sources...)...)
	return bodies(split(t, runProgram(t, dir, env, nil, "java", append(quickJava(""), "-Dfile.encoding=UTF-8", "-cp", "out", "Run")...), len(snippets)))
}

func runCSharp(t *testing.T, snippets []string, env []string) []string {
	dir := t.TempDir()
	sources := []string{"-codepage:20127", "-out:run.exe", "-main:Run", "-r:System.Net.Http.dll", "Run.cs"}
	var calls strings.Builder
	for i, s := range snippets {
		s = strings.Replace(s, "class Snippet", "public class Snippet", 1)
		s = strings.Replace(s, "static async Task Main()", "public static async Task Main()", 1)
		file := fmt.Sprintf("s%d.cs", i)
		write(t, dir, file, fmt.Sprintf("namespace S%d {\n%s}\n", i, s))
		sources = append(sources, file)
		fmt.Fprintf(&calls, "S%d.Snippet.Main().Wait(); System.Console.Write(%q);\n", i, ended)
	}
	write(t, dir, "Run.cs", "class Run { static void Main() {\n"+calls.String()+"} }")
	runProgram(t, dir, env, nil, "mcs", sources...)
	return bodies(split(t, runProgram(t, dir, env, nil, "mono", "run.exe"), len(snippets)))
}

// ownNames gives each snippet variables of its own, so that one process can run
// them all.
func ownNames(index int, s Snippet, values map[string]string) (text string, env []string) {
	text = s.Text
	for _, v := range s.Variables {
		name := "S" + strconv.Itoa(index) + "_" + v.Name
		text = regexp.MustCompile(`\b`+v.Name+`\b`).ReplaceAllString(text, name)
		env = append(env, name+"="+values[v.Name])
	}
	return text, env
}
