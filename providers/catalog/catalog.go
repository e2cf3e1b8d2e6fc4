// Package catalog lists the platforms of Keycase. It is the one place that
// names them all: a new platform is a folder beside this one and a line below.
package catalog

import (
	"keycase/providers"
	"keycase/providers/jdy"
	"keycase/providers/kis"
	"keycase/providers/robot"
	"keycase/providers/yilianyun"
)

// Registry returns the platforms in display order. Each call returns fresh
// values.
func Registry() providers.Registry {
	return providers.Registry{
		jdy.Platform(),
		kis.Platform(),
		robot.Platform(),
		yilianyun.Platform(),
	}
}
