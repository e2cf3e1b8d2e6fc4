// Make writes the licences of everything that Keycase carries into the folder
// assets/licences, for scripts/licences.sh.
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"keycase/assets/licences/internal/collect"
)

func main() {
	if err := run(context.Background(), "."); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run works in the folder of Keycase.
func run(ctx context.Context, root string) error {
	works, err := collect.All(ctx, root)
	if err != nil {
		return err
	}
	folder := filepath.Join(root, "assets", "licences")
	old, err := filepath.Glob(filepath.Join(folder, "texts", "*.txt"))
	if err != nil {
		return err
	}
	for _, file := range old {
		if err := os.Remove(file); err != nil {
			return err
		}
	}
	list, texts := collect.Files(works)
	for name, text := range texts {
		if err := write(filepath.Join(folder, "texts", name), text); err != nil {
			return err
		}
	}
	return write(filepath.Join(folder, "list.tsv"), list)
}

func write(file, text string) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil { // #nosec G301 -- sources, for everybody
		return err
	}
	return os.WriteFile(file, []byte(text), 0o644) // #nosec G306 -- the same
}
