// Command keycase-cli does without a window all that Keycase does: it keeps the
// keys of the platforms, signs calls, sends them, and explains the answers.
//
// Standard output carries the result and nothing else, one JSON object with
// --json; messages go to standard error. The exit status is 0 done, 1 unexpected
// fault, 2 usage or invalid values, 3 the platform refused, 4 network fault or an
// answer that can't be understood, 5 the store is locked, missing or refused; of
// exec, once its command runs, that of the command.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"

	"keycase/app"
	"keycase/assets/translations"
	"keycase/providers"
)

func main() {
	app.HideMemory()
	cores := app.NoCores()
	os.Exit(execute(os.Args[1:], console{in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.Getenv, cores: cores}))
}

// console is what the process was started with.
type console struct {
	in       io.Reader
	out, err io.Writer
	env      func(string) string
	cores    app.Cores // for the command of exec
}

// cli is one run of the program.
type cli struct {
	printer
	in      io.Reader
	env     func(string) string
	cores   app.Cores
	globals globals
	room    room
	// recovered: it was said that the list is not the last one.
	recovered bool
}

// execute runs one command and returns the exit status.
func execute(args []string, with console) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the program at once

	early := peek(args)
	if early.lang == "" {
		early.lang = translations.Detect(with.env)
	}
	texts := translations.New(early.lang)
	c := &cli{in: with.in, env: with.env, cores: with.cores, printer: printer{
		Localizer: texts, lang: providers.Lang(texts.Lang()), out: with.out, err: with.err,
		json: early.json, terminal: isTerminal(with.out),
	}}
	defer c.room.close()

	root := newRoot(c, args)
	root.SetArgs(args)
	root.SetIn(with.in)
	root.SetOut(with.out)
	root.SetErr(with.err)
	err := root.ExecuteContext(ctx)
	if status, ran := childStatus(err); ran {
		return status
	}
	if ctx.Err() != nil {
		c.land(ctx)
		if err != nil {
			err = ctx.Err()
		}
	}
	if err != nil {
		return c.fail(err)
	}
	return exitDone
}
