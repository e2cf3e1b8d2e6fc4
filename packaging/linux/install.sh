#!/bin/sh
# Copies Keycase below a prefix: ~/.local for one user, which is what happens
# without an argument, or /usr/local for all of them.
# Usage: install.sh [PREFIX]
#        install.sh --remove [PREFIX]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
remove=
if [ "${1:-}" = --remove ]; then
	remove=yes
	shift
fi
prefix=${1:-$HOME/.local}

cd "$here"
find bin share -type f | while IFS= read -r file; do
	if [ -n "$remove" ]; then
		rm -f "$prefix/$file"
	else
		mkdir -p "$prefix/$(dirname "$file")"
		cp "$file" "$prefix/$file.new"
		mv "$prefix/$file.new" "$prefix/$file" # a program that runs keeps its own
	fi
done
if [ -n "$remove" ]; then
	rmdir "$prefix/share/doc/keycase/licences" "$prefix/share/doc/keycase" 2>/dev/null || true
	echo "Keycase is gone from $prefix. Your credentials are where they were."
else
	desktop=$prefix/share/applications/app.keycase.desktop
	sed "s,^Exec=keycase\$,Exec=\"$prefix/bin/keycase\"," "$desktop" >"$desktop.new"
	mv "$desktop.new" "$desktop"
	echo "Keycase is in $prefix. Start it from the menu, or as $prefix/bin/keycase."
fi
