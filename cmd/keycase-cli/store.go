package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"keycase/vault"
)

func storeCommand(c *cli) *cobra.Command {
	cmd := &cobra.Command{
		Use: "store", Short: c.T("cli.store.short"), Args: c.noMore,
		RunE: func(cmd *cobra.Command, _ []string) error { return c.showStore(cmd.Context()) },
	}
	cmd.AddCommand(storeMoveCommand(c))
	return cmd
}

// storeJSON says where the secrets lie, and what is the matter with that place.
type storeJSON struct {
	Store  vault.StoreKind `json:"store"`
	State  vault.State     `json:"state"`
	Folder string          `json:"folder"`
	Error  *errorJSON      `json:"error,omitempty"`
}

func (c *cli) showStore(ctx context.Context) error {
	o, err := c.options()
	if err != nil {
		return err
	}
	b, err := c.examined(ctx, o)
	if err != nil {
		return err
	}
	status := b.Vault().Status(ctx)
	shown := storeJSON{Store: status.Kind, State: status.State, Folder: o.Paths.Vault}
	e := explanation{}
	if status.Err != nil {
		e = explain(c.Localizer, status.Err)
		shown.Error = &errorJSON{Kind: e.kind, Message: e.message, Meaning: e.meaning, Action: e.action}
	}
	if c.json {
		return c.object(shown)
	}
	kind, state := string(status.Kind), string(status.State)
	if c.terminal {
		kind, state = c.storeText(status.Kind), c.storeStateText(status.State)
	}
	return c.record([]row{
		{"store", c.T("cli.column.store"), kind},
		{"state", c.T("cli.column.state"), state},
		{"folder", c.T("cli.column.folder"), o.Paths.Vault},
		{"problem", c.T("cli.column.problem"), e.message},
		{"action", c.T("cli.column.action"), e.action},
	})
}

func (c *cli) storeStateText(state vault.State) string {
	switch state {
	case vault.StateReady:
		return c.T("cli.store.state.ready")
	case vault.StateLocked:
		return c.T("cli.store.state.locked")
	case vault.StateMissing:
		return c.T("cli.store.state.missing")
	case vault.StateHanging:
		return c.T("cli.store.state.hanging")
	}
	return c.T("cli.store.state.denied")
}

func storeMoveCommand(c *cli) *cobra.Command {
	var yes bool
	cmd := &cobra.Command{
		Use: "move keyring|file", Short: c.T("cli.store.move.short"), Long: c.T("cli.store.move.long"), Args: c.exactly(1),
		ValidArgs: []string{string(vault.StoreKeyring), string(vault.StoreFile)},
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.moveStore(cmd.Context(), vault.StoreKind(args[0]), yes)
		},
	}
	cmd.Flags().BoolVar(&yes, "yes", false, c.T("cli.flag.yes"))
	return cmd
}

// movedJSON says what a move did. Leftover tells that something in the old place
// could not be deleted yet.
type movedJSON struct {
	OK       bool            `json:"ok"`
	From     vault.StoreKind `json:"from"`
	Store    vault.StoreKind `json:"store"`
	Leftover bool            `json:"leftover"`
}

func (c *cli) moveStore(ctx context.Context, to vault.StoreKind, yes bool) error {
	if to != vault.StoreKeyring && to != vault.StoreFile {
		return c.usage("cli.store.move.bad", "Value", string(to))
	}
	b, err := c.existing(ctx)
	if err != nil {
		return err
	}
	v := b.Vault()
	from := v.Kind()
	if from == vault.StoreMemory && vault.StoreKind(c.globals.store) != vault.StoreMemory {
		return vault.ErrNoStoreChosen
	}
	if from != to && !yes {
		if sure, err := c.sureToMove(ctx, len(v.List()), from, to); err != nil || !sure {
			return err
		}
	}
	err = v.Move(c.prompting(ctx), vault.MoveOptions{To: to, Passphrase: c.passphrase(true), Progress: c.moveProgress()})
	left := errors.Is(err, vault.ErrLeftover)
	switch {
	case left:
		c.warn(c.T("cli.store.move.left", "From", c.storeText(from)))
	case err != nil:
		return err
	case from == to:
		c.note(c.T("cli.store.move.there", "Store", c.storeText(to)))
	default:
		c.note(c.T("cli.store.move.done", "Store", c.storeText(to)))
	}
	if c.json {
		return c.object(movedJSON{OK: true, From: from, Store: to, Leftover: left})
	}
	return nil
}

func (c *cli) sureToMove(ctx context.Context, count int, from, to vault.StoreKind) (bool, error) {
	if !c.interactive() {
		return false, c.usage("cli.store.move.yes")
	}
	sure, err := c.confirm(ctx, c.T("cli.store.move.ask", "Count", count, "From", c.storeText(from), "To", c.storeText(to)))
	if err == nil && !sure {
		c.note(c.T("cli.store.move.kept"))
	}
	return sure, err
}

// moveProgress tells of each stage as it begins; the rest is too quick to read.
func (c *cli) moveProgress() func(vault.MoveProgress) {
	last := vault.MoveStage("")
	keys := map[vault.MoveStage]string{
		vault.MoveCheck: "cli.store.move.check", vault.MoveCopy: "cli.store.move.copy",
		vault.MoveClear: "cli.store.move.clear", vault.MoveUndo: "cli.store.move.undo",
	}
	return func(p vault.MoveProgress) {
		if p.Stage != last {
			last = p.Stage
			c.note(c.T(keys[p.Stage], "Count", p.Total))
		}
	}
}
