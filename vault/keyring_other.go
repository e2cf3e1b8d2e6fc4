//go:build !linux

package vault

// systemKeyring returns the keyring of Windows or macOS, which need no bus.
func systemKeyring() Keyring { return bareKeyring{} }
