package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"keycase/app"
	"keycase/app/doctor"
	"keycase/broker"
	"keycase/vault"
)

func doctorCommand(c *cli) *cobra.Command {
	var report, repair, yes bool
	cmd := &cobra.Command{
		Use: "doctor", Short: c.T("cli.doctor.short"), Args: c.exactly(0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if repair {
				return c.repair(cmd.Context(), yes)
			}
			return c.doctor(cmd.Context(), report)
		},
	}
	cmd.Flags().BoolVar(&report, "report", false, c.T("cli.doctor.report"))
	cmd.Flags().BoolVar(&repair, "repair", false, c.T("cli.doctor.repair"))
	cmd.Flags().BoolVar(&yes, "yes", false, c.T("cli.flag.yes"))
	cmd.MarkFlagsMutuallyExclusive("report", "repair")
	return cmd
}

// errUnhealthy is the exit status of a doctor who found an error; the checks
// have told it already.
var errUnhealthy = errors.New("the doctor found an error")

func (c *cli) doctor(ctx context.Context, report bool) error {
	d, err := c.newDoctor(ctx, nil)
	if err != nil {
		return err
	}
	checks := d.All(ctx)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if report {
		err = c.showReport(d.Report(checks))
	} else {
		err = c.showChecks(checks)
	}
	if err == nil && doctor.Worst(checks) == doctor.Error {
		err = errUnhealthy
	}
	return err
}

// newDoctor makes one for the vault that is there; unlock gives the passphrase of
// its file store, nil for none.
func (c *cli) newDoctor(ctx context.Context, unlock func(context.Context) ([]byte, error)) (*doctor.Doctor, error) {
	o, err := c.options()
	if err != nil {
		return nil, err
	}
	o.Passphrase = unlock
	b, err := c.examined(ctx, o)
	return doctor.New(doctor.Params{
		Text: c.Localizer, Program: "keycase-cli", Paths: o.Paths, Broker: b, Err: err, Explain: c.explained,
		Keyring: vault.KeyringStatus, Env: c.env, Space: doctor.FreeSpace, OS: runtime.GOOS, Private: doctor.Machine,
		Extra: []doctor.Probe{{ID: "window", Look: func(context.Context) doctor.Check {
			text := c.T("cli.doctor.window")
			if renderer := doctor.KeptRenderer(o.Paths.Home); renderer != "" {
				text = c.T("cli.doctor.renderer", "Name", renderer)
			}
			return doctor.Check{Grade: doctor.Info, Text: text}
		}}},
	}), nil
}

// examined opens the vault that is there; it makes none.
func (c *cli) examined(ctx context.Context, o app.Options) (*broker.Broker, error) {
	if _, err := os.Stat(o.Paths.Vault); errors.Is(err, fs.ErrNotExist) {
		return nil, vault.ErrNoStoreChosen
	}
	v, err := c.open(ctx, o)
	if err != nil {
		return nil, err
	}
	c.room.vault, c.room.broker = v, app.NewBroker(o, v)
	return c.room.broker, nil
}

// explained is an error in the words of the command line, which name its flags.
func (c *cli) explained(err error) app.Explained {
	e := explain(c.Localizer, err)
	return app.Explained{Title: e.message, Why: e.meaning, Do: e.action}
}

func (c *cli) showReport(text string) error {
	if c.json {
		return c.object(map[string]any{"report": text})
	}
	return c.line(strings.TrimSuffix(text, "\n"))
}

func (c *cli) showChecks(checks []doctor.Check) error {
	if c.json {
		return c.object(map[string]any{"ok": doctor.Worst(checks) != doctor.Error, "checks": checks})
	}
	rows := make([][]string, len(checks))
	for i, k := range checks {
		grade := string(k.Grade)
		if c.terminal {
			grade = doctor.Word(c.Localizer, k.Grade)
		}
		text := k.Text
		if k.Action != "" {
			text += c.T("cli.error.join") + k.Action
		}
		rows[i] = []string{grade, k.ID, text}
	}
	return c.table([]string{c.T("cli.column.state"), c.T("cli.column.check"), c.T("cli.column.found")}, rows)
}

func (c *cli) storeText(kind vault.StoreKind) string {
	switch kind {
	case vault.StoreKeyring:
		return c.T("cli.store.name.keyring")
	case vault.StoreFile:
		return c.T("cli.store.name.file")
	}
	return c.T("cli.store.name.memory")
}
