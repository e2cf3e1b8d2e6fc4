package catalog

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"keycase/providers"
)

// audit collects what is wrong with the description of a platform. Windows,
// command line and documentation are made from it, so nothing may be missing.
type audit struct {
	platform *providers.Platform
	where    string
	faults   []string
}

func auditPlatform(p *providers.Platform) []string {
	a := &audit{platform: p, where: p.ID}
	a.require(plainName.MatchString(p.ID), "id")
	a.text("name", p.Name)
	a.text("short name", p.ShortName)
	a.icon(p.Icon)
	u, err := url.Parse(p.BaseURL)
	a.require(err == nil && u.Scheme == "https" && u.Host != "" && !strings.HasSuffix(p.BaseURL, "/"), "base URL %q", p.BaseURL)
	a.require(len(p.Fields) > 0 && len(p.Operations) > 0, "no fields or no operations")
	a.fields(p.Fields)
	for _, kind := range p.Tokens {
		a.tokenKind(kind)
	}
	ids := map[string]bool{}
	for i := range p.Operations {
		op := &p.Operations[i]
		a.where = p.ID + "." + op.ID
		a.require(!ids[op.ID], "id is not unique")
		ids[op.ID] = true
		a.operation(op)
	}
	return a.faults
}

var (
	plainName = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	wireName  = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)
	// secretName matches what every platform calls a secret.
	secretName = regexp.MustCompile(`secret|token|msign|qr_key|refresh`)
	// impolite are the words that Keycase does without; 请求 and 申请 are others.
	impolite = regexp.MustCompile(`您|抱歉|！|请`)
	harmless = strings.NewReplacer("请求", "", "申请", "")
)

func (a *audit) require(ok bool, format string, args ...any) {
	if !ok {
		a.faults = append(a.faults, a.where+": "+fmt.Sprintf(format, args...))
	}
}

func (a *audit) text(what string, t providers.Text) {
	a.require(t.ZH != "" && t.EN != "", "%s lacks a language", what)
	a.require(!impolite.MatchString(harmless.Replace(t.ZH)), "%s: %s", what, t.ZH)
}

func (a *audit) icon(name string) {
	_, err := os.Stat(filepath.Join("..", "..", "assets", "icons", name+".svg"))
	a.require(name != "" && err == nil, "icon %q", name)
}

func (a *audit) fields(fields []providers.Field) {
	names := map[string]bool{}
	for _, f := range fields {
		a.require(wireName.MatchString(f.Name) && !names[f.Name], "field %q: name", f.Name)
		names[f.Name] = true
		a.field(f)
	}
}

func (a *audit) field(f providers.Field) {
	what := "field " + f.Name
	a.text(what+" label", f.Label)
	a.text(what+" help", f.Help)
	if !f.Where.IsZero() {
		a.text(what+" where", f.Where)
	}
	a.require(!secretName.MatchString(f.Name) || f.Secret, "%s is a secret by its name", what)
	a.require(!f.Secret || !f.Where.IsZero(), "%s: nobody knows where to find it", what)

	a.require(f.Example != "" || f.Kind == providers.KindChoice, "%s has no example", what)
	for _, value := range []string{f.Example, f.Default} {
		_, _, err := (&providers.Operation{Inputs: []providers.Field{f.Optional()}}).Check(providers.Values{f.Name: value})
		a.require(err == nil, "%s does not accept its own %q: %v", what, value, err)
	}
	a.require((f.Kind == providers.KindChoice) == (len(f.Choices) > 1), "%s: choices", what)
	for _, c := range f.Choices {
		a.require(c.Value != "", "%s: a choice is empty", what)
		a.text(what+" choice", c.Label)
	}
}

func (a *audit) tokenKind(kind providers.TokenKind) {
	a.require(kind.Kind != "" && kind.Life > 0 && kind.Soon > 0 && kind.Soon < kind.Life, "token %q: life", kind.Kind)
	a.require(kind.IssueBy != nil, "token %q: nothing issues it", kind.Kind)
	a.require((kind.RefreshBy == "") == (kind.RefreshSoon == 0), "token %q: refresh", kind.Kind)
	if kind.IssueBy == nil {
		return
	}
	for _, id := range append(a.issuers(kind), kind.RefreshBy) {
		if id == "" {
			continue
		}
		op, ok := a.platform.Operation(id)
		a.require(ok && op.Yields == kind.Kind, "token %q does not come from %q", kind.Kind, id)
	}
}

// issuers asks for every choice that a credential can make.
func (a *audit) issuers(kind providers.TokenKind) []string {
	ids := []string{kind.IssueBy(providers.Values{})}
	for _, f := range a.platform.Fields {
		for _, c := range f.Choices {
			ids = append(ids, kind.IssueBy(providers.Values{f.Name: c.Value}))
		}
	}
	return ids
}

func (a *audit) operation(op *providers.Operation) {
	a.require(plainName.MatchString(op.ID), "id")
	a.text("title", op.Title)
	a.text("summary", op.Summary)
	a.icon(op.Icon)
	a.require(op.Signer != nil, "no signer")
	a.require(op.Sends == (op.Parser != nil), "an answer is read exactly where something is sent")
	if op.Yields != "" {
		_, ok := a.platform.TokenKind(op.Yields)
		a.require(ok, "yields %q", op.Yields)
	}
	if q := op.Quota; q != nil {
		a.require(strings.HasPrefix(q.ID, a.platform.ID+".") && q.Limit > 0 && q.Window > 0 && q.Scope != nil, "quota")
	}
	a.fields(op.Inputs)
	for _, rule := range op.OneOf {
		for _, name := range rule.Fields {
			f, ok := providers.FieldNamed(op.Inputs, name)
			a.require(ok && !f.Required, "one-of names %q, which is no optional input", name)
		}
	}
	for _, f := range op.Inputs {
		a.input(f)
	}
	a.grants(op)
}

// grants looks for what the operation says about the grants that it gives or ends.
func (a *audit) grants(op *providers.Operation) {
	if op.About != "" {
		_, ok := providers.FieldNamed(op.Inputs, op.About)
		a.require(ok, "is about %q, which is no input", op.About)
	}
	binds := slices.ContainsFunc(a.platform.Operations, func(other providers.Operation) bool { return other.Binds == op.Releases })
	a.require(op.Releases == "" || op.About != "" && binds, "releases %q, which nothing binds", op.Releases)
	a.require((len(op.Renews) > 0) == (len(op.RenewsBy) > 0), "renews nothing, or nobody knows by what")
	for _, name := range append(slices.Clone(op.Renews), op.RenewsBy...) {
		_, ok := providers.FieldNamed(a.platform.Fields, name)
		a.require(ok, "renews %q, which is no field", name)
	}
}

// input compares an input with the credential's field of the same name, and
// looks for what is to fill it.
func (a *audit) input(f providers.Field) {
	if own, ok := providers.FieldNamed(a.platform.Fields, f.Name); ok {
		same := f.Secret == own.Secret && f.Kind == own.Kind && f.Rule == own.Rule && f.Label == own.Label
		a.require(same, "input %q differs from the credential's field", f.Name)
	}
	if f.FromToken != "" {
		_, ok := a.platform.TokenKind(f.FromToken)
		a.require(ok && f.Secret, "input %q comes from a token %q", f.Name, f.FromToken)
	}
	if f.FromGrant != "" {
		binds := slices.ContainsFunc(a.platform.Operations, func(op providers.Operation) bool { return op.Binds == f.FromGrant })
		a.require(binds, "input %q comes from a grant %q that nothing gives", f.Name, f.FromGrant)
	}
}
