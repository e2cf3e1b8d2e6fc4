package journal

import (
	"keycase/internal/lazy"
	"keycase/providers"
	"keycase/vault"
)

// unknown stands for every name that is not one of ours.
const unknown = "unknown"

func platform(names providers.Registry, id string) string {
	if p, err := names.Platform(id); err == nil {
		return p.ID
	}
	return unknown
}

func operation(names providers.Registry, name string) string {
	if p, op, err := names.Operation(name); err == nil {
		return p.ID + "." + op.ID
	}
	return unknown
}

func tokenKind(names providers.Registry, id, kind string) string {
	if p, err := names.Platform(id); err == nil {
		if k, ok := p.TokenKind(kind); ok {
			return k.Kind
		}
	}
	return unknown
}

// versionShape is that of a release or of a build between two, as git describes it
// or as the build notes it.
var versionShape = lazy.Regexp(`^(dev|[0-9a-f]{7,12}|v?\d{1,4}(\.\d{1,4}){1,2}(-[a-z]{1,8}\.?\d{0,4})?(-\d{1,5}-g[0-9a-f]{7,12})?)(-[0-9a-f]{1,12})?(\+changed|-dirty)?$`)

func versionOf(text string) string {
	if versionShape().MatchString(text) {
		return text
	}
	return unknown
}

func storeKind(kind vault.StoreKind) string {
	switch kind {
	case vault.StoreKeyring, vault.StoreFile, vault.StoreMemory:
		return string(kind)
	case "":
		return "as before"
	}
	return unknown
}

func storeState(state vault.State) string {
	switch state {
	case vault.StateReady, vault.StateLocked, vault.StateMissing, vault.StateDenied, vault.StateHanging:
		return string(state)
	}
	return unknown
}
