package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"keycase/app"
	"keycase/assets/translations"
	"keycase/providers"
	"keycase/providers/catalog"
	"keycase/vault"
)

// settings are the command line of the window.
type settings struct {
	home       string
	store      string
	passphrase string // the file with it
	lang       string
	version    bool
	baseURLs   baseURLs
}

func parse(args []string, stderr io.Writer) (settings, error) {
	s := settings{baseURLs: baseURLs{}}
	flags := flag.NewFlagSet("keycase", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&s.home, "home", "", "folder for the data (else "+app.HomeVariable+", else the system's configuration folder)")
	flags.StringVar(&s.store, "store", "", "where secrets lie: keyring, file or memory")
	flags.StringVar(&s.passphrase, "passphrase-file", "", "file with the passphrase of the encrypted file, to open without asking")
	flags.StringVar(&s.lang, "lang", "", "language: zh or en")
	flags.BoolVar(&s.version, "version", false, "print the version")
	flags.Var(s.baseURLs, "base-url", "PLATFORM=URL: another address for a platform; may be given several times")
	if err := flags.Parse(args); err != nil {
		return s, err
	}
	err := s.check(flags.Args())
	if err != nil {
		_, _ = fmt.Fprintln(stderr, err)
	}
	return s, err
}

func (s settings) check(rest []string) error {
	switch {
	case len(rest) > 0:
		return fmt.Errorf("unexpected argument %q", rest[0])
	case s.lang != "" && s.lang != translations.Chinese && s.lang != translations.English:
		return fmt.Errorf("-lang: want zh or en, not %q", s.lang)
	}
	switch vault.StoreKind(s.store) {
	case "", vault.StoreKeyring, vault.StoreFile, vault.StoreMemory:
		return nil
	}
	return fmt.Errorf("-store: want keyring, file or memory, not %q", s.store)
}

// baseURLs is the flag -base-url.
type baseURLs map[string]string

// String implements flag.Value.
func (b baseURLs) String() string { return "" }

// Set implements flag.Value.
func (b baseURLs) Set(text string) error {
	platform, address, found := strings.Cut(text, "=")
	if !found || address == "" {
		return errors.New("want PLATFORM=URL")
	}
	if _, err := catalog.Registry().Platform(platform); err != nil {
		return err
	}
	if wrong := providers.CheckBaseURL(address); !wrong.IsZero() {
		return errors.New(wrong.EN)
	}
	b[platform] = address
	return nil
}
