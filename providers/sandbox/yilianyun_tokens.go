package sandbox

import (
	"maps"
	"time"
)

const (
	ylyAccessLife  = 30 * 24 * time.Hour // expires_in; of a self-owned app's token it is not true
	ylyRefreshLife = 35 * 24 * time.Hour
	ylyGrace       = 2 * time.Hour // how long what was replaced still works
	ylyCodeLife    = 600 * time.Second
	ylyQRKeyLife   = 300 * time.Second
	ylyDailyTokens = 20 // tokens fetched or refreshed, a day in China
)

// ylyPair is the body of an answer that gives tokens. Lifetimes in seconds.
type ylyPair struct {
	ClientID         string `json:"client_id"`
	AccessToken      string `json:"access_token"`
	RefreshToken     string `json:"refresh_token"`
	MachineCode      string `json:"machine_code"` // "" for a self-owned app: the token is for all its printers
	ExpiresIn        int64  `json:"expires_in"`
	RefreshExpiresIn int64  `json:"refresh_expires_in"`
	Scope            string `json:"scope"`
}

// ylyBinding is what a token is bound to. machine is "" for self-owned apps.
type ylyBinding struct{ clientID, machine string }

// ylyTokens are the tokens that were given out.
type ylyTokens struct {
	w       *World
	current map[ylyBinding]ylyPair
	access  map[string]*ylyAccess
	refresh map[string]*ylyRefresh
	codes   map[string]ylyCode
	quota   daily // by machine_code or, for self-owned apps, client_id
}

type ylyAccess struct {
	binding ylyBinding
	until   time.Time // zero: never expires
}

type ylyRefresh struct {
	binding  ylyBinding
	until    time.Time
	next     *ylyPair // what replaced it
	replaced time.Time
}

type ylyCode struct {
	binding ylyBinding
	until   time.Time
}

func newYlyTokens(w *World) *ylyTokens {
	return &ylyTokens{
		w: w, current: map[ylyBinding]ylyPair{}, access: map[string]*ylyAccess{},
		refresh: map[string]*ylyRefresh{}, codes: map[string]ylyCode{}, quota: daily{},
	}
}

// bind is what a token of app for a printer is bound to.
func (a *ylyApp) bind(machine string) ylyBinding {
	if a.kind == ylySelf {
		machine = ""
	}
	return ylyBinding{a.id, machine}
}

// issue gives out a new pair within the day's quota. What it replaces dies
// two hours later.
func (t *ylyTokens) issue(b ylyBinding, now time.Time) (any, int) {
	key := b.machine
	if key == "" {
		key = b.clientID
	}
	if !t.quota.take(key, now, ylyDailyTokens) {
		return nil, ylyQuotaUsedUp
	}
	pair := ylyPair{
		ClientID: b.clientID, MachineCode: b.machine, Scope: "all",
		AccessToken: t.w.text(32, hexDigits), RefreshToken: t.w.text(32, hexDigits),
		ExpiresIn: seconds(ylyAccessLife), RefreshExpiresIn: seconds(ylyRefreshLife),
	}
	if old, ok := t.current[b]; ok {
		t.replace(old, pair, now)
	}
	t.current[b] = pair
	fresh := &ylyAccess{binding: b}
	if b.machine != "" {
		fresh.until = now.Add(ylyAccessLife)
	}
	t.access[pair.AccessToken] = fresh
	t.refresh[pair.RefreshToken] = &ylyRefresh{binding: b, until: now.Add(ylyRefreshLife)}
	return pair, 0
}

// replace limits the life of a pair to the grace that is left to it.
func (t *ylyTokens) replace(old, pair ylyPair, now time.Time) {
	access, refresh := t.access[old.AccessToken], t.refresh[old.RefreshToken]
	if end := now.Add(ylyGrace); access.until.IsZero() || access.until.After(end) {
		access.until = end
	}
	refresh.next, refresh.replaced = &pair, now
}

// renew exchanges a refresh token. An open app that did not get the answer may
// ask again with the old one for two hours, and gets the same pair; that costs
// no quota, as nothing is renewed (inferred).
func (t *ylyTokens) renew(app *ylyApp, token string, now time.Time) (any, int) {
	r := t.refresh[token]
	switch {
	case r == nil || r.binding.clientID != app.id || !now.Before(r.until):
		return nil, ylyBadRefresh
	case r.next == nil:
		return t.issue(r.binding, now)
	case app.kind == ylyOpen && now.Before(r.replaced.Add(ylyGrace)):
		return *r.next, 0
	default:
		return nil, ylyBadRefresh
	}
}

// redeem exchanges an authorisation code, once.
func (t *ylyTokens) redeem(app *ylyApp, code string, now time.Time) (any, int) {
	granted, ok := t.codes[code]
	if !ok || granted.binding.clientID != app.id || !now.Before(granted.until) {
		return nil, ylyBadCode
	}
	pair, fault := t.issue(granted.binding, now)
	if fault == 0 {
		delete(t.codes, code)
	}
	return pair, fault
}

// permit checks an access token and that it is for the printer.
func (t *ylyTokens) permit(app *ylyApp, token, machine string, now time.Time) int {
	a := t.access[token]
	switch {
	case token == "":
		return ylyMissing
	case a == nil || !a.until.IsZero() && !now.Before(a.until):
		return ylyBadToken
	case a.binding.clientID != app.id:
		return ylyForeignToken
	case a.binding.machine != "" && a.binding.machine != machine:
		return ylyNoRight
	default:
		return 0
	}
}

// revoke ends every token of a binding at once.
func (t *ylyTokens) revoke(b ylyBinding) {
	maps.DeleteFunc(t.access, func(_ string, a *ylyAccess) bool { return a.binding == b })
	maps.DeleteFunc(t.refresh, func(_ string, r *ylyRefresh) bool { return r.binding == b })
	delete(t.current, b)
}

// oauth answers /oauth/oauth with its three grant types.
func (p *yilianyun) oauth(q *ylyRequest) (any, int) {
	if q.form.get("scope") != "all" {
		return nil, ylyNoScope
	}
	switch q.form.get("grant_type") {
	case "client_credentials":
		if q.app.kind != ylySelf {
			return nil, ylyNoRight // inferred: 31 is only for the other way round
		}
		return p.tokens.issue(q.app.bind(""), q.now)
	case "authorization_code":
		if q.app.kind == ylySelf {
			return nil, ylyNotForSelf
		}
		if q.form.get("code") == "" {
			return nil, ylyMissing
		}
		return p.tokens.redeem(q.app, q.form.get("code"), q.now)
	case "refresh_token":
		if q.form.get("refresh_token") == "" {
			return nil, ylyMissing
		}
		return p.tokens.renew(q.app, q.form.get("refresh_token"), q.now)
	default:
		return nil, ylyMissing // inferred: no code is only about grant_type
	}
}

// IsCurrent tells whether an access token is the newest that Yilianyun has given
// for a printer of the open app of Demo.
func (w *World) IsCurrent(machineCode, accessToken string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.yilianyun.tokens.current[ylyBinding{w.accounts.Yilianyun.ClientID, machineCode}].AccessToken == accessToken
}

// GrantCode returns an authorisation code, as if the owner of a printer had
// agreed in the browser that an open app may use it. It is good for one
// exchange within 600 seconds; "" where there is no such open app or printer.
func (w *World) GrantCode(clientID, machineCode string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	p := w.yilianyun
	app := p.apps[clientID]
	if app == nil || app.kind != ylyOpen || p.printers[machineCode] == nil {
		return ""
	}
	return p.grantCode(app, machineCode)
}
