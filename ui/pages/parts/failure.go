package parts

import (
	"keycase/ui/core"
	"keycase/ui/widgets"
)

// Said is an error in words.
type Said struct {
	Kind         widgets.BannerKind
	Icon         string
	Fact, Detail string
}

// Explain says what happened and what to do.
func Explain(_ *core.Context, err error) Said {
	return Said{widgets.BannerErr, "circle-alert", err.Error(), ""}
}
