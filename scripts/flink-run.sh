#!/usr/bin/env bash
# Runs the job on a real Flink cluster, as `flink run` does. See --help.
set -u
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
. "$HOME_FOLDER/scripts/own-flink.sh"

readonly JOB_NAME=taxi-stream
readonly JOB_JAR=$HOME_FOLDER/target/taxi-stream-job.jar

usage() {
  cat << 'END'
usage: scripts/flink-run.sh [--from SAVEPOINT] [-DOPTION=VALUE …] [--settings FILE] --KEY VALUE …
       scripts/flink-run.sh --suspend | --stop

Submits the job to a Flink cluster, detached. With FLINK_HOME set, that is the cluster of that
Flink, which is neither started nor stopped here. Otherwise it is the script's own cluster: one
JobManager and two TaskManagers on this machine, of a Flink that is downloaded to target/flink.

  --from SAVEPOINT   resume from a savepoint instead of starting anew
  -DOPTION=VALUE     one of Flink's options, which overrides flink-conf/config.yaml
  --settings FILE    the job's settings in a file, like flink-conf/application.json
  --KEY VALUE        one of the job's settings; scripts/run-job.sh --help shows them all

  --suspend          stop the job with a savepoint, to resume later with --from, and end the cluster
  --stop             write all open hours and end the job for good, with a savepoint, and end the
                     cluster; fails if any open hour is left in the savepoint
  --help             show this

A job that starts anew refuses an output that has rows of another run: reading the stream again
would double every total. It says what to resume from; --output.existing ADD lets it add rows.

It needs Java 11 to 23, and JDK 17 to 23 with Maven to build the job the first time. If JAVA_HOME or
the java on the PATH is another version, it looks for a suitable one. scripts/doctor.sh says what is
there.

For an emulator, AWS_ENDPOINT_URL_S3 sets the endpoint for S3, and --kinesis.endpoint the one for
Kinesis. The cluster has the AWS credentials and region of the environment it was started in.

Exit codes: 0 done, 1 failed, 2 wrong usage or settings, 130 interrupted.
END
}

wrong_usage() {
  echo "$*" >&2
  echo "scripts/flink-run.sh --help shows how it is used" >&2
  exit 2
}

action=run
savepoint=''
flink_options=()
job_args=()

# read_arguments ARG…: what is not this script's own goes to the job, which says what is wrong.
read_arguments() {
  local asked=$#
  while [ $# -gt 0 ]; do
    case $1 in
      --help | -h)
        usage
        exit 0
        ;;
      --stop | --suspend)
        [ "$asked" -eq 1 ] || wrong_usage "$1 stands alone"
        action=${1#--}
        ;;
      --from)
        [ $# -gt 1 ] && [ -n "$2" ] || wrong_usage "--from needs a savepoint"
        savepoint=$2
        shift
        ;;
      --from=*) savepoint=${1#*=} ;;
      -Drest.port=* | -Djobmanager.rpc.port=*)
        [[ ${1#*=} =~ ^[0-9]{1,5}$ ]] && [ "${1#*=}" -le 65535 ] || wrong_usage "$1 must be a port, a whole number up to 65535"
        flink_options+=("${1#-D}")
        ;;
      -D[a-z]*=*) flink_options+=("${1#-D}") ;;
      -D*) wrong_usage "\"$1\" must be like -Dparallelism.default=4" ;;
      *) job_args+=("$1") ;;
    esac
    shift
  done
}

# s3_options: Flink's S3 file system does not know the variable that the AWS tools share.
s3_options() {
  local endpoint=${AWS_ENDPOINT_URL_S3:-${AWS_ENDPOINT_URL:-}}
  [ -z "$endpoint" ] || echo "s3.endpoint=$endpoint" "s3.path.style.access=true"
}

build_job() {
  build_for "$JOB_JAR" src/main -DskipTests package
}

# ------------------------------------------------------------------ what is asked of Flink

