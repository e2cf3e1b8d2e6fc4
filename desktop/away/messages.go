package away

// The messages of Windows that say that somebody has gone, with what they carry.
const (
	powerBroadcast = 0x0218 // WM_POWERBROADCAST
	suspend        = 0x0004 // PBT_APMSUSPEND

	sessionChange     = 0x02b1 // WM_WTSSESSION_CHANGE
	consoleDisconnect = 0x0002 // WTS_CONSOLE_DISCONNECT: another person uses the machine
	remoteDisconnect  = 0x0004 // WTS_REMOTE_DISCONNECT
	sessionLock       = 0x0007 // WTS_SESSION_LOCK
)

// meaning reads a message of Windows; ok is false for those that say nothing of the person.
func meaning(message, wparam uintptr) (e Event, ok bool) {
	switch message {
	case powerBroadcast:
		return Sleeping, wparam == suspend
	case sessionChange:
		return ScreenLocked, wparam == sessionLock || wparam == consoleDisconnect || wparam == remoteDisconnect
	}
	return 0, false
}
