#!/usr/bin/env bash
# Measures the job against a bare loop, a sample, Flink SQL and Lambda on the same trips; see --help.
set -u
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# The table API comes into target/sql only, and so to no other process than that of Flink SQL.
build_sql() {
  local built=$HOME_FOLDER/target/sql/built
  if [ -f "$built" ] && [ ! "$HOME_FOLDER/target/local/built" -nt "$built" ]; then
    return
  fi
  mvn -q -B -f "$HOME_FOLDER/pom.xml" -Psql -Dspotless.check.skip=true process-test-classes ||
    fail "the build of Flink SQL's part failed"
  touch "$built"
}

require_java 17
build_classes
build_sql
run_until_stopped io.github.taxistream.bench.Bench "$@"
