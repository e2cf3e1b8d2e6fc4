package main

import (
	"strings"

	"keycase/app/backups"
	"keycase/backup"
)

// The words of a preview, for programs; people get them by translation keys.
var (
	stateWords    = map[backup.State]string{backup.New: "new", backup.Same: "same", backup.Differs: "differs", backup.Refused: "refused"}
	partWords     = map[backup.Part]string{backup.PartName: "name", backup.PartAddress: "base_url", backup.PartPublic: "public", backup.PartSecret: "secret", backup.PartGrant: "grant", backup.PartToken: "token"}
	sideWords     = map[backup.Side]string{backup.Ours: "ours", backup.Theirs: "theirs"}
	decisionWords = map[backup.Decision]string{backup.Undecided: "undecided", backup.Keep: "keep", backup.Take: "take", backup.KeepBoth: "both"}
)

type restoreJSON struct {
	Mode        string             `json:"mode"`
	Made        string             `json:"made"`
	Program     string             `json:"program"`
	Scope       string             `json:"scope"`
	Credentials []restoreItemJSON  `json:"credentials"`
	Others      []string           `json:"others"` // not in the backup; removed by replace
	Result      *restoreResultJSON `json:"result,omitempty"`
}

type restoreItemJSON struct {
	Name        string        `json:"name"`
	Platform    string        `json:"platform"`
	BaseURL     string        `json:"base_url,omitempty"`
	State       string        `json:"state"`
	Decision    string        `json:"decision"`
	As          string        `json:"as,omitempty"` // the name under which it will be
	Differences []changedJSON `json:"differences"`
}

type changedJSON struct {
	Part   string `json:"part"`
	What   string `json:"what,omitempty"`
	Ours   string `json:"ours,omitempty"`
	Theirs string `json:"theirs,omitempty"`
	Only   string `json:"only,omitempty"`
}

type restoreResultJSON struct {
	Added    []string `json:"added"`
	Replaced []string `json:"replaced"`
	Kept     []string `json:"kept"`
	Removed  []string `json:"removed"`
	LeftOut  []string `json:"left_out"`
	Refused  []string `json:"refused"`
}

func (c *cli) restoreJSON(content backup.Content, plan *backup.Plan, m backup.Mode) restoreJSON {
	j := restoreJSON{
		Mode: "merge", Made: rfc3339(content.Made), Program: content.Program, Scope: "chosen",
		Credentials: []restoreItemJSON{}, Others: []string{},
	}
	if m == backup.Replace {
		j.Mode = "replace"
	}
	if content.All {
		j.Scope = "all"
	}
	names := plan.Names(m)
	for i := range plan.Items {
		item := &plan.Items[i]
		ij := restoreItemJSON{
			Name: item.Theirs.Name, Platform: item.Theirs.Platform, BaseURL: item.Theirs.BaseURL,
			State: stateWords[item.State], Decision: decisionWords[item.Under(m)], As: names[i], Differences: []changedJSON{},
		}
		for _, d := range item.Differences {
			ij.Differences = append(ij.Differences, changedJSON{partWords[d.Part], d.What, d.Ours, d.Theirs, sideWords[d.Only]})
		}
		j.Credentials = append(j.Credentials, ij)
	}
	for _, o := range plan.Others {
		j.Others = append(j.Others, o.Name)
	}
	return j
}

// showPlan shows what would be done; as an object only if that is all there is to
// show.
func (c *cli) showPlan(content backup.Content, plan *backup.Plan, f restoreFlags) error {
	if c.json {
		if f.dryRun {
			return c.object(c.restoreJSON(content, plan, f.mode()))
		}
		return nil
	}
	c.note(c.T("cli.restore.made", "Time", clock(content.Made), "Program", content.Program))
	var rows [][]string
	for i := range plan.Items {
		item := &plan.Items[i]
		state := stateWords[item.State]
		if c.terminal {
			state = c.T("cli.restore.state." + state)
		}
		rows = append(rows, []string{state, item.Theirs.Name, item.Theirs.Platform, item.Theirs.BaseURL, c.differenceText(item.Theirs.Platform, item.Differences)})
	}
	if f.replace {
		for _, o := range plan.Others {
			state := "removed"
			if c.terminal {
				state = c.T("cli.restore.state.removed")
			}
			rows = append(rows, []string{state, o.Name, o.Platform, o.BaseURL, ""})
		}
	}
	return c.table([]string{
		c.T("cli.column.state"), c.T("cli.column.name"), c.T("cli.column.platform"), c.T("cli.column.base_url"), c.T("cli.column.differs"),
	}, rows)
}

// differenceText lists differences in one cell: values where they are public, and
// only names where they are secret.
func (c *cli) differenceText(platform string, all []backup.Difference) string {
	parts := make([]string, len(all))
	for i, d := range all {
		parts[i] = c.oneDifference(platform, d)
	}
	return strings.Join(parts, c.T("cli.list.comma"))
}

func (c *cli) oneDifference(platform string, d backup.Difference) string {
	what := c.T("cli.restore.part."+partWords[d.Part], "What", backups.Label(c.bare().Registry(), platform, d, c.lang))
	switch {
	case d.Ours != "" || d.Theirs != "":
		return c.T("cli.restore.from_to", "What", what, "Ours", orNone(c, d.Ours), "Theirs", orNone(c, d.Theirs))
	case d.Only == backup.Ours:
		return c.T("cli.restore.only_ours", "What", what)
	case d.Only == backup.Theirs:
		return c.T("cli.restore.only_theirs", "What", what)
	case d.Part == backup.PartToken:
		return c.T("cli.restore.newer", "What", what)
	}
	return c.T("cli.restore.other", "What", what)
}

func orNone(c *cli, value string) string {
	if value == "" {
		return c.T("cli.restore.none")
	}
	return value
}

func (c *cli) showRestored(content backup.Content, plan *backup.Plan, r backup.Result, f restoreFlags) error {
	c.note(c.T("cli.restore.done", "Added", len(r.Added), "Replaced", len(r.Replaced), "Kept", len(r.Kept), "Removed", len(r.Removed)))
	for _, name := range r.Refused {
		c.note(c.T("cli.restore.refused", "Name", name))
	}
	if !c.json {
		return nil
	}
	j := c.restoreJSON(content, plan, f.mode())
	j.Result = &restoreResultJSON{namesJSON(r.Added), namesJSON(r.Replaced), namesJSON(r.Kept), namesJSON(r.Removed), namesJSON(r.LeftOut), namesJSON(r.Refused)}
	return c.object(j)
}

// namesJSON is a list that is [] in JSON where it is empty.
func namesJSON(names []string) []string { return append([]string{}, names...) }
