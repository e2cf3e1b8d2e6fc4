#!/bin/sh
# Copies Keycase below a prefix: ~/.local for one user, which is what happens
# without an argument, or /usr/local for all of them.
# Usage: install.sh [PREFIX]
#        install.sh --remove [PREFIX]
set -eu
case "${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}" in
zh*) say() { printf '%s\n' "$1"; } ;;
*) say() { printf '%s\n' "$2"; } ;;
esac

here=$(cd "$(dirname "$0")" && pwd)
remove=
if [ "${1:-}" = --remove ]; then
	remove=yes
	shift
fi
prefix=${1:-$HOME/.local}
case "$prefix" in
-*)
	say "用法：install.sh [--remove] [文件夹]" "usage: install.sh [--remove] [PREFIX]" >&2
	exit 2
	;;
/*) ;;
*) prefix=$PWD/$prefix ;;
esac

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
	# The folders of its name; the others are everybody's, also while they are empty.
	find share -depth -type d -path '*keycase*' | while IFS= read -r folder; do
		rmdir "$prefix/$folder" 2>/dev/null || true # somebody has something in it
	done
	say "钥匣已经从 $prefix 删掉，凭证还在原处。" "Keycase is gone from $prefix. Your credentials are where they were."
else
	desktop=$prefix/share/applications/app.keycase.desktop
	while IFS= read -r line; do
		[ "$line" != Exec=keycase ] || line="Exec=\"$prefix/bin/keycase\""
		printf '%s\n' "$line"
	done <share/applications/app.keycase.desktop >"$desktop.new"
	mv "$desktop.new" "$desktop"
	say "钥匣装在 $prefix。从菜单打开，或者运行 $prefix/bin/keycase。" "Keycase is in $prefix. Start it from the menu, or as $prefix/bin/keycase."
fi
