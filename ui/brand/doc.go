// Package brand holds what the pages without a sidebar share with the sidebar:
// the application's sign, and the choice of the language.
package brand
