package main

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"keycase/app"
	"keycase/client"
	"keycase/service"
	"keycase/vault"
)

// lockLook is how often it is asked whether the keyring has been locked.
const lockLook = 10 * time.Second

// serveFlags are what serve takes besides credentials.
type serveFlags struct {
	all        bool
	socket     string
	tcp        string
	secretFile string
}

func serveCommand(c *cli) *cobra.Command {
	var f serveFlags
	cmd := &cobra.Command{
		Use: "serve CREDENTIAL…", Short: c.T("cli.serve.short"), Long: c.T("cli.serve.long"), ValidArgsFunction: c.completeCredentials(),
		RunE: func(cmd *cobra.Command, args []string) error { return c.serve(cmd.Context(), args, f) },
	}
	cmd.Flags().BoolVar(&f.all, "all", false, c.T("cli.flag.serve_all"))
	cmd.Flags().StringVar(&f.socket, "socket", "", c.T("cli.flag.socket"))
	cmd.Flags().StringVar(&f.tcp, "tcp", "", c.T("cli.flag.tcp"))
	cmd.Flags().StringVar(&f.secretFile, "secret-file", "", c.T("cli.flag.secret_file"))
	return cmd
}

// check names what is wrong with the flags.
func (f *serveFlags) check(c *cli, names []string) error {
	var wrong []fieldText
	switch {
	case f.all && len(names) > 0:
		wrong = append(wrong, fieldText{"--all", c.T("cli.serve.all_or_names")})
	case !f.all && len(names) == 0:
		wrong = append(wrong, fieldText{"CREDENTIAL", c.T("cli.serve.none")})
	}
	if _, local := thisMachine(f.tcp); f.tcp != "" && !local {
		wrong = append(wrong, fieldText{"--tcp", c.T("cli.serve.tcp")})
	}
	if f.secretFile != "" && f.tcp == "" {
		wrong = append(wrong, fieldText{"--secret-file", c.T("cli.serve.secret_file")})
	}
	if len(wrong) > 0 {
		return &usageError{message: c.T("cli.error.flags"), fields: wrong}
	}
	return nil
}

// serve hands out tokens until it is interrupted. Where it listens is told first,
// so that a script can read it and go on.
func (c *cli) serve(ctx context.Context, names []string, f serveFlags) error {
	if err := f.check(c, names); err != nil {
		return err
	}
	b, err := c.existing(ctx)
	if err != nil {
		return err
	}
	source, err := newTokenSource(c, b, names)
	if err != nil {
		return err
	}
	if err := c.unlocked(ctx, b.Vault()); err != nil {
		return err
	}
	tokens := service.New(service.Params{Source: source, Explain: source.explain, Clock: b.Now})
	doors, told, err := c.doors(ctx, tokens, f)
	defer told.forget()
	if err != nil {
		return err
	}
	c.note(c.T("cli.serve.running"))
	source.keep(ctx)
	look := time.NewTicker(lockLook)
	defer look.Stop()
	go forgetWhenLocked(ctx, b.Vault(), tokens, look.C)
	return service.Serve(ctx, doors...)
}

// unlocked asks for the passphrase of the file store now, while there is somebody
// to ask.
func (c *cli) unlocked(ctx context.Context, v *vault.Vault) error {
	if !v.Locked() {
		return nil
	}
	text, err := c.passphrase(false)(ctx)
	if err != nil {
		return err
	}
	return v.Unlock(ctx, text)
}

// doors listens, and tells where. The caller forgets what was told in the end, also
// after an error.
func (c *cli) doors(ctx context.Context, tokens *service.Service, f serveFlags) (doors []service.Door, told listening, err error) {
	path, err := c.socketPath(f.socket)
	if err != nil {
		return nil, told, err
	}
	socket, err := service.Listen(ctx, path)
	if err != nil {
		return nil, told, c.notListening(path, err)
	}
	told.Socket = path
	doors = []service.Door{{Listener: socket, Handler: tokens.Handler()}}
	if f.tcp != "" {
		var door service.Door
		if door, err = c.tcpDoor(ctx, tokens, f, &told); err == nil {
			doors = append(doors, door)
		}
	}
	if err == nil {
		err = c.tell(told)
	}
	if err != nil {
		for _, d := range doors {
			_ = d.Listener.Close()
		}
		return nil, told, err
	}
	return doors, told, nil
}

