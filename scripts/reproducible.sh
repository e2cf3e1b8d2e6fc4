#!/usr/bin/env bash
# Builds the command line of this commit twice, in folders of different names,
# once with what was compiled before and once from nothing, and compares.
# Usage: reproducible.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT

git clone -q . "$work/one"
git clone -q . "$work/another/place"
make -s -C "$work/one" build/keycase-cli
GOCACHE=$work/cache make -s -C "$work/another/place" build/keycase-cli
first=$(sha256sum <"$work/one/build/keycase-cli")
second=$(sha256sum <"$work/another/place/build/keycase-cli")
[ "$first" = "$second" ] || { echo "Two builds of one commit differ: $first $second" >&2; exit 1; }
scripts/sizes.sh "$work/one/build/keycase-cli"
echo "Two builds, one sum: ${first%% *}"
