package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"keycase/app"
	"keycase/assets/translations"
	"keycase/broker"
	"keycase/providers"
	"keycase/providers/catalog"
	"keycase/vault"
)

// globals are the flags that every command takes.
type globals struct {
	home           string
	store          string
	passphraseFile string
	lang           string
	baseURLFlags   []string
	baseURLs       map[string]string // checked baseURLFlags; "" is the production address
	timeout        time.Duration
}

// early is what must be known before the flags are read: in which language and
// form to talk about a mistake among them.
type early struct {
	lang string
	json bool
}

func peek(args []string) early {
	var e early
	for i, arg := range args {
		name, value, joined := strings.Cut(arg, "=")
		switch {
		case arg == "--":
			return e
		case arg == "--json" || name == "--json" && value != "false":
			e.json = true
		case joined && name == "--lang":
			e.lang = value
		case arg == "--lang" && i+1 < len(args):
			e.lang = args[i+1]
		}
	}
	return e
}

// newRoot makes the command that args ask for, and all of them where that is not
// plain: making all takes longer than signing does.
func newRoot(c *cli, args []string) *cobra.Command {
	var version bool // asked for, it is told whatever else is asked
	root := &cobra.Command{
		Use:           "keycase-cli",
		Short:         c.T("cli.short"),
		Long:          c.T("cli.long"),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args: func(cmd *cobra.Command, args []string) error {
			if version {
				return nil
			}
			return c.noMore(cmd, args)
		},
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			if version {
				return nil
			}
			return c.checkGlobals(cmd)
		},
		RunE: func(cmd *cobra.Command, _ []string) error {
			if version {
				_, err := fmt.Fprintln(cmd.OutOrStdout(), cmd.Name(), app.FullVersion())
				return err
			}
			return cmd.Help()
		},
	}
	flags := root.PersistentFlags()
	flags.StringVar(&c.globals.home, "home", "", c.T("cli.flag.home"))
	flags.StringVar(&c.globals.store, "store", "", c.T("cli.flag.store"))
	flags.StringVar(&c.globals.passphraseFile, "passphrase-file", "", c.T("cli.flag.passphrase_file"))
	flags.StringVar(&c.globals.lang, "lang", "", c.T("cli.flag.lang"))
	flags.StringArrayVar(&c.globals.baseURLFlags, "base-url", nil, c.T("cli.flag.base_url"))
	flags.DurationVar(&c.globals.timeout, "timeout", broker.DefaultTimeout, c.T("cli.flag.timeout", "Default", broker.DefaultTimeout))
	flags.Lookup("timeout").DefValue = "0s" // its text names it; pflag would in English
	flags.BoolVar(&c.json, "json", c.json, c.T("cli.flag.json"))
	flags.BoolVar(&c.quiet, "quiet", false, c.T("cli.flag.quiet"))
	flags.BoolP("help", "h", false, c.T("cli.flag.help"))
	root.Flags().BoolVar(&version, "version", false, c.T("cli.flag.version"))
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		if cmd.HasSubCommands() && cmd.Flags().NArg() > 0 {
			return c.noMore(cmd, cmd.Flags().Args()) // no flag is known to a command that is unknown itself
		}
		return c.flagError(err)
	})

	if only := making[wanted(args, flags)]; only != nil {
		root.AddCommand(only(c))
	} else {
		for _, name := range slices.Sorted(maps.Keys(making)) {
			root.AddCommand(making[name](c))
		}
	}
	c.speak(root)
	completeFlag(root, "store", fixed(string(vault.StoreKeyring), string(vault.StoreFile), string(vault.StoreMemory)))
	completeFlag(root, "lang", fixed(translations.Chinese, translations.English))
	return root
}

// making makes each command by its name.
var making = map[string]func(*cli) *cobra.Command{
	"platforms": platformsCommand, "describe": describeCommand,
	"sign": signCommand, "run": runCommand, "parse": parseCommand, "snippet": snippetCommand, "check": checkCommand,
	"credential": credentialCommand, "token": tokenCommand, "history": historyCommand,
	"exec": execCommand, "serve": serveCommand,
	"import": importCommand, "export": exportCommand, "backup": backupCommand, "restore": restoreCommand,
	"sandbox": sandboxCommand, "store": storeCommand, "passphrase": passphraseCommand, "doctor": doctorCommand,
	"completion": completionCommand,
}

// wanted is the first argument that is neither a flag nor the value of one; "" where
// a flag comes before it that flags does not have.
func wanted(args []string, flags *pflag.FlagSet) string {
	for i := 0; i < len(args); i++ {
		name, long := strings.CutPrefix(args[i], "--")
		if !long && !strings.HasPrefix(args[i], "-") {
			return args[i]
		}
		name, _, joined := strings.Cut(name, "=")
		flag := flags.Lookup(name)
		if !long || flag == nil {
			return ""
		}
		if !joined && flag.NoOptDefVal == "" {
			i++
		}
	}
	return ""
}

