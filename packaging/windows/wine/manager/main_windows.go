// Manager looks into Windows Credential Manager, past the program that is tried: it
// prints how many items are Keycase's, and ends with 1 unless one of them holds
// what is read from standard input.
package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/danieljoos/wincred"
)

func main() {
	if err := look(); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func look() error {
	wanted, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	all, err := wincred.List()
	if err != nil {
		return err
	}
	items, found := 0, len(wanted) == 0
	for _, c := range all {
		if strings.HasPrefix(c.TargetName, "keycase:") {
			items++
			found = found || bytes.Contains(c.CredentialBlob, wanted)
		}
	}
	_, _ = fmt.Fprintln(os.Stdout, items)
	if !found {
		return fmt.Errorf("none of the %d items holds it", items)
	}
	return nil
}
