# shellcheck shell=bash
# What the scripts share. They stay in the caller's folder, so that paths mean what they say.
# All of them run on bash 3.2, which macOS has.

# With CDPATH, cd prints where it goes.
unset CDPATH
HOME_FOLDER=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

fail() {
  echo "$*" >&2
  exit 1
}

# wrong_call SENTENCE: for what the call itself shows to be wrong, before anything is done.
wrong_call() {
  echo "$*" >&2
  exit 2
}

# use_utf8: without a UTF-8 locale Java can neither print what it says nor open a folder with an
# umlaut in its name.
use_utf8() {
  case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
    *[Uu][Tt][Ff]*) return ;;
  esac
  local name
  name=$(locale -a 2> /dev/null | awk 'tolower($0) ~ /^(c|en_us)\.utf-?8$/ { print; exit }') || name=''
  [ -z "$name" ] || export LC_ALL=$name
}
use_utf8

# use_profiles: the job's AWS SDK looks for the shared configuration in the home of the user's entry
# in /etc/passwd; the AWS CLI and the producer look in $HOME, and where these variables say.
use_profiles() {
  local credentials=${AWS_SHARED_CREDENTIALS_FILE:-${HOME:-/nowhere}/.aws/credentials}
  local config=${HOME:-/nowhere}/.aws/config
  [ -n "${AWS_CREDENTIAL_PROFILES_FILE:-}" ] || [ ! -f "$credentials" ] ||
    export AWS_CREDENTIAL_PROFILES_FILE=$credentials
  [ -n "${AWS_CONFIG_FILE:-}" ] || [ ! -f "$config" ] || export AWS_CONFIG_FILE=$config
}
use_profiles

# ------------------------------------------------------------------ what has to be there

# The JDKs with which Maven builds and Flink runs. Flink's S3 file system has Hadoop 3.3.4, which
# fails on Java 24 and newer; bin/flink cannot start a JVM there at all.
readonly OLDEST_JDK=17 NEWEST_JDK=23

# java_version HOME: the first number of this Java's version, like 17; nothing if it is none. A JDK
# has it in a file; to ask a JVM takes longer.
java_version() {
  local version=''
  [ ! -f "$1/release" ] ||
    version=$(sed -n 's/^JAVA_VERSION="\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' "$1/release" 2> /dev/null | head -1)
  [ -n "$version" ] ||
    version=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' | head -1)
  echo "$version"
}

