#!/usr/bin/env bash
# Measures the job against a bare loop, a sample, Flink SQL and Lambda on the same trips; see --help.
# "bench.sh jmh [JMH's options]" measures the parser, the combiner and the Parquet writer by themselves.
set -u
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# What only Flink SQL and JMH need comes into target/bench/all, and so to no other process.
build_all() {
  local built=$HOME_FOLDER/target/bench/all/built
  if [ -f "$built" ] && [ ! "$HOME_FOLDER/target/local/built" -nt "$built" ]; then
    return
  fi
  mvn -q -B -f "$HOME_FOLDER/pom.xml" -Pbench -Dspotless.check.skip=true process-test-resources ||
    fail "the build of the benchmark failed"
  touch "$built"
}

require_java 17
build_classes
build_all
if [ "${1:-}" = jmh ]; then
  shift
  cd "$HOME_FOLDER" || exit 1
  # shellcheck disable=SC2046
  exec "$JAVA" $(opens) -Xmx1g \
    -cp "target/bench/all/classes:target/local/classes:target/classes:$(cat target/bench/all/classpath)" \
    io.github.taxistream.bench.Benchmarks "$@"
fi
EXTRA_CLASSES=$HOME_FOLDER/target/bench/classes:$HOME_FOLDER/src/bench/resources
run_until_stopped io.github.taxistream.bench.Bench "$@"
