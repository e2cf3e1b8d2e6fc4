#!/usr/bin/env bash
# Builds OpenGL in software for Windows into build/mesa, from the source of Mesa as
# Debian 12 has it: two DLLs and their licence, which the installer takes along when
# they are there. Debian has no LLVM for Windows, so what draws is softpipe, Mesa's
# plain and slow renderer. The same source gives the same bytes.
# Usage: mesa.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
work=$PWD/build/mesa.work out=$PWD/build/mesa log=$PWD/build/mesa.log
rm -rf "$work" "$out"
mkdir -p "$work"/apt/{parts,lists/partial,cache/archives/partial}
fail() { tail -n 20 "$log" >&2; echo "mesa: $*; see $log" >&2; exit 1; }

# The source is from where this machine has its Debian, by a list of our own. Whatever
# the machine allows, nothing is taken that Debian has not signed.
apt-get indextargets --format '$(ORIGIN) $(CODENAME) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
	awk '$1 == "Debian" && $2 ~ /^bookworm/ && $3 == "main" { print "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]", $4, $2, $3 }' |
	sort -u >"$work/apt/parts/debian.list"
[ -s "$work/apt/parts/debian.list" ] || { echo "mesa: apt of this machine has no list of Debian 12; does it after apt-get update?" >&2; exit 1; }
apt() {
	apt-get -q -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$work/apt/parts" \
		-o Dir::State::Lists="$work/apt/lists" -o Dir::Cache="$work/apt/cache" -o APT::Sandbox::User="$(id -un)" \
		-o Acquire::AllowInsecureRepositories=false -o Acquire::AllowWeakRepositories=false -o Acquire::AllowDowngradeToInsecureRepositories=false \
		-o APT::Get::AllowUnauthenticated=false "$@"
}
cd "$work"
apt --error-on=any update >"$log" 2>&1 || fail "no signed list of sources"
[ "$(apt indextargets --format '$(TRUSTED)' 'Created-By: Sources' | sort -u)" = yes ] || fail "a list of sources is not signed"
apt source --only-source mesa >>"$log" 2>&1 || fail "no source"
mkdir elsewhere # where apt finds nothing downloaded yet, and so lists all
(cd elsewhere && apt source --only-source --print-uris mesa) | sed -n "s/^'.* \([^ ]*\) [0-9]* SHA256:\([0-9a-f]*\)$/\2  \1/p" >sums
[ "$(wc -l <sums)" -ge 2 ] && sha256sum --check --strict sums >>"$log" 2>&1 || fail "the source is not what the signed list says"
version=$(sed -n 's/^Version: //p' mesa_*.dsc)
case "$version" in 22.3.*) ;; *) fail "written for Mesa 22.3, and this is $version" ;; esac
mv mesa-*/ mesa
# Debian's own changes, among them those for security, which unpacking leaves out.
while read -r change; do
	patch --quiet -p1 -d mesa <"mesa/debian/patches/$change" >>"$log" 2>&1 || fail "$change does not fit"
done < <(grep -o '^[^# ][^ ]*' mesa/debian/patches/series)

cat >cross.ini <<'MESON'
[binaries]
c = 'x86_64-w64-mingw32-gcc-win32'
cpp = 'x86_64-w64-mingw32-g++-win32'
ar = 'x86_64-w64-mingw32-ar'
windres = 'x86_64-w64-mingw32-windres'

[host_machine]
system = 'windows'
cpu_family = 'x86_64'
cpu = 'x86_64'
endian = 'little'
MESON
off=(llvm gles1 gles2 egl gbm glx shared-glapi zlib zstd shader-cache valgrind libunwind lmsensors)
off=("${off[@]/#/-D}")
linking='-static -s -Wl,--no-insert-timestamp' # from nothing but Windows' own DLLs, and at no time of day
SOURCE_DATE_EPOCH=$(dpkg-parsechangelog -l mesa/debian/changelog -S Timestamp)
export SOURCE_DATE_EPOCH
# With Debian's own Python, which has the modules.
PATH=/usr/bin:/bin meson setup --wrap-mode=nodownload --cross-file cross.ini --buildtype=release -Db_ndebug=true \
	-Dplatforms=windows -Dgallium-drivers=swrast -Dvulkan-drivers= -Dvideo-codecs= -Dbuild-tests=false \
	"${off[@]/%/=disabled}" -Dc_link_args="$linking" -Dcpp_link_args="$linking" built mesa >>"$log" 2>&1 || fail "not configured"
targets=built/src/gallium/targets
PATH=/usr/bin:/bin ninja -C built "${targets#*/}/libgl-gdi/opengl32.dll" >>"$log" 2>&1 || fail "not built"

mkdir "$out"
cp $targets/libgl-gdi/opengl32.dll $targets/wgl/libgallium_wgl.dll "$out/"
cp mesa/debian/copyright "$out/LICENSE-Mesa.txt"
chmod 644 "$out"/*
for library in "$out"/*.dll; do
	x86_64-w64-mingw32-objdump -p "$library" | sed -n 's/.*DLL Name: //p'
done | grep -vixE 'libgallium_wgl\.dll|(advapi32|gdi32|kernel32|msvcrt|ntdll|user32|ws2_32|version|ole32|shell32|api-ms-win-[-a-z0-9]*)\.dll' &&
	{ rm -rf "$out"; fail "it needs DLLs that not every Windows has"; }
rm -rf "$work"
echo "Mesa $version:"
ls -l "$out"/*.dll | awk '{ printf "  %5.1f MB  %s\n", $5 / 1e6, $NF }'
