package instance

// private has nothing to ask on Windows: a user's temporary folder is the user's.
func private(string) error { return nil }

// restrict has nothing to do on Windows: the folder's access list holds for what
// lies in it.
func restrict(string) error { return nil }
