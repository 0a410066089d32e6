#!/usr/bin/env bash
# Takes the picture of the report that the README shows: report-picture.sh REPORT.html PICTURE.png
# REPORT.html is what run-local.sh leaves beside its output. Needs Chromium; the picture of record was taken with
# Debian's package fonts-roboto-unhinted.
set -euo pipefail
[ $# = 2 ] || { sed -n '2,4s/^# //p' "$0" >&2; exit 2; }
[ -f "$1" ] || { echo "there is no report $1" >&2; exit 2; }

profile=$(mktemp -d)
trap 'rm -r "$profile"' EXIT
page=file://$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
# A page that has drawn itself is still: no time passes beyond these ten seconds.
chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
  --disable-component-update --disable-sync --hide-scrollbars "--user-data-dir=$profile" \
  --virtual-time-budget=10000 --window-size=1280,1260 "--screenshot=$2" "$page" 2> "$profile/log" ||
  { cat "$profile/log" >&2; exit 1; }
