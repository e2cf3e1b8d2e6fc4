package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"

	"github.com/spf13/cobra"

	"keycase/broker"
)

// The exit status of a command that did not start, as shells give it.
const (
	exitNotExecutable = 126
	exitNotFound      = 127
)

// childError is the end of a command that was run, for its exit status; there is
// nothing more to be told.
type childError struct{ status int }

func (e *childError) Error() string { return "the command has ended" }

// childStatus is the exit status that a run command passes on.
func childStatus(err error) (status int, ran bool) {
	var child *childError
	if errors.As(err, &child) {
		return child.status, true
	}
	return 0, false
}

func execCommand(c *cli) *cobra.Command {
	var w which
	var refresh bool
	cmd := &cobra.Command{
		Use: "exec [NAME=]CREDENTIAL… -- COMMAND [ARGUMENT…]", Short: c.T("cli.exec.short"), Long: c.T("cli.exec.long"),
		DisableFlagsInUseLine: true, Args: c.credentialsAndCommand, ValidArgsFunction: c.completeCredentials(),
		RunE: func(cmd *cobra.Command, args []string) error {
			at := cmd.ArgsLenAtDash()
			return c.exec(cmd.Context(), args[:at], args[at:], w, refresh)
		},
	}
	w.register(c, cmd)
	cmd.Flags().BoolVar(&refresh, "refresh", false, c.T("cli.flag.refresh"))
	return cmd
}

// credentialsAndCommand wants something on both sides of the dashes.
func (c *cli) credentialsAndCommand(cmd *cobra.Command, args []string) error {
	if at := cmd.ArgsLenAtDash(); at < 1 || at == len(args) {
		return &usageError{
			message: c.T("cli.exec.form"),
			action:  c.T("cli.error.see_help", "Command", cmd.CommandPath()),
		}
	}
	return nil
}

// completeCredentials completes any number of arguments up to the dashes.
func (c *cli) completeCredentials() cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		// While completing, cobra puts dashes of its own at the end.
		if cmd.ArgsLenAtDash() < len(args) {
			return nil, cobra.ShellCompDirectiveDefault
		}
		return c.credentialNames(cmd), cobra.ShellCompDirectiveNoFileComp
	}
}

// exec runs a command with tokens in its environment. The vault is closed before:
// this process keeps no key for as long as the command takes.
func (c *cli) exec(ctx context.Context, names, command []string, w which, refresh bool) error {
	b, err := c.existing(ctx)
	if err != nil {
		return err
	}
	variables, err := c.variables(c.prompting(ctx), b, names, w, refresh)
	if err != nil {
		return err
	}
	c.room.close()
	return c.child(ctx, command, environment(os.Environ(), variables))
}

// child runs a command and passes signals on to it, until it ends.
func (c *cli) child(ctx context.Context, command, env []string) error {
	signals := make(chan os.Signal, 8)
	if all := passedOn(); len(all) > 0 {
		signal.Notify(signals, all...)
		defer signal.Stop(signals)
	}
	if err := ctx.Err(); err != nil { // the signal came before there was anybody to pass it on to
		return err
	}
	cmd := exec.CommandContext(context.WithoutCancel(ctx), command[0], command[1:]...) // #nosec G204 -- that is what it is for
	cmd.Env, cmd.Stdin, cmd.Stdout, cmd.Stderr = env, c.in, c.out, c.err
	if err := c.cores.Lend(cmd.Start); err != nil {
		return c.notStarted(command[0], err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for {
		select {
		case s := <-signals:
			if !hasHeard(s) {
				_ = cmd.Process.Signal(s) // it may have just ended
			}
		case err := <-ended:
			var exit *exec.ExitError
			if err != nil && !errors.As(err, &exit) {
				return err
			}
			return &childError{status: statusOf(cmd.ProcessState)}
		}
	}
}

// notStarted tells why a command did not start.
func (c *cli) notStarted(command string, err error) error {
	e := explanation{exit: exitNotExecutable, kind: "not_executable", message: c.T("cli.exec.not_executable", "Name", command), action: c.T("cli.exec.not_executable.do")}
	if errors.Is(err, exec.ErrNotFound) || errors.Is(err, fs.ErrNotExist) {
		e = explanation{exit: exitNotFound, kind: "command_not_found", message: c.T("cli.exec.not_found", "Name", command), action: c.T("cli.exec.not_found.do")}
	}
	c.problem(e)
	if c.json {
		if err := c.object(e.object()); err != nil {
			return err
		}
	}
	return &childError{status: e.exit}
}

// saved tells of a token that works but could not be stored; it is used all the
// same.
func (c *cli) saved(err error) error {
	var saving *broker.SaveError
	if !errors.As(err, &saving) {
		return err
	}
	c.problem(explain(c.Localizer, err))
	return nil
}
