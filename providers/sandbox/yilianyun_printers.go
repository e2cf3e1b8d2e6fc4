package sandbox

import (
	"crypto/hmac"
	"time"
)

// ylyPrinter is a printer of 易联云.
type ylyPrinter struct {
	msign   string
	offline bool
	old     bool                 // a k1, k2 or k3 model
	owner   string               // client_id of the self-owned app it was added to, or another account
	qrKeys  map[string]time.Time // keys on slips, and when they expire
}

func ylyPrinters(a Accounts) map[string]*ylyPrinter {
	printers := map[string]*ylyPrinter{
		a.Yilianyun.MachineCode:     {msign: a.Yilianyun.Msign},
		a.YilianyunSelf.MachineCode: {msign: a.YilianyunSelf.Msign},
		OfflinePrinter:              {msign: DemoMsign, offline: true},
		OldPrinter:                  {msign: DemoMsign, old: true},
		TakenPrinter:                {msign: DemoMsign, owner: "another account"},
	}
	for _, printer := range printers {
		printer.qrKeys = map[string]time.Time{}
	}
	return printers
}

// PrintQRKey lets a printer print its 本机信息 slip and returns the temporary
// key (qr_key) on it, which is good for 300 seconds; "" where there is no
// such printer.
func (w *World) PrintQRKey(machineCode string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	printer := w.yilianyun.printers[machineCode]
	if printer == nil {
		return ""
	}
	key := w.text(8, lowerLetters)
	printer.qrKeys[key] = w.now().Add(ylyQRKeyLife)
	return key
}

// prove checks the key that a pairing comes with: the temporary one or the
// permanent one, never both. noKey is the code for neither.
func (printer *ylyPrinter) prove(q *ylyRequest, noKey int) int {
	qrKey, msign := q.form.get("qr_key"), q.form.get("msign")
	switch {
	case qrKey != "" && msign != "":
		return ylyMissing // inferred: the documentation only forbids it
	case qrKey == "" && msign == "":
		return noKey
	case printer == nil:
		return ylyBadPrinter
	case qrKey != "" && !q.now.Before(printer.qrKeys[qrKey]):
		return ylyBadQRKey
	case msign != "" && !hmac.Equal([]byte(msign), []byte(printer.msign)):
		return ylyBadMsign
	case printer.old:
		return ylyOldModel
	case printer.owner != "" && printer.owner != q.app.id:
		return ylyTaken
	case printer.offline:
		return ylyOffline
	default:
		return 0
	}
}

// scanCode answers /oauth/scancodemodel: an open app pairs a printer and gets
// its token at once.
func (p *yilianyun) scanCode(q *ylyRequest) (any, int) {
	if q.form.get("scope") != "all" {
		return nil, ylyNoScope
	}
	if q.app.kind == ylySelf {
		return nil, ylyNotForSelf
	}
	machine := q.form.get("machine_code")
	if machine == "" {
		return nil, ylyNoKey
	}
	if code := p.printers[machine].prove(q, ylyNoKey); code != 0 {
		return nil, code
	}
	return p.tokens.issue(q.app.bind(machine), q.now)
}

// addPrinter answers /printer/addprinter: a self-owned app takes a printer
// into its account.
func (p *yilianyun) addPrinter(q *ylyRequest) (any, int) {
	if q.app.kind != ylySelf {
		return nil, ylyIllegal // inferred: 31 is only for the other way round
	}
	machine, code := p.permitted(q)
	if code != 0 {
		return nil, code
	}
	if phone := q.form.get("phone"); phone != "" && !onlyOf(phone, "0123456789") {
		return nil, ylyBadParam // inferred
	}
	if code := p.printers[machine].prove(q, ylyMissing); code != 0 {
		return nil, code
	}
	p.printers[machine].owner = q.app.id
	return map[string]string{"machine_code": machine, "print_name": q.form.get("print_name")}, 0
}

// permitted returns the machine_code of a call that an access token permits.
func (p *yilianyun) permitted(q *ylyRequest) (string, int) {
	machine := q.form.get("machine_code")
	if machine == "" {
		return "", ylyMissing
	}
	return machine, p.tokens.permit(q.app, q.form.get("access_token"), machine, q.now)
}

// bound returns the printer of a call, if the app may use it.
func (p *yilianyun) bound(q *ylyRequest) (*ylyPrinter, int) {
	machine, code := p.permitted(q)
	if code != 0 {
		return nil, code
	}
	printer := p.printers[machine]
	switch {
	case printer == nil:
		return nil, ylyBadPrinter
	case q.app.kind == ylySelf && printer.owner != q.app.id:
		return nil, ylyNoRight
	default:
		return printer, 0
	}
}

// deletePrinter answers /printer/deleteprinter. An open app's token for the
// printer dies with it.
func (p *yilianyun) deletePrinter(q *ylyRequest) (any, int) {
	printer, code := p.bound(q)
	if code != 0 {
		return nil, code
	}
	machine := q.form.get("machine_code")
	if q.app.kind == ylySelf {
		printer.owner = ""
	} else {
		p.tokens.revoke(q.app.bind(machine))
	}
	return map[string]string{"machine_code": machine}, 0
}

// printStatus answers /printer/getprintstatus: "0" offline, "1" online.
func (p *yilianyun) printStatus(q *ylyRequest) (any, int) {
	printer, code := p.bound(q)
	if code != 0 {
		return nil, code
	}
	if printer.offline {
		return map[string]string{"state": "0"}, 0
	}
	return map[string]string{"state": "1"}, 0
}

// print answers /print/index.
func (p *yilianyun) print(q *ylyRequest) (any, int) {
	printer, code := p.bound(q)
	switch {
	case code != 0:
		return nil, code
	case q.form.get("origin_id") == "":
		return nil, ylyMissing
	case q.form.get("content") == "":
		return nil, ylyBadContent
	case printer.offline:
		return nil, ylyOffline
	default:
		return map[string]string{"id": p.w.text(10, "123456789"), "origin_id": q.form.get("origin_id")}, 0
	}
}
