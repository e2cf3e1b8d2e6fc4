package vault

// Windows has no pipes in folders, and links are made by administrators.
const (
	unhurried = 0
	careful   = 0
)
