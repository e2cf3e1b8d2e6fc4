// Package canary helps tests to show that secrets stay where they belong. It has
// invented secrets that nothing else looks like, accounts of the sandbox that hold
// them, and a search that knows them again in every form in which a program could
// have written them down, also where only their beginning or end is left.
package canary
