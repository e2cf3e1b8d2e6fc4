package providers

import "time"

// Variant is a known wrong way to sign, explained to the person whose code does it.
type Variant struct {
	// ID is stable, for programs: "raw-base64". Several variants may share one:
	// the same mistake, made in different places or directions.
	ID string
	// Aspect is the part of signing that it is about ("encoding of the query").
	Aspect Text
	// Title names the mistake in a few words.
	Title Text
	// Meaning says what was done, and what the platform wants instead.
	Meaning Text
	// Fix says what to change.
	Fix Text
}

// Attempt is the outcome of signing in some way, right or wrong.
type Attempt struct {
	StringToSign string
	Signature    string
	// Readable is set where Signature holds secrets that can be read back from it.
	Readable bool
	// Steps tells how it came about, under the names of [Signed.Trace] as far as
	// they are the same.
	Steps func() Trace
}

// Draft signs one call in the wrong ways at these places of Doctor.Variants; with
// none of them, as the platform wants it.
type Draft func(ways ...int) Attempt

// Observed begins the names of values that a request shows and no input has. They
// count more than what the operation itself would have sent.
const Observed = "observed "

// Observation is what a whole request tells of how it was signed.
type Observation struct {
	// Values are the inputs found in it, by wire name.
	Values Values
	// Env has what else it was signed with; what is not found stays zero.
	Env Env
	// Signature and StringToSign are what was found; empty where there is none.
	Signature    string
	StringToSign string
	// Explained names the headers and parameters that hold Signature, StringToSign
	// or Nested: what is wrong about them is found by signing.
	Explained []string
	// Nested are signatures of other operations inside of it, by operation.
	Nested map[string]string
}

// Doctor knows the wrong ways in which an operation is signed.
type Doctor struct {
	// Signs names the inputs that the signature is made from.
	Signs []string
	// Varies names the members of Env that it is made from: "now", "nonce", "state".
	Varies []string
	// Tick is the smallest difference between two timestamps on the wire.
	Tick time.Duration
	// Variants are the wrong ways, in the order in which they are applied and, where
	// several explain the same signature, believed.
	Variants []Variant
	// Rare marks by place the variants that are tried together with others only
	// after all the usual ones.
	Rare []bool
	// Presumes are the values that somebody chose who has a signature at all; nil
	// where there is no choice.
	Presumes Values
	// Methods are accepted beside the one that the operation uses.
	Methods []string
	// Start fixes what is signed.
	Start func(Env, Values) Draft
	// Read finds in a request what it was signed from; the values are those that
	// are known besides. nil where nothing is sent.
	Read func(*Request, Values) Observation
}

// Way is a Variant together with what it changes in K, the settings by which a
// platform signs. Ways compose: turning the settings of two gives the signature
// of somebody who made both mistakes.
type Way[K any] struct {
	Variant
	// Turn must not write through pointers and slices that K shares with others.
	Turn func(*K)
	Rare bool // see Doctor.Rare
}

// NewDoctor makes a Doctor of ways to turn the settings that start gives for a
// call, and of sign, which carries them out.
func NewDoctor[K any](ways []Way[K], start func(Env, Values) K, sign func(*K) Attempt) *Doctor {
	d := &Doctor{
		Variants: make([]Variant, len(ways)),
		Rare:     make([]bool, len(ways)),
		Start: func(env Env, v Values) Draft {
			right := start(env, v)
			return func(turned ...int) Attempt {
				k := right
				for _, i := range turned {
					ways[i].Turn(&k)
				}
				return sign(&k)
			}
		},
	}
	for i, w := range ways {
		d.Variants[i], d.Rare[i] = w.Variant, w.Rare
	}
	return d
}
