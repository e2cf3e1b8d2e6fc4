package history

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"strings"
	"time"

	"keycase/providers"
)

// Table says how records are written for people.
type Table struct {
	Lang  providers.Lang
	Names providers.Registry
	// Zone is where the times are those of the clock on the wall.
	Zone *time.Location
}

// byteOrderMark tells Excel that the text is UTF-8.
const byteOrderMark = "\ufeff"

// WriteCSV writes records as a table that Excel opens with a double click. No cell
// is taken for a formula.
func (t Table) WriteCSV(w io.Writer, records []Record) error {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return err
	}
	table := csv.NewWriter(w)
	table.UseCRLF = true
	rows := [][]string{t.texts(
		providers.Text{ZH: "时间", EN: "Time"}, providers.Text{ZH: "操作", EN: "Operation"}, providers.Text{ZH: "操作代号", EN: "Operation name"},
		providers.Text{ZH: "对象", EN: "Subject"}, providers.Text{ZH: "结果", EN: "Result"}, providers.Text{ZH: "平台代码", EN: "Platform's code"},
		providers.Text{ZH: "由谁", EN: "By"},
	)}
	for _, r := range records {
		rows = append(rows, t.texts(
			providers.Same(r.Time.In(t.Zone).Format(time.DateTime)), r.Title(t.Names), providers.Same(r.Operation),
			providers.Same(r.Subject), r.Result.Text(), providers.Same(r.Code), r.By.Text(),
		))
	}
	return table.WriteAll(rows)
}

func (t Table) texts(texts ...providers.Text) []string {
	cells := make([]string, len(texts))
	for i, text := range texts {
		cells[i] = harmless(text.In(t.Lang))
	}
	return cells
}

// harmless keeps a spreadsheet from taking a cell for a formula.
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

// WriteJSON writes records as a JSON array, with the members that the files have.
func WriteJSON(w io.Writer, records []Record) error {
	if records == nil {
		records = []Record{}
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(records)
}
