package transfer_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"keycase/providers"
	"keycase/providers/catalog"
	"keycase/providers/sandbox"
	"keycase/transfer"
)

func TestSeveralCredentialsInOneText(t *testing.T) {
	p := read(t, `SHOP1_YLY_CLIENT_ID=1000000001
SHOP1_YLY_CLIENT_SECRET=0123456789abcdef0123456789abcdef
SHOP1_YLY_APP_TYPE=self
SHOP2_YLY_CLIENT_ID=1000000002
SHOP2_YLY_CLIENT_SECRET=fedcba9876543210fedcba9876543210
SHOP2_YLY_APP_TYPE=open
ROBOT_API_KEY=Y16OfM12mLDbQ3LVnCtnERgRhmMizJpE
ROBOT_SECRET_KEY=0123456789abcdefghijABCDEFGHIJ42
`)
	require.Len(t, p.Candidates, 3)
	assert.Equal(t, selfApp, p.Candidates[0].Values())
	assert.Equal(t, "fedcba9876543210fedcba9876543210", p.Candidates[1].Values()["client_secret"])
	assert.Equal(t, robotToken, p.Candidates[2].Values())
	for _, c := range p.Candidates {
		assert.Equal(t, transfer.Certain, c.Certainty)
		assert.True(t, c.Ready())
	}
}

// TestSandboxAccounts reads what `keycase-cli sandbox --accounts` prints.
func TestSandboxAccounts(t *testing.T) {
	all := map[string]map[string]string{}
	for _, id := range []string{"jdy", "kis", "robot", "yilianyun"} {
		all[id] = sandbox.Demo().Values(id)
	}
	doc, err := json.Marshal(all)
	require.NoError(t, err)
	p := read(t, string(doc))
	require.Len(t, p.Candidates, 4)
	for _, c := range p.Candidates {
		assert.True(t, c.Ready(), c.Platform)
		for name, value := range c.Values() {
			assert.Equal(t, all[c.Platform][name], value)
		}
	}
	assert.Equal(t, "is not part of a credential; it is given when it is used", whyOf(p, "yilianyun.machine_code"))
}

func TestElementsOfAListAreApart(t *testing.T) {
	p := read(t, `[{"app_key":"a1","app_secret":"s1"},{"app_key":"a2","app_secret":"s2"}]`)
	require.Len(t, p.Candidates, 2)
	assert.Equal(t, "s1", p.Candidates[0].Values()["app_secret"])
	assert.Equal(t, "a2", p.Candidates[1].Values()["app_key"])
	rows := read(t, "API Key\tsecret Key\nAAAA1111\tBBBB1111\nAAAA2222\tBBBB2222\n")
	require.Len(t, rows.Candidates, 2)
	assert.Equal(t, providers.Values{"api_key": "AAAA2222", "secret_key": "BBBB2222"}, rows.Candidates[1].Values())
}

func TestTestAndProductionAreNotMixed(t *testing.T) {
	p := read(t, "TEST_API_KEY=aaaa1111\nPROD_SECRET_KEY=bbbb2222\n")
	require.Len(t, p.Candidates, 2)
	for _, c := range p.Candidates {
		assert.Len(t, c.Values(), 1)
		assert.Equal(t, transfer.Likely, c.Certainty)
	}
}