# java_homes: where JDKs usually are, a folder a line.
java_homes() {
  local home
  for home in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "${HOME:-/nowhere}"/.sdkman/candidates/java/* "${HOME:-/nowhere}"/.jdks/*; do
    [ ! -x "$home/bin/java" ] || echo "$home"
  done
  [ ! -x /usr/libexec/java_home ] || /usr/libexec/java_home 2> /dev/null
}

# fits HOME LEAST MOST PROGRAM: whether this Java is of a version in between, has the program, and starts.
fits() {
  local version
  [ -x "$1/bin/java" ] && [ -x "$1/bin/$4" ] || return 1
  version=$(java_version "$1")
  [ -n "$version" ] && [ "$version" -ge "$2" ] && [ "$version" -le "$3" ] &&
    "$1/bin/java" -version > /dev/null 2>&1
}

# home_of_java: that of the user's own choice, by JAVA_HOME or PATH.
home_of_java() {
  local java home
  if [ -n "${JAVA_HOME:-}" ]; then
    echo "$JAVA_HOME"
  elif java=$(command -v java); then
    home=$(readlink -f "$java" 2> /dev/null) || home=''
    home=${home%/bin/java}
    if [ -n "$home" ] && [ -f "$home/release" ]; then
      echo "$home"
    else
      "$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p'
    fi
  fi
}

# find_java LEAST MOST PROGRAM: prints the home of a Java that fits: the user's own choice, else
# the oldest of those that are installed.
find_java() {
  local own home version
  own=$(home_of_java)
  if [ -n "$own" ] && fits "$own" "$@"; then
    echo "$own"
    return
  fi
  java_homes | while IFS= read -r home; do
    ! fits "$home" "$@" || echo "$(java_version "$home") $home"
  done | sort -n | head -1 | cut -d ' ' -f 2-
}

# describe_java: the user's own choice as a person would call it.
describe_java() {
  local own version
  own=$(home_of_java)
  [ -n "$own" ] || return 0
  version=$(java_version "$own" 2> /dev/null)
  echo "Java ${version:-of an unknown version} ($([ -z "${JAVA_HOME:-}" ] || echo "JAVA_HOME is ")$own)"
}

# require_java LEAST [MOST [PROGRAM]]: sets JAVA to a Java of such a version, and JAVA_HOME to its
# folder; says so if it is another than the user's own choice.
require_java() {
  local least=$1 most=${2:-999} program=${3:-java} home own between
  between="Java $least or newer"
  [ "$most" -eq 999 ] || between="Java $least to $most"
  own=$(describe_java)
  home=$(find_java "$least" "$most" "$program")
  if [ -z "$home" ]; then
    fail "${own:+$own cannot run this. }It needs a $([ "$program" = javac ] && echo JDK || echo JDK or JRE) of $between, and there is none in the usual places: install JDK 17 or 21, or let JAVA_HOME name the folder of one."
  fi
  if [ "$home" != "$(home_of_java)" ]; then
    echo "using Java $(java_version "$home") in $home: this needs $between${own:+, and not $own}" >&2
  fi
  JAVA=$home/bin/java
  export JAVA_HOME=$home
}

# require_flink_java: a Java that runs Flink and its S3 file system.
require_flink_java() {
  require_java "${1:-$OLDEST_JDK}" "$NEWEST_JDK"
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

# require_user: Hadoop, which is in Flink's S3 file system, asks for the user's name.
require_user() {
  id -un > /dev/null 2>&1 ||
    fail "The user id $(id -u) has no entry in /etc/passwd, and Flink's S3 file system (Hadoop) does not start without the user's name: add an entry, or run this as another user."
}

# require_host_name: Flink asks for the address of this machine's own name.
require_host_name() {
  local name
  name=$(hostname 2> /dev/null) && command -v getent > /dev/null || return 0
  getent hosts "$name" > /dev/null ||
    fail "This machine's own name, $name, has no address, and Flink does not start without one: add the line \"127.0.0.1 $name\" to /etc/hosts."
}

# require_folders FOLDER…: makes them, in the project, and sees that they can be written.
require_folders() {
  local folder
  for folder in "$@"; do
    { mkdir -p "$HOME_FOLDER/$folder" && [ -w "$HOME_FOLDER/$folder" ]; } 2> /dev/null ||
      fail "$HOME_FOLDER/$folder cannot be written, but this has to write there: copy the project to a folder of your own, or make that one writable."
  done
}

# free_megabytes FOLDER
free_megabytes() {
  df -Pk "$1" 2> /dev/null | awk 'NR == 2 { printf "%d\n", $4 / 1024 }'
}

# require_room MEGABYTES: free space for what is built, fetched and written.
require_room() {
  local free
  free=$(free_megabytes "$HOME_FOLDER")
  [ "${free:-$1}" -ge "$1" ] ||
    fail "The disk of $HOME_FOLDER is full: $free MB are free, and this needs $1 MB."
}

# can_execute FOLDER: whether programs and libraries in it may run: not on a disk mounted noexec.
can_execute() {
  local probe status
  probe=$(mktemp "$1/taxi-stream.XXXXXX" 2> /dev/null) || return 1
  printf '#!/bin/sh\n' > "$probe" && chmod +x "$probe" && "$probe" 2> /dev/null
  status=$?
  rm -f "$probe"
  return "$status"
}

# use_temporary_folder: Snappy unpacks a library into the folder for temporary files and loads it
# from there. Where that one is noexec or cannot be written, it is one in the project.
use_temporary_folder() {
  TEMPORARY=${TMPDIR:-/tmp}
  can_execute "$TEMPORARY" && return
  require_folders target/local/tmp
  TEMPORARY=$HOME_FOLDER/target/local/tmp
  can_execute "$TEMPORARY" ||
    fail "Programs can be run neither in ${TMPDIR:-/tmp} nor in $TEMPORARY (mounted noexec, or not writable): let TMPDIR name a folder where they can."
  export TMPDIR=$TEMPORARY
}

# use_loopback: what runs on this machine is spoken to directly, whatever proxy there is.
use_loopback() {
  export NO_PROXY="${NO_PROXY:-${no_proxy:-}}"
  NO_PROXY=${NO_PROXY:+$NO_PROXY,}127.0.0.1,localhost
  export no_proxy=$NO_PROXY
}

# ------------------------------------------------------------------ build

# is_built FILE FOLDER…: whether the file is there, and newer than the pom and all in the folders.
is_built() {
  local file=$1 folder folders=()
  shift
  [ -f "$file" ] || return 1
  for folder in "$@"; do folders+=("$HOME_FOLDER/$folder"); done
  [ -z "$(find "$HOME_FOLDER/pom.xml" "${folders[@]}" -newer "$file" -print -quit)" ]
}

# fetched LOG: what Maven has fetched so far, in a few words.
fetched() {
  awk '
    /Downloading from / { name = $NF; sub(/.*\//, "", name) }
    /Downloaded from / {
      count++
      size = $0; sub(/.*\(/, "", size); split(size, part, " ")
      megabytes += part[1] * (part[2] == "MB" ? 1 : part[2] == "kB" ? 0.001 : 0.000001)
    }
    END { if (name != "") printf "fetched %d files, %.0f MB; now %s\n", count, megabytes, name }
  ' "$1" 2> /dev/null
}

# tell_build LOG: says how a build comes along, on one line of a terminal, else a line now and then.
tell_build() {
  local line last='' ticks=0
  # The build's own shell: it may be gone after Ctrl-C.
  while kill -0 $$ 2> /dev/null; do
    sleep 1
    ticks=$((ticks + 1))
    line=$(fetched "$1")
    if [ -t 2 ] && [ -n "$line" ]; then
      printf '\r  %s\033[K' "$line" >&2
    elif [ $((ticks % 15)) -eq 0 ] && [ "$line" != "$last" ]; then
      echo "  $line" >&2
      last=$line
    fi
  done
}

# build WORD…: runs Maven with these words.
build() {
  require_java "$OLDEST_JDK" "$NEWEST_JDK" javac
  command -v mvn > /dev/null || fail "Maven is missing: install Maven 3.8 or newer."
  require_folders target
  require_room 500
  local log=$HOME_FOLDER/target/build.log status=0 teller
  : > "$log"
  echo "building (the first time this downloads what it needs, some 300 MB) …" >&2
  tell_build "$log" &
  teller=$!
  # Some scripts end with the first command that fails; none of these is to end one.
  (cd "$HOME_FOLDER" && mvn -B -Dstyle.color=never -Dspotless.check.skip=true "$@") > "$log" 2>&1 || status=$?
  kill "$teller" 2> /dev/null || true
  wait "$teller" 2> /dev/null || true
  [ ! -t 2 ] || printf '\r\033[K' >&2
  [ "$status" -eq 0 ] || {
    grep '^\[ERROR\]' "$log" | head -12 >&2 || true
    fail "the build failed; target/build.log says more"
  }
}

# build_for FILE SOURCES WORD…: runs Maven with these words if the file is missing, or older than the pom or anything in
# the folders of sources. The tests of Maven's own run have all that, and several run at a time: TAXI_STREAM_IS_BUILT says so.
build_for() {
  local file=$1 sources=$2
  shift 2
  [ -z "${TAXI_STREAM_IS_BUILT:-}" ] || return 0
  # shellcheck disable=SC2086 # Several folders.
  is_built "$file" $sources && return
  build "$@"
  touch "$file"
}

# build_classes: compiles what the local run and the benchmark need.
build_classes() {
  build_for "$HOME_FOLDER/target/local/built" "src/main src/local src/bench" process-test-resources
}

# ------------------------------------------------------------------ run

# opens: what Flink 1.20 needs to have open on Java 17.
opens() {
  sed -n 's/^env.java.opts.all: //p' "$HOME_FOLDER/flink-conf/config.yaml"
}

# own_session: the command that runs another in a session of its own, where there is one.
own_session() {
  command -v setsid || true
}

# run_until_stopped MAIN ARG…: runs a program, with JVM_OPTIONS, and with EXTRA_CLASSES before what
# the local run has, that stops when its standard input ends, and ends that on Ctrl-C, SIGTERM or
# SIGHUP. The program and its emulators ignore these signals, and are out of the terminal's reach where there is setsid:
# they have work to finish. A second signal ends all of them at once; but what ends a whole group, as
# timeout does, may send the first one twice.
run_until_stopped() {
  local folder opens program='' status=0 interrupted='' stopped_at='' is_killed='' terminal=false
  require_folders target/local
  use_temporary_folder
  use_loopback
  folder=$(mktemp -d "$TEMPORARY/taxi-stream.XXXXXX") || fail "no folder can be made in $TEMPORARY"
  mkfifo "$folder/stop"
  [ ! -t 1 ] || terminal=true
  opens=$(opens)
  trap 'interrupted=yes; stop_program' INT TERM HUP
  (
    trap '' INT TERM HUP
    export FLINK_PLUGINS_DIR="${FLINK_PLUGINS_DIR:-$HOME_FOLDER/target/local/plugins}"
    # shellcheck disable=SC2086 # Several options.
    exec $(own_session) "$JAVA" $opens -Xmx2g ${JVM_OPTIONS:-} \
      "-Dtaxistream.home=$HOME_FOLDER" \
      "-Djava.io.tmpdir=$TEMPORARY" \
      "-Dtaxistream.terminal=$terminal" \
      -Daws.java.v1.disableDeprecationAnnouncement=true \
      "-Djava.util.logging.config.file=$HOME_FOLDER/src/local/resources/jul-local.properties" \
      -Dlog4j2.configurationFile=log4j2-local.properties \
      -cp "${EXTRA_CLASSES:+$EXTRA_CLASSES:}$HOME_FOLDER/target/local/classes:$HOME_FOLDER/src/local/resources:$HOME_FOLDER/target/classes:$(cat "$HOME_FOLDER/target/local/classpath")" \
      "$@" < "$folder/stop"
  ) &
  program=$!
  exec 9> "$folder/stop"
  rm -r "$folder"
  [ -z "$interrupted" ] || exec 9>&-
  interrupted=yes
  while [ -n "$interrupted" ]; do
    interrupted=''
    wait "$program" 2> /dev/null
    status=$?
  done
  trap - INT TERM HUP
  [ -z "$is_killed" ] || status=130
  return "$status"
}

# stop_program: what a signal does in run_until_stopped.
# shellcheck disable=SC2154 # Its variables are those of its caller.
stop_program() {
  if [ -z "$stopped_at" ]; then
    stopped_at=$SECONDS
    printf '\nstopping; Ctrl-C once more ends it at once\n' >&2
    exec 9>&-
  elif [ $((SECONDS - stopped_at)) -gt 1 ] && [ -n "$program" ]; then
    is_killed=yes
    # The emulators notice, and end.
    kill -9 "$program" 2> /dev/null
  fi
}
