#!/usr/bin/env bash
# Opens the window, or shows the demo where there is no display.
set -euo pipefail
case "$(uname -s)" in
Linux)
	if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
		echo "There is no display here, so the demo runs instead of the window."
		exec make --no-print-directory demo
	fi
	;;
esac
make --no-print-directory build/keycase
exec build/keycase "$@"
