#!/usr/bin/env bash
# Completes build/dist: the command line for every system, the bill of materials,
# and the sums of all.
# Usage: release.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
version=$(scripts/version.sh)
when=$(git log -1 --format=%ct)

rm -f build/dist/keycase-cli-* build/dist/*.cdx.json build/dist/SHA256SUMS # of other versions
cp build/keycase-cli.exe "build/dist/keycase-cli-$version-windows-amd64.exe" # with its version resource
for target in linux/amd64 linux/arm64 darwin/amd64 darwin/arm64; do
	name=keycase-cli-$version-${target/\//-}
	make -s cli GOOS="${target%/*}" GOARCH="${target#*/}" CLI="build/dist/$name"
done
mesa=()
[ ! -e build/windows/opengl-software ] || mesa=(build/windows/opengl-software/libgallium_wgl.dll)
[ -z "${KEYCASE_CERTIFICATE:-}" ] || scripts/sign.sh build/dist/keycase-cli-*.exe
go run ./packaging/sbom "$version" "$when" build/keycase build/windows/keycase.exe build/dist/keycase-cli-* "${mesa[@]}" >"build/dist/keycase-$version.cdx.json"
scripts/sizes.sh build/dist/*.deb build/dist/*.tar.gz build/dist/*-setup.exe build/dist/keycase-cli-*
cd build/dist
sha256sum -- * >SHA256SUMS
