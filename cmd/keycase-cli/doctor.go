package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"keycase/app"
	"keycase/broker"
	"keycase/vault"
)

// grade is how a check came out.
type grade string

const (
	gradeOK      grade = "ok"
	gradeInfo    grade = "info"
	gradeWarning grade = "warning"
	gradeError   grade = "error"
)

// check is one line of the doctor. It never holds a secret.
type check struct {
	ID     string `json:"id"`
	Grade  grade  `json:"status"`
	Text   string `json:"text"`
	Action string `json:"action,omitempty"`
}

func doctorCommand(c *cli) *cobra.Command {
	return &cobra.Command{
		Use: "doctor", Short: c.T("cli.doctor.short"), Args: c.exactly(0),
		RunE: func(cmd *cobra.Command, _ []string) error { return c.doctor(cmd.Context()) },
	}
}

// errUnhealthy is the exit status of a doctor who found an error; the checks
// have told it already.
var errUnhealthy = errors.New("the doctor found an error")

func (c *cli) doctor(ctx context.Context) error {
	o, err := c.options()
	if err != nil {
		return err
	}
	checks := []check{
		{"version", gradeInfo, c.T("cli.doctor.version", "Version", app.FullVersion(), "System", runtime.GOOS+"/"+runtime.GOARCH), ""},
		c.checkHome(o.Paths),
		c.checkKeyring(ctx),
	}
	checks = append(checks, c.checkVault(ctx, o)...)
	checks = append(checks, c.checkModes(o.Paths), check{"window", gradeInfo, c.T("cli.doctor.window"), ""})
	if err := c.showChecks(checks); err != nil {
		return err
	}
	for _, k := range checks {
		if k.Grade == gradeError {
			return errUnhealthy
		}
	}
	return nil
}

func (c *cli) showChecks(checks []check) error {
	if c.json {
		healthy := true
		for _, k := range checks {
			healthy = healthy && k.Grade != gradeError
		}
		return c.object(map[string]any{"ok": healthy, "checks": checks})
	}
	rows := make([][]string, len(checks))
	for i, k := range checks {
		rows[i] = []string{c.gradeText(k.Grade), k.ID, strings.TrimSpace(k.Text + " " + k.Action)}
	}
	return c.table([]string{c.T("cli.column.state"), c.T("cli.column.check"), c.T("cli.column.found")}, rows)
}

func (c *cli) gradeText(g grade) string {
	if !c.terminal {
		return string(g)
	}
	switch g {
	case gradeOK:
		return c.T("cli.doctor.ok")
	case gradeInfo:
		return c.T("cli.doctor.info")
	case gradeWarning:
		return c.T("cli.doctor.warning")
	}
	return c.T("cli.doctor.error")
}

func (c *cli) checkHome(p app.Paths) check {
	info, err := os.Stat(p.Home)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return check{"home", gradeInfo, c.T("cli.doctor.home.new", "Path", p.Home), ""}
	case err != nil:
		return check{"home", gradeError, err.Error(), c.T("cli.doctor.home.do")}
	case !info.IsDir():
		return check{"home", gradeError, c.T("cli.doctor.home.file", "Path", p.Home), c.T("cli.doctor.home.do")}
	}
	return check{"home", gradeOK, p.Home, ""}
}

func (c *cli) checkKeyring(ctx context.Context) check {
	switch s := vault.KeyringStatus(ctx); s.State {
	case vault.StateReady:
		return check{"keyring", gradeOK, c.T("cli.doctor.keyring.ready"), ""}
	case vault.StateLocked:
		return check{"keyring", gradeWarning, c.T("cli.doctor.keyring.locked"), c.T("cli.do.locked")}
	default:
		// No error by itself: the file store does without one.
		return check{"keyring", gradeWarning, c.T("cli.doctor.keyring.missing", "Detail", s.Detail), c.T("cli.do.no_keyring")}
	}
}

// checkVault opens what is there and makes nothing.
func (c *cli) checkVault(ctx context.Context, o app.Options) []check {
	if _, err := os.Stat(o.Paths.Vault); errors.Is(err, fs.ErrNotExist) {
		return []check{{"store", gradeInfo, c.T("cli.doctor.store.none"), ""}}
	}
	v, err := c.open(ctx, o)
	if errors.Is(err, vault.ErrNoStoreChosen) {
		return []check{{"store", gradeInfo, c.T("cli.doctor.store.none"), ""}}
	}
	if err != nil {
		e := explain(c.Localizer, err)
		return []check{{"index", gradeError, e.message, e.action}}
	}
	defer func() { _ = v.Close() }()
	return []check{c.checkIndex(v), c.checkStore(ctx, v), c.checkClock(o, v)}
}

func (c *cli) checkIndex(v *vault.Vault) check {
	all := v.List()
	tokens := 0
	for _, cred := range all {
		tokens += len(cred.Tokens)
	}
	if broken := v.BrokenIndex(); broken != "" {
		return check{"index", gradeWarning, c.T("cli.store.broken_index", "Path", broken), ""}
	}
	return check{"index", gradeOK, c.T("cli.doctor.index", "Credentials", len(all), "Tokens", tokens), ""}
}

func (c *cli) checkStore(ctx context.Context, v *vault.Vault) check {
	s := v.Status(ctx)
	text := c.T("cli.doctor.store", "Store", c.storeText(v.Kind()))
	switch s.State {
	case vault.StateReady:
		return check{"store", gradeOK, text, ""}
	case vault.StateLocked:
		return check{"store", gradeInfo, text + c.T("cli.error.join") + c.T("cli.doctor.store.locked"), ""}
	}
	e := explain(c.Localizer, s.Err)
	return check{"store", gradeError, text + c.T("cli.error.join") + e.message, e.action}
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

// checkClock tells what the platforms' answers have taught about this clock.
func (c *cli) checkClock(o app.Options, v *vault.Vault) check {
	b := app.NewBroker(o, v)
	for _, p := range b.Registry() {
		skew := b.Skew(p.ID, "")
		if skew.Abs() >= broker.SkewTold {
			key := "cli.run.clock_behind"
			if skew < 0 {
				key = "cli.run.clock_ahead"
			}
			return check{"clock", gradeWarning, c.T(key, "Span", span(c.Localizer, skew.Abs())), c.T("cli.doctor.clock.do")}
		}
	}
	return check{"clock", gradeOK, c.T("cli.doctor.clock"), ""}
}

// checkModes looks for files of ours that others can read.
func (c *cli) checkModes(p app.Paths) check {
	if runtime.GOOS == "windows" {
		return check{"modes", gradeInfo, c.T("cli.doctor.modes.windows"), ""}
	}
	var open []string
	err := filepath.WalkDir(p.Home, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 && info.Mode()&fs.ModeSymlink == 0 {
			open = append(open, path)
		}
		return err
	})
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return check{"modes", gradeInfo, c.T("cli.doctor.modes.none"), ""}
	case err != nil:
		return check{"modes", gradeError, err.Error(), c.T("cli.doctor.home.do")}
	case len(open) > 0:
		return check{"modes", gradeWarning, c.T("cli.doctor.modes.open", "Path", open[0], "Count", len(open)), c.T("cli.doctor.modes.do", "Path", p.Home)}
	}
	return check{"modes", gradeOK, c.T("cli.doctor.modes"), ""}
}
