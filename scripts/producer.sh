#!/usr/bin/env bash
# Runs the producer: builds its jar if that is missing or older than the sources. See --help.
set -euo pipefail
# shellcheck source=scripts/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

JAR=$HOME_FOLDER/target/taxi-stream-producer.jar

require_java 11
if [ ! -f "$JAR" ] ||
  [ -n "$(find "$HOME_FOLDER/pom.xml" "$HOME_FOLDER/src/main" -newer "$JAR" -print -quit)" ]; then
  command -v mvn > /dev/null || fail "Maven is missing: install Maven 3.8 or newer."
  require_java 17
  echo "building ${JAR#"$HOME_FOLDER/"} (the first time this fetches what it needs, for some minutes) …" >&2
  mvn -q -B -f "$HOME_FOLDER/pom.xml" -Dspotless.check.skip=true -Dmaven.test.skip=true package >&2 ||
    fail "the build failed"
fi

exec "$JAVA" -jar "$JAR" "$@"
