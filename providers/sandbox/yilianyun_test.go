package sandbox

import (
	"crypto/md5"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// ylyParams are the parameters that every call has, signed for an account.
func (l *lab) ylyParams(account YilianyunAccount, extra map[string]string) map[string]string {
	stamp := strconv.FormatInt(l.w.Now().Unix(), 10)
	p := map[string]string{
		"client_id": account.ClientID, "timestamp": stamp, "scope": "all",
		"id":   fmt.Sprintf("550e8400-e29b-41d4-a716-%012d", l.next()),
		"sign": fmt.Sprintf("%x", md5.Sum([]byte(account.ClientID+stamp+account.ClientSecret))),
	}
	maps.Copy(p, extra)
	return p
}

func (l *lab) yly(path string, params map[string]string) answer {
	l.Helper()
	return l.send(Yilianyun, formRequest(path, encodeForm(params)))
}

// open and self send as the two demo apps.
func (l *lab) open(path string, extra map[string]string) answer {
	l.Helper()
	return l.yly(path, l.ylyParams(Demo().Yilianyun, extra))
}

func (l *lab) self(path string, extra map[string]string) answer {
	l.Helper()
	return l.yly(path, l.ylyParams(Demo().YilianyunSelf, extra))
}

const (
	scanPath  = "/oauth/scancodemodel"
	oauthPath = "/oauth/oauth"
	addPath   = "/printer/addprinter"
)

// byMsign pairs the demo printer of an account by its terminal secret.
func byMsign(account YilianyunAccount) map[string]string {
	return map[string]string{"machine_code": account.MachineCode, "msign": account.Msign}
}

func requireYly(t testing.TB, a answer, code int) {
	t.Helper()
	require.Equal(t, http.StatusOK, a.status, a.body)
	require.Equal(t, strconv.Itoa(code), a.json["error"], a.body)
	if code != 0 {
		require.Equal(t, ylyTexts[code], a.json["error_description"])
		require.NotContains(t, a.json, "body")
	}
}

func with(base map[string]string, name, value string) map[string]string {
	out := maps.Clone(base)
	if out == nil {
		out = map[string]string{}
	}
	out[name] = value
	return out
}

func TestYilianyunScanCode(t *testing.T) {
	demo := Demo().Yilianyun
	l := newLab(t)
	a := l.open(scanPath, byMsign(demo))
	requireYly(t, a, 0)
	assert.Equal(t, "success", a.json["error_description"])
	assert.NotContains(t, a.json, "timestamp")
	body := a.data(t, "body")
	assert.Equal(t, demo.ClientID, body["client_id"])
	assert.Equal(t, demo.MachineCode, body["machine_code"])
	assert.EqualValues(t, 2592000, body["expires_in"])
	assert.EqualValues(t, 3024000, body["refresh_expires_in"])
	assert.Equal(t, "all", body["scope"])
	assert.Len(t, body["access_token"], 32)
	assert.NotEqual(t, body["access_token"], body["refresh_token"])
}

func TestYilianyunErrorType(t *testing.T) {
	l := newLab(t)
	ask := func(path string) any { return l.open(path, map[string]string{"scope": "-"}).json["error"] }
	assert.Equal(t, "27", ask(scanPath))
	assert.Equal(t, 27.0, ask("/v2"+scanPath))
	l.w.UseYilianyunErrorType("int")
	assert.Equal(t, 27.0, ask(scanPath))
	l.w.UseYilianyunErrorType("string")
	assert.Equal(t, "27", ask("/v2"+scanPath))
	l.w.UseYilianyunErrorType("")
	assert.Equal(t, 0.0, l.open("/v2"+scanPath, byMsign(Demo().Yilianyun)).json["error"])
	assert.Panics(t, func() { l.w.UseYilianyunErrorType("float") })
}

func TestYilianyunCommonRefusals(t *testing.T) {
	demo := Demo().Yilianyun
	stamp := strconv.FormatInt(noon.Unix(), 10)
	right := fmt.Sprintf("%x", md5.Sum([]byte(demo.ClientID+stamp+demo.ClientSecret)))
	for name, c := range map[string]struct {
		param, value string
		scan, oauth  int
	}{
		"secret in clear":        {"client_secret", demo.ClientSecret, 47, 47},
		"no client_id":           {"client_id", "-", 29, 12},
		"no timestamp":           {"timestamp", "-", 12, 12},
		"no sign":                {"sign", "-", 12, 12},
		"no id":                  {"id", "-", 12, 12},
		"unknown client_id":      {"client_id", "1", 2, 2},
		"sign in upper case":     {"sign", strings.ToUpper(right), 11, 11},
		"sign of another order":  {"sign", fmt.Sprintf("%x", md5.Sum([]byte(demo.ClientID+demo.ClientSecret+stamp))), 11, 11},
		"timestamp in ms":        {"timestamp", stamp + "000", 11, 11},
		"timestamp with letters": {"timestamp", "17857296ab", 11, 11},
		"other time than signed": {"timestamp", strconv.FormatInt(noon.Unix()+1, 10), 11, 11},
		"id without dashes":      {"id", "550e8400e29b41d4a716446655440000", 33, 33},
		"id of other groups":     {"id", "550e840-0e29b-41d4-a716-446655440000", 33, 33},
		"id with a letter g":     {"id", "g50e8400-e29b-41d4-a716-446655440000", 33, 33},
		"no scope":               {"scope", "-", 27, 27},
		"other scope":            {"scope", "print", 27, 27},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLab(t)
			requireYly(t, l.open(scanPath, with(byMsign(demo), c.param, c.value)), c.scan)
			requireYly(t, l.open(oauthPath, with(nil, c.param, c.value)), c.oauth)
			assert.Equal(t, strconv.Itoa(c.oauth), l.lastCode(Yilianyun))
		})
	}
}

