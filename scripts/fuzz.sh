#!/usr/bin/env bash
# Runs every fuzz target for the given time.
# Usage: fuzz.sh TIME
set -euo pipefail
each=$1
while IFS=: read -r file target; do
	package=./$(dirname "$file")
	echo "== $package $target"
	go test -tags ci,no_emoji -run '^$' -fuzz "^$target\$" -fuzztime "$each" "$package"
done < <(grep -rhoE --include='*_test.go' -H '^func Fuzz[A-Za-z0-9_]+' . | sed 's/:func /:/; s#^\./##' | sort -u)
