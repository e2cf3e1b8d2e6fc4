#!/usr/bin/env bash
# Writes assets/licences anew: the licences of all modules that are linked into
# the two programs on any system, of the fonts and of the icons. Run it after
# each change of go.mod; it fails where a licence is missing or unknown.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
go run ./assets/licences/make
