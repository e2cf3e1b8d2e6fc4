#!/usr/bin/env bash
# Builds one of the programs for Windows, with its icon, manifest and version. The
# resources lie in the package only while it is built: no other build finds them.
# Usage: WINRES=go-winres windows.sh OUTPUT PACKAGE TAGS LDFLAGS
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
output=$1 package=$2
name=$(basename "$output" .exe)
plain=$(scripts/version.sh --plain).0

resources=$package/${name}_windows_amd64.syso
trap 'rm -f "$resources"' EXIT
"$WINRES" make --in "packaging/windows/$name.json" --out "$package/$name" --arch amd64 \
	--file-version "$plain" --product-version "$plain"
GOOS=windows GOARCH=amd64 CC=x86_64-w64-mingw32-gcc scripts/build.sh "$@"
