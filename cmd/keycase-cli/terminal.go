package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
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
