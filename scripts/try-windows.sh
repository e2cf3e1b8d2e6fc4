#!/usr/bin/env bash
# Installs Keycase under Wine, in a Windows of its own below build/wine, and uses it
# there: the command line, and the window on a screen of its own. Then takes it away
# again. Runs the tests of what is pure Go there, too.
# Usage: try-windows.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
started=$SECONDS
work=$PWD/build/wine
setup=$(echo "$PWD"/build/dist/keycase-*-setup.exe)
tell() { echo "  $((SECONDS - started)) s: $*"; }
fail() { echo "try-windows: $*" >&2; exit 1; }

# A Windows 10 of our own, in Chinese, with what Wine before 9 lacks.
rm -rf "$work"
mkdir -p "$work/home" "$work/locale" "$work/tests"
x86_64-w64-mingw32-gcc -Wall -O2 -shared -o "$work/bcryptprimitives.dll" packaging/windows/wine/bcryptprimitives.c -ladvapi32 -Wl,--kill-at
localedef -i zh_CN -f UTF-8 "$work/locale/zh_CN.UTF-8"
unset DISPLAY WAYLAND_DISPLAY LANG LC_MESSAGES
export WINEPREFIX=$work/prefix WINEARCH=win64 WINEDEBUG=-all WINEDLLOVERRIDES='winemenubuilder.exe,mscoree,mshtml='
export LOCPATH=$work/locale LC_ALL=C.UTF-8 LIBGL_ALWAYS_SOFTWARE=1
windows() { HOME=$work/home LC_ALL=${language:-zh_CN.UTF-8} wine "$@"; }
settle() { HOME=$work/home timeout 60 wineserver -w; }
screen=
cleanup() {
	HOME=$work/home wineserver -k || true
	[ -z "$screen" ] || kill "$screen" || true
}
trap cleanup EXIT
# The screen comes first: Wine's desktop begins with the first program, and stays.
mkfifo "$work/number"
exec 5<>"$work/number"
open_screen() {
	[ -z "$screen" ] || kill "$screen"
	Xvfb -displayfd 5 -screen 0 1440x1000x24 -nolisten tcp "$@" >/dev/null 2>&1 &
	screen=$!
	read -r number <&5
	export DISPLAY=:$number
}
open_screen
HOME=$work/home wineboot -i >"$work/boot.log" 2>&1
settle
windows winecfg -v win10
settle
cp "$work/bcryptprimitives.dll" "$WINEPREFIX/drive_c/windows/system32/"
tell "Windows is there"

# Signing, by a certificate that nobody trusts.
(
	cd "$work"
	export KEYCASE_CERTIFICATE_PASSWORD='of the "trial" $1'
	openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out certificate.pem -days 2 \
		-subj '/CN=Keycase trial' -addext extendedKeyUsage=codeSigning 2>sign.log
	openssl pkcs12 -export -inkey key.pem -in certificate.pem -out certificate.p12 -passout env:KEYCASE_CERTIFICATE_PASSWORD
	KEYCASE_CERTIFICATE=$(base64 -w0 certificate.p12)
	export KEYCASE_CERTIFICATE
	cp ../keycase-cli.exe signed.exe
	../../scripts/sign.sh signed.exe
	osslsigncode verify -CAfile certificate.pem -in signed.exe >sign.log || fail "what was signed is not: see $work/sign.log"
)

c=$WINEPREFIX/drive_c
user=$c/users/$(id -un)
roaming=$user/AppData/Roaming
program=$user/AppData/Local/Programs/Keycase
registry() { windows reg query "$1" "${@:2}" 2>/dev/null | tr -d '\r'; }
env_key='HKCU\Environment'
uninstall_key='HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Keycase'
run_key='HKCU\Software\Microsoft\Windows\CurrentVersion\Run'
desktop=$(readlink -f "$user/Desktop")
menu="$roaming/Microsoft/Windows/Start Menu/Programs"
old_path="%USERPROFILE%\\bin;$(printf 'C:\\long\\%s;' {100..250})C:\\end" # longer than strings of NSIS
the_path() { registry "$env_key" /v Path | sed -n 's/^ *Path *REG_EXPAND_SZ *//p'; }
installed() { (cd "$program" && find . -type f ! -name uninstall.exe -exec sha256sum {} + | sort -k2); }
staged() { (cd build/windows && find . -type f -exec sha256sum {} + | sort -k2); }

