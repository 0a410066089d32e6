#!/usr/bin/env bash
# Prints how many trips of a file a stock watermark would drop as late, and what this job does.
set -u
# shellcheck source=scripts/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

USAGE="usage: scripts/lateness.sh FILE    a TLC file of trips, Parquet or CSV"
if [ "${1:-}" = --help ] || [ "${1:-}" = -h ]; then
  echo "$USAGE"
  exit 0
fi
[ $# -eq 1 ] || wrong_call "$USAGE"
case $1 in -*) wrong_call "There is no option $1. $USAGE" ;; esac
[ -f "$1" ] || wrong_call "there is no file $1"
require_flink_java
build_classes
EXTRA_CLASSES=$HOME_FOLDER/target/bench/classes
run_until_stopped io.github.taxistream.source.LatenessTable "$1"