// socketPath is where programs look for the socket, unless another was named.
func (c *cli) socketPath(named string) (string, error) {
	if named != "" {
		return filepath.Abs(named)
	}
	path, err := client.Socket(func(name string) string {
		if name == app.HomeVariable && c.globals.home != "" {
			return c.globals.home
		}
		return c.env(name)
	})
	if err != nil {
		return "", &storeError{err}
	}
	return path, nil
}

func (c *cli) notListening(path string, err error) error {
	switch {
	case errors.Is(err, service.ErrServing):
		return &usageError{kind: "serving", message: c.T("cli.serve.serving", "Path", path), action: c.T("cli.serve.serving.do")}
	case errors.Is(err, service.ErrOpenFolder):
		return &usageError{message: c.T("cli.serve.folder", "Path", filepath.Dir(path)), action: c.T("cli.serve.folder.do", "Path", filepath.Dir(path))}
	case errors.Is(err, service.ErrNoSocket):
		return &usageError{message: c.T("cli.serve.no_socket", "Path", path), action: c.T("cli.serve.socket.do")}
	case errors.Is(err, service.ErrTooLong):
		return &usageError{message: c.T("cli.serve.long_path", "Path", path), action: c.T("cli.serve.socket.do")}
	}
	return &usageError{message: c.T("cli.serve.socket", "Path", path, "Detail", err.Error()), action: c.T("cli.serve.socket.do")}
}

// listening is where the service can be reached.
type listening struct {
	Socket     string `json:"socket"`
	URL        string `json:"url,omitempty"`
	Secret     string `json:"secret,omitempty"`
	SecretFile string `json:"secret_file,omitempty"`

	written string // the secret in SecretFile
}

// forget takes the file of a secret away that opens nothing any more. One that
// another service has put in its place stays.
func (l *listening) forget() {
	if l.written == "" {
		return
	}
	if there, err := os.ReadFile(l.SecretFile); err == nil && string(there) == l.written+"\n" {
		_ = os.Remove(l.SecretFile) // it holds nothing of worth
	}
}

// tell writes the socket, then the address, then the secret, unless a file has it.
func (c *cli) tell(l listening) error {
	if c.json {
		return c.object(l)
	}
	for _, text := range []string{l.Socket, l.URL, l.Secret} {
		if text == "" {
			continue
		}
		if err := c.line(text); err != nil {
			return err
		}
	}
	return nil
}

// tcpDoor is the way in for programs that can't use the socket. Other users of
// this machine can get to it too, so it wants a secret.
func (c *cli) tcpDoor(ctx context.Context, tokens *service.Service, f serveFlags, told *listening) (service.Door, error) {
	secret, err := service.NewSecret(rand.Reader)
	if err != nil {
		return service.Door{}, err
	}
	told.Secret = secret
	if f.secretFile != "" {
		if told.SecretFile, err = filepath.Abs(f.secretFile); err == nil {
			err = writeSecret(told.SecretFile, secret)
		}
		if err != nil {
			return service.Door{}, &usageError{message: c.T("cli.serve.secret_file.write", "Path", f.secretFile, "Detail", err.Error()), action: c.T("cli.serve.secret_file.do")}
		}
		told.Secret, told.written = "", secret
	}
	var listen net.ListenConfig
	addr, _ := thisMachine(f.tcp)
	listener, err := listen.Listen(ctx, "tcp", addr)
	if err != nil {
		return service.Door{}, c.usage("cli.sandbox.addr", "Addr", f.tcp, "Detail", err.Error())
	}
	told.URL = "http://" + listener.Addr().String()
	return service.Door{Listener: listener, Handler: tokens.Guarded(secret, listener.Addr())}, nil
}

// writeSecret puts a secret into a file for this user only. What lies there is
// replaced and not written to: others may have it open, or it may be a link.
func writeSecret(path, secret string) error {
	file, err := os.CreateTemp(filepath.Dir(path), ".keycase-*") // mode 0600
	if err != nil {
		return err
	}
	_, err = io.WriteString(file, secret+"\n")
	if err = errors.Join(err, file.Close()); err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(file.Name()))
	}
	return nil
}

// forgetWhenLocked drops the tokens in memory once the keyring has been locked,
// which no system tells: at each tick it looks. The file store is asked at each get.
func forgetWhenLocked(ctx context.Context, v *vault.Vault, tokens *service.Service, ticks <-chan time.Time) {
	if v.Kind() != vault.StoreKeyring {
		return
	}
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticks:
			if tokens.Keeps() && v.Status(ctx).State == vault.StateLocked {
				tokens.Forget()
			}
		}
	}
}
