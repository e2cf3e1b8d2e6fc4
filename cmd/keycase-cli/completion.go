package main

import (
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

func completionCommand(c *cli) *cobra.Command {
	shells := map[string]func(*cobra.Command) error{
		"bash":       func(root *cobra.Command) error { return root.GenBashCompletionV2(c.out, true) },
		"zsh":        func(root *cobra.Command) error { return root.GenZshCompletion(c.out) },
		"fish":       func(root *cobra.Command) error { return root.GenFishCompletion(c.out, true) },
		"powershell": func(root *cobra.Command) error { return root.GenPowerShellCompletionWithDesc(c.out) },
	}
	names := slices.Sorted(maps.Keys(shells))
	return &cobra.Command{
		Use: "completion " + strings.Join(names, "|"), Short: c.T("cli.completion.short"), Long: c.T("cli.completion.long"),
		Args: c.exactly(1), ValidArgs: names,
		RunE: func(cmd *cobra.Command, args []string) error {
			generate, ok := shells[args[0]]
			if !ok {
				return &usageError{
					message: c.T("cli.completion.shell", "Name", args[0]),
					action:  c.T("cli.error.there_are", "List", strings.Join(names, ", ")),
				}
			}
			return generate(cmd.Root())
		},
	}
}

// firstArgument completes the first argument from a list.
func firstArgument(list func(*cobra.Command) []string) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return list(cmd), cobra.ShellCompDirectiveNoFileComp
	}
}

func (c *cli) completePlatform() cobra.CompletionFunc {
	return firstArgument(func(*cobra.Command) []string { return platformIDs() })
}

func (c *cli) completeOperation() cobra.CompletionFunc {
	return firstArgument(func(*cobra.Command) []string { return c.everyOperation() })
}

// completeCredential reads the index only, which never prompts.
func (c *cli) completeCredential() cobra.CompletionFunc { return firstArgument(c.credentialNames) }

func (c *cli) everyOperation() []string {
	var ids []string
	for _, p := range c.bare().Registry() {
		ids = append(ids, operationIDs(p)...)
	}
	return ids
}

func (c *cli) credentialNames(cmd *cobra.Command) []string {
	b, err := c.existing(cmd.Context())
	if err != nil {
		return nil // completion has nobody to tell
	}
	var names []string
	for _, cred := range b.Vault().List() {
		names = append(names, cred.Name)
	}
	return names
}

// completeFlag completes a flag's value from a list.
func completeFlag(cmd *cobra.Command, flag string, list func(*cobra.Command) []string) {
	// The only error is a flag that does not exist, a mistake of the program.
	if err := cmd.RegisterFlagCompletionFunc(flag, func(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
		return list(cmd), cobra.ShellCompDirectiveNoFileComp
	}); err != nil {
		panic(err)
	}
}

// fixed is a list that does not depend on anything.
func fixed(values ...string) func(*cobra.Command) []string {
	return func(*cobra.Command) []string { return values }
}
