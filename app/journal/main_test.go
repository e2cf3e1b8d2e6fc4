package journal

import (
	"errors"
	"fmt"
	"os"
	"testing"
	"time"
)

// Real crashes: the test binary starts itself again with childCrash set, and the child ends in the way
// that is named, with its crash file where it runs.
const childCrash = "KEYCASE_TEST_CRASH"

func TestMain(m *testing.M) {
	if kind := os.Getenv(childCrash); kind != "" {
		runChild(kind)
		return
	}
	os.Exit(m.Run())
}

// secretParts make the secret that the child holds; it does not stand in its file as a whole.
func secretParts() (string, [16]byte) {
	secret := canary + "-" + "Qm4hT8sLwE2v"
	return secret, [16]byte([]byte(secret))
}

type account struct{ key string }

//go:noinline
func (a *account) use(text string, raw [16]byte, number uint64) int {
	return len(a.key) + len(text) + int(raw[0]) + int(number%7)
}

// crashes are the ways to end; what is held by each is what it must not leave behind.
var crashes = map[string]func(secret string, raw [16]byte){
	"nil": func(secret string, raw [16]byte) {
		var none *account
		fmt.Println(none.use(secret, raw, 1))
	},
	"index": func(secret string, raw [16]byte) {
		fmt.Println(secret[len(secret):][len(raw)])
	},
	"map": func(secret string, _ [16]byte) {
		var none map[string]string
		none[secret] = secret //nolint:staticcheck // that is the point
	},
	"value": func(secret string, _ [16]byte) { panic(secret) },
	"error": func(secret string, _ [16]byte) { panic(errors.New("no such key: " + secret)) },
	"lines": func(secret string, _ [16]byte) {
		panic("\ngoroutine 1 [running]:\nmain." + secret + "(0x1)\n\t/" + secret + ".go:1\n")
	},
	"type":  func(secret string, _ [16]byte) { panic(account{secret}) },
	"bytes": func(_ string, raw [16]byte) { panic(raw) },
	"again": func(secret string, _ [16]byte) {
		defer func() { panic(fmt.Sprint(recover(), " again ", secret)) }()
		panic(secret)
	},
	"runtime": func(secret string, _ [16]byte) { panic("runtime error: index out of range [1] " + secret) },
	"other": func(secret string, raw [16]byte) {
		go func() { panic(fmt.Sprint(secret, raw)) }()
		<-time.After(time.Minute)
	},
	"none": func(string, [16]byte) {},
}

func runChild(kind string) {
	end, err := CatchCrashes(".")
	if err != nil {
		fmt.Println(err)
		os.Exit(9)
	}
	crashes[kind](secretParts())
	end()
}
