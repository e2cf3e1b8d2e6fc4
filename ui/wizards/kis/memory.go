// Package kis leads through the binding of an enterprise's KIS account: the four values of the account,
// the product among those that the platform names for them, and a first call to it.
//
// What a person types and what the platform answers is a flow, which knows no window; pages draw it.
package kis

// Memory is what survives leaving the wizard while the window is open, and what of it outlives the
// window. The zero value is ready. Its
// methods belong to the UI goroutine.
type Memory struct {
	flow *flow
	// kept is what an earlier window left; nil for nothing, and once there is a flow.
	kept *memo
	// dropped tells the latest page, which may be shown again; nil before there is one.
	dropped func()
}

// Forget drops the secrets that were typed and not stored. It is to be called when the store is locked.
func (m *Memory) Forget() {
	if m.flow == nil {
		return
	}
	m.flow.forget()
	if m.dropped != nil {
		m.dropped()
	}
}
