package journal

import (
	"keycase/broker"
)

// Follow logs what happens in a broker until cancel is called. Which credential it
// happens to is not logged: its name is a person's own.
func (j *Journal) Follow(b *broker.Broker) (cancel func()) {
	return b.Subscribe(func(e broker.Event) {
		switch e := e.(type) {
		case broker.TokenStored:
			// A credential that has just gone is one of an unknown platform.
			cred, _ := b.Vault().Get(e.Credential)
			j.Write(TokenStored{Platform: cred.Platform, Kind: e.Kind})
		case broker.SaveFailed:
			j.Write(Failed{Task: Saving, Err: e.Err})
		case broker.SkewLearned:
			j.Write(Skew{Platform: e.Platform, By: e.Skew})
		}
	})
}
