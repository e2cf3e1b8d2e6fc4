#!/usr/bin/env bash
# Copies Fyne to build/fyne, without the two megabytes of its own fonts: the theme
# has others, and for what those lack there are the system's. build/fyne.mod is
# go.mod with this copy. Go itself replaces no file in the module cache.
# Usage: fyne.sh    then build with -modfile=build/fyne.mod
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
copy=build/fyne fonts=build/fyne/theme/font
go mod download fyne.io/fyne/v2 # which list does not
original=$(go list -m -f '{{.Dir}}' fyne.io/fyne/v2)

rm -rf "$copy"
mkdir -p "$copy"
cp -r "$original/." "$copy/"
chmod -R u+w "$copy"
# The smallest of its fonts, which Fyne asks for symbols anyway.
for font in NotoSans-{Regular,Bold,Italic,BoldItalic} DejaVuSansMono-Powerline; do
	cp "$fonts/InterSymbols-Regular.ttf" "$fonts/$font.ttf"
done
# And it loads the system's font for the language only when a character needs it: for
# Chinese that is 16 MB for each weight, which ours hardly ever leave to it.
patch --quiet -p1 -d "$copy" <scripts/fyne.patch
cp go.sum build/fyne.sum
go mod edit -replace fyne.io/fyne/v2=./build/fyne -print >build/fyne.mod
