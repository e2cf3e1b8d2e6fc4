#!/usr/bin/env bash
# Prints how large programs and installers are, and fails where one is larger
# than it may be; text/template alone would bring the command line from 13 MB to 15.
# A MB is a million bytes. Then, for make, how long it took so far.
# Usage: [STARTED=seconds since 1970] sizes.sh FILE...
set -euo pipefail
failed=
for file in "$@"; do
	case "$file" in
	*-setup*.exe | *.deb | *.tar.gz | *.zip) limit=25 ;;
	*keycase-cli*) limit=14 ;;
	*) limit=30 ;;
	esac
	bytes=$(stat -c %s "$file" 2>/dev/null || stat -f %z "$file")
	verdict=
	if [ "$bytes" -ge $((limit * 1000000)) ]; then verdict='  TOO LARGE' failed=yes; fi
	awk -v file="$file" -v bytes="$bytes" -v limit=$limit -v verdict="$verdict" \
		'BEGIN { printf "  %5.1f MB of %d  %s%s\n", bytes / 1e6, limit, file, verdict }'
done
if [ -n "${STARTED:-}" ]; then
	took=$(($(date +%s) - STARTED))
	printf '  after %d:%02d minutes\n' $((took / 60)) $((took % 60))
fi
[ -z "$failed" ]