// speak puts what cobra says by itself into the chosen language.
func (c *cli) speak(root *cobra.Command) {
	root.CompletionOptions.DisableDefaultCmd = true
	root.InitDefaultHelpCmd()
	for _, sub := range root.Commands() {
		if sub.Name() == "help" {
			sub.Short, sub.Long = c.T("cli.help.short"), c.T("cli.help.long")
			sub.Use = "help [COMMAND]"
			sub.DisableFlagsInUseLine = true
			sub.Run, sub.RunE = nil, c.help
		}
	}
	root.SetUsageFunc(c.usageOf)
}

// help is the help of the command that args name; cobra's own takes a command that is not
// there for none.
func (c *cli) help(cmd *cobra.Command, args []string) error {
	found, rest, err := cmd.Root().Find(args)
	if err == nil && found.HasSubCommands() {
		err = c.noMore(found, rest)
	}
	if err != nil {
		return err
	}
	return found.Help()
}

// movesHome marks the command to which an empty base URL means production.
const movesHome = "moves-home"

// checkGlobals names all that is wrong with the global flags at once.
func (c *cli) checkGlobals(cmd *cobra.Command) error {
	var wrong []fieldText
	g := &c.globals
	switch vault.StoreKind(g.store) {
	case "", vault.StoreKeyring, vault.StoreFile, vault.StoreMemory:
	default:
		wrong = append(wrong, fieldText{"--store", c.T("cli.flag.store.bad")})
	}
	switch g.lang {
	case "", translations.Chinese, translations.English:
	default:
		wrong = append(wrong, fieldText{"--lang", c.T("cli.flag.lang.bad")})
	}
	if g.timeout <= 0 {
		wrong = append(wrong, fieldText{"--timeout", c.T("cli.flag.timeout.bad")})
	}
	g.baseURLs = map[string]string{}
	for _, flag := range g.baseURLFlags {
		platform, address, bad := c.parseBaseURL(flag)
		if bad == "" && address == "" && cmd.Annotations[movesHome] == "" {
			bad = c.T("cli.flag.base_url.empty", "Platform", platform)
		}
		if bad != "" {
			wrong = append(wrong, fieldText{"--base-url", bad})
			continue
		}
		g.baseURLs[platform] = address
	}
	if len(wrong) > 0 {
		return &usageError{message: c.T("cli.error.flags"), fields: wrong}
	}
	return nil
}

// parseBaseURL reads PLATFORM=URL; an empty URL is the production address.
func (c *cli) parseBaseURL(flag string) (platform, address, bad string) {
	platform, address, ok := strings.Cut(flag, "=")
	if !ok {
		return "", "", c.T("cli.flag.base_url.form", "Value", flag)
	}
	if _, err := catalog.Registry().Platform(platform); err != nil {
		return "", "", c.T("cli.flag.base_url.platform", "Name", platform, "List", strings.Join(platformIDs(), ", "))
	}
	if address == "" {
		return platform, "", ""
	}
	if wrong := providers.CheckBaseURL(address); !wrong.IsZero() {
		return "", "", c.T("cli.flag.base_url.url", "Platform", platform, "Text", wrong.In(c.lang))
	}
	return platform, strings.TrimRight(address, "/"), ""
}

func platformIDs() []string {
	var ids []string
	for _, p := range catalog.Registry() {
		ids = append(ids, p.ID)
	}
	return ids
}

// noMore refuses what follows a command that only has sub-commands.
func (c *cli) noMore(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	names := map[string]bool{}
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() {
			names[sub.Name()] = true
		}
	}
	e := &usageError{
		message: c.T("cli.error.command", "Name", args[0], "Command", cmd.CommandPath()),
		action:  c.T("cli.error.command.list", "List", strings.Join(slices.Sorted(maps.Keys(names)), ", ")),
	}
	cmd.SuggestionsMinimumDistance = 2
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		e.action = c.T("cli.error.command.near", "Name", strings.Join(near, ", "))
	}
	return e
}

// group makes a command that only has sub-commands.
func (c *cli) group(name, short string, subs ...*cobra.Command) *cobra.Command {
	cmd := &cobra.Command{Use: name, Short: short, Args: c.noMore}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return &usageError{
			message: c.T("cli.error.no_command", "Command", cmd.CommandPath()),
			action:  c.T("cli.error.see_help", "Command", cmd.CommandPath()),
		}
	}
	cmd.AddCommand(subs...)
	return cmd
}

// exactly wants n arguments; the error names them as the usage line does.
func (c *cli) exactly(n int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == n {
			return nil
		}
		_, want, _ := strings.Cut(cmd.Use, " ")
		return &usageError{
			message: c.T("cli.error.arguments", "Want", want, "Count", len(args)),
			action:  c.T("cli.error.see_help", "Command", cmd.CommandPath()),
		}
	}
}

// atMost is exactly for a last argument that may be left out.
func (c *cli) atMost(n int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) <= n {
			return nil
		}
		return c.exactly(n)(cmd, args)
	}
}

// usage makes a usage error from a translation key.
func (c *cli) usage(key string, pairs ...any) error {
	return &usageError{message: c.T(key, pairs...)}
}
