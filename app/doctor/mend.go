package doctor

import (
	"context"
	"strings"

	"keycase/vault"
)

// Found is something at which the list of credentials and the place of their
// secrets do not agree, in words.
type Found struct {
	Kind   vault.FindingKind `json:"kind"`
	Remedy vault.Remedy      `json:"remedy,omitempty"`
	Count  int               `json:"count"`
	// Text tells what it is. It may name a credential or a folder.
	Text string `json:"text"`
	// Does tells what a repair does about it; empty where that is nothing.
	Does string `json:"does,omitempty"`
}

// Examination is what was found, and what a repair would do about it.
type Examination struct {
	Found  []Found
	report vault.Report
}

// Repairable tells whether there is anything that a repair does.
func (e Examination) Repairable() bool { return e.report.Repairable() }

// Deeds are the sentences that a person agrees to: for each finding that a repair
// does something about, what it is and what is done.
func (d *Doctor) Deeds(e Examination) []string {
	var all []string
	for _, f := range e.Found {
		if f.Does != "" {
			all = append(all, d.p.Text.T("doctor.mend.line", "Found", f.Text, "Does", f.Does))
		}
	}
	return all
}

// Examine compares the list of credentials with the place of their secrets. It
// changes nothing. It may take as long as reading all secrets, and returns the
// errors of [vault.Vault.Examine], or Params.Err where there is no vault.
func (d *Doctor) Examine(ctx context.Context) (Examination, error) {
	if d.p.Err != nil {
		return Examination{}, d.p.Err
	}
	report, err := d.p.Broker.Vault().Examine(ctx)
	if err != nil {
		return Examination{}, err
	}
	e := Examination{report: report}
	at := map[string]int{} // of a text, so that the same is said once
	for _, f := range report.Findings {
		found := d.words(f)
		i, said := at[found.Text]
		if !said {
			i = len(e.Found)
			at[found.Text] = i
			e.Found = append(e.Found, found)
		}
		e.Found[i].Count += max(f.Count, 1)
	}
	for i := range e.Found {
		if n := e.Found[i].Count; n > 1 {
			e.Found[i].Text = d.p.Text.T("doctor.found.times", "Text", e.Found[i].Text, "Count", n)
		}
	}
	return e, nil
}

// Repair does what an examination said. Its errors are those of
// [vault.Vault.Repair].
func (d *Doctor) Repair(ctx context.Context, e Examination) error {
	if d.p.Err != nil {
		return d.p.Err
	}
	return d.p.Broker.Vault().Repair(ctx, e.report)
}

// words puts a finding into words.
func (d *Doctor) words(f vault.Finding) Found {
	t := d.p.Text
	found := Found{Kind: f.Kind, Remedy: f.Remedy}
	switch f.Kind {
	case vault.FoundOlderIndex:
		found.Text = t.T("doctor.found.older_index")
	case vault.FoundEmptyIndex:
		found.Text = t.T("doctor.found.empty_index")
	case vault.FoundBrokenIndex:
		found.Text = t.T("doctor.found.broken_index", "Path", f.Path)
	case vault.FoundTempFile:
		found.Text = t.T("doctor.found.temp_file", "Path", f.Path)
	case vault.FoundMissing:
		found.Text = t.T("doctor.found.missing", "What", d.part(f))
	case vault.FoundDamaged:
		found.Text = t.T("doctor.found.damaged", "What", d.part(f))
	case vault.FoundOtherKey:
		found.Text = t.T("doctor.found.other_key", "What", d.part(f))
	case vault.FoundElsewhere:
		found.Text = t.T("doctor.found.elsewhere", "What", d.part(f))
	case vault.FoundOtherUse:
		found.Text = t.T("doctor.found.other_use", "What", d.part(f))
	case vault.FoundLost:
		found.Text = t.T("doctor.found.lost", "What", d.part(f))
	case vault.FoundStray:
		found.Text = t.T("doctor.found.stray")
	case vault.FoundUnknown:
		found.Text = t.T("doctor.found.unknown")
	}
	found.Does = d.deed(f)
	return found
}

// deed tells what a repair does about a finding, "" for nothing.
func (d *Doctor) deed(f vault.Finding) string {
	t := d.p.Text
	switch {
	case f.Remedy == vault.RemedyMark:
		return t.T("doctor.mend.mark")
	case f.Remedy == vault.RemedyForget:
		return t.T("doctor.mend.forget")
	case f.Remedy == vault.RemedyAccept:
		return t.T("doctor.mend.accept")
	case f.Remedy == vault.RemedyDelete && f.Path != "":
		return t.T("doctor.mend.delete_file")
	case f.Remedy == vault.RemedyDelete:
		return t.T("doctor.mend.delete_secret")
	}
	return ""
}

// part names what a secret belongs to.
func (d *Doctor) part(f vault.Finding) string {
	t, subject := d.p.Text, f.Subject
	if subject == "" {
		subject = f.PartKind
	}
	switch f.Part {
	case vault.PartGrant:
		return t.T("doctor.part.grant", "Name", f.Name, "Subject", subject)
	case vault.PartToken:
		return t.T("doctor.part.token", "Name", f.Name, "Subject", subject)
	default:
		return t.T("doctor.part.fields", "Name", f.Name)
	}
}

// recovery is the check of an index that was lost at some time and not repaired.
func (d *Doctor) recovery(r vault.Recovery) Check {
	t := d.p.Text
	text := t.T("doctor.found.older_index")
	if r == vault.RecoveryEmpty {
		text = t.T("doctor.found.empty_index")
	}
	do := t.T("doctor.index.repair")
	if strings.HasSuffix(d.p.Program, "-cli") {
		do = t.T("doctor.index.repair.cli", "Program", d.p.Program)
	}
	return Check{Grade: Warning, Text: text, Action: do}
}