# by_class CLASS WORD SUBJECT ARG…: runs a class of ours on Flink's own, as bin/flink runs its own, with the options that
# the cluster was started with. Not from the job's jar: what else is in there belongs to the job alone.
by_class() {
  local class=$1 word=$2 subject=$3 flink options=()
  shift 3
  [ -z "${OPTIONS:-}" ] || options_of -D
  flink=$(cd "$(dirname "$FLINK")/.." && pwd)
  # shellcheck disable=SC2046 # Several options.
  FLINK_CONF_DIR=${FLINK_CONF_DIR:-$flink/conf} FLINK_PLUGINS_DIR=${FLINK_PLUGINS_DIR:-$flink/plugins} \
    "$JAVA" $(opens) -XX:TieredStopAtLevel=1 -XX:+UseSerialGC "-Djava.io.tmpdir=$TEMPORARY" -Dorg.apache.logging.log4j.level=OFF \
    -cp "$HOME_FOLDER/target/classes:$flink/lib/*${HADOOP_CLASSPATH:+:$HADOOP_CLASSPATH}" \
    "io.github.taxistream.$class" "$word" "$subject" ${options[@]+"${options[@]}"} "$@"
}

# ask_savepoint QUESTION SAVEPOINT: prints what there is to know of a savepoint, or why nothing is.
ask_savepoint() {
  by_class savepoint.SavepointReport "$1" "$2" 2> /dev/null
}

# ask_cluster WORD SUBJECT ARG…: prints what a cluster says; what is wrong is said on the standard error.
ask_cluster() {
  by_class cluster.ClusterCommand "$@" 2> "$TEMPORARY/flink-run.$$"
  local status=$?
  # Not what the JVM and the libraries say when they start.
  [ "$status" -eq 0 ] || cat "$TEMPORARY/flink-run.$$" >&2
  rm -f "$TEMPORARY/flink-run.$$"
  return "$status"
}

# find_jobs: $jobs becomes the ids of those of our name that have not ended.
find_jobs() {
  jobs=$(ask_cluster jobs "$JOB_NAME") ||
    fail "No Flink cluster responds: $(dirname "$FLINK")/start-cluster.sh starts one."
}

# ------------------------------------------------------------------ run

# require_none_running: a second job over the same stream would count each trip twice.
require_none_running() {
  find_jobs
  [ -z "$jobs" ] ||
    fail "$JOB_NAME is already running, as job $(head -1 <<< "$jobs"): scripts/flink-run.sh --suspend or --stop ends it."
}

# about_job WORD: lets the job's jar be checked or run, and exits if that fails.
about_job() {
  ask_cluster "$1" "$JOB_JAR" ${flink_options[@]+"${flink_options[@]/#/-D}"} ${from:+"-Dexecution.state-recovery.path=$from"} \
    -- ${job_args[@]+"${job_args[@]}"} || {
    local status=$?
    [ "$status" -ne 2 ] || echo "scripts/run-job.sh --help shows all settings" >&2
    [ -z "$starting" ] || end_own_cluster >&2
    exit "$status"
  }
}

# check_job: runs main up to where it would submit the job, so that nothing is started in vain.
check_job() {
  local from=$savepoint
  echo "checking the settings, the stream and the output …"
  about_job check
}

submit() {
  local from=''
  echo "submitting the job …"
  if [ -n "$savepoint" ]; then
    # A drained job's sinks would take no row any more.
    from=$(ask_savepoint to-go-on-from "$savepoint") || {
      [ -z "$starting" ] || end_own_cluster
      fail "$from"
    }
  fi
  job=$(about_job run) || exit
  starting=''
  echo "$JOB_NAME runs as job $job"
}

