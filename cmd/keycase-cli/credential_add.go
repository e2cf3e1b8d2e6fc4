package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"keycase/broker"
	"keycase/providers"
)

func credentialAddCommand(c *cli) *cobra.Command {
	var input string
	cmd := &cobra.Command{
		Use: "add PLATFORM NAME", Short: c.T("cli.credential.add.short"), Long: c.T("cli.credential.add.long"), Args: c.exactly(2), ValidArgsFunction: c.completePlatform(),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.addCredential(cmd.Context(), args[0], args[1], input)
		},
	}
	cmd.Flags().StringVar(&input, "input", "", c.T("cli.flag.input"))
	return cmd
}

func (c *cli) addCredential(ctx context.Context, platformID, name, input string) error {
	platform, err := c.platform(platformID)
	if err != nil {
		return err
	}
	values, err := c.credentialValues(ctx, platform, input)
	if err != nil {
		return err
	}
	if c.interactive() {
		if err := c.askNew(ctx, platform, values, input == ""); err != nil {
			return err
		}
	}
	// Before a passphrase is asked for, or a store chosen, for nothing.
	if _, _, err := platform.CheckCredential(values); err != nil {
		return err
	}
	b, err := c.choosing(ctx)
	if err != nil {
		return err
	}
	cred, warnings, err := b.AddCredential(c.prompting(ctx), broker.Draft{
		Platform: platform.ID, Name: name, BaseURL: c.globals.baseURLs[platform.ID], Values: values,
	})
	if err != nil {
		return err
	}
	c.noteWarnings(warnings)
	c.notePlain(cred.BaseURL)
	c.note(c.T("cli.credential.add.done", "Name", cred.Name, "Store", c.storeText(b.Vault().Kind())))
	return c.putCredential(b, cred, nil)
}

// credentialValues reads the values that the platform keeps, and names the
// others: a person who gives a value expects it to be kept.
func (c *cli) credentialValues(ctx context.Context, platform *providers.Platform, input string) (providers.Values, error) {
	if input == "" {
		return providers.Values{}, nil
	}
	values, err := c.readInput(ctx, input)
	if err != nil {
		return nil, err
	}
	var dropped []string
	for _, name := range sortedKeys(values) {
		if _, kept := providers.FieldNamed(platform.Fields, name); !kept {
			dropped = append(dropped, name)
			delete(values, name)
		}
	}
	if len(dropped) > 0 {
		c.note(c.T("cli.credential.not_kept", "Names", strings.Join(dropped, ", "), "Platform", platform.ID))
	}
	return values, nil
}

// askNew asks for what is missing; without any document also for the optional
// fields, which an empty answer leaves out.
func (c *cli) askNew(ctx context.Context, platform *providers.Platform, values providers.Values, all bool) error {
	for _, f := range platform.Fields {
		if values[f.Name] != "" || !f.Required && !all {
			continue
		}
		hint := ""
		if !f.Required {
			hint = c.T("cli.ask.optional")
		}
		v, err := c.askField(ctx, f, hint)
		if err != nil {
			return err
		}
		if v != "" {
			values[f.Name] = v
		}
	}
	return nil
}

func (c *cli) noteWarnings(warnings []providers.Problem) {
	for _, w := range warnings {
		c.note(c.T("cli.warning", "Name", w.Field, "Text", w.Text.In(c.lang)))
	}
}

func credentialEditCommand(c *cli) *cobra.Command {
	var input, rename string
	cmd := &cobra.Command{
		Use: "edit NAME", Short: c.T("cli.credential.edit.short"), Long: c.T("cli.credential.edit.long"), Args: c.exactly(1), ValidArgsFunction: c.completeCredential(),
		Annotations: map[string]string{movesHome: "yes"},
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.editCredential(cmd.Context(), args[0], input, rename)
		},
	}
	cmd.Flags().StringVar(&input, "input", "", c.T("cli.flag.input"))
	cmd.Flags().StringVar(&rename, "rename", "", c.T("cli.flag.rename"))
	return cmd
}

func (c *cli) editCredential(ctx context.Context, name, input, rename string) error {
	b, cred, err := c.stored(ctx, name)
	if err != nil {
		return err
	}
	platform, err := c.platform(cred.Platform)
	if err != nil {
		return err
	}
	values, err := c.credentialValues(ctx, platform, input)
	if err != nil {
		return err
	}
	address, moved := c.globals.baseURLs[platform.ID]
	if !moved {
		address = cred.BaseURL
	}
	if input == "" && rename == "" && !moved {
		if !c.interactive() {
			return &usageError{message: c.T("cli.credential.edit.nothing"), action: c.T("cli.credential.edit.nothing.do")}
		}
		if values, err = c.askChanges(ctx, platform, cred.Public); err != nil {
			return err
		}
	}
	edited, warnings, err := b.EditCredential(c.prompting(ctx), cred.ID, broker.Draft{Name: rename, BaseURL: address, Values: values})
	if err != nil {
		return err
	}
	c.noteWarnings(warnings)
	c.notePlain(edited.BaseURL)
	c.note(c.T("cli.credential.edit.done", "Name", edited.Name))
	return c.putCredential(b, edited, nil)
}

// askChanges goes through all fields; an empty answer keeps what is there.
func (c *cli) askChanges(ctx context.Context, platform *providers.Platform, public map[string]string) (providers.Values, error) {
	values := providers.Values{}
	for _, f := range platform.Fields {
		hint := c.T("cli.ask.keep")
		if old := public[f.Name]; old != "" {
			hint = c.T("cli.ask.keep_value", "Value", old)
		}
		v, err := c.askField(ctx, f, hint)
		if err != nil {
			return nil, err
		}
		if v != "" {
			values[f.Name] = v
		}
	}
	return values, nil
}
