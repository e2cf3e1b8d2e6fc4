package journal

import "keycase/broker"

// Follow logs what happens in a broker until cancel is called. Which credential it
// happens to is not logged: its name is a person's own.
func (j *Journal) Follow(b *broker.Broker) (cancel func()) {
	return b.Subscribe(func(e broker.Event) { j.take(b, e) })
}

func (j *Journal) take(b *broker.Broker, e broker.Event) {
	switch e := e.(type) {
	case broker.Called:
		j.Write(Called{Operation: e.Operation, Status: e.Status, Took: e.Took, Err: e.Err})
	case broker.TokenStored:
		j.Write(TokenStored{Platform: platformOf(b, e.Credential), Kind: e.Kind})
	case broker.AutoRenewed:
		j.Write(Renewed{Platform: platformOf(b, e.Credential), Kind: e.Kind})
	case broker.AutoRenewFailed:
		j.Write(Renewed{Platform: platformOf(b, e.Credential), Kind: e.Kind, Err: e.Err})
	case broker.SaveFailed:
		j.Write(Failed{Task: Saving, Err: e.Err})
	case broker.SkewLearned:
		j.Write(Skew{Platform: e.Platform, By: e.Skew})
	}
}

// platformOf is the platform of a credential; "" of one that has just gone.
func platformOf(b *broker.Broker, credential string) string {
	cred, err := b.Vault().Get(credential)
	if err != nil {
		return ""
	}
	return cred.Platform
}
