// Command sbom writes a bill of materials for the programs that it is given, in
// CycloneDX's JSON: what each was linked from, as the program itself says. A DLL is
// Mesa's, which the installer brings.
//
//	sbom VERSION UNIX_SECONDS PROGRAM... [DLL] > FILE
package main

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"keycase/assets/licences"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "sbom:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	if len(args) < 3 {
		return errors.New("wanted are VERSION UNIX_SECONDS PROGRAM and more programs")
	}
	seconds, err := strconv.ParseInt(args[1], 10, 64)
	if err != nil {
		return err
	}
	list := cdx.NewBOM()
	list.Metadata = &cdx.Metadata{
		Timestamp: time.Unix(seconds, 0).UTC().Format(time.RFC3339),
		Component: &cdx.Component{
			BOMRef: "keycase", Type: cdx.ComponentTypeApplication, Name: "Keycase", Version: args[0], Licenses: licence("Keycase"),
		},
	}
	b := bill{version: args[0], libraries: map[string]cdx.Component{}}
	for _, file := range args[2:] {
		if err := b.add(file); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	list.Components, list.Dependencies = b.lists()
	return cdx.NewBOMEncoder(out, cdx.BOMFileFormatJSON).SetPretty(true).EncodeVersion(list, cdx.SpecVersion1_5)
}

// bill is what the programs are made of.
type bill struct {
	version   string
	programs  []cdx.Component
	links     []cdx.Dependency
	libraries map[string]cdx.Component // by package URL
}

func (b *bill) add(file string) error {
	content, err := os.ReadFile(file) //nolint:gosec // the release's programs
	if err != nil {
		return err
	}
	name := filepath.Base(file)
	if strings.HasSuffix(name, ".dll") {
		return b.mesa(content)
	}
	info, err := buildinfo.Read(bytes.NewReader(content))
	if err != nil {
		return err
	}
	b.programs = append(b.programs, cdx.Component{
		BOMRef: "program/" + name, Type: cdx.ComponentTypeApplication, Name: name, Version: b.version, Licenses: licence("Keycase"),
		Hashes: hashes(content),
	})
	refs := []string{b.library("std", info.GoVersion[len("go"):], "Go")}
	for _, m := range info.Deps {
		refs = append(refs, b.module(m))
	}
	slices.Sort(refs)
	b.links = append(b.links, cdx.Dependency{Ref: "program/" + name, Dependencies: &refs})
	return nil
}

func hashes(content []byte) *[]cdx.Hash {
	sum := sha256.Sum256(content)
	return &[]cdx.Hash{{Algorithm: cdx.HashAlgoSHA256, Value: hex.EncodeToString(sum[:])}}
}

var mesaVersion = regexp.MustCompile(`Mesa (\d+\.\d+\.\d+)`)

func (b *bill) mesa(content []byte) error {
	found := mesaVersion.FindSubmatch(content)
	if found == nil {
		return errors.New("this DLL is not Mesa")
	}
	version := string(found[1])
	url := "pkg:generic/mesa@" + version
	b.libraries[url] = cdx.Component{
		BOMRef: url, Type: cdx.ComponentTypeLibrary, Name: "Mesa", Version: version, PackageURL: url, Hashes: hashes(content),
		Licenses: &cdx.Licenses{{Expression: "MIT"}},
	}
	return nil
}

func (b *bill) module(m *debug.Module) string {
	// A folder takes the place of a module that it is a copy of.
	if m.Replace != nil && !strings.HasPrefix(m.Replace.Path, ".") {
		m = m.Replace
	}
	return b.library(m.Path, m.Version, m.Path)
}

// library notes one, of which work is the name among the licences, and returns
// its package URL.
func (b *bill) library(path, version, work string) string {
	url := "pkg:golang/" + path + "@" + version
	b.libraries[url] = cdx.Component{
		BOMRef: url, Type: cdx.ComponentTypeLibrary, Name: path, Version: version, PackageURL: url, Licenses: licence(work),
	}
	return url
}

func licence(work string) *cdx.Licenses {
	for _, w := range licences.All() {
		if w.Name == work {
			return &cdx.Licenses{{Expression: w.Licence}}
		}
	}
	return nil
}

func (b *bill) lists() (*[]cdx.Component, *[]cdx.Dependency) {
	all := b.programs
	for _, library := range b.libraries {
		all = append(all, library)
	}
	slices.SortStableFunc(all, func(x, y cdx.Component) int {
		return cmp.Or(cmp.Compare(x.Type, y.Type), cmp.Compare(x.BOMRef, y.BOMRef))
	})
	return &all, &b.links
}
