// Hello is the floor of a short command: a program of the same language that does
// next to nothing.
package main

import "os"

func main() { _, _ = os.Stdout.WriteString("hello\n") }
