#!/bin/sh
# Regenerates every committed asset: fonts, icons, and the application icon's PNGs.
# The results are committed, so nobody needs these tools to build Keycase.
#
# Debian packages: fonts-noto-cjk fonts-noto-cjk-extra (Medium) fonts-jetbrains-mono
# python3-fonttools librsvg2-bin npm.
set -eu
cd "$(dirname "$0")"

./make-fonts.sh
./make-icons.sh

for size in 1024 512 256 128 64 48 32 16; do
	rsvg-convert --width "$size" --height "$size" --output "app/icon-$size.png" icon.svg
done
