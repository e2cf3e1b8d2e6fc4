package app

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"keycase/providers"
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
	// Logs holds the log of the window and what a crash left behind.
	Logs string
	// History holds what was done with each credential.
	History string
}

// Place is one of the folders, as people are told of it.
type Place struct {
	// Name says in a few words what lies there.
	Name providers.Text
	Path string
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
	return Paths{
		Home: home, Vault: filepath.Join(home, "vault"),
		Locks: filepath.Join(home, "locks"), Logs: filepath.Join(home, "logs"), History: filepath.Join(home, "history"),
	}, nil
}

// Create makes the folders that are missing, for their owner only.
func (p Paths) Create() error {
	for _, dir := range []string{p.Home, p.Vault, p.Locks, p.Logs, p.History} {
		if err := os.MkdirAll(dir, dirMode); err != nil {
			return err
		}
	}
	return nil
}

// List names the folders, the one that holds the others first. Which of them
// exist it does not ask.
func (p Paths) List() []Place {
	return []Place{
		{providers.Text{ZH: "数据文件夹", EN: "Data folder"}, p.Home},
		{providers.Text{ZH: "凭证目录和加密文件", EN: "Index and encrypted secrets"}, p.Vault},
		{providers.Text{ZH: "日志和崩溃记录", EN: "Log and crash file"}, p.Logs},
		{providers.Text{ZH: "历史记录", EN: "History"}, p.History},
		{providers.Text{ZH: "同时取令牌时用的锁", EN: "Locks for fetching tokens"}, p.Locks},
	}
}