func TestYilianyunOtherWaysIn(t *testing.T) {
	l := newLab(t)
	form := encodeForm(l.ylyParams(Demo().Yilianyun, byMsign(Demo().Yilianyun)))
	requireYly(t, l.send(Yilianyun, httptest.NewRequest(http.MethodGet, scanPath+"?"+form, nil)), 34)
	requireYly(t, l.send(Yilianyun, httptest.NewRequest(http.MethodPost, scanPath+"?"+form, nil)), 29)
	asJSON := httptest.NewRequest(http.MethodPost, scanPath, strings.NewReader(`{"client_id":"1000000001"}`))
	asJSON.Header.Set("Content-Type", "application/json")
	requireYly(t, l.send(Yilianyun, asJSON), 29)
	requireYly(t, l.send(Yilianyun, formRequest(scanPath, form)), 0)
	for _, path := range []string{"/", "/v3/oauth/oauth", "/v2", "/v2oauth/oauth", "/oauth/scancodemodel/"} {
		a := l.send(Yilianyun, formRequest(path, form))
		assert.Equal(t, http.StatusNotFound, a.status, path)
		assert.EqualValues(t, "34", fmt.Sprint(a.json["error"]), path)
	}
}

func TestYilianyunTimestampWindow(t *testing.T) {
	demo := Demo().Yilianyun
	for offset, code := range map[time.Duration]int{
		0: 0, 10 * time.Minute: 0, -10 * time.Minute: 0, 10*time.Minute + time.Second: 11, -10*time.Minute - time.Second: 11,
	} {
		l := newLab(t)
		stamp := strconv.FormatInt(noon.Add(offset).Unix(), 10)
		sign := fmt.Sprintf("%x", md5.Sum([]byte(demo.ClientID+stamp+demo.ClientSecret)))
		requireYly(t, l.open(scanPath, with(with(byMsign(demo), "timestamp", stamp), "sign", sign)), code)
	}
}

func TestYilianyunIDOnlyOnce(t *testing.T) {
	l := newLab(t)
	const id = "550E8400-e29b-91d4-0716-44665544ABCD"
	params := with(byMsign(Demo().Yilianyun), "id", id)
	requireYly(t, l.open(scanPath, with(params, "sign", strings.Repeat("0", 32))), 11)
	requireYly(t, l.open(scanPath, params), 0)
	requireYly(t, l.open(scanPath, with(params, "id", strings.ToLower(id))), 33)
	l.w.Advance(20*time.Minute + time.Second)
	requireYly(t, l.open(scanPath, params), 0)
}

