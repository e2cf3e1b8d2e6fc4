#!/usr/bin/env bash
# Prints the version, which stands in FyneApp.toml and nowhere else: as it is
# where HEAD has the tag of that version and nothing was changed, else with the
# commit behind it.
# Usage: version.sh [--plain]    --plain leaves the commit out
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

version=$(sed -n 's/^Version = "\([0-9.]*\)"$/\1/p' FyneApp.toml)
[ -n "$version" ] || { echo "FyneApp.toml names no version" >&2; exit 1; }
if [ "${1:-}" = --plain ]; then
	echo "$version"
	exit
fi
commit=$(git rev-parse --short=12 HEAD 2>/dev/null) || { echo "$version-dev"; exit; }
changed=
[ -z "$(git status --porcelain --untracked-files=no)" ] || changed=.changed
if [ -z "$changed" ] && [ "$(git describe --tags --exact-match 2>/dev/null)" = "v$version" ]; then
	echo "$version"
else
	echo "$version-dev+$commit$changed"
fi
