package vault

import "slices"

// FindingKind says what [Vault.Examine] found. What people read goes by it.
type FindingKind string

// What can be found.
const (
	// FoundOlderIndex and FoundEmptyIndex: see [RecoveryOlder] and [RecoveryEmpty].
	FoundOlderIndex FindingKind = "older_index"
	FoundEmptyIndex FindingKind = "empty_index"
	// FoundBrokenIndex: a damaged index that was put aside, at Path.
	FoundBrokenIndex FindingKind = "broken_index"
	// FoundTempFile: what a process that died left of a write, at Path.
	FoundTempFile FindingKind = "temp_file"
	// FoundMissing: the store does not hold the secret.
	FoundMissing FindingKind = "missing"
	// FoundElsewhere: the keyring that answers holds this secret as little as any other
	// of this folder. They are likely to be in another keyring, such as that of a
	// program which is not running; they can be typed again all the same.
	FoundElsewhere FindingKind = "elsewhere"
	// FoundDamaged: the store holds the secret, but nobody can read it any more.
	FoundDamaged FindingKind = "damaged"
	// FoundOtherKey: the secret was encrypted to another identity than the one that
	// lies in the file store. It can be read again once that is back.
	FoundOtherKey FindingKind = "other_key"
	// FoundOtherUse: the secret is whole, but was stored for another address or use than
	// the index says: somebody changed that. A repair that took it for damage would
	// delete it on that one's word.
	FoundOtherUse FindingKind = "other_use"
	// FoundLost: an earlier repair marked the secret as lost, and nobody has typed
	// it again yet.
	FoundLost FindingKind = "lost"
	// FoundStray: a secret of this folder that nothing refers to.
	FoundStray FindingKind = "stray"
	// FoundUnknown: Count secrets in the system's keyring that nothing of this
	// folder ever named. They may belong to another folder of the same person.
	FoundUnknown FindingKind = "unknown"
)

// Part is what of a credential a secret belongs to.
type Part string

// The parts.
const (
	PartFields Part = "fields" // the credential's own secret fields
	PartGrant  Part = "grant"
	PartToken  Part = "token"
)

// Remedy is what [Vault.Repair] does about a finding.
type Remedy string

// The remedies.
const (
	// RemedyNone: nothing; it is for a person to decide.
	RemedyNone Remedy = ""
	// RemedyMark: the entry stays with all that is not secret, and is marked so
	// that the secret can be typed again.
	RemedyMark Remedy = "mark"
	// RemedyForget: the token is forgotten; a new one can be fetched.
	RemedyForget Remedy = "forget"
	// RemedyDelete: the secret or the file is deleted.
	RemedyDelete Remedy = "delete"
	// RemedyAccept: the list of credentials counts as right from now on.
	RemedyAccept Remedy = "accept"
)

// Finding is one thing at which index and store do not agree. It holds no secret.
type Finding struct {
	Kind   FindingKind
	Remedy Remedy

	Credential string // id, "" if it is about none
	Name       string // of the credential
	Part       Part
	PartKind   string // Kind of the grant or token
	Subject    string // of the grant or token

	Path  string // of a file
	Count int    // how many there are of FoundUnknown, else 0

	item string
}

// Report is what [Vault.Examine] found.
type Report struct {
	Findings []Finding
	// Unread tells why the secrets of a file store were only looked for and not
	// read, such as ErrLocked; nil if they were read.
	Unread error
}

// Repairable tells whether Repair has anything to do.
func (r Report) Repairable() bool {
	return slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Remedy != RemedyNone })
}

// add notes a finding about a part of a credential.
func (r *Report) add(f Finding, kind FindingKind) {
	f.Kind = kind
	switch {
	case kind == FoundOtherKey || kind == FoundOtherUse || kind == FoundLost:
	case f.Part == PartToken:
		f.Remedy = RemedyForget
	default:
		f.Remedy = RemedyMark
	}
	r.Findings = append(r.Findings, f)
}
