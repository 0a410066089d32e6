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
  command -v python3 > /dev/null && python3 -m pip --version > /dev/null 2>&1 ||
    fail "Flink is fetched by Python's pip, which is missing: install Python 3 with pip, or download Flink 1.20 and set FLINK_HOME to its folder."
  echo "fetching Flink $FLINK_VERSION into target/flink (220 MB, once) …"
  local part=$HOME_FOLDER/target/flink.part
  rm -rf "$part"
  mkdir -p "$part"
  {
    download_package "$part" --no-binary :all: "apache-flink-libraries==$FLINK_VERSION" &&
      # Any machine's wheel will do: bin and conf are the same in all.
      download_package "$part" --only-binary :all: --implementation cp --python-version 3.11 \
        --abi cp311 --platform manylinux1_x86_64 "apache-flink==$FLINK_VERSION" &&
      unpack_flink "$part"
  } > "$part/log" 2>&1 || {
    tail -5 "$part/log" >&2
    fail "Flink $FLINK_VERSION could not be fetched; $part/log says more. A downloaded Flink 1.20 will do as well: set FLINK_HOME to its folder."
  }
  rm -rf "$OWN_FLINK"
  mv "$part/flink" "$OWN_FLINK"
  rm -rf "$part"
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
}

# write_conf KEY=VALUE…: flink-conf over Flink's own, these options over both, on free ports. The
# state is not in target, which mvn clean takes away: a savepoint is a place in the stream.
write_conf() {
  rm -rf "$FLINK_CONF_DIR" "$OWN_FLINK/plugins/s3-fs-hadoop"
  cp -r "$OWN_FLINK/conf.dist" "$FLINK_CONF_DIR"
  cp "$HOME_FOLDER"/flink-conf/* "$FLINK_CONF_DIR"
  cp -r "$S3_PLUGIN" "$OWN_FLINK/plugins/s3-fs-hadoop"
  # The daemons log to files, by log4j.properties, but as quietly as to a console.
  grep '^logger\.' "$HOME_FOLDER/flink-conf/log4j-console.properties" >> "$FLINK_CONF_DIR/log4j.properties"
  for _ in $(seq "$TASK_MANAGERS"); do echo localhost; done > "$FLINK_CONF_DIR/workers"
  local options=$FLINK_CONF_DIR/options.yaml given
  # A key that stands in a YAML file twice is an error: of two here the later counts.
  for given in "jobmanager.rpc.port=$(free_port "$FIRST_RPC_PORT")" \
    "rest.port=$(free_port "$FIRST_WEB_PORT")" \
    "execution.checkpointing.dir=file://$HOME_FOLDER/state/checkpoints" \
    "execution.checkpointing.savepoint-dir=file://$HOME_FOLDER/state/savepoints" "$@"; do
    printf "%s: '%s'\n" "${given%%=*}" "$(printf '%s' "${given#*=}" | sed "s/'/''/g")"
  done | awk -F: '{ line[$1] = $0 } END { for (key in line) print line[key] }' > "$options"
  {
    sed 's/:.*/:/' "$options" | grep -vFf - "$HOME_FOLDER/flink-conf/config.yaml"
    cat "$options"
  } > "$FLINK_CONF_DIR/config.yaml"
}

# conf KEY: an option that write_conf was given.
conf() {
  sed -n "s/^$1: '\(.*\)'$/\1/p" "$FLINK_CONF_DIR/options.yaml" 2> /dev/null | tail -1
}

# free_port FIRST: the first port from there on at which nobody answers.
free_port() {
  local port=$1
  while (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null; do
    port=$((port + 1))
  done
  echo "$port"
}

# rest PATH: what the JobManager's REST interface answers.
rest() {
  (
    exec 3<> "/dev/tcp/127.0.0.1/$(conf rest.port)" &&
      printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$1" >&3 &&
      cat <&3
  ) 2> /dev/null
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
  "$OWN_FLINK/bin/start-cluster.sh" > "$FLINK_LOG_DIR/start-cluster.out" 2>&1
  local deadline=$((SECONDS + START_PATIENCE_SECONDS))
  # Not before all slots are there: the job would take those of the first TaskManager only.
  local slots
  slots=$(conf taskmanager.numberOfTaskSlots)
  slots=${slots:-$(sed -n 's/^ *numberOfTaskSlots: *//p' "$HOME_FOLDER/flink-conf/config.yaml")}
  until rest /overview | grep -q "\"slots-available\":$((TASK_MANAGERS * slots)),"; do
    if ! own_cluster_runs || [ "$SECONDS" -ge "$deadline" ]; then
      tail -5 "$FLINK_LOG_DIR/start-cluster.out" >&2
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
