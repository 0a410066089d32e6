#!/usr/bin/env bash
# Reports what is installed and what is missing, for which part. Changes nothing. See --help.
set -u
# shellcheck source=scripts/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

usage() {
  cat << 'END'
usage: scripts/doctor.sh

Looks for what the scripts need on this machine, and says what is there, and what is missing for
which part of the project. Nothing is installed or changed.

Exit codes: 0 scripts/run-local.sh can run, 1 something that it needs is missing.
END
}

missing=0

# tell NAME WHAT FOR: a line of the report; WHAT is empty if it is missing.
tell() {
  if [ -n "$2" ]; then
    printf 'ok       %-14s %s\n' "$1" "$2"
  else
    printf 'missing  %-14s needed for %s\n' "$1" "$3"
    case $3 in *run-local*) missing=1 ;; esac
  fi
}

# optional NAME WHAT FOR: the same for what only some tests and examples use.
optional() {
  if [ -n "$2" ]; then
    printf 'ok       %-14s %s\n' "$1" "$2"
  else
    printf 'optional %-14s not here; it is for %s\n' "$1" "$3"
  fi
}

version_of() {
  command -v "$1" > /dev/null && "$@" 2>&1 | head -1
}

# needed NAME COMMAND FOR: fails with the command's own sentence, which then is the report's.
needed() {
  local said
  if said=$(eval "$2" 2>&1); then
    tell "$1" "${said:-yes}" "$3"
  else
    tell "$1" '' "$3"
    printf '         %-14s %s\n' '' "$said"
  fi
}

case $#${1:-} in
  0) ;;
  1--help | 1-h)
    usage
    exit 0
    ;;
  *)
    usage >&2
    exit 2
    ;;
esac

jdk=$(find_java "$OLDEST_JDK" "$NEWEST_JDK" javac)
jre=$(find_java "$OLDEST_JDK" "$NEWEST_JDK" java)
echo "your own: $(describe_java)"
tell "JDK $OLDEST_JDK-$NEWEST_JDK" "$jdk" "the build, and so for the first run-local.sh"
tell "Java $OLDEST_JDK-$NEWEST_JDK" "$jre" "run-local.sh, run-job.sh, flink-run.sh"
tell 'Maven' "$(version_of mvn --version | sed 's/\x1b\[[0-9;]*m//g')" "the build, and so for the first run-local.sh"
needed 'Node.js 18' 'require_node 18; node --version' "the local Kinesis of run-local.sh"
needed 'host name' 'require_host_name; hostname' "Flink: run-local.sh, run-job.sh, flink-run.sh"
needed 'user name' 'require_user; id -un' "Flink's S3 file system: run-local.sh, run-job.sh, flink-run.sh"
needed 'target/' 'require_folders target/local; echo writable' "run-local.sh and the build"
needed 'room' 'require_room 1200; echo "$(free_megabytes "$HOME_FOLDER") MB free"' "the first run-local.sh"
needed 'temporary' 'use_temporary_folder; echo "$TEMPORARY"' "run-local.sh, run-job.sh, flink-run.sh"
tell 'curl' "$(version_of curl --version | cut -d ' ' -f 1-2)" "flink-run.sh, metrics.sh"
tell 'Python pip' "$(version_of python3 -m pip --version | cut -d ' ' -f 1-2)" "flink-run.sh to fetch Flink, and some tests"
tell 'AWS CLI' "$(version_of aws --version)" "deploy.sh"
optional 'DuckDB' "$(version_of duckdb --version)" "the queries in the docs"
optional 'jq' "$(version_of jq --version)" "some examples in docs/operations.md"
optional 'Chromium' "$(command -v chromium)" "tests of the report in a browser, and report-picture.sh"
optional 'ChromeDriver' "$(version_of chromedriver --version | cut -d ' ' -f 1-2)" "tests of the report in a browser"
optional 'cargo' "$(version_of cargo --version)" "tests of enhanced fan-out (Rust 1.87 or newer)"
exit "$missing"
