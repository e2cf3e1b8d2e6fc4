package printer

import (
	"encoding/csv"
	"io"
	"strings"
	"time"

	"keycase/assets/translations"
	"keycase/providers"
)

// bom tells spreadsheets that the text is UTF-8.
const bom = "\ufeff"

// writeBatch writes the printers of a batch as CSV, without anything secret. Times are
// those of China, where the platform is.
func writeBatch(w io.Writer, l *translations.Localizer, batch []paired) error {
	if _, err := io.WriteString(w, bom); err != nil {
		return err
	}
	table := csv.NewWriter(w)
	table.UseCRLF = true
	columns := []string{"name", "code", "app", "type", "environment", "at", "expires", "refreshes", "stored"}
	head := make([]string, len(columns))
	for i, column := range columns {
		head[i] = l.T("printer.csv." + column)
	}
	rows := [][]string{head}
	for _, p := range batch {
		rows = append(rows, p.row(l))
	}
	return table.WriteAll(rows)
}

func (p paired) row(l *translations.Localizer) []string {
	expires := stamp(p.life.expires)
	if p.life.never {
		expires = l.T("status.never")
	}
	stored := l.T("printer.csv.yes")
	if p.unsaved != nil {
		stored = l.T("printer.csv.no")
	}
	refreshes := stamp(p.life.refreshes)
	if p.life.never {
		refreshes = ""
	}
	row := []string{p.name, p.code, p.app, typeName(l, p.appType), p.environment, stamp(p.at), expires, refreshes, stored}
	for i, cell := range row {
		row[i] = harmless(cell)
	}
	return row
}

func stamp(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(providers.ChinaTime).Format("2006-01-02 15:04:05")
}

// typeName is the word for a type of app.
func typeName(l *translations.Localizer, appType string) string {
	if appType == typeSelf {
		return l.T("printer.type.self")
	}
	return l.T("printer.type.open")
}

// harmless keeps spreadsheets from taking a cell for a formula, also where its first
// character is a full-width one or hides behind white space.
func harmless(cell string) string {
	if strings.ContainsAny(cell, "\t\r\n") || strings.IndexAny(strings.TrimSpace(cell), "=+-@＝＋－＠|") == 0 {
		return "'" + cell
	}
	return cell
}
