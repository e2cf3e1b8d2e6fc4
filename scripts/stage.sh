#!/usr/bin/env bash
# Lays out what a Linux system gets, below a folder that takes the place of /usr.
# Both programs are built before. The same commit gives the same bytes.
# Usage: stage.sh FOLDER
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
to=${1:?the folder}
version=$(scripts/version.sh)
when=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}
id=app.keycase.desktop

rm -rf "$to"
install -Dm755 build/keycase "$to/bin/keycase"
install -Dm755 build/keycase-cli "$to/bin/keycase-cli"

install -Dm644 "packaging/linux/$id" "$to/share/applications/$id"
install -d "$to/share/metainfo"
fill() { sed -e "s/@VERSION@/$version/" -e "s/@DATE@/$(date -u -d "@$when" +%F)/" "packaging/linux/$1"; }
fill "$id.metainfo.xml" >"$to/share/metainfo/$id.metainfo.xml"
for size in 16 32 48 64 128 256 512; do
	install -Dm644 "assets/app/icon-$size.png" "$to/share/icons/hicolor/${size}x$size/apps/$id.png"
done
install -Dm644 assets/icon.svg "$to/share/icons/hicolor/scalable/apps/$id.svg"

install -d "$to/share/man/man1" "$to/share/man/zh_CN/man1"
fill keycase.1 >"$to/share/man/man1/keycase.1"
fill keycase.zh_CN.1 >"$to/share/man/zh_CN/man1/keycase.1"
go test -count=1 -ldflags "-X keycase/app.Version=$version" -run '^TestManualPages$' ./cmd/keycase-cli -args -manual "$PWD/$to/share/man" -manual-date "$when" >/dev/null
gzip -9n "$to"/share/man/man1/*.1 "$to"/share/man/zh_CN/man1/*.1
completion() {
	install -d "$(dirname "$to/share/$2")"
	"$to/bin/keycase-cli" --lang en completion "$1" >"$to/share/$2"
}
completion bash bash-completion/completions/keycase-cli
completion zsh zsh/vendor-completions/_keycase-cli
completion fish fish/vendor_completions.d/keycase-cli.fish

doc=$to/share/doc/keycase
install -d "$doc/licences"
cp LICENSE "$doc/copyright"
printf '\nWhat Keycase is linked from has licences of its own: see the folder licences.\n' >>"$doc/copyright"
install -m644 assets/licences/list.tsv assets/licences/texts/*.txt "$doc/licences/"
install -m644 CHANGELOG.md SECURITY.md "$doc/"
find "$to" -exec touch -h -d "@$when" {} +
