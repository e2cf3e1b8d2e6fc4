package captured

import (
	"fmt"
	"strings"

	"keycase/internal/lazy"
	"keycase/providers"
)

// Curl reads a command line that begins with curl, curl.exe, Invoke-RestMethod
// or Invoke-WebRequest, perhaps after a prompt. The shell that it was written
// for is recognised by how it continues lines and quotes. Its errors are
// [providers.InvalidError] for the field "curl"; they quote names of options and
// variables and never a value.
func Curl(text string) (*providers.Request, error) {
	if err := readable(FormCurl, text); err != nil {
		return nil, err
	}
	text = tidy(text)
	start := programAt(text)
	if start < 0 {
		return nil, faulty("不是以 curl 开头的命令", "is not a command that begins with curl")
	}
	text = text[start:]
	switch shellOf(text) {
	case powerShell:
		return readPowerShell(text)
	case cmdExe:
		args, err := cmdArgs(text)
		if err != nil {
			return nil, err
		}
		return curlRequest(args[1:])
	default:
		args, err := posixArgs(text)
		if err != nil {
			return nil, err
		}
		return curlRequest(args[1:])
	}
}

type shell int

const (
	posix shell = iota
	cmdExe
	powerShell
)

var (
	// program finds the beginning of the command, after a prompt or after lines
	// that only prepare it, as browsers copy them for PowerShell.
	program = lazy.Regexp(`(?im)^[ \t]*(?:[$#%>][ \t]+|PS[^>\n]*>[ \t]*|[A-Z]:\\[^>\n]*>[ \t]*)?(?:&[ \t]*)?` +
		`(curl|curl\.exe|invoke-restmethod|invoke-webrequest|irm|iwr)(?:[ \t\r\n\\^` + "`" + `]|$)`)

	cmdlet      = lazy.Regexp(`(?i)^(invoke-|irm|iwr)`)
	aliased     = lazy.Regexp(`(?i)^curl\s(?s:.*)\s-(uri|headers|method|body)\s`)
	psContinued = lazy.Regexp("`\r?\n")
	caretQuote  = lazy.Regexp(`(?:^|\s)\^"|\s\^\r?\n`)
	singleQuote = lazy.Regexp(`\s'`)
)

// programAt returns where the command begins, or -1.
func programAt(text string) int {
	if m := program().FindStringSubmatchIndex(text); m != nil {
		return m[2]
	}
	return -1
}

// shellOf judges by what only one shell writes. A plain command that fits
// several reads the same in all of them as a rule, because they agree on double
// quotes around plain text.
func shellOf(text string) shell {
	windows := len(text) > 4 && strings.EqualFold(text[4:min(8, len(text))], ".exe")
	switch {
	case cmdlet().MatchString(text) || aliased().MatchString(text) || windows && psContinued().MatchString(text):
		return powerShell
	case caretQuote().MatchString(text):
		return cmdExe
	case windows && singleQuote().MatchString(text):
		return powerShell
	case windows:
		return cmdExe
	}
	return posix
}

func faulty(zh, en string) error {
	return providers.Invalid(string(FormCurl), providers.Text{ZH: zh, EN: en})
}

func needsVariable(name string) error {
	return faulty(fmt.Sprintf("里面有变量 %s，换成它的值再贴", name), fmt.Sprintf("uses the variable %s; paste it with the value in its place", name))
}

func unclosedQuote() error {
	return faulty("引号没有成对，看看有没有复制全", "has a quote that is not closed; check whether all of it was copied")
}
