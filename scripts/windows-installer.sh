#!/usr/bin/env bash
# Packs what `make windows` built into an installer for Windows, signed where a
# certificate is given (see sign.sh).
# Usage: windows-installer.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
version=$(scripts/version.sh)
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}
stage=$PWD/build/windows remove=$PWD/build/windows-remove.nsh icon=$PWD/build/keycase.ico side=$PWD/build/keycase-side.bmp
out=$PWD/build/dist/keycase-$version-setup.exe

rm -rf "$stage"
install -Dm755 -t "$stage" build/keycase.exe build/keycase-cli.exe
install -Dm644 LICENSE "$stage/LICENSE.txt"
install -m644 CHANGELOG.md SECURITY.md "$stage/"
install -Dm644 -t "$stage/licences" assets/licences/list.tsv assets/licences/texts/*.txt
# In a folder of its own, which the program starts itself from when it is to be drawn
# in software.
if [ -e build/mesa/opengl32.dll ]; then
	install -Dm644 -t "$stage/opengl-software" build/mesa/*
else
	echo "Without OpenGL in software, which 'make mesa' builds."
fi
signing=()
if [ -n "${KEYCASE_CERTIFICATE:-}" ]; then
	find "$stage" \( -name '*.exe' -o -name '*.dll' \) -exec scripts/sign.sh {} +
	signing=("-DSIGN=$PWD/scripts/sign.sh")
fi
find "$stage" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +

# What is removed is what was brought, file by file: the folder is the person's choice.
(
	cd "$stage"
	find . -type f -printf 'Delete "$INSTDIR\\%P"\n' | LC_ALL=C sort
	find . -mindepth 1 -depth -type d -printf 'RMDir "$INSTDIR\\%P"\n'
) | tr / '\\' >"$remove"
convert assets/app/icon-{16,32,48,64,256}.png "$icon"
convert -size 164x314 xc:"#2D5BD7" assets/app/icon-128.png -gravity center -geometry +0-40 -composite -alpha off "BMP3:$side"

mkdir -p build/dist
rm -f build/dist/keycase-*-setup.exe
makensis -V2 -WX -INPUTCHARSET UTF8 -DVERSION="$version" -DPLAIN="$(scripts/version.sh --plain).0" \
	-DSTAGE="$stage" -DREMOVE="$remove" -DSIZE="$(du -sk --apparent-size "$stage" | cut -f1)" \
	-DICON="$icon" -DSIDE="$side" -DOUT="$out" "${signing[@]}" packaging/windows/installer.nsi
