#!/usr/bin/env bash
# Installs the Debian packages that a target needs and that are missing.
# Usage: deps.sh build|demo|test|bench|deb|try-deb|windows|mesa|try-windows|assets
# Asks before it uses sudo; as root, or with CI=true, it just installs.
set -euo pipefail

build=(pkg-config patch libgl1-mesa-dev libx11-dev libxcursor-dev libxrandr-dev libxinerama-dev libxi-dev libxxf86vm-dev libxkbcommon-dev)
screen=(xvfb xauth libgl1 libgl1-mesa-dri libglx-mesa0 xdotool imagemagick x11-utils)
case "${1:-}" in
build) wanted=("${build[@]}") ;;
demo) wanted=("${build[@]}" "${screen[@]}" curl jq) ;;
test)
	wanted=("${build[@]}" "${screen[@]}" curl dbus dbus-x11 gnome-keyring gcr libsecret-tools xsel xclip procps openbox age
		# What the copied commands and code are run with.
		zsh httpie python3 python3-requests nodejs php-cli php-curl openjdk-17-jdk-headless mono-mcs mono-runtime libmono-system-net-http4.0-cil) ;;
bench) wanted=("${build[@]}" "${screen[@]}" dbus gnome-keyring libsecret-tools keepassxc gopass gnupg) ;;
deb) wanted=("${build[@]}" binutils desktop-file-utils appstream) ;;
try-deb) wanted=(debootstrap) ;;
windows) wanted=(patch gcc-mingw-w64-x86-64 nsis imagemagick osslsigncode) ;;
mesa) wanted=(debian-archive-keyring dpkg-dev patch g++-mingw-w64-x86-64-win32 meson python3-mako bison flex) ;;
try-windows) wanted=("${screen[@]}" gcc-mingw-w64-x86-64 wine wine64 locales openssl osslsigncode) ;;
assets) wanted=(fonts-noto-cjk fonts-noto-cjk-extra fonts-jetbrains-mono python3-fonttools librsvg2-bin npm) ;;
*) echo "usage: $0 build|demo|test|bench|deb|try-deb|windows|mesa|try-windows|assets" >&2; exit 2 ;;
esac

if ! command -v dpkg-query >/dev/null; then
	echo "This is no Debian or Ubuntu, so nothing is installed. Needed here: ${wanted[*]} (or what they are called on your system)." >&2
	exit 0
fi

missing=()
for package in "${wanted[@]}"; do
	# npm comes with many installations of Node.js that no package tells about.
	[ "$package" = npm ] && command -v npm >/dev/null && continue
	dpkg-query -W -f '${Status}\n' "$package" 2>/dev/null | grep -q '^install ok installed$' || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
	if ! command -v sudo >/dev/null; then
		echo "Missing packages: ${missing[*]}. Install them as root, then try again." >&2
		exit 1
	fi
	as_root=(sudo)
	if [ "${CI:-}" != true ]; then
		read -r -p "Install with sudo: ${missing[*]}? [Y/n] " answer
		case "$answer" in [nN]*) echo "Nothing was installed." >&2; exit 1 ;; esac
	fi
fi
echo "Installing ${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
if ! { "${as_root[@]}" apt-get -o DPkg::Lock::Timeout=900 update &&
	"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=900 install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
	tail -n 30 "$log" >&2
	exit 1
fi
