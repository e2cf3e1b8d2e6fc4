#!/usr/bin/env bash
# Refuses a release whose tag, version and changelog do not agree.
# Usage: check-release.sh TAG
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
tag=${1:?the tag, such as v0.1.0}
version=$(scripts/version.sh --plain)

fail() { echo "No release of $tag: $*" >&2; exit 1; }
[ "$tag" = "v$version" ] || fail "FyneApp.toml says $version"
heading=$(grep -m 1 -F "## [$version]" CHANGELOG.md) || fail "CHANGELOG.md has no section [$version]"
[[ $heading =~ ^"## [$version] - "[0-9]{4}-[0-9]{2}-[0-9]{2}$ ]] || fail "the section [$version] of CHANGELOG.md has no date"
first=$(grep -m 1 -E '^## \[[0-9]' CHANGELOG.md)
[ "$first" = "$heading" ] || fail "CHANGELOG.md begins with ${first#\#\# }"
below=$(awk -v heading="$heading" '$0 == heading { on = 1; next } /^## / { on = 0 } on && /^- /' CHANGELOG.md | wc -l)
[ "$below" -gt 0 ] || fail "the section [$version] of CHANGELOG.md says nothing"
echo "$tag: $below entries in the changelog, ${heading##* }"
