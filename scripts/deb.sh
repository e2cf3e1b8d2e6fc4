#!/usr/bin/env bash
# Packs build/stage for Debian and its relatives, and the same tree as a tarball
# for the others. The same commit gives the same bytes.
# Usage: deb.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
version=$(scripts/version.sh)
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}
mkdir -p build/dist
rm -f build/dist/keycase_*.deb build/dist/keycase-*-linux-amd64.tar.gz

desktop-file-validate build/stage/share/applications/*.desktop
appstreamcli validate --no-net build/stage/share/metainfo/*.metainfo.xml

# GLFW opens its libraries at run time, where nothing finds them by looking at
# the program: they stand in the control file. What can be looked up is glibc.
glibc=$(objdump -T build/stage/bin/keycase | grep -o 'GLIBC_2\.[0-9]*' | sort -Vu | tail -n 1)
root=build/deb
rm -rf "$root"
mkdir -p "$root/DEBIAN"
cp -a build/stage "$root/usr"
{
	printf 'keycase (%s) unstable; urgency=medium\n\n  * See CHANGELOG.md.\n\n' "${version/-dev/\~dev}"
	printf ' -- The Keycase authors <packages@keycase.invalid>  %s\n' "$(date -u -R -d "@$SOURCE_DATE_EPOCH")"
} | gzip -9n >"$root/usr/share/doc/keycase/changelog.gz"
sed -e "s/@VERSION@/${version/-dev/\~dev}/" -e "s/@SIZE@/$(du -sk --apparent-size "$root/usr" | cut -f1)/" -e "s/@GLIBC@/${glibc#GLIBC_}/" \
	packaging/linux/control >"$root/DEBIAN/control"
(cd "$root" && find usr -type f -printf '%P\0' | sort -z | (cd usr && xargs -0 md5sum) | sed 's,  ,  usr/,') >"$root/DEBIAN/md5sums"
find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group -Zxz --build "$root" "build/dist/keycase_${version/-dev/\~dev}_amd64.deb"

name=keycase-$version-linux-amd64
tar --create --file - --sort name --owner 0 --group 0 --numeric-owner --mtime "@$SOURCE_DATE_EPOCH" \
	--transform "s,^stage,$name," --transform "s,/zsh/vendor-completions,/zsh/site-functions," --transform "s,^install.sh,$name/install.sh," \
	--directory build stage --directory ../packaging/linux install.sh |
	gzip -9n >"build/dist/$name.tar.gz"