func TestConflict(t *testing.T) {
	c := one(t, "api_key=Y16OfM12mLDbQ3LVnCtnERgRhmMizJpE\nAPI-KEY=other\nsecret_key=0123456789abcdefghijABCDEFGHIJ42\nsecretKey=0123456789abcdefghijABCDEFGHIJ42\n")
	first, a := itemOf(t, c, "api_key")
	second, b := itemOf(t, c, "API-KEY")
	assert.Equal(t, transfer.Conflict, a.State)
	assert.Equal(t, transfer.Conflict, b.State)
	assert.NotContains(t, c.Missing, "api_key", "it is there, twice")
	_, again := itemOf(t, c, "secretKey")
	assert.Equal(t, transfer.LeftOut, again.State, "the same value twice is no conflict")
	assert.False(t, c.Ready())

	chosen, err := c.Put(second, "api_key")
	require.NoError(t, err)
	assert.Equal(t, "other", chosen.Values()["api_key"])
	assert.True(t, chosen.Ready())
	assert.Equal(t, transfer.Conflict, c.Items[first].State, "the candidate itself is not changed")

	back, err := chosen.Put(first, "api_key")
	require.NoError(t, err)
	assert.Equal(t, "Y16OfM12mLDbQ3LVnCtnERgRhmMizJpE", back.Values()["api_key"])
	without, err := back.Put(first, "")
	require.NoError(t, err)
	assert.Equal(t, []string{"api_key"}, without.Missing)
}

// TestShapeIsOfNamelessValuesOnly: where a name or a field says that a value is a secret, its length is
// nobody's business.
func TestShapeIsOfNamelessValuesOnly(t *testing.T) {
	named := one(t, "client_secret=0123456789abcdef\nMYSTERY=0123456789abcdef0\n")
	assert.Empty(t, named.Platform)
	require.NotEmpty(t, named.Items)
	for _, i := range named.Items {
		assert.Equal(t, transfer.Unassigned, i.State, i.Source.Name)
		assert.True(t, i.Shape().IsZero(), i.Source.Name)
	}
	bare := one(t, "0123456789abcdef\n")
	require.Len(t, bare.Items, 1)
	assert.Equal(t, "16 hexadecimal digits", bare.Items[0].Shape().EN)
	taken, err := bare.As("robot")
	require.NoError(t, err)
	assert.False(t, taken.Items[0].Shape().IsZero(), "the platform does not say which field it is")
	taken, err = taken.Put(0, "secret_key")
	require.NoError(t, err)
	assert.True(t, taken.Items[0].Shape().IsZero(), "it has its place")
}

func TestBareValuesWaitForAPerson(t *testing.T) {
	c := one(t, "Y16OfM12mLDbQ3LVnCtnERgRhmMizJpE\n"+canary+"\n你好 hello\n")
	assert.Empty(t, c.Platform)
	require.Len(t, c.Items, 2)
	for _, i := range c.Items {
		assert.Equal(t, transfer.Unassigned, i.State)
		assert.Equal(t, providers.Mask, i.Shown(), "nobody said that it is no secret")
	}
	assert.Equal(t, "32 letters and digits", c.Items[0].Shape().EN)

	c, err := c.As("robot")
	require.NoError(t, err)
	assert.Equal(t, transfer.Certain, c.Certainty)
	assert.Equal(t, transfer.Unassigned, c.Items[0].State)
	c, err = c.Put(0, "api_key")
	require.NoError(t, err)
	assert.False(t, c.Ready())
	c, err = c.Put(1, "secret_key")
	require.NoError(t, err)
	assert.True(t, c.Ready())
	assert.Equal(t, canary, c.Values()["secret_key"])
	assert.Equal(t, "Y16OfM12mLDbQ3LVnCtnERgRhmMizJpE", c.Items[0].Shown(), "an api_key is no secret")
}

func TestWhatIsMissingCanBeGiven(t *testing.T) {
	c := one(t, "ROBOT_API_KEY=a1")
	assert.Equal(t, []string{"secret_key"}, c.Missing)
	full, err := c.Give("secret_key", " "+canary+" ")
	require.NoError(t, err)
	assert.True(t, full.Ready())
	assert.Equal(t, providers.Values{"api_key": "a1", "secret_key": canary}, full.Values())
	assert.NotContains(t, fmt.Sprintf("%v %+v", full, full), canary)
	assert.False(t, c.Ready(), "the candidate itself is not changed")
	_, err = c.Give("eid", "1")
	require.ErrorIs(t, err, providers.ErrUnknown)
}

