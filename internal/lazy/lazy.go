// Package lazy puts off what a package would make while the program starts.
package lazy

import (
	"regexp"
	"sync"
)

// Regexp compiles an expression when it is asked for first, and panics then if it is
// none. Compiling those of all packages takes longer than a short command does.
func Regexp(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
