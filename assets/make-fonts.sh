#!/bin/sh
# Cuts the three bundled fonts out of Debian's packages. The same input gives the
# same bytes: the subsetter keeps the source's timestamps.
#
# A font collection (.ttc) cannot be a Fyne theme font, so each cut is a single font.
set -eu
cd "$(dirname "$0")/fonts"

python=${PYTHON:-/usr/bin/python3} # Debian's own: the one that sees python3-fonttools
noto=${NOTO_DIR:-/usr/share/fonts/opentype/noto}
jetbrains=${JETBRAINS_DIR:-/usr/share/fonts/truetype/jetbrains-mono}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

latin="U+0020-007E,U+00A0-017F,U+01CD-01DC,U+0218-021B,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+2030,U+2032,U+2033,U+2039,U+203A,U+20AC,U+2116,U+2122,U+2190-2193,U+2212,U+2248,U+2260,U+2264,U+2265,U+FFFD"
signs="U+00B7,U+00D7,U+2318,U+21E7,U+2325,U+23CE,U+25CB,U+25CF,U+2713,U+2717,U+2500-257F,U+3000-303F,U+FF00-FFEF"

"$python" - >"$work/gb2312.txt" <<'PY'
for lead in range(0xA1, 0xF8):
    for trail in range(0xA1, 0xFF):
        try:
            print("%04X" % ord(bytes((lead, trail)).decode("gb2312")))
        except UnicodeDecodeError:
            pass
PY

# cut SOURCE FACE OUTPUT UNICODES-OPTIONS... keeps copyright, names, version and licence.
cut() {
	source=$1 face=$2 output=$3
	shift 3
	"$python" -m fontTools.subset "$source" --font-number="$face" --output-file="$output" \
		--name-IDs=0,1,2,3,4,5,6,7,13,14 --notdef-outline --no-hinting --no-recalc-timestamp "$@"
}

# Face 2 of the collection is SC. Without locl and vert a Japanese system locale cannot
# swap in Japanese forms; without liga and calt an identifier shows letter by letter.
for weight in Regular Medium; do
	cut "$noto/NotoSansCJK-$weight.ttc" 2 "NotoSansSC-$weight.otf" \
		--unicodes="$latin,$signs" --unicodes-file="$work/gb2312.txt" \
		--layout-features=kern,mark,ccmp --drop-tables+=BASE,VORG,vhea,vmtx,DSIG
done

# Debian ships only the cut with ligatures. Those sit in the feature calt; without it the
# glyphs are those of JetBrains Mono NL, so == and -> stay literal.
cut "$jetbrains/JetBrainsMono-Regular.ttf" 0 JetBrainsMonoNL-Regular.ttf \
	--unicodes="$latin,$signs" --layout-features=mark,mkmk,ccmp
