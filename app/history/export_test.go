package history

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers"
	"keycase/providers/catalog"
)

var some = []Record{
	{time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC), "yilianyun.refresh", "4004683219", OK, "", Auto},
	{time.Date(2026, 3, 1, 2, 0, 0, 0, time.UTC), "yilianyun.gone", "-1", Refused, "30", Person},
}

func TestCSV(t *testing.T) {
	var b strings.Builder
	require.NoError(t, Table{providers.Chinese, catalog.Registry(), providers.ChinaTime}.WriteCSV(&b, some))
	assert.Equal(t, "\ufeff时间,操作,操作代号,对象,结果,平台代码,由谁\r\n"+
		"2026-03-02 10:00:00,刷新令牌,yilianyun.refresh,4004683219,成功,,自动\r\n"+
		"2026-03-01 10:00:00,yilianyun.gone,yilianyun.gone,'-1,被拒绝,30,人\r\n", b.String())

	b.Reset()
	require.NoError(t, Table{providers.English, catalog.Registry(), time.UTC}.WriteCSV(&b, some[:1]))
	assert.Contains(t, b.String(), "2026-03-02 02:00:00,Refresh the token,yilianyun.refresh,4004683219,done,,by itself")
}

func TestNoCellIsAFormula(t *testing.T) {
	for _, cell := range []string{"=1", "+1", "-1", "@x", "\tx", "\rx"} {
		assert.Equal(t, "'"+cell, harmless(cell))
	}
	for _, cell := range []string{"", "1", "a=1", "中文"} {
		assert.Equal(t, cell, harmless(cell))
	}
}

func TestJSON(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, WriteJSON(&b, some))
	var back []Record
	require.NoError(t, json.Unmarshal(b.Bytes(), &back))
	assert.Equal(t, some, back)
	b.Reset()
	require.NoError(t, WriteJSON(&b, nil))
	assert.Equal(t, "[]\n", b.String())
}

func TestTexts(t *testing.T) {
	for _, text := range []providers.Text{OK.Text(), Refused.Text(), Failed.Text(), NoAnswer.Text(), Person.Text(), Auto.Text()} {
		assert.NotEmpty(t, text.ZH)
		assert.NotEmpty(t, text.EN)
		assert.NotEqual(t, text.ZH, text.EN)
	}
}

// FuzzCSV: any cell comes back as it was, or with the mark that disarms it.
func FuzzCSV(f *testing.F) {
	f.Add("=1", "a\"b")
	f.Fuzz(func(t *testing.T, operation, subject string) {
		var b strings.Builder
		records := []Record{{Operation: operation, Subject: subject, Result: OK, By: Person}}
		require.NoError(t, Table{providers.English, catalog.Registry(), time.UTC}.WriteCSV(&b, records))
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), byteOrderMark))).ReadAll()
		require.NoError(t, err)
		require.Len(t, rows, 2)
		for _, cell := range rows[1] {
			require.False(t, cell != "" && strings.ContainsRune("=+-@\t", rune(cell[0])), cell)
		}
	})
}