func TestChoicesThatThereAreNot(t *testing.T) {
	c := one(t, "client_id: 12345\nclient_secret: abc")
	_, err := c.Put(0, "client_id")
	require.ErrorIs(t, err, providers.ErrUnknown, "without a platform")
	_, err = c.As("nowhere")
	require.ErrorIs(t, err, providers.ErrUnknown)
	c, err = c.As("jdy")
	require.NoError(t, err)
	assert.Equal(t, []string{"app_key", "app_secret"}, c.Missing)
	_, err = c.Put(0, "eid")
	require.ErrorIs(t, err, providers.ErrUnknown)
	_, err = c.Put(9, "app_key")
	require.ErrorIs(t, err, providers.ErrUnknown)
}

func TestRulesAreApplied(t *testing.T) {
	c := one(t, "API Key：Y16OfM12mLDbQ3LVnCtnERgRh mMizJpE\nsecret Key：0123456789abcdefghijABCDEFGHIJ42\nAppID：f135a372-5663-44b0-b7da-8c0cdb8aaac1")
	_, key := itemOf(t, c, "API Key")
	assert.Equal(t, transfer.Taken, key.State)
	assert.Contains(t, key.Problem.EN, "a space or line break inside")
	_, id := itemOf(t, c, "AppID")
	assert.Equal(t, transfer.LeftOut, id.State, "what does not fit an optional field is another thing of that name")
	assert.False(t, c.Ready())

	c = one(t, "yilianyun_client_id=10000000O1\nyilianyun_client_secret=abc\nyilianyun_app_type=网站")
	_, id = itemOf(t, c, "client_id")
	assert.Contains(t, id.Warning.EN, "O instead of 0")
	_, kind := itemOf(t, c, "app_type")
	assert.Contains(t, kind.Problem.EN, "open / self")
}

func TestWhatIsLeftAside(t *testing.T) {
	p := read(t, `JDY_CLIENT_ID=200421
JDY_CLIENT_SECRET=********
JDY_APP_KEY={{app_key}}
JDY_APP_SECRET=$APP_SECRET
JDY_ROUTER_ADDR=
JDY_UID=your_uid
JDY_APP_TOKEN=1643270xxxx
STATUS_CODE=200
DATABASE_URL=postgres://nobody
`)
	require.Len(t, p.Candidates, 1)
	assert.Equal(t, providers.Values{"client_id": "200421"}, p.Candidates[0].Values())
	for name, why := range map[string]string{
		"JDY_CLIENT_SECRET": "is masked", "JDY_APP_KEY": "only names a variable", "JDY_APP_SECRET": "only names a variable",
		"JDY_ROUTER_ADDR": "is empty", "JDY_UID": "is a placeholder", "JDY_APP_TOKEN": "is a token",
		"STATUS_CODE": "is not known", "DATABASE_URL": "is not known",
	} {
		assert.Contains(t, whyOf(p, name), why, name)
	}
	_, err := transfer.Read([]byte("JDY_UID=700123\n"), transfer.Options{Registry: catalog.Registry()})
	require.ErrorIs(t, err, transfer.ErrNothing, "an optional field alone is no credential")
}

func TestAddressesAreShownAndNotTaken(t *testing.T) {
	c := one(t, "base_url=https://evil.example/x\napi_key=Y16OfM12mLDbQ3LVnCtnERgRhmMizJpE\nsecret_key=0123456789abcdefghijABCDEFGHIJ42")
	assert.Equal(t, "https://evil.example/x", c.Address)
	assert.Equal(t, robotToken, c.Values())
	own := one(t, "base_url=https://gateway.kingdeeresearch.com/\napi_key=Y16OfM12mLDbQ3LVnCtnERgRhmMizJpE\nsecret_key=0123456789abcdefghijABCDEFGHIJ42")
	assert.Empty(t, own.Address)
	call := one(t, "curl -X POST http://127.0.0.1:99/certification/oauth2/token -d 'client_id=Y16OfM12mLDbQ3LVnCtnERgRhmMizJpE&client_secret=x1'")
	assert.Equal(t, "http://127.0.0.1:99", call.Address)
	value := one(t, "jdy_client_id=200421\njdy_router_addr=https://somewhere.example")
	assert.Empty(t, value.Address, "it is the value of a field")
}

