#!/usr/bin/env bash
# Packs Keycase.app for each kind of Mac, with the command line inside, as zips. One
# app for both would be twice as large as an app may be. Runs on a Mac with Xcode's
# command line tools; nobody has run it yet.
# KEYCASE_IDENTITY names a certificate to sign with; without it the signature is
# ad hoc, and the person has to allow the app in the system's settings once.
# Usage: [WINDOW_FLAGS=flags of go build for the window] macos.sh WINDOW_TAGS CLI_TAGS LDFLAGS
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
[ "$(uname)" = Darwin ] || { echo "The window for macOS can be built on a Mac only: Apple's frameworks are needed. 'make cross' checks the rest here." >&2; exit 1; }
window_tags=$1 cli_tags=$2 ldflags=$3
version=$(scripts/version.sh)

rm -rf build/macos build/keycase.iconset
mkdir -p build/keycase.iconset build/dist
for size in 16 32 128 256 512; do
	cp "assets/app/icon-$size.png" "build/keycase.iconset/icon_${size}x$size.png"
	cp "assets/app/icon-$((size * 2)).png" "build/keycase.iconset/icon_${size}x$size@2x.png"
done
iconutil --convert icns --output build/keycase.icns build/keycase.iconset

for arch in arm64 amd64; do
	app=build/macos/$arch/Keycase.app
	mkdir -p "$app/Contents/MacOS" "$app/Contents/Resources/licences"
	clang=$arch
	[ "$arch" = amd64 ] && clang=x86_64
	CGO_ENABLED=1 GOARCH=$arch CGO_CFLAGS="-O2 -g -arch $clang -mmacosx-version-min=12.0" CGO_LDFLAGS="-arch $clang -mmacosx-version-min=12.0" \
		GOFLAGS="${GOFLAGS:-} ${WINDOW_FLAGS:-}" scripts/build.sh "$app/Contents/MacOS/keycase" . "$window_tags" "$ldflags"
	CGO_ENABLED=0 GOARCH=$arch scripts/build.sh "$app/Contents/MacOS/keycase-cli" ./cmd/keycase-cli "$cli_tags" "$ldflags"
	scripts/sizes.sh "$app"/Contents/MacOS/*

	cp build/keycase.icns "$app/Contents/Resources/"
	sed "s/@PLAIN@/$(scripts/version.sh --plain)/" packaging/macos/Info.plist >"$app/Contents/Info.plist"
	plutil -lint "$app/Contents/Info.plist"
	cp LICENSE assets/licences/list.tsv assets/licences/texts/*.txt "$app/Contents/Resources/licences/"
	codesign --force --options runtime --sign "${KEYCASE_IDENTITY:--}" "$app/Contents/MacOS/keycase-cli" "$app"
	codesign --verify --strict --verbose=2 "$app"
	ditto -c -k --keepParent "$app" "build/dist/keycase-$version-macos-$arch.zip"
done
scripts/sizes.sh build/dist/keycase-*-macos-*.zip
