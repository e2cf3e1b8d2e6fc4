package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// usageOf writes how a command is used. It takes the place of cobra's templates, which
// would bring text/template into the program, and with it every method of every type.
func (c *cli) usageOf(cmd *cobra.Command) error {
	var b strings.Builder
	b.WriteString(c.T("cli.usage.usage"))
	group := cmd.HasAvailableSubCommands()
	if !group {
		b.WriteString("\n  " + strings.Replace(cmd.UseLine(), "[flags]", c.T("cli.usage.flags_here"), 1))
	} else {
		b.WriteString("\n  " + cmd.CommandPath() + " COMMAND\n\n" + c.T("cli.usage.commands"))
		for _, sub := range cmd.Commands() {
			if sub.IsAvailableCommand() || sub.Name() == "help" {
				fmt.Fprintf(&b, "\n  %-*s %s", sub.NamePadding(), sub.Name(), sub.Short)
			}
		}
	}
	flags := func(title, list string) {
		if list != "" {
			b.WriteString("\n\n" + title + "\n" + strings.TrimRight(list, " \n"))
		}
	}
	flags(c.T("cli.usage.flags"), cmd.LocalFlags().FlagUsages())
	flags(c.T("cli.usage.global_flags"), cmd.InheritedFlags().FlagUsages())
	if group {
		b.WriteString("\n\n" + c.T("cli.usage.more", "Command", cmd.CommandPath()))
	}
	_, err := fmt.Fprintln(cmd.OutOrStderr(), b.String())
	return err
}