windows reg add "$env_key" /v Path /t REG_EXPAND_SZ /d "$old_path" /f >/dev/null

# In English, with nothing chosen, then over it in Chinese with everything.
language=C.UTF-8 windows "$setup" /S
diff <(staged) <(installed) || fail "what was installed is not what was packed"
[ -e "$menu/Keycase.lnk" ] || fail "no entry in the start menu"
[ ! -e "$desktop/Keycase.lnk" ] || fail "an icon that nobody chose"
[ "$(the_path)" = "$old_path" ] || fail "the Path was changed"
echo stale >"$program/licences/list.tsv"
windows "$setup" /S /DESKTOP /AUTOSTART /PATH
diff <(staged) <(installed) || fail "what was updated is not what was packed"
[ -e "$menu/钥匣.lnk" ] && [ ! -e "$menu/Keycase.lnk" ] || fail "the start menu is not in Chinese"
[ -e "$desktop/钥匣.lnk" ] || fail "no icon"
registry "$run_key" /v Keycase | grep -q 'keycase\.exe' || fail "no start at sign-in"
[ "$(the_path)" = "$old_path;C:\\users\\$(id -un)\\AppData\\Local\\Programs\\Keycase" ] || fail "the Path is $(the_path)"
registry "$uninstall_key" | grep -q "DisplayVersion *REG_SZ *$(scripts/version.sh --plain)" || fail "no version among the programs"
size=$(registry "$uninstall_key" /v EstimatedSize | sed -n 's/.*REG_DWORD *//p')
[ $((size)) -gt 20000 ] || fail "no size among the programs"
[ -z "$(find "$program" -iname '*bcryptprimitives*')" ] || fail "the installer brings the trial's library"
tell "installed, twice"

# The command line, and what Windows itself then has.
kc() { windows "$program/keycase-cli.exe" --lang zh "$@"; }
CGO_ENABLED=0 GOOS=windows go build -trimpath -o "$work/manager.exe" ./packaging/windows/wine/manager
kept() { printf %s "$1" | windows "$work/manager.exe" >/dev/null; }
items() { windows "$work/manager.exe" </dev/null | tr -d '\r'; }
kc sandbox --addr 127.0.0.1:0 --json >"$work/urls" 2>/dev/null &
sandbox=$!
until [ -s "$work/urls" ]; do kill -0 $sandbox; sleep 0.1; done
url=$(sed 's/.*"robot": *"\([^"]*\)".*/\1/' "$work/urls")
kc sandbox --accounts | tr -d '\r\n' | sed 's/.*"robot": *\({[^}]*}\).*/\1/' >"$work/account"
value() { sed "s/.*\"$1\": *\"\([^\"]*\)\".*/\1/" "$work/account"; }
[ "$(items)" = 0 ] || fail "Credential Manager is not empty"
kc --store keyring --base-url "robot=$url" credential add robot "命令行" --input - <"$work/account" >/dev/null
kept "$(value secret_key)" || fail "the secret is not in Credential Manager"
kc run robot.token --credential "命令行" >/dev/null
token=$(kc token get "命令行" | tr -d '\r\n')
kept "$token" || fail "the token is not in Credential Manager"
tell "the command line works"

# The window, driven by keyboard.
windows "$program/keycase.exe" >"$work/window.log" 2>&1 &
window=$!
id=$(timeout 90 xdotool search --sync --onlyvisible --name 钥匣 | tail -n 1)
picture() { import -window "$id" "$1"; }
# Waits until a picture is another than the one before, and stays.
turned() {
	local now=none last
	for _ in {1..150}; do
		last=$now
		picture "$work/now.png"
		now=$(sha256sum <"$work/now.png")
		if [ "$now" = "$last" ] && [ "$now" != "$shown" ] && [ "$(stat -c %s "$work/now.png")" -gt 20000 ]; then
			shown=$now
			return
		fi
		sleep 0.2
	done
	fail "the window does not change: see $work/now.png"
}
shown=none
turned
xdotool windowfocus --sync "$id"
press() { xdotool key --delay 40 "$@"; turned; }
press ctrl+4 # the page of the robot
press ctrl+n
xdotool type --delay 40 -- "window"
xdotool key --delay 40 Tab Tab
xdotool type --delay 40 -- "$(value api_key)"
xdotool key --delay 40 Tab
xdotool type --delay 40 -- "TypedInTheWindow0123456789abcdef"
press Return
kc credential list | grep -q window || fail "the window added nothing: see $work/now.png"
kept TypedInTheWindow0123456789abcdef || fail "what was typed is not in Credential Manager"
mkdir -p build/screenshots
xdotool search --name 'Wine System Tray' windowmove 1400 980 || true # out of the picture
picture build/screenshots/package-windows.png
tell "the window works: build/screenshots/package-windows.png"

