# shellcheck shell=bash
# shellcheck disable=SC2153 # HOME_FOLDER is common.sh's.
# A Flink of our own in target/flink and its standalone cluster on this machine, for flink-run.sh.

readonly FLINK_VERSION=1.20.1
readonly OWN_FLINK=$HOME_FOLDER/target/flink
readonly S3_PLUGIN=$HOME_FOLDER/target/local/plugins/s3-fs-hadoop
readonly FIRST_WEB_PORT=8081 FIRST_RPC_PORT=6123
readonly TASK_MANAGERS=2
readonly START_PATIENCE_SECONDS=90

# fetch_flink: the distribution as it is downloaded, from its two Python packages: all jars are in
# apache-flink-libraries, bin and conf in apache-flink. Neither is installed.
fetch_flink() {
  [ -x "$OWN_FLINK/bin/flink" ] && return
  { command -v python3 && python3 -m pip --version; } > /dev/null 2>&1 ||
    fail "Flink is downloaded with Python's pip, which is missing: install Python 3 with pip, or download Flink 1.20 and set FLINK_HOME to its folder."
  require_room 1200
  echo "fetching Flink $FLINK_VERSION into target/flink (220 MB, once) …"
  local part=$HOME_FOLDER/target/flink.part teller
  rm -rf "$part"
  mkdir -p "$part"
  tell_size "$part" &
  teller=$!
  {
    download_package "$part" --no-binary :all: "apache-flink-libraries==$FLINK_VERSION" &&
      # Any machine's wheel will do: bin and conf are the same in all.
      download_package "$part" --only-binary :all: --implementation cp --python-version 3.11 \
        --abi cp311 --platform manylinux1_x86_64 "apache-flink==$FLINK_VERSION" &&
      unpack_flink "$part"
  } > "$part/log" 2>&1 || {
    stop_telling "$teller"
    tail -5 "$part/log" >&2
    fail "Flink $FLINK_VERSION could not be fetched; $part/log says more. A downloaded Flink 1.20 will do as well: set FLINK_HOME to its folder."
  }
  stop_telling "$teller"
  rm -rf "$OWN_FLINK"
  mv "$part/flink" "$OWN_FLINK"
  rm -rf "$part"
}

# tell_size FOLDER: says how much has been fetched, on one line of a terminal.
tell_size() {
  [ -t 2 ] || return
  while kill -0 $$ 2> /dev/null; do
    sleep 1
    printf '\r  %s MB\033[K' "$(du -sm "${TMPDIR:-/tmp}"/pip-* "$1" 2> /dev/null | awk '{ sum += $1 } END { print sum }')" >&2
  done
}

stop_telling() {
  kill "$1" 2> /dev/null
  wait "$1" 2> /dev/null
  [ ! -t 2 ] || printf '\r\033[K' >&2
}

download_package() {
  local folder=$1
  shift
  python3 -m pip download --disable-pip-version-check --no-input --no-deps -d "$folder" "$@"
}

unpack_flink() {
  python3 - "$1" << 'PYTHON'
import pathlib, shutil, sys, tarfile, zipfile

part = pathlib.Path(sys.argv[1])
flink = part / "flink"
with tarfile.open(next(part.glob("apache*flink*libraries*.tar.gz"))) as jars:
    jars.extractall(part)
shutil.move(str(next(part.glob("apache*flink*libraries*/deps"))), str(flink))
with zipfile.ZipFile(next(part.glob("apache_flink-*.whl"))) as scripts:
    for name in scripts.namelist():
        if name.startswith(("pyflink/bin/", "pyflink/conf/")) and not name.endswith("/"):
            file = flink / name[len("pyflink/"):]
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(scripts.read(name))
            if file.parent.name == "bin":
                file.chmod(0o755)
(flink / "log").mkdir()
(flink / "conf").rename(flink / "conf.dist")
PYTHON
}

# use_own_flink: what Flink's scripts would take from the caller's environment is set here.
use_own_flink() {
  export FLINK_CONF_DIR=$OWN_FLINK/conf FLINK_LIB_DIR=$OWN_FLINK/lib
  export FLINK_PLUGINS_DIR=$OWN_FLINK/plugins FLINK_OPT_DIR=$OWN_FLINK/opt
  export FLINK_LOG_DIR=$OWN_FLINK/log FLINK_PID_DIR=$OWN_FLINK/run
  export FLINK_IDENT_STRING=taxi-stream
  OPTIONS=$OWN_FLINK/options
}

