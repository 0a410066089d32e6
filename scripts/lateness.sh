#!/usr/bin/env bash
# Prints how many trips of a file a stock watermark would drop as late, and what this job does.
set -u
# shellcheck source=scripts/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

USAGE="usage: scripts/lateness.sh FILE    a TLC file of trips, Parquet or CSV"
if [ "${1:-}" = --help ]; then
  echo "$USAGE"
  exit 0
fi
if [ $# -ne 1 ]; then
  echo "$USAGE" >&2
  exit 2
fi
[ -f "$1" ] || fail "there is no file $1"
require_flink_java
build_classes
EXTRA_CLASSES=$HOME_FOLDER/target/bench/classes
run_until_stopped io.github.taxistream.source.LatenessTable "$1"
