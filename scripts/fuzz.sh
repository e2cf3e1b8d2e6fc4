#!/usr/bin/env bash
# Runs every fuzz target, or those of the files named, for the given time, on top
# of what earlier runs came upon: testdata/fuzz-corpus.tar.gz. What a run adds
# stays in Go's cache until --keep packs it.
# Usage: fuzz.sh TIME [FILE...]
#        fuzz.sh --keep
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
corpus=testdata/fuzz-corpus.tar.gz
cache=$(go env GOCACHE)/fuzz
mkdir -p "$cache" testdata

if [ "${1:-}" = --keep ]; then
	# Inputs of many kilobytes are made of repetition and find nothing that
	# their beginnings don't.
	(cd "$cache" && find keycase -type f -size -16k -print0 | sort -z) |
		tar --create --file - --directory "$cache" --no-recursion --null --mtime @0 --owner 0 --group 0 --numeric-owner --mode 644 --files-from - |
		gzip -9n >"$corpus"
	ls -l "$corpus"
	exit
fi

each=${1:?how long, such as 20s or 10m}
shift
[ ! -e "$corpus" ] || tar --extract --gzip --file "$corpus" --directory "$cache" --skip-old-files
while IFS=: read -r file target; do
	package=./$(dirname "$file")
	echo "== $package $target"
	go test -tags ci,no_emoji -run '^$' -fuzz "^$target\$" -fuzztime "$each" "$package"
done < <(grep -rhoE --include='*_test.go' -H '^func Fuzz[A-Za-z0-9_]+' "${@:-.}" | sed 's/:func /:/; s#^\./##' | sort -u)
