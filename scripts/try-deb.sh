#!/usr/bin/env bash
# Installs the Debian package in a bare Debian 12 of its own (debootstrap, kept in
# build/try-deb), and uses it there: the command line, and the window on a screen of
# its own, by an ordinary user. Then takes it away again. Needs root.
# Usage: try-deb.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
[ "$(id -u)" -eq 0 ] || { echo "try-deb.sh makes a root of its own, which only root can" >&2; exit 1; }
started=$SECONDS
root=$PWD/build/try-deb
deb=$(echo build/dist/keycase_*_amd64.deb)
mirror=${DEBIAN_MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | head -n 1)}

if [ ! -e "$root/etc/debian_version" ]; then
	rm -rf "$root"
	debootstrap --variant=minbase bookworm "$root" "$mirror" >build/try-deb.log 2>&1 || { tail -n 20 build/try-deb.log >&2; exit 1; }
	cp -r /etc/apt/apt.conf.d /etc/apt/sources.list* "$root/etc/apt/" # where this machine gets its packages
fi
cp /etc/resolv.conf "$root/etc/resolv.conf"
mount --bind /proc "$root/proc"
mount --bind /dev "$root/dev"
cleanup() { umount "$root/dev" "$root/proc"; }
trap cleanup EXIT
log=build/try-deb.log
inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }

install -m644 "$deb" "$root/tmp/keycase.deb"
packages() { inside apt-get -y --no-install-recommends "$@" >>"$log" 2>&1 || { tail -n 20 "$log" >&2; exit 1; }; }
: >"$log"
packages update
packages install /tmp/keycase.deb
# What the person's desktop has anyway, and what drives the window here.
packages install xvfb libgl1-mesa-dri xdotool imagemagick
inside userdel -r keycase-try >/dev/null 2>&1 || true # of a trial that failed
inside useradd -m keycase-try

cat >"$root/tmp/try.sh" <<'TRY'
set -eu
export HOME=/home/keycase-try XDG_RUNTIME_DIR=/home/keycase-try/run LIBGL_ALWAYS_SOFTWARE=1
mkdir -p -m 700 "$XDG_RUNTIME_DIR"
(umask 077; echo 'a passphrase of the trial' >~/passphrase)
kc() { keycase-cli --store file --passphrase-file ~/passphrase --quiet "$@"; }
keycase-cli sandbox --addr 127.0.0.1:0 --json >~/urls 2>/dev/null &
sandbox=$!
window= screen=
trap 'kill $sandbox $window $screen 2>/dev/null || true; wait' EXIT
until [ -s ~/urls ]; do kill -0 $sandbox; done
url=$(sed 's/.*"robot": *"\([^"]*\)".*/\1/' ~/urls)
keycase-cli sandbox --accounts | tr -d '\n' | sed 's/.*"robot": *\({[^}]*}\).*/\1/' >~/account
kc --base-url "robot=$url" credential add robot trial --input ~/account >/dev/null
kc run robot.token --credential trial >/dev/null
test -n "$(kc token get trial)"

mkfifo "$XDG_RUNTIME_DIR/number"
exec 5<>"$XDG_RUNTIME_DIR/number"
Xvfb -displayfd 5 -screen 0 1240x820x24 -nolisten tcp >/dev/null 2>&1 &
screen=$!
read -r number <&5
export DISPLAY=:$number
keycase -passphrase-file ~/passphrase -lang zh >~/window.log 2>&1 &
window=$!
id=$(timeout 60 xdotool search --sync --onlyvisible --pid $window | tail -n 1)
before= after=none
for _ in $(seq 200); do
	import -window "$id" ~/window.png
	after=$(sha256sum <~/window.png)
	[ "$after" = "$before" ] && [ "$(stat -c %s ~/window.png)" -gt 40000 ] && break
	before=$after
done
[ "$(stat -c %s ~/window.png)" -gt 40000 ]
kill -0 $window
TRY
inside su keycase-try -s /bin/sh -c 'sh /tmp/try.sh'
mkdir -p build/screenshots
cp "$root/home/keycase-try/window.png" build/screenshots/package-debian.png

packages remove keycase
left=$(inside find /usr -name '*keycase*' -not -path '/usr/share/doc*')
[ -z "$left" ] || { echo "left behind: $left" >&2; exit 1; }
[ -e "$root/home/keycase-try/.config/keycase/vault/index.json" ] || { echo "the person's data went with the package" >&2; exit 1; }
inside userdel -r keycase-try >/dev/null 2>&1
echo "installed, used and removed in $((SECONDS - started)) s: build/screenshots/package-debian.png"
