package transfer_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"keycase/providers"
	"keycase/providers/catalog"
	"keycase/transfer"
)

// canary is a secret that no preview may show.
const canary = "canary0secret0that0must0not0show"

func read(t *testing.T, text string) *transfer.Preview {
	t.Helper()
	p, err := transfer.Read([]byte(text), transfer.Options{Registry: catalog.Registry()})
	require.NoError(t, err)
	return p
}

// one reads a text that holds one credential.
func one(t *testing.T, text string) transfer.Candidate {
	t.Helper()
	p := read(t, text)
	require.Len(t, p.Candidates, 1)
	return p.Candidates[0]
}

// itemOf finds the item whose name in the text ends so.
func itemOf(t *testing.T, c transfer.Candidate, name string) (int, transfer.Item) {
	t.Helper()
	for i, item := range c.Items {
		if strings.HasSuffix(item.Source.Name, name) {
			return i, item
		}
	}
	require.Fail(t, "no such item", name)
	return 0, transfer.Item{}
}

// whyOf tells why a name was ignored; "" where it was not.
func whyOf(p *transfer.Preview, name string) string {
	for _, i := range p.Ignored {
		if i.Source.Name == name {
			return i.Why.EN
		}
	}
	return ""
}

func platform(t *testing.T, id string) *providers.Platform {
	t.Helper()
	p, err := catalog.Registry().Platform(id)
	require.NoError(t, err)
	return p
}

var (
	jdyValues = providers.Values{
		"client_id": "200421", "client_secret": "f2adcfef73369bfc4e1384677d38a0ff",
		"app_key": "bVZgAZOv1", "app_secret": "0123456789abcdef0123456789abcdef01234567",
	}
	kisValues = providers.Values{
		"eid": "1234567", "client_id": "1400000001", "client_secret": "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCd",
		"auth_token": "0123456789ABCDEF0123456789ABCDEF",
	}
	robotToken = providers.Values{"api_key": "Y16OfM12mLDbQ3LVnCtnERgRhmMizJpE", "secret_key": "0123456789abcdefghijABCDEFGHIJ42"}
	selfApp    = providers.Values{"client_id": "1000000001", "client_secret": "0123456789abcdef0123456789abcdef", "app_type": "self"}
)
