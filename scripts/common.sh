# What the scripts share. They stay in the caller's folder, so that paths mean what they say.

HOME_FOLDER=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

fail() {
  echo "$*" >&2
  exit 1
}

# require_java VERSION: a JDK or JRE of at least this version.
require_java() {
  JAVA=java
  if [ -n "${JAVA_HOME:-}" ]; then
    JAVA="$JAVA_HOME/bin/java"
  fi
  command -v "$JAVA" > /dev/null ||
    fail "Java is missing: install a JDK, version $1 or newer, or set JAVA_HOME."
  local found
  found=$("$JAVA" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -1)
  [ "${found:-0}" -ge "$1" ] ||
    fail "Java ${found:-of an unknown version} is too old: install a JDK, version $1 or newer, or set JAVA_HOME."
}

# require_node VERSION: Node.js and npm, for the local Kinesis.
require_node() {
  command -v node > /dev/null && command -v npm > /dev/null ||
    fail "Node.js is missing: install Node.js $1 or newer with npm (the local Kinesis runs on it)."
  local found
  found=$(node --version | sed 's/^v\([0-9]*\).*/\1/')
  [ "$found" -ge "$1" ] ||
    fail "Node.js $found is too old: install Node.js $1 or newer (the local Kinesis runs on it)."
}

# is_built FILE FOLDER: whether the file is there, and newer than the pom and all in the folder.
is_built() {
  [ -f "$1" ] && [ -z "$(find "$HOME_FOLDER/pom.xml" "$2" -newer "$1" -print -quit)" ]
}

# build WORD…: runs Maven with these words.
build() {
  require_java 17
  command -v mvn > /dev/null || fail "Maven is missing: install Maven 3.8 or newer."
  echo "building (the first time this fetches what it needs, for some minutes) …" >&2
  mvn -q -B -f "$HOME_FOLDER/pom.xml" -Dspotless.check.skip=true "$@" >&2 || fail "the build failed"
}

# build_classes: compiles what the local run and the benchmark need, if something has changed since. The tests of Maven's
# own run have all that, and several run at a time: TAXI_STREAM_IS_BUILT says so.
build_classes() {
  [ -z "${TAXI_STREAM_IS_BUILT:-}" ] || return 0
  local built=$HOME_FOLDER/target/local/built
  is_built "$built" "$HOME_FOLDER/src" && return
  build process-test-resources
  touch "$built"
}

# opens: what Flink 1.20 needs to have open on Java 17.
opens() {
  sed -n 's/^env.java.opts.all: //p' "$HOME_FOLDER/flink-conf/config.yaml"
}

# run_until_stopped MAIN ARG…: runs a program, with EXTRA_CLASSES before what the local run has, that stops when its standard input ends, and ends
# that on Ctrl-C. The program itself does not see the Ctrl-C: it has work to finish.
run_until_stopped() {
  local folder opens interrupted='' status
  folder=$(mktemp -d)
  mkfifo "$folder/stop"
  opens=$(opens)
  (
    trap '' INT
    export FLINK_PLUGINS_DIR="${FLINK_PLUGINS_DIR:-$HOME_FOLDER/target/local/plugins}"
    # shellcheck disable=SC2086
    exec "$JAVA" $opens -Xmx2g \
      "-Dtaxistream.home=$HOME_FOLDER" \
      -Daws.java.v1.disableDeprecationAnnouncement=true \
      "-Djava.util.logging.config.file=$HOME_FOLDER/src/local/resources/jul-local.properties" \
      -Dlog4j2.configurationFile=log4j2-local.properties \
      -cp "${EXTRA_CLASSES:+$EXTRA_CLASSES:}$HOME_FOLDER/target/local/classes:$HOME_FOLDER/src/local/resources:$HOME_FOLDER/target/classes:$(cat "$HOME_FOLDER/target/local/classpath")" \
      "$@" < "$folder/stop"
  ) &
  local program=$!
  exec 9> "$folder/stop"
  rm -r "$folder"
  trap 'exec 9>&-; interrupted=yes' INT TERM
  wait "$program"
  status=$?
  while [ -n "$interrupted" ]; do
    interrupted=''
    wait "$program"
    status=$?
  done
  trap - INT TERM
  return "$status"
}
