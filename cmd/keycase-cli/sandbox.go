package main

import (
	"cmp"
	"context"
	"net"
	"net/url"
	"strings"

	"github.com/spf13/cobra"

	"keycase/providers/sandbox"
)

// everyAccount is the value of --accounts without one.
const everyAccount = "all"

func sandboxCommand(c *cli) *cobra.Command {
	var addr, accounts string
	var expose bool
	cmd := &cobra.Command{
		Use: "sandbox", Short: c.T("cli.sandbox.short"), Long: c.T("cli.sandbox.long"), Args: c.exactly(0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if accounts != "" {
				return c.demoAccounts(accounts)
			}
			return c.sandbox(cmd.Context(), addr, expose)
		},
	}
	cmd.Flags().StringVar(&addr, "addr", "127.0.0.1:0", c.T("cli.flag.addr"))
	cmd.Flags().BoolVar(&expose, "expose", false, c.T("cli.flag.expose"))
	cmd.Flags().StringVar(&accounts, "accounts", "", c.T("cli.flag.accounts", "List", strings.Join(accountNames(), "|")))
	cmd.Flags().Lookup("accounts").NoOptDefVal = everyAccount
	return cmd
}

// sandbox serves until it is interrupted. The addresses are the first line, so
// that a script can read them and go on.
func (c *cli) sandbox(ctx context.Context, addr string, expose bool) error {
	// Without a host it would be every interface; malformed ones are told below.
	addr, local := thisMachine(addr)
	host, _, err := net.SplitHostPort(addr)
	exposed := err == nil && !local
	if exposed && !expose {
		return &usageError{message: c.T("cli.sandbox.expose", "Addr", addr), action: c.T("cli.sandbox.expose.do")}
	}
	world := sandbox.New(sandbox.Options{Log: c.logEvent})
	servers, err := world.Start(ctx, addr)
	if err != nil {
		return c.usage("cli.sandbox.addr", "Addr", addr, "Detail", err.Error())
	}
	defer servers.Close()
	addresses := map[string]string{}
	var line []string
	for _, platform := range sandbox.Platforms() {
		addresses[platform] = servers.URL(platform)
		line = append(line, platform+"="+servers.URL(platform))
	}
	if c.json {
		err = c.object(addresses)
	} else {
		err = c.line(strings.Join(line, " "))
	}
	if err != nil {
		return err
	}
	if exposed {
		c.note(c.T("cli.sandbox.exposed", "Addr", listened(host, addresses)))
	}
	c.note(c.T("cli.sandbox.running"))
	<-ctx.Done()
	return nil
}

// listened lists where a sandbox listens: the first line has only what this
// machine reaches it by.
func listened(host string, addresses map[string]string) string {
	var all []string
	for _, platform := range sandbox.Platforms() {
		if u, err := url.Parse(addresses[platform]); err == nil {
			all = append(all, platform+"="+net.JoinHostPort(cmp.Or(host, "*"), u.Port()))
		}
	}
	return strings.Join(all, " ")
}

// logEvent tells what was asked. It holds no query and no body, where the
// secrets are.
func (c *cli) logEvent(e sandbox.Event) {
	c.note(c.T("cli.sandbox.event", "Time", clock(e.At), "Platform", e.Platform, "Method", e.Method, "Path", e.Path, "Status", e.Status, "Code", e.Code))
}

// demoAccounts prints accounts that exist in every sandbox, as values by wire
// name: of one platform ready for --input, or of all by platform.
func (c *cli) demoAccounts(name string) error {
	demo := sandbox.Demo()
	if name != everyAccount {
		values := demo.Values(name)
		if values == nil {
			return &usageError{
				message: c.T("cli.error.platform", "Name", name),
				action:  c.T("cli.error.there_are", "List", strings.Join(accountNames(), ", ")),
			}
		}
		return c.object(values)
	}
	all := map[string]map[string]string{}
	for _, name := range accountNames() {
		all[name] = demo.Values(name)
	}
	return c.object(all)
}

func accountNames() []string { return append(sandbox.Platforms(), sandbox.YilianyunSelf) }
