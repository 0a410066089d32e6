#!/usr/bin/env bash
# Runs the producer: builds its jar if that is missing or older than the sources. See --help.
set -euo pipefail
# shellcheck source=scripts/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

JAR=$HOME_FOLDER/target/taxi-stream-producer.jar

build_for "$JAR" src/main -Dmaven.test.skip=true package
require_java 11

exec "$JAVA" "-Dtaxistream.called-as=${TAXI_STREAM_CALLED_AS:-}" -jar "$JAR" "$@"