func TestYilianyunPairingKeys(t *testing.T) {
	demo := Demo().Yilianyun
	l := newLab(t)
	key := l.w.PrintQRKey(demo.MachineCode)
	require.Len(t, key, 8)
	assert.Empty(t, l.w.PrintQRKey("4000000000"))
	for name, c := range map[string]struct {
		params map[string]string
		code   int
	}{
		"both keys":           {map[string]string{"machine_code": demo.MachineCode, "msign": demo.Msign, "qr_key": key}, 12},
		"no key":              {map[string]string{"machine_code": demo.MachineCode}, 29},
		"no machine_code":     {map[string]string{"msign": demo.Msign}, 29},
		"unknown machine":     {map[string]string{"machine_code": "4000000000", "msign": demo.Msign}, 8},
		"wrong msign":         {map[string]string{"machine_code": demo.MachineCode, "msign": "x"}, 35},
		"qr_key as msign":     {map[string]string{"machine_code": demo.MachineCode, "msign": key}, 35},
		"wrong qr_key":        {map[string]string{"machine_code": demo.MachineCode, "qr_key": "x"}, 30},
		"msign as qr_key":     {map[string]string{"machine_code": demo.MachineCode, "qr_key": demo.Msign}, 30},
		"qr_key of another":   {map[string]string{"machine_code": Demo().YilianyunSelf.MachineCode, "qr_key": key}, 30},
		"offline printer":     {map[string]string{"machine_code": OfflinePrinter, "msign": DemoMsign}, 9},
		"old printer":         {map[string]string{"machine_code": OldPrinter, "msign": DemoMsign}, 16},
		"printer of others":   {map[string]string{"machine_code": TakenPrinter, "msign": DemoMsign}, 17},
		"the seed's misprint": {map[string]string{"machine_code": demo.MachineCode, "maign": demo.Msign}, 29},
	} {
		t.Run(name, func(t *testing.T) { requireYly(t, l.open(scanPath, c.params), c.code) })
	}
	slip := map[string]string{"machine_code": demo.MachineCode, "qr_key": key}
	l.w.Advance(299 * time.Second)
	requireYly(t, l.open(scanPath, slip), 0)
	l.w.Advance(time.Second)
	requireYly(t, l.open(scanPath, slip), 30)
	requireYly(t, l.open(scanPath, with(slip, "qr_key", l.w.PrintQRKey(demo.MachineCode))), 0)
}

func TestYilianyunAppTypesAreKeptApart(t *testing.T) {
	l := newLab(t)
	requireYly(t, l.self(scanPath, byMsign(Demo().YilianyunSelf)), 31)
	requireYly(t, l.open(oauthPath, map[string]string{"grant_type": "client_credentials"}), 10)
	requireYly(t, l.self(oauthPath, map[string]string{"grant_type": "authorization_code", "code": "x"}), 31)
	requireYly(t, l.open(addPath, byMsign(Demo().Yilianyun)), 34)
	requireYly(t, l.open(oauthPath, map[string]string{"grant_type": "password"}), 12)
	requireYly(t, l.open(oauthPath, nil), 12)
}

