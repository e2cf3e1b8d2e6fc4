package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"

	"golang.org/x/term"
)

// maxLine bounds what is read at a prompt, in bytes.
const maxLine = 64 << 10

// interactive tells whether there is a person to ask.
func (c *cli) interactive() bool { return isTerminal(c.in) }

// ask shows a prompt on standard error and reads one line; secret ones are not
// shown while they are typed.
func (c *cli) ask(ctx context.Context, prompt string, secret bool) (string, error) {
	f, ok := c.in.(*os.File)
	if !ok {
		return "", io.ErrUnexpectedEOF
	}
	fd := int(f.Fd()) //nolint:gosec // a file descriptor fits
	before, err := term.GetState(fd)
	if err != nil {
		return "", err
	}
	_, _ = fmt.Fprint(c.err, printable(prompt, ""))
	type reply struct {
		text string
		err  error
	}
	replied := make(chan reply, 1)
	go func() {
		var r reply
		if secret {
			var text []byte
			text, r.err = term.ReadPassword(fd)
			r.text = string(text)
		} else {
			r.text, r.err = readLine(f)
		}
		replied <- r
	}()
	select {
	case r := <-replied:
		if secret {
			_, _ = fmt.Fprintln(c.err)
		}
		if errors.Is(r.err, io.EOF) {
			return "", context.Canceled
		}
		return r.text, r.err
	case <-ctx.Done():
		_ = term.Restore(fd, before)
		_, _ = fmt.Fprintln(c.err)
		return "", ctx.Err()
	}
}

// readLine reads byte by byte, because what follows the line belongs to the next
// prompt.
func readLine(r io.Reader) (string, error) {
	var line []byte
	var b [1]byte
	for len(line) < maxLine {
		n, err := r.Read(b[:])
		if n == 1 {
			if b[0] == '\n' {
				return strings.TrimSuffix(string(line), "\r"), nil
			}
			line = append(line, b[0])
		}
		if err != nil {
			if errors.Is(err, io.EOF) && len(line) > 0 {
				return string(line), nil
			}
			return "", err
		}
	}
	return "", bufio.ErrTooLong
}

// confirm asks a question whose answer is no unless it is yes.
func (c *cli) confirm(ctx context.Context, question string) (bool, error) {
	answer, err := c.ask(ctx, question+c.T("cli.confirm.hint"), false)
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "y", "yes", "是", "好":
		return true, err
	}
	return false, err
}

// passphrase returns what asks for the passphrase of the file store: the file
// that was named, else the person at the terminal, twice for a new one.
func (c *cli) passphrase(fresh bool) func(context.Context) ([]byte, error) {
	return func(ctx context.Context) ([]byte, error) {
		if c.globals.passphraseFile != "" {
			return heeding(ctx, func() ([]byte, error) { return c.passphraseFromFile(c.globals.passphraseFile) })
		}
		if !c.interactive() {
			return nil, &passphraseError{message: c.T("cli.passphrase.none"), action: c.T("cli.passphrase.none.do")}
		}
		if !fresh {
			text, err := c.ask(ctx, c.T("cli.passphrase.ask"), true)
			return []byte(text), err
		}
		text, err := c.ask(ctx, c.T("cli.passphrase.new"), true)
		if err != nil || text == "" {
			return nil, err
		}
		again, err := c.ask(ctx, c.T("cli.passphrase.again"), true)
		if err == nil && again != text {
			err = &passphraseError{message: c.T("cli.passphrase.differ"), action: c.T("cli.passphrase.differ.do")}
		}
		return []byte(text), err
	}
}

// passphraseFromFile reads a passphrase without the line break at its end. A
// file that everybody can read protects nothing and is refused.
func (c *cli) passphraseFromFile(path string) ([]byte, error) {
	unreadable := func(err error) error {
		return &passphraseError{message: c.T("cli.passphrase.file", "Detail", err.Error()), action: c.T("cli.passphrase.file.do")}
	}
	f, err := os.Open(path) //nolint:gosec // the person names it
	if err != nil {
		return nil, unreadable(err)
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return nil, unreadable(err)
	}
	// Windows has no such bits, and a pipe belongs to who opened it.
	if runtime.GOOS != "windows" && info.Mode().IsRegular() && info.Mode().Perm()&0o004 != 0 {
		return nil, &passphraseError{message: c.T("cli.passphrase.open", "Path", path), action: c.T("cli.passphrase.open.do", "Path", path)}
	}
	text, err := io.ReadAll(io.LimitReader(f, maxLine))
	if err != nil {
		return nil, unreadable(err)
	}
	return []byte(strings.TrimRight(string(text), "\r\n")), nil
}