# Nothing is replaced under a window that is open.
status=0
windows "$setup" /S || status=$?
[ "$status" = 2 ] || fail "an update under an open window says $status"
diff <(staged) <(installed) || fail "an update under an open window changed something"
windows taskkill /F /IM keycase.exe >/dev/null # closed, it would stay in the tray
windows taskkill /F /IM keycase-cli.exe >/dev/null
wait $window $sandbox || true

# The window on a screen without OpenGL, where the installer brings what draws it then.
if [ -e "$program/opengl-software/opengl32.dll" ]; then
	settle
	open_screen -extension GLX
	# Other than Windows, Wine takes its own opengl32.dll first.
	without_gl() { WINEDLLOVERRIDES="$WINEDLLOVERRIDES;opengl32=n,b" windows "$@"; }
	rm "$roaming/keycase/opengl.json" # as at a first start
	without_gl "$program/keycase.exe" >>"$work/window.log" 2>&1 &
	window=$!
	xdotool windowfocus --sync "$(timeout 90 xdotool search --sync --onlyvisible --name 钥匣打不开窗口)"
	xdotool key y # it is to be drawn in software
	wait $window || fail "the question about software says $?"
	id=$(timeout 90 xdotool search --sync --onlyvisible --name '钥匣$' | tail -n 1)
	shown=none
	turned
	xdotool windowfocus --sync "$id"
	press ctrl+4
	picture build/screenshots/package-windows-software.png
	without_gl "$program/opengl-software/keycase.exe" -probe-opengl | grep -q '^softpipe' || fail "something else than Mesa of the installer draws"
	status=0
	windows "$setup" /S || status=$?
	[ "$status" = 2 ] || fail "an update under a window drawn in software says $status"
	windows taskkill /F /IM keycase.exe >/dev/null
	tell "the window works without OpenGL: build/screenshots/package-windows-software.png"
fi

remove() {
	windows "$program/uninstall.exe" /S "$@"
	settle
	[ ! -e "$program" ] || fail "left behind: $(find "$program")"
	registry "$uninstall_key" >/dev/null && fail "still among the programs"
	registry "$run_key" /v Keycase >/dev/null && fail "still starts at sign-in"
	[ "$(the_path)" = "$old_path" ] || fail "the Path is $(the_path)"
	local left
	left=$(find "$c" "$desktop/" \( -iname '*keycase*' -o -name '*钥匣*' \) -not -path "$roaming/*" -not -path '*/Temp/*')
	[ -z "$left" ] || fail "left behind: $left"
}
remove
[ -e "$roaming/keycase/vault/index.json" ] || fail "the person's data went with the program"
[ "$(items)" != 0 ] || fail "the person's secrets went with the program"
windows "$setup" /S
kc credential list | grep -q window || fail "the data is not found again"
remove /DATA=remove
[ "$(items)" = 0 ] || fail "secrets are left in Credential Manager"
left=$(find "$c" \( -iname '*keycase*' -o -name '*钥匣*' \) -not -path '*/Temp/*')
[ -z "$left" ] || fail "left behind: $left"
tell "removed, once without and once with the data"

# What is pure Go and asks nothing of Unix; Wine 8 has no Unix sockets either.
for package in vault app transfer desktop/clipboard; do
	only=.
	[ $package != vault ] || only=TestCredentialManager # the limit of 2,560 bytes among them
	CGO_ENABLED=0 GOOS=windows go test -c -tags keyring -o "$work/tests/${package##*/}.exe" "./$package"
	(cd $package && windows "$work/tests/${package##*/}.exe" -test.run $only >"$work/tests/${package##*/}.log" 2>&1) || { tail -n 40 "$work/tests/${package##*/}.log"; fail "the tests of $package"; }
done
tell "the tests pass"
