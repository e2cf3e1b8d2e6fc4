#!/bin/sh
# Fetches Lucide and writes the icons that Keycase uses as plain SVG: no root
# attributes (Fyne drops them), every element with its own stroke. The colour stays
# "currentColor" and the width 1.75; the theme replaces both as text.
set -eu
cd "$(dirname "$0")/icons"

version=1.62.0
python=${PYTHON:-/usr/bin/python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

(cd "$work" && npm pack --silent "lucide-static@$version" >/dev/null)
tar -xzf "$work/lucide-static-$version.tgz" -C "$work" package/LICENSE package/icons
cp "$work/package/LICENSE" LICENSE

rm -f ./*.svg
"$python" - "$work/package/icons" <<'PY'
import re
import sys
import xml.etree.ElementTree as ET

NAMES = """
sparkles book-open bot printer
timer list-checks stethoscope settings search
refresh-cw copy eye eye-off plus pencil ellipsis x arrow-left arrow-right
chevron-left chevron-right chevron-down chevron-up chevrons-up-down
key-round signature clipboard-paste image scan-qr-code gauge globe flask-conical lock lock-open
check minus info triangle-alert circle-alert arrow-down
arrow-up calendar circle circle-check circle-dot circle-question-mark download external-link file-text folder
house keyboard log-out menu redo-2 save scissors square square-check trash-2 undo-2 upload
""".split()
STROKE = 'stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"'


NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?", re.I)
FLAGS = (3, 4)  # places of the one-digit flags among the seven values of an arc


def spaced(path):
    """Writes every number on its own: Fyne's reader cannot split the arc flags of "0 01.5 2"."""
    out = []
    for command, values in re.findall(r"([A-Za-z])([^A-Za-z]*)", path):
        numbers, at = [], 0
        values = values.strip()
        while at < len(values):
            if values[at] in " ,\t\n":
                at += 1
            elif command in "aA" and len(numbers) % 7 in FLAGS:
                numbers.append(values[at])
                at += 1
            else:
                number = NUMBER.match(values, at)
                numbers.append(number.group())
                at = number.end()
        out.append(command + " ".join(numbers))
    return "".join(out)


def element(node):
    tag = node.tag.split("}")[1]
    attributes = dict(node.attrib)
    fill = attributes.pop("fill", "none")
    if tag == "line":
        tag, attributes = "path", {"d": "M{x1} {y1}L{x2} {y2}".format(**attributes)}
    if tag not in ("path", "rect", "circle", "ellipse"):
        raise SystemExit("unexpected element: " + tag)
    if "d" in attributes:
        attributes["d"] = spaced(attributes["d"])
    text = " ".join('%s="%s"' % pair for pair in attributes.items())
    return '  <%s %s fill="%s" %s/>\n' % (tag, text, fill, STROKE)


for name in NAMES:
    root = ET.parse("%s/%s.svg" % (sys.argv[1], name)).getroot()
    with open(name + ".svg", "w") as out:
        out.write('<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24">\n')
        out.writelines(element(node) for node in root)
        out.write("</svg>\n")
PY