func TestEnvValues(t *testing.T) {
	t.Setenv("word", "from the environment")
	for text, want := range map[string]string{
		`plain`:               `plain`,
		` spaced # comment`:   `spaced`,
		`hash#inside`:         `hash#inside`,
		`pa$word`:             `pa$word`,
		`"pa$word$1\$x"`:      `pa$word$1$x`,
		`'-$KNOWN'`:           `-$KNOWN`,
		`"($KNOWN ${KNOWN})"`: `(known known)`,
		`a${KNOWN}`:           `aknown`,
		`a\$KNOWN`:            `a$KNOWN`,
		`"a\"b\\" # comment`:  `a"b\`,
		`'a"b\'`:              `a"b\`,
		"a`b":                 "a`b",
		`""`:                  ``,
		"'two\nlines'":        "two\nlines",
	} {
		c := one(t, "KNOWN=known\nJDY_CLIENT_ID=1\nJDY_CLIENT_SECRET="+text+"\nJDY_APP_KEY=k\n# end")
		assert.Equal(t, want, c.Values()["client_secret"], text)
		assert.Equal(t, "k", c.Values()["app_key"], text)
	}
}

func TestEncodings(t *testing.T) {
	text := "企业号：1234567\r\n应用 ID：1400000001\r\n应用密钥：AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCd\r\n访问口令：0123456789ABCDEF0123456789ABCDEF\r\n"
	for name, c := range map[string]struct {
		encode func(string) (string, error)
		as     transfer.Encoding
	}{
		"UTF-8":           {func(s string) (string, error) { return s, nil }, transfer.UTF8},
		"UTF-8 with mark": {func(s string) (string, error) { return "\ufeff" + s, nil }, transfer.UTF8},
		"GBK":             {simplifiedchinese.GBK.NewEncoder().String, transfer.GB18030},
		"UTF-16 LE":       {unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String, transfer.UTF16},
		"UTF-16 BE":       {unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String, transfer.UTF16},
		"UTF-16 bare":     {unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String, transfer.UTF16},
		"UTF-16 BE bare":  {unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().String, transfer.UTF16},
	} {
		t.Run(name, func(t *testing.T) {
			data, err := c.encode(text)
			require.NoError(t, err)
			p := read(t, data)
			assert.Equal(t, c.as, p.Encoding)
			assert.Equal(t, kisValues, p.Candidates[0].Values())
			assert.Equal(t, 3, p.Candidates[0].Items[2].Source.Line)
		})
	}
	for name, data := range map[string]string{"NUL": "a\x00b=1", "escape": "client_id=\x1b[2J", "half a character": "\xff\xfea", "no text": "\x81\x00\xff\xff\x90"} {
		_, err := transfer.Read([]byte(data), transfer.Options{Registry: catalog.Registry()})
		require.ErrorIs(t, err, transfer.ErrNotText, name)
	}
	_, err := transfer.Read(make([]byte, transfer.MaxText+1), transfer.Options{Registry: catalog.Registry()})
	require.ErrorIs(t, err, transfer.ErrTooLong)
}

func TestNamesAreSuggested(t *testing.T) {
	assert.Equal(t, "门店 1", one(t, "# 门店 1\nROBOT_API_KEY=a1\nROBOT_SECRET_KEY=b1").Name)
	p, err := transfer.Read([]byte("ROBOT_API_KEY=a1\nROBOT_SECRET_KEY=b1"), transfer.Options{Registry: catalog.Registry(), FileName: "/x/robot prod.env"})
	require.NoError(t, err)
	assert.Equal(t, "robot prod", p.Candidates[0].Name)
	assert.Equal(t, "机器人", one(t, `{"name":"机器人","values":[{"key":"api_key","value":"a1"},{"key":"secret_key","value":"b1"}]}`).Name)
}

