package client

import (
	"os"
	"path/filepath"
)

// SocketVariable names the environment variable with the path of the socket.
const SocketVariable = "KEYCASE_SOCKET"

// The variables that tell where the socket lies where SocketVariable does not.
const (
	homeVariable    = "KEYCASE_HOME"
	runtimeVariable = "XDG_RUNTIME_DIR"
)

// Socket returns where "keycase-cli serve" listens: at the path in KEYCASE_SOCKET;
// where KEYCASE_HOME names a data folder, in its folder run; else in the folder
// keycase of XDG_RUNTIME_DIR or, where there is none, in the folder run of the
// usual data folder. env looks up a variable; [os.Getenv] does. It does not ask
// whether somebody listens.
func Socket(env func(string) string) (string, error) {
	if path := env(SocketVariable); path != "" {
		return filepath.Abs(path)
	}
	home := env(homeVariable)
	if home == "" {
		if runtime := env(runtimeVariable); filepath.IsAbs(runtime) {
			return filepath.Join(runtime, "keycase", socketName), nil
		}
		config, err := os.UserConfigDir()
		if err != nil {
			return "", err
		}
		home = filepath.Join(config, "keycase")
	}
	return filepath.Abs(filepath.Join(home, "run", socketName))
}

const socketName = "tokens.sock"
