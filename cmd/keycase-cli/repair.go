package main

import (
	"context"
	"errors"

	"keycase/app/doctor"
	"keycase/vault"
)

// repairJSON is what was found and whether a repair did what it says.
type repairJSON struct {
	Findings []doctor.Found `json:"findings"`
	Repaired bool           `json:"repaired"`
}

// repair shows what index and store disagree about and what would be done, asks,
// and does it.
func (c *cli) repair(ctx context.Context, yes bool) error {
	ctx = c.prompting(ctx)
	d, err := c.newDoctor(ctx, c.passphrase(false))
	if err != nil {
		return err
	}
	e, err := d.Examine(ctx)
	if err != nil {
		return err
	}
	if !c.json {
		if err := c.showFound(e); err != nil {
			return err
		}
	}
	sure := false
	if e.Repairable() {
		if sure, err = c.sureToRepair(ctx, yes); err != nil {
			return err
		}
	}
	if sure {
		switch err := d.Repair(ctx, e); {
		case errors.Is(err, vault.ErrLeftover):
			c.warn(c.T("cli.doctor.repair.left"))
		case err != nil:
			return err
		default:
			c.note(c.T("cli.doctor.repair.done"))
		}
	}
	if c.json {
		return c.object(repairJSON{Findings: append([]doctor.Found{}, e.Found...), Repaired: sure})
	}
	return nil
}

func (c *cli) showFound(e doctor.Examination) error {
	if len(e.Found) == 0 {
		c.note(c.T("cli.doctor.repair.nothing"))
		return nil
	}
	rows := make([][]string, len(e.Found))
	for i, f := range e.Found {
		does := f.Does
		if does == "" {
			does = c.T("cli.doctor.repair.none")
		}
		rows[i] = []string{string(f.Kind), f.Text, does}
	}
	return c.table([]string{c.T("cli.column.check"), c.T("cli.column.found"), c.T("cli.column.does")}, rows)
}

func (c *cli) sureToRepair(ctx context.Context, yes bool) (bool, error) {
	if yes {
		return true, nil
	}
	if !c.interactive() {
		return false, c.usage("cli.doctor.repair.yes")
	}
	sure, err := c.confirm(ctx, c.T("cli.doctor.repair.ask"))
	if err == nil && !sure {
		c.note(c.T("cli.doctor.repair.kept"))
	}
	return sure, err
}
