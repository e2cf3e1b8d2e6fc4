package main

import (
	"io"
	"maps"
	"slices"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/assets/translations"
)

// TestOnlyWhatIsWantedIsMade: a line means the same whether one command is there or all of them.
func TestOnlyWhatIsWantedIsMade(t *testing.T) {
	all := slices.Sorted(maps.Keys(making))
	for _, c := range []struct {
		args []string
		made []string
	}{
		{[]string{"sign", "jdy.app-token"}, []string{"sign"}},
		{[]string{"--lang", "sign", "token", "get"}, []string{"token"}},
		{[]string{"--lang=en", "--quiet", "doctor"}, []string{"doctor"}},
		{[]string{"--base-url", "--home", "store"}, []string{"store"}},
		{[]string{"token", "sign"}, []string{"token"}},
		{[]string{"--json", "sgin"}, all},
		{[]string{"-h", "sign"}, all},
		{[]string{"help", "sign"}, all},
		{[]string{"__complete", "s"}, all},
		{[]string{"--version", "sign"}, all},
		{[]string{"--", "sign"}, all},
		{[]string{"--home"}, all},
		{[]string{"-"}, all},
		{nil, all},
	} {
		lone := &cli{printer: printer{Localizer: translations.New("en"), out: io.Discard, err: io.Discard}}
		root := newRoot(lone, c.args)
		var made []string
		for _, sub := range root.Commands() {
			if sub.Name() != "help" {
				made = append(made, sub.Name())
			}
		}
		assert.ElementsMatch(t, c.made, made, "%q", c.args)

		found, _, err := root.Find(c.args)
		whole, _, wrong := newRoot(lone, nil).Find(c.args)
		require.Equal(t, wrong == nil, err == nil, "%q", c.args)
		assert.Equal(t, whole.Name(), found.Name(), "%q", c.args)
	}
}

func TestCommandsAreNamedAsTheySay(t *testing.T) {
	c := &cli{printer: printer{Localizer: translations.New("en"), out: io.Discard, err: io.Discard}}
	for name, newCommand := range making {
		assert.Equal(t, name, newCommand(c).Name())
	}
}

// TestFlagsNameWhatTheyTake: cobra's own names for it are types of Go.
func TestFlagsNameWhatTheyTake(t *testing.T) {
	for _, lang := range []string{translations.Chinese, translations.English} {
		root := newRoot(&cli{printer: printer{Localizer: translations.New(lang), out: io.Discard, err: io.Discard}}, nil)
		var check func(*cobra.Command)
		check = func(cmd *cobra.Command) {
			cmd.Flags().VisitAll(func(flag *pflag.Flag) {
				named, _ := pflag.UnquoteUsage(flag)
				assert.NotContains(t, []string{"string", "strings", "int", "duration"}, named, "%s --%s", cmd.CommandPath(), flag.Name)
				assert.Less(t, len(named), 25, "the column of %s --%s", cmd.CommandPath(), flag.Name)
			})
			for _, sub := range cmd.Commands() {
				check(sub)
			}
		}
		check(root)
	}
}
