package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"keycase/assets/translations"
	"keycase/desktop/opengl"
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
	opengl     string // what is to draw; "" for what is remembered
	probe      bool   // of OpenGL, instead of a window
	baseURLs   baseURLs
}

// parse reads the command line. What is wrong with it is told in the language of l,
// as far as it is not the flag package that tells it, and so is the help.
func parse(args []string, stderr io.Writer, l *translations.Localizer) (settings, error) {
	s := settings{baseURLs: baseURLs{}}
	flags := flag.NewFlagSet("keycase", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&s.home, "home", "", l.T("cli.flag.home"))
	flags.StringVar(&s.store, "store", "", l.T("cli.flag.store"))
	flags.StringVar(&s.passphrase, "passphrase-file", "", l.T("cli.flag.passphrase_file"))
	flags.StringVar(&s.lang, "lang", "", l.T("cli.flag.lang"))
	flags.BoolVar(&s.version, "version", false, l.T("cli.flag.version"))
	flags.StringVar(&s.opengl, "opengl", "", l.T("cli.flag.opengl"))
	flags.BoolVar(&s.probe, "probe-opengl", false, l.T("cli.flag.probe_opengl"))
	flags.Var(s.baseURLs, "base-url", l.T("cli.flag.base_url"))
	flags.Usage = func() {
		_, _ = fmt.Fprintf(stderr, "%s\n  keycase %s\n\n%s\n", l.T("cli.usage.usage"), l.T("cli.usage.flags_here"), l.T("cli.usage.flags"))
		flags.PrintDefaults()
	}
	if err := flags.Parse(args); err != nil {
		return s, err
	}
	err := s.check(flags.Args(), l)
	if err != nil {
		_, _ = fmt.Fprintln(stderr, err)
	}
	return s, err
}

func (s settings) check(rest []string, l *translations.Localizer) error {
	switch {
	case len(rest) > 0:
		return errors.New(l.T("main.stray", "Argument", rest[0]))
	case s.lang != "" && s.lang != translations.Chinese && s.lang != translations.English:
		return errors.New("-lang: " + l.T("cli.flag.lang.bad"))
	}
	switch opengl.Mode(s.opengl) {
	case "", opengl.System, opengl.Software:
	default:
		return errors.New("-opengl: " + l.T("cli.flag.opengl.bad"))
	}
	switch vault.StoreKind(s.store) {
	case "", vault.StoreKeyring, vault.StoreFile, vault.StoreMemory:
		return nil
	}
	return errors.New("-store: " + l.T("cli.flag.store.bad"))
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
