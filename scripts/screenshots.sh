#!/usr/bin/env bash
# Photographs the real window, on a screen of its own, with the data of the demo.
# Usage: screenshots.sh DEMO_DIR OUTPUT_DIR
set -euo pipefail
demo=$1 output=$2
for program in Xvfb xdotool import; do
	command -v "$program" >/dev/null || { echo "  $program is missing" >&2; exit 1; }
done

export XDG_CONFIG_HOME=$PWD/$demo/config XDG_CACHE_HOME=$PWD/$demo/cache LIBGL_ALWAYS_SOFTWARE=1
unset DBUS_SESSION_BUS_ADDRESS WAYLAND_DISPLAY
window=
# -displayfd: Xvfb itself finds a free number and says which.
exec {fd}<> <(:)
Xvfb -displayfd "$fd" -screen 0 1240x820x24 -nolisten tcp >/dev/null 2>&1 &
screen=$!
trap 'kill $window $screen 2>/dev/null; wait 2>/dev/null || true' EXIT
read -r -t 20 -u "$fd" number
export DISPLAY=:$number

photograph() { # name, theme, language, scale
	FYNE_THEME=$2 FYNE_SCALE=$4 build/keycase -home "$demo/home" -passphrase-file "$demo/passphrase" -lang "$3" >"$demo/window.log" 2>&1 &
	window=$!
	local id
	id=$(timeout 60 xdotool search --sync --onlyvisible --pid "$window" | tail -n 1)
	xdotool windowfocus --sync "$id" || true
	# Drawn is what no longer changes and is more than the opening mark.
	local before="" after
	for _ in $(seq 60); do
		import -window "$id" "$output/$1.png"
		after=$(sha256sum <"$output/$1.png")
		[ "$after" = "$before" ] && [ "$(stat -c %s "$output/$1.png")" -gt 40000 ] && break
		before=$after
		timeout 0.4 tail -f /dev/null || true
	done
	kill "$window" && wait "$window" 2>/dev/null || true
	window=
}

photograph keycase-overview-zh-light light zh 1
photograph keycase-overview-zh-dark dark zh 1
photograph keycase-overview-en-light light en 1
