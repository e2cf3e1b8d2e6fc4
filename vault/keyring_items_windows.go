package vault

import (
	"context"
	"fmt"
	"strings"

	"github.com/danieljoos/wincred"
)

// Items implements KeyringLister.
func (bareKeyring) Items(context.Context) ([]string, error) {
	all, err := wincred.List()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDenied, err)
	}
	var items []string
	for _, c := range all {
		// go-keyring's name of an item; Windows compares it without letter case.
		if item, ours := strings.CutPrefix(c.TargetName, keyringService+":"); ours {
			items = append(items, item)
		}
	}
	return items, nil
}
