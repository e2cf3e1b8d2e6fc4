#!/usr/bin/env bash
# Builds one program and shows how far it is: a first build of the window takes
# about three minutes on two cores, and silence looks like a hang.
# Usage: build.sh OUTPUT PACKAGE TAGS LDFLAGS
set -euo pipefail
output=$1 package=$2 tags=$3 ldflags=$4
mkdir -p "$(dirname "$output")"
total=$(go list -deps -tags "$tags" "$package" | wc -l)
echo "Building $output"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! go build -v -trimpath -tags "$tags" -ldflags "$ldflags" -o "$output" "$package" 2> >(
	count=0
	while IFS= read -r line; do
		echo "$line" >>"$log"
		count=$((count + 1))
		if [ -t 1 ]; then printf '\r  %d of at most %d packages' "$count" "$total"; fi
	done
	if [ -t 1 ] && [ "$count" -gt 0 ]; then printf '\n'; fi
); then
	grep -v -E '^[a-z0-9./_-]+$' "$log" >&2 || cat "$log" >&2
	exit 1
fi
