package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	cdx "github.com/CycloneDX/cyclonedx-go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestBill makes a bill of what makes bills.
func TestBill(t *testing.T) {
	program := filepath.Join(t.TempDir(), "sbom")
	said, err := exec.CommandContext(t.Context(), "go", "build", "-o", program, ".").CombinedOutput() //nolint:gosec // this package
	require.NoError(t, err, "%s", said)
	var out, again bytes.Buffer
	args := []string{"1.2.3", "1700000000", program}
	require.NoError(t, run(args, &out))
	require.NoError(t, run(args, &again))
	assert.Equal(t, out.String(), again.String())

	var list cdx.BOM
	require.NoError(t, cdx.NewBOMDecoder(&out, cdx.BOMFileFormatJSON).Decode(&list))
	assert.Equal(t, "2023-11-14T22:13:20Z", list.Metadata.Timestamp)
	known := map[string]cdx.Component{list.Metadata.Component.BOMRef: *list.Metadata.Component}
	for _, c := range *list.Components {
		assert.NotContains(t, known, c.BOMRef, "named twice")
		known[c.BOMRef] = c
	}
	linked := false
	for _, d := range *list.Dependencies {
		assert.Contains(t, known, d.Ref)
		for _, ref := range *d.Dependencies {
			assert.Contains(t, known, ref)
			linked = linked || known[ref].Name == "github.com/CycloneDX/cyclonedx-go"
		}
	}
	assert.True(t, linked)
	self := known["program/"+(*list.Components)[0].Name]
	require.NotNil(t, self.Hashes)
	assert.Len(t, (*self.Hashes)[0].Value, 64)
}

func TestBillWithMesa(t *testing.T) {
	library := filepath.Join(t.TempDir(), "libgallium_wgl.dll")
	require.NoError(t, os.WriteFile(library, []byte("\x00%u.%u Mesa 22.3.6\x00"), 0o600))
	var out bytes.Buffer
	require.NoError(t, run([]string{"1.2.3", "0", library}, &out))
	var list cdx.BOM
	require.NoError(t, cdx.NewBOMDecoder(&out, cdx.BOMFileFormatJSON).Decode(&list))
	require.Len(t, *list.Components, 1)
	mesa := (*list.Components)[0]
	assert.Equal(t, []string{"Mesa", "22.3.6"}, []string{mesa.Name, mesa.Version})
	require.NotNil(t, mesa.Hashes)

	require.NoError(t, os.WriteFile(library, []byte("another"), 0o600))
	require.ErrorContains(t, run([]string{"1.2.3", "0", library}, &out), "not Mesa")
}

func TestNoBill(t *testing.T) {
	require.Error(t, run([]string{"1.2.3"}, &bytes.Buffer{}))
	require.Error(t, run([]string{"1.2.3", "yesterday", "x"}, &bytes.Buffer{}))
	require.ErrorContains(t, run([]string{"1.2.3", "0", "main.go"}, &bytes.Buffer{}), "main.go")
}
