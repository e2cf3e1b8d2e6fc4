package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"keycase/providers/sandbox"
	"keycase/vault"
)

// canary is a secret that no output of the program may hold.
const canary = "canary0secret0that0must0not0show"

// setUp gives every script a folder of its own, a language, and no session bus.
func setUp(e *testscript.Env) error {
	for name, value := range map[string]string{
		"KEYCASE_HOME": filepath.Join(e.WorkDir, "keycase"), "LANG": "zh_CN.UTF-8", "TZ": "UTC", "CANARY": canary,
		"GORACE": os.Getenv("GORACE"), // a script's programs are built as this one is
	} {
		e.Setenv(name, value)
	}
	// The scripts' own temporary file of a passphrase is readable by its owner only.
	return os.WriteFile(filepath.Join(e.WorkDir, "passphrase"), []byte("correct horse battery\n"), 0o600)
}

// commands are what the scripts can do besides testscript's own commands.
var commands = map[string]func(ts *testscript.TestScript, neg bool, args []string){
	"exits":     exits,
	"json":      jsonValue,
	"nosecret":  noSecret,
	"sandbox":   startWorld,
	"encrypted": encrypted,
	"advance":   advance,
	"fault":     fault,
	"control":   control,
	"slip":      slip,
	"md5case":   md5Case,
	"program":   startProgram,
	"interrupt": interrupt,
	"saveas":    saveAs,
	"chmod600":  chmodder(0o600),
	"chmod620":  chmodder(0o620),
	"chmod640":  chmodder(0o640),
	"chmod644":  chmodder(0o644),
}

// exits N COMMAND…: runs a command and wants that exit status.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS COMMAND…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

// json PATH [VALUE]: standard output is one JSON object and nothing else, and
// has this value at a path such as token.expires_in, grants.0.kind or
// grants.count. Without VALUE the path must be there; ! wants the opposite.
func jsonValue(ts *testscript.TestScript, neg bool, args []string) {
	dec := json.NewDecoder(strings.NewReader(ts.ReadFile("stdout")))
	dec.UseNumber()
	var at any
	ts.Check(dec.Decode(&at))
	if _, isObject := at.(map[string]any); !isObject {
		ts.Fatalf("standard output is no object")
	}
	if dec.More() {
		ts.Fatalf("there is more than one object")
	}
	found := true
	for _, key := range strings.Split(args[0], ".") {
		at, found = child(at, key)
		if !found {
			break
		}
	}
	if len(args) > 1 {
		found = found && fmt.Sprint(at) == args[1]
	}
	if found == neg {
		ts.Fatalf("%s is %v", args[0], at)
	}
}

func child(at any, key string) (any, bool) {
	switch v := at.(type) {
	case map[string]any:
		next, ok := v[key]
		return next, ok
	case []any:
		if key == "count" {
			return len(v), true
		}
		i, err := strconv.Atoi(key)
		if err != nil || i >= len(v) {
			return nil, false
		}
		return v[i], true
	}
	return nil, false
}

// nosecret: neither stream of the last command holds the canary.
func noSecret(ts *testscript.TestScript, _ bool, _ []string) {
	for _, stream := range []string{"stdout", "stderr"} {
		if strings.Contains(ts.ReadFile(stream), canary) {
			ts.Fatalf("%s holds the canary", stream)
		}
	}
}

// worlds holds the sandbox of each script.
var worlds sync.Map

// sandbox: starts the four platforms in the test's process and puts their
// addresses into JDY, KIS, ROBOT and YILIANYUN.
func startWorld(ts *testscript.TestScript, _ bool, _ []string) {
	world := sandbox.New(sandbox.Options{})
	servers, err := world.Start(context.Background(), "")
	ts.Check(err)
	worlds.Store(ts.Name(), world)
	ts.Defer(servers.Close)
	for _, platform := range sandbox.Platforms() {
		ts.Setenv(strings.ToUpper(platform), servers.URL(platform))
	}
}

// encrypted: makes a file store that the file "passphrase" opens, quickly where
// the program's own takes a second of computing on purpose.
func encrypted(ts *testscript.TestScript, _ bool, _ []string) {
	v, err := vault.Open(context.Background(), vault.Options{
		Dir: filepath.Join(ts.Getenv("KEYCASE_HOME"), "vault"), Store: vault.StoreFile, Clock: time.Now, WorkFactor: 2,
		Passphrase: func(context.Context) ([]byte, error) {
			return []byte(strings.TrimSpace(ts.ReadFile("passphrase"))), nil
		},
	})
	ts.Check(err)
	ts.Check(v.Close())
}