# prepare_conf KEY=VALUE…: flink-conf over Flink's own, and free ports; the options that differ
# from run to run are kept in a file, a line each, and given to each process by -D. The state is
# not in target, which mvn clean takes away: a savepoint is a place in the stream.
prepare_conf() {
  rm -rf "$FLINK_CONF_DIR" "$OWN_FLINK/plugins/s3-fs-hadoop"
  cp -r "$OWN_FLINK/conf.dist" "$FLINK_CONF_DIR"
  cp "$HOME_FOLDER"/flink-conf/* "$FLINK_CONF_DIR"
  cp -r "$S3_PLUGIN" "$OWN_FLINK/plugins/s3-fs-hadoop"
  # The daemons log to files, by log4j.properties, but as quietly as to a console.
  grep '^logger\.' "$HOME_FOLDER/flink-conf/log4j-console.properties" >> "$FLINK_CONF_DIR/log4j.properties"
  # If a key comes twice, the later value counts.
  printf '%s\n' "jobmanager.rpc.port=$(free_port "$FIRST_RPC_PORT")" \
    "rest.port=$(free_port "$FIRST_WEB_PORT")" \
    "io.tmp.dirs=$TEMPORARY" \
    "execution.checkpointing.dir=$(file_uri "$HOME_FOLDER/state/checkpoints")" \
    "execution.checkpointing.savepoint-dir=$(file_uri "$HOME_FOLDER/state/savepoints")" "$@" |
    awk -F= '{ line[$1] = $0 } END { for (key in line) print line[key] }' > "$OPTIONS"
}

# file_uri PATH: Flink takes what looks like an escape in a URI for one.
file_uri() {
  printf 'file://%s' "$1" | sed 's/%/%25/g'
}

# options_of WORD: sets $options to what the cluster was started with, each behind that word.
options_of() {
  local line
  options=()
  while IFS= read -r line; do
    if [ "$1" = -D ]; then options+=("-D$line"); else options+=("-D" "$line"); fi
  done < "$OPTIONS"
}

# conf KEY: an option that the cluster was started with.
conf() {
  awk -v key="$1" 'index($0, key "=") == 1 { print substr($0, length(key) + 2) }' "$OPTIONS" 2> /dev/null
}

# free_port FIRST: the first port from there on at which nobody answers.
free_port() {
  local port=$1
  # curl says 7 when it cannot connect.
  while curl -s --noproxy '*' -o /dev/null -m 1 "http://127.0.0.1:$port"; [ $? -ne 7 ]; do
    port=$((port + 1))
  done
  echo "$port"
}

# keep_ports_free: takes others for those that somebody has taken since they were chosen.
keep_ports_free() {
  local key port
  for key in rest.port jobmanager.rpc.port; do
    port=$(free_port "$(conf "$key")")
    awk -v key="$key" -v port="$port" \
      'index($0, key "=") == 1 { $0 = key "=" port } { print }' "$OPTIONS" > "$OPTIONS.new" &&
      mv "$OPTIONS.new" "$OPTIONS"
  done
}

# rest PATH: what the JobManager's REST interface returns; fails if it does not answer.
rest() {
  curl -sf --noproxy '*' -m 10 "http://127.0.0.1:$(conf rest.port)$1"
}

own_cluster_runs() {
  local pid
  pid=$(tail -1 "$FLINK_PID_DIR/flink-$FLINK_IDENT_STRING-standalonesession.pid" 2> /dev/null)
  [ -n "$pid" ] && kill -0 "$pid" 2> /dev/null
}

# start_own_cluster: returns when all TaskManagers are there, else fails after ending what there is.
start_own_cluster() {
  echo "starting a Flink cluster with $TASK_MANAGERS TaskManagers …"
  rm -rf "$FLINK_PID_DIR"
  local log=$FLINK_LOG_DIR/start-cluster.out options
  keep_ports_free
  options_of separate
  {
    "$OWN_FLINK/bin/jobmanager.sh" start "${options[@]}"
    for _ in $(seq "$TASK_MANAGERS"); do "$OWN_FLINK/bin/taskmanager.sh" start "${options[@]}"; done
  } > "$log" 2>&1
  local deadline=$((SECONDS + START_PATIENCE_SECONDS))
  # Not before all slots are there: the job would take those of the first TaskManager only.
  until [ "$(rest /taskmanagers | grep -o '"slotsNumber":[1-9]' | wc -l)" -eq "$TASK_MANAGERS" ]; do
    if ! own_cluster_runs || [ "$SECONDS" -ge "$deadline" ]; then
      tail -5 "$log" >&2
      end_own_cluster
      fail "The cluster did not come up within $START_PATIENCE_SECONDS s; $FLINK_LOG_DIR says why."
    fi
    sleep 0.3
  done
}

end_own_cluster() {
  echo "ending the cluster …"
  "$OWN_FLINK/bin/taskmanager.sh" stop-all > /dev/null 2>&1
  "$OWN_FLINK/bin/jobmanager.sh" stop-all > /dev/null 2>&1
}
