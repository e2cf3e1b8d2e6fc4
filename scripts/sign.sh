#!/usr/bin/env bash
# Signs programs for Windows in place. KEYCASE_CERTIFICATE is a PKCS #12 file in
# Base64, KEYCASE_CERTIFICATE_PASSWORD its password; neither becomes an argument of
# a program, where other users could read it. KEYCASE_TIMESTAMP is the address of a
# time stamp service: without one, signatures end with the certificate.
# Usage: sign.sh FILE...
set -euo pipefail
: "${KEYCASE_CERTIFICATE:?a PKCS \#12 file in Base64}"
secrets=$(mktemp -d) # for this user only
trap 'rm -rf "$secrets"' EXIT
umask 077
base64 -d <<<"$KEYCASE_CERTIFICATE" >"$secrets/certificate"
printf '%s' "${KEYCASE_CERTIFICATE_PASSWORD:-}" >"$secrets/password"
stamp=()
[ -z "${KEYCASE_TIMESTAMP:-}" ] || stamp=(-ts "$KEYCASE_TIMESTAMP")

for file in "$@"; do
	osslsigncode sign -pkcs12 "$secrets/certificate" -readpass "$secrets/password" -h sha256 -n Keycase \
		"${stamp[@]}" -in "$file" -out "$file.signed" >"$secrets/log" 2>&1 || { cat "$secrets/log" >&2; exit 1; }
	chmod --reference="$file" "$file.signed"
	mv "$file.signed" "$file"
done