// advance DURATION: moves the clock of the sandbox, not of this machine.
func advance(ts *testscript.TestScript, _ bool, args []string) {
	d, err := time.ParseDuration(args[0])
	ts.Check(err)
	post(ts, ts.Getenv("JDY")+"/_sandbox/advance", fmt.Sprintf(`{"seconds":%f}`, d.Seconds()))
}

// fault PLATFORM KIND [TIMES [CODE]]: makes something go wrong.
func fault(ts *testscript.TestScript, _ bool, args []string) {
	times, code := "0", "0"
	if len(args) > 2 {
		times = args[2]
	}
	if len(args) > 3 {
		code = args[3]
	}
	post(ts, ts.Getenv(strings.ToUpper(args[0]))+"/_sandbox/fault", fmt.Sprintf(`{"kind":%q,"times":%s,"code":%s}`, args[1], times, code))
}

// slip FILE MACHINE_CODE: prints a slip of a printer, as an input document.
func slip(ts *testscript.TestScript, _ bool, args []string) {
	var printed struct {
		QRKey string `json:"qr_key"`
	}
	ts.Check(json.Unmarshal(post(ts, ts.Getenv("YILIANYUN")+"/_sandbox/qr-key", fmt.Sprintf(`{"machine_code":%q}`, args[1])), &printed))
	doc := fmt.Sprintf(`{"machine_code": %q, "qr_key": %q, "print_name": "收银台"}`, args[1], printed.QRKey)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(doc), 0o600))
}

// md5case CASE: from now on KIS takes signatures in lower or upper case only.
func md5Case(ts *testscript.TestScript, _ bool, args []string) {
	world, ok := worlds.Load(ts.Name())
	if !ok {
		ts.Fatalf("no sandbox runs")
	}
	world.(*sandbox.World).RequireMD5Case(args[0]) //nolint:forcetypeassert // nothing else is stored
}

// control PATH BODY FILE: calls a switch of the sandbox and keeps its answer.
func control(ts *testscript.TestScript, _ bool, args []string) {
	answer := post(ts, ts.Getenv("JDY")+"/_sandbox/"+args[0], args[1])
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), answer, 0o600))
}

func post(ts *testscript.TestScript, url, body string) []byte {
	resp, err := http.Post(url, "application/json", strings.NewReader(body)) //nolint:gosec,noctx // loopback
	ts.Check(err)
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	ts.Check(err)
	if resp.StatusCode != http.StatusOK {
		ts.Fatalf("%s: %s", url, answer)
	}
	return answer
}

// background holds the running program of each script; scripts run in parallel.
var background sync.Map

// program FILE ARGS…: starts keycase-cli in the background and keeps the first
// line of its standard output.
func startProgram(ts *testscript.TestScript, _ bool, args []string) {
	cmd := exec.Command(filepath.Join(binDir(ts), "keycase-cli"), args[1:]...)
	cmd.Env = append(os.Environ(), "KEYCASE_HOME="+ts.Getenv("KEYCASE_HOME"))
	out, err := cmd.StdoutPipe()
	ts.Check(err)
	ts.Check(cmd.Start())
	ts.Defer(func() { _ = cmd.Process.Kill() })
	line, err := bufio.NewReader(out).ReadString('\n')
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(line), 0o600))
	background.Store(ts.Name(), cmd)
}

func binDir(ts *testscript.TestScript) string {
	dir, _, _ := strings.Cut(ts.Getenv("PATH"), string(os.PathListSeparator))
	return dir
}

// interrupt: sends the background program what Ctrl+C sends, and wants exit
// status 0.
func interrupt(ts *testscript.TestScript, _ bool, _ []string) {
	found, _ := background.LoadAndDelete(ts.Name())
	cmd, ok := found.(*exec.Cmd)
	if !ok {
		ts.Fatalf("no program runs in the background")
	}
	ts.Check(cmd.Process.Signal(os.Interrupt))
	ts.Check(cmd.Wait())
}

// saveas FILE: keeps the standard output of the last command.
func saveAs(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(ts.ReadFile("stdout")), 0o600))
}

func chmodder(mode os.FileMode) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, _ bool, args []string) { ts.Check(os.Chmod(ts.MkAbs(args[0]), mode)) }
}