func TestYilianyunAddPrinter(t *testing.T) {
	demo := Demo().YilianyunSelf
	l := newLab(t)
	access := l.self(oauthPath, map[string]string{"grant_type": "client_credentials"}).text(t, "body", "access_token")
	base := with(byMsign(demo), "access_token", access)
	foreign := l.open(scanPath, byMsign(Demo().Yilianyun)).text(t, "body", "access_token")
	for name, c := range map[string]struct {
		params map[string]string
		code   int
	}{
		"no access_token":      {with(base, "access_token", "-"), 12},
		"unknown access_token": {with(base, "access_token", "x"), 18},
		"token of another app": {with(base, "access_token", foreign), 14},
		"no machine_code":      {with(base, "machine_code", "-"), 12},
		"unknown machine":      {with(base, "machine_code", "4000000000"), 8},
		"no key":               {with(base, "msign", "-"), 12},
		"both keys":            {with(base, "qr_key", "x"), 12},
		"wrong msign":          {with(base, "msign", "x"), 35},
		"offline":              {with(base, "machine_code", OfflinePrinter), 9},
		"old":                  {with(base, "machine_code", OldPrinter), 16},
		"taken":                {with(base, "machine_code", TakenPrinter), 17},
		"phone with letters":   {with(base, "phone", "13x"), 47},
		"secret in clear":      {with(base, "client_secret", demo.ClientSecret), 47},
	} {
		t.Run(name, func(t *testing.T) { requireYly(t, l.self(addPath, c.params), c.code) })
	}
	requireYly(t, l.status(demo, access), 10)

	a := l.self(addPath, with(with(base, "phone", "13800138000"), "print_name", "前台"))
	requireYly(t, a, 0)
	assert.EqualValues(t, noon.Unix(), a.json["timestamp"])
	assert.Equal(t, map[string]any{"machine_code": demo.MachineCode, "print_name": "前台"}, a.json["body"])
	requireYly(t, l.self(addPath, base), 0)
	requireYly(t, l.open(scanPath, byMsign(demo)), 17)
	assert.Equal(t, "1", l.status(demo, access).text(t, "body", "state"))

	remove := map[string]string{"access_token": access, "machine_code": demo.MachineCode}
	requireYly(t, l.self("/printer/deleteprinter", remove), 0)
	requireYly(t, l.self("/printer/deleteprinter", remove), 10)
	requireYly(t, l.status(demo, access), 10)
	slip := map[string]string{"access_token": access, "machine_code": demo.MachineCode, "qr_key": l.w.PrintQRKey(demo.MachineCode)}
	requireYly(t, l.self("/v2"+addPath, with(slip, "qr_key", "x")).asString(), 30)
	requireYly(t, l.self(addPath, slip), 0)
}

// asString turns the int of a v2 answer into the string of the older ones.
func (a answer) asString() answer {
	a.json["error"] = fmt.Sprint(a.json["error"])
	return a
}

func TestYilianyunPrint(t *testing.T) {
	demo := Demo().Yilianyun
	l := newLab(t)
	first := l.open(scanPath, byMsign(demo))
	base := map[string]string{
		"access_token": first.text(t, "body", "access_token"), "machine_code": demo.MachineCode, "content": "hello", "origin_id": "A1",
	}
	a := l.open("/print/index", base)
	requireYly(t, a, 0)
	assert.Equal(t, "A1", a.text(t, "body", "origin_id"))
	requireYly(t, l.open("/print/index", with(base, "machine_code", Demo().YilianyunSelf.MachineCode)), 10)
	requireYly(t, l.open("/print/index", with(base, "content", "-")), 13)
	requireYly(t, l.open("/print/index", with(base, "origin_id", "-")), 12)
	requireYly(t, l.open("/print/index", with(base, "access_token", "x")), 18)
	l.w.yilianyun.printers[demo.MachineCode].offline = true
	requireYly(t, l.open("/print/index", base), 9)
	assert.Equal(t, "0", l.status(demo, base["access_token"]).text(t, "body", "state"))

	requireYly(t, l.open("/printer/deleteprinter", base), 0)
	requireYly(t, l.status(demo, base["access_token"]), 18)
	requireYly(t, l.refresh(demo, first.text(t, "body", "refresh_token")), 20)

	own := Demo().YilianyunSelf
	access := l.self(oauthPath, map[string]string{"grant_type": "client_credentials"}).text(t, "body", "access_token")
	requireYly(t, l.self("/print/index", map[string]string{"access_token": access, "machine_code": "4000000000"}), 8)
	requireYly(t, l.self("/print/index", map[string]string{"access_token": access, "machine_code": own.MachineCode}), 10)
}

func TestYilianyunDisabledApp(t *testing.T) {
	l := newLab(t)
	assert.True(t, l.w.DisableApp(Yilianyun, Demo().Yilianyun.ClientID))
	assert.False(t, l.w.DisableApp(Yilianyun, "1"))
	assert.Panics(t, func() { l.w.DisableApp("elsewhere", Demo().Yilianyun.ClientID) })
	requireYly(t, l.open(scanPath, byMsign(Demo().Yilianyun)), 19)
}
