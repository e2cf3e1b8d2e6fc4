package app

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// HomeVariable names the environment variable that says where Keycase keeps its
// files.
const HomeVariable = "KEYCASE_HOME"

const dirMode = 0o700

// Paths are the folders of one installation.
type Paths struct {
	// Home holds the others.
	Home string
	// Vault holds the index and, with the file store, the encrypted secrets.
	Vault string
	// Locks holds the locks by which processes agree who fetches a token.
	Locks string
}

// ErrNoHome is the error of [Locate] where the system names no configuration
// folder and nothing was given.
var ErrNoHome = errors.New("no folder for the files of Keycase")

// Locate tells where the files lie: in home, else where KEYCASE_HOME says, else
// in the folder "keycase" of the system's configuration folder. It makes
// nothing.
func Locate(home string, env func(string) string) (Paths, error) {
	if home == "" {
		home = env(HomeVariable)
	}
	if home == "" {
		config, err := os.UserConfigDir()
		if err != nil {
			return Paths{}, fmt.Errorf("%w: %w", ErrNoHome, err)
		}
		home = filepath.Join(config, "keycase")
	}
	home, err := filepath.Abs(home)
	if err != nil {
		return Paths{}, fmt.Errorf("%w: %w", ErrNoHome, err)
	}
	return Paths{Home: home, Vault: filepath.Join(home, "vault"), Locks: filepath.Join(home, "locks")}, nil
}

// Create makes the folders that are missing, for their owner only.
func (p Paths) Create() error {
	for _, dir := range []string{p.Home, p.Vault, p.Locks} {
		if err := os.MkdirAll(dir, dirMode); err != nil {
			return err
		}
	}
	return nil
}
