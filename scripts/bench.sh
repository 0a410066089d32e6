#!/usr/bin/env bash
# Measures the job against a bare loop, a sample, Flink SQL and Lambda on the same trips; see --help.
# "bench.sh --quick [--input FILE…]" measures the ratios that matter in some minutes.
# "bench.sh jmh [JMH's options]" measures the parser, the combiner and the Parquet writer by themselves.
# "bench.sh bars FROM.md TO.svg" draws the first table of such a file, as it does with target/bench.md at the end.
set -u
# shellcheck source=scripts/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# What only Flink SQL and JMH need comes into target/bench/all, and so to no other process.
build_all() {
  build_for "$HOME_FOLDER/target/bench/all/built" "src/main src/local src/bench" -Pbench process-test-resources
}

if [ "${1:-}" = bars ]; then
  [ $# -eq 3 ] || wrong_call 'bench.sh bars FROM.md TO.svg: it needs two files'
  [ -f "$2" ] || wrong_call "there is no file $2"
elif [ "${1:-}" = --quick ] && [ $# -gt 1 ] && [ "$2" != --input ]; then
  wrong_call "--quick takes --input FILE only, and not $2"
fi
require_flink_java
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
# bars FROM.md TO.svg: the first table as a picture.
bars() {
  "$JAVA" -cp "$EXTRA_CLASSES" io.github.taxistream.bench.Bars "$1" "$2"
}
if [ "${1:-}" = bars ]; then
  bars "$2" "$3"
  exit
fi
if [ "${1:-}" = --quick ]; then
  shift
  run_until_stopped io.github.taxistream.bench.Bench --trips 6000000 --rounds 2 \
    --only "limit;ours, parallelism;duplicates;parser: ours;parser: Obj" "$@" &&
    run_until_stopped io.github.taxistream.bench.Bench canned --trips 640000 --rounds 2 \
      --parallelism 2 --only cbor,cbor-aggregated "$@"
  exit
fi
run_until_stopped io.github.taxistream.bench.Bench "$@"
status=$?
if [ "$status" = 0 ] && [ -f "$HOME_FOLDER/target/bench.md" ]; then
  bars "$HOME_FOLDER/target/bench.md" "$HOME_FOLDER/target/bench.svg"
fi
exit "$status"