func TestNothingShowsASecret(t *testing.T) {
	p := read(t, "ROBOT_API_KEY=a1\nROBOT_SECRET_KEY="+canary+"\nJDY_CLIENT_SECRET="+canary+"1\n"+"OTHER="+canary+"\n")
	shown, err := json.Marshal(p)
	require.NoError(t, err)
	for _, text := range []string{
		string(shown), fmt.Sprint(p.Candidates[0].Items), fmt.Sprintf("%+v %#v", p.Candidates[0].Items, p.Candidates[0].Items), fmt.Sprint(p.Ignored),
		fmt.Sprintf("%v %+v %#v", p.Candidates[0], p.Candidates[0], p.Candidates[0]), fmt.Sprintf("%v %+v %#v", p, p, p),
	} {
		assert.NotContains(t, text, canary)
	}
}

// TestAFifthPlatform needs no row in any table of this package.
func TestAFifthPlatform(t *testing.T) {
	toy := &providers.Platform{
		ID: "toy", Name: providers.Text{ZH: "玩具店", EN: "Toy shop"}, BaseURL: "https://toys.example",
		Fields: []providers.Field{
			{Name: "shop_no", Label: providers.Text{ZH: "店号", EN: "Shop number"}, Required: true, Example: "77"},
			{Name: "toy_secret", Label: providers.Text{ZH: "暗号", EN: "Password"}, Required: true, Secret: true, Example: "abc"},
		},
		Operations: []providers.Operation{{
			ID: "buy", Sends: true, Inputs: []providers.Field{{Name: "shop_no", Example: "77"}},
			Signer: func(_ providers.Env, v providers.Values) (providers.Signed, error) {
				return providers.Signed{Request: &providers.Request{Method: "GET", URL: "https://toys.example/buy?s=" + v["shop_no"]}}, nil
			},
		}},
	}
	o := transfer.Options{Registry: append(catalog.Registry(), toy)}
	for _, text := range []string{"店号：5\n暗号：xyz", "toy:\n Shop number: 5\n Password: xyz", `{"shopNo": 5, "toySecret": "xyz"}`} {
		p, err := transfer.Read([]byte(text), o)
		require.NoError(t, err)
		require.Len(t, p.Candidates, 1)
		assert.Equal(t, transfer.Certain, p.Candidates[0].Certainty)
		assert.Equal(t, providers.Values{"shop_no": "5", "toy_secret": "xyz"}, p.Candidates[0].Values())
	}
	p, err := transfer.Read([]byte("curl 'https://toys.example/buy?s=9'"), o)
	require.NoError(t, err)
	assert.Equal(t, providers.Values{"shop_no": "9"}, p.Candidates[0].Values())
}

func TestLongTextsEnd(t *testing.T) {
	for _, part := range []string{",", "a:", "client_id ", "client_id: ", "=", "{", "[{", "\t", "'", `"`, "企", "# x\n", "A=1\n", "1234567a\n", "&client_id=1", `{"client_id":1},`, `"client_id":1,`} {
		_, err := transfer.Read([]byte(strings.Repeat(part, transfer.MaxText/4/len(part))), transfer.Options{Registry: catalog.Registry()})
		if err != nil {
			require.ErrorIs(t, err, transfer.ErrNothing, part)
		}
	}
}

// TestASpaceInAnAddressDropsNothing: what stands behind it is in the value, where a
// person sees that it should not.
func TestASpaceInAnAddressDropsNothing(t *testing.T) {
	c := one(t, "https://gateway.kingdeeresearch.com/certification/oauth2/token?client_id=Y16OfM12mLDbQ3LVnCtn ERgRhmMizJpE&client_secret=0123456789abcdefghijABCDEFGHIJ42")
	assert.Equal(t, "robot", c.Platform)
	values := c.Values()
	assert.Equal(t, "Y16OfM12mLDbQ3LVnCtn ERgRhmMizJpE", values["api_key"])
	assert.Equal(t, "0123456789abcdefghijABCDEFGHIJ42", values["secret_key"])
}
