#!/usr/bin/env bash
# Runs the producer: builds its jar if that is missing or older than the sources.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
jar=$root/target/taxi-stream-producer.jar

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
if ! command -v "$java" >/dev/null; then
    echo "producer.sh: no java found; install a JDK, 17 or newer, or set JAVA_HOME." >&2
    exit 1
fi
version=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
if [ "${version:-0}" -lt 11 ]; then
    echo "producer.sh: Java 11 or newer is needed, and $java is ${version:-of an unknown version}." >&2
    exit 1
fi

is_stale() {
    [ ! -f "$jar" ] || [ -n "$(find "$root/pom.xml" "$root/src/main" -newer "$jar" -print -quit)" ]
}

if is_stale; then
    if ! command -v mvn >/dev/null; then
        echo "producer.sh: $jar has to be built, and there is no mvn; install Maven 3.8 or newer." >&2
        exit 1
    fi
    echo "producer.sh: building $jar (once; it takes a minute) ..." >&2
    # -Dmaven.test.skip: compiling the tests would take longer than the build.
    (cd "$root" && mvn -q -DskipTests -Dmaven.test.skip=true package) >&2
fi

exec "$java" ${TAXI_STREAM_JAVA_OPTS:-} -jar "$jar" "$@"