run_on_own_cluster() {
  fetch_flink
  local s3
  read -ra s3 <<< "$(s3_options)"
  if own_cluster_runs; then
    echo "the cluster is already running"
    [ ${#s3[@]} -eq 0 ] || [ "${s3[0]}" = "s3.endpoint=$(conf s3.endpoint)" ] ||
      fail "Its S3 is $(conf s3.endpoint), not $(s3_options | cut -d' ' -f1): scripts/flink-run.sh --stop ends it."
    require_none_running
    check_job
  else
    prepare_conf ${s3[@]+"${s3[@]}"} ${flink_options[@]+"${flink_options[@]}"}
    check_job
    starting=yes
    start_own_cluster
  fi
  submit
  echo "Flink's web UI: http://127.0.0.1:$(conf rest.port)/#/job/running/$job"
  echo "logs: target/flink/log"
  echo "scripts/flink-run.sh --suspend stops it, to resume later; --stop writes all open hours and ends it"
}

# ------------------------------------------------------------------ stop

stop_job() {
  find_jobs
  if [ -z "$jobs" ]; then
    echo "no job $JOB_NAME is running"
    return
  fi
  [ "$(wc -l <<< "$jobs")" -eq 1 ] ||
    fail "Several jobs $JOB_NAME run; $FLINK stop [--drain] JOB stops one of them:" $jobs
  local word=stop
  if [ "$action" = stop ]; then
    echo "writing all open hours and stopping the job …"
    word=drain
  else
    echo "stopping the job with a savepoint …"
  fi
  stopped_at=$(ask_cluster "$word" "$jobs") ||
    fail "The job could not be stopped and is still running; if it is just being restarted, try again."
  echo "savepoint: $stopped_at"
  if [ "$action" = suspend ]; then
    echo "to go on from there: scripts/flink-run.sh --from $stopped_at and the job's settings"
  fi
}

# check_drained: fails if an hour is left in the savepoint of the job that was stopped for good.
check_drained() {
  [ "$action" = stop ] && [ -n "$stopped_at" ] || return 0
  local open
  open=$(ask_savepoint open-hours "$stopped_at") ||
    fail "The job has ended, but whether all open hours are written could not be checked: $open"
  case $open in
    "0 "*) echo "all open hours are written" ;;
    *)
      fail "${open% *} open zone-hours with ${open#* } trips are not written; they are in the savepoint. To have them written, resume from it and stop once more: scripts/flink-run.sh --from $stopped_at and the job's settings, then scripts/flink-run.sh --stop"
      ;;
  esac
}

stop_own_cluster() {
  if ! own_cluster_runs; then
    echo "no cluster of scripts/flink-run.sh is running"
    return
  fi
  stop_job
  end_own_cluster
  check_drained
}

# ------------------------------------------------------------------ with FLINK_HOME

require_flink_home() {
  [ -x "$FLINK_HOME/bin/flink" ] ||
    fail "FLINK_HOME is $FLINK_HOME, but there is no bin/flink in it."
  local jars
  jars=$(echo "$FLINK_HOME"/lib/flink-dist*)
  case $jars in
    */flink-dist-1.20*) ;;
    *) fail "FLINK_HOME is not a Flink 1.20, which the job needs, but has $jars." ;;
  esac
  echo "using $FLINK_HOME with its own conf and cluster"
}

# ------------------------------------------------------------------

starting=''
stopped_at=''

interrupted() {
  trap '' INT TERM
  echo
  [ -z "$starting" ] || end_own_cluster
  [ "$action" = run ] ||
    echo "interrupted; what Flink has begun continues: run scripts/flink-run.sh --$action again to see" >&2
  exit 130
}

# check_savepoint: one elsewhere is looked for when the job is checked.
check_savepoint() {
  local path=$savepoint
  case $path in
    file://*) path=${path#file://} ;;
    file:/*) path=${path#file:} ;;
    *:/*) return 0 ;;
  esac
  # What may be an escape is Flink's to read.
  case $path in *%*) return 0 ;; esac
  [ -z "$path" ] || [ -e "$path" ] || wrong_usage "there is no savepoint or checkpoint at $savepoint"
}

read_arguments "$@"
check_savepoint
trap interrupted INT TERM
command -v curl > /dev/null || fail "curl is missing: install it."
use_temporary_folder
use_loopback
export JVM_ARGS="${JVM_ARGS:-} -Djava.io.tmpdir=$TEMPORARY"
if [ "$action" = run ]; then
  require_user
  require_host_name
  build_job
else
  # Sources that are being worked on must not keep a job from being stopped.
  [ -d "$HOME_FOLDER/target/classes" ] || build_job
fi
require_flink_java 11
if [ -n "${FLINK_HOME:-}" ]; then
  require_flink_home
  FLINK=$FLINK_HOME/bin/flink
  if [ "$action" = run ]; then
    require_none_running
    check_job
    submit
  else
    stop_job
    check_drained
  fi
else
  use_own_flink
  FLINK=$OWN_FLINK/bin/flink
  if [ "$action" = run ]; then run_on_own_cluster; else stop_own_cluster; fi
fi
