#!/usr/bin/env bash
# The job on a real Flink cluster, by `flink run`. See --help.
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
Flink, which is neither started nor stopped here. Else it is a cluster of this script's own: one
JobManager and two TaskManagers on this machine, of a Flink that is fetched into target/flink.

  --from SAVEPOINT   go on from a savepoint instead of beginning anew
  -DOPTION=VALUE     an option of Flink's, which counts more than flink-conf/config.yaml
  --settings FILE    the job's settings in a file, like flink-conf/application.json
  --KEY VALUE        one of the job's settings; scripts/run-job.sh --help shows them all

  --suspend          stop the job with a savepoint, to go on later with --from, and end the cluster
  --stop             write all open hours and end the job for good, with a savepoint, and end the
                     cluster; looks whether any hour is left in the savepoint, and fails then
  --help             show this

A job that begins anew refuses an output in which another run has rows: reading the stream again
would double every total. It says what to go on from; --output.existing ADD lets it add to them.

It needs Java 11 to 23, and JDK 17 to 23 with Maven to build the job the first time; a fit one is
looked for if JAVA_HOME or java is another. scripts/doctor.sh says what is there.

AWS_ENDPOINT_URL_S3 names another S3 than AWS's own, for an emulator; --kinesis.endpoint another
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
        [ $# -gt 1 ] || wrong_usage "--from needs a savepoint"
        savepoint=$2
        shift
        ;;
      --from=*) savepoint=${1#*=} ;;
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

# ask_savepoint QUESTION SAVEPOINT: prints what the job's jar finds in a savepoint, or says why it
# finds nothing.
ask_savepoint() {
  local flink options=()
  [ -z "${OPTIONS:-}" ] || options_of -D
  flink=$(cd "$(dirname "$FLINK")/.." && pwd)
  FLINK_CONF_DIR=${FLINK_CONF_DIR:-$flink/conf} FLINK_PLUGINS_DIR=${FLINK_PLUGINS_DIR:-$flink/plugins} \
    "$JAVA" -Dorg.apache.logging.log4j.level=OFF -cp "$JOB_JAR:$flink/lib/*" \
    io.github.taxistream.savepoint.SavepointReport "$@" ${options[@]+"${options[@]}"} 2> /dev/null
}

build_job() {
  is_built "$JOB_JAR" src/main && [ -d "$S3_PLUGIN" ] || build -DskipTests package
  require_flink_java 11
}

# ------------------------------------------------------------------ what bin/flink says

# flink_says COMMAND ARG…: runs bin/flink; $said is all that it printed.
flink_says() {
  local command=$1 options=()
  shift
  [ -z "${OPTIONS:-}" ] || options_of -D
  said=$("$FLINK" "$command" ${options[@]+"${options[@]}"} "$@" 2>&1)
}

# explain: prints the sentence in the page that bin/flink printed: what the job's main said, else
# the innermost cause. Its exit code is what ours should be.
explain() {
  local sentence
  sentence=$(awk '
    /The main method caused an error: / {
      sub(/.*The main method caused an error: /, ""); from_main = ""; in_main = 1
    }
    /^\tat / { in_main = 0 }
    in_main { from_main = from_main (from_main == "" ? "" : "\n") $0 }
    /^[a-z][A-Za-z0-9_.$]+(Exception|Error): / || /^Caused by: / {
      sub(/^Caused by: /, ""); innermost = $0
      # Without the exception, but for those that say no more than a name.
      if ($0 ~ /: .* /) { sub(/^[^ ]+: /, "", innermost) }
    }
    END { print from_main == "" || from_main ~ /^Failed to execute job/ ? innermost : from_main }
  ' <<< "$said")
  printf '%s\n' "${sentence:-$said}" >&2
  case $said in
    *settings.InvalidSettingsException*)
      echo "scripts/run-job.sh --help shows all settings" >&2
      return 2
      ;;
  esac
  return 1
}

# find_jobs: $jobs becomes the ids of those of our name that have not ended.
find_jobs() {
  flink_says list -r || {
    explain
    fail "No Flink cluster answers: $(dirname "$FLINK")/start-cluster.sh starts one."
  }
  jobs=$(sed -n "s/.* : \([0-9a-f]\{32\}\) : $JOB_NAME (.*/\1/p" <<< "$said")
}

# ------------------------------------------------------------------ run

# require_none_running: a second job over the same stream would count each trip twice.
require_none_running() {
  find_jobs
  [ -z "$jobs" ] ||
    fail "$JOB_NAME runs already, as job $(head -1 <<< "$jobs"): scripts/flink-run.sh --suspend or --stop ends it."
}

# check_job: runs main up to where it would submit the job, so that nothing is started in vain.
check_job() {
  echo "checking the settings, the stream and the output …"
  flink_says info ${flink_options[@]+"${flink_options[@]/#/-D}"} ${savepoint:+"-Dexecution.state-recovery.path=$savepoint"} "$JOB_JAR" ${job_args[@]+"${job_args[@]}"} || {
    explain
    exit $?
  }
}

submit() {
  echo "submitting the job …"
  local options=(${flink_options[@]+"${flink_options[@]/#/-D}"})
  if [ -n "$savepoint" ]; then
    # A drained job's sinks would take no row any more.
    local from
    from=$(ask_savepoint to-go-on-from "$savepoint") || {
      [ -z "$starting" ] || end_own_cluster
      fail "$from"
    }
    options+=(-s "$from")
  fi
  flink_says run -d ${options[@]+"${options[@]}"} "$JOB_JAR" ${job_args[@]+"${job_args[@]}"} || {
    explain
    local status=$?
    [ -z "$starting" ] || end_own_cluster
    exit "$status"
  }
  starting=''
  job=$(sed -n 's/.*submitted with JobID \([0-9a-f]*\).*/\1/p' <<< "$said")
  echo "$JOB_NAME runs as job $job"
}

run_on_own_cluster() {
  fetch_flink
  local s3
  read -ra s3 <<< "$(s3_options)"
  if own_cluster_runs; then
    echo "the cluster runs already"
    [ ${#s3[@]} -eq 0 ] || [ "${s3[0]}" = "s3.endpoint=$(conf s3.endpoint)" ] ||
      fail "It has another S3 ($(conf s3.endpoint)) than $(s3_options | cut -d' ' -f1): scripts/flink-run.sh --stop ends it."
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
  echo "scripts/flink-run.sh --suspend stops it, to go on later; --stop writes all open hours and ends it"
}

# ------------------------------------------------------------------ stop

stop_job() {
  find_jobs
  if [ -z "$jobs" ]; then
    echo "no job $JOB_NAME runs"
    return
  fi
  [ "$(wc -l <<< "$jobs")" -eq 1 ] ||
    fail "Several jobs $JOB_NAME run; $FLINK stop [--drain] JOB stops one of them:" $jobs
  local drain=()
  if [ "$action" = stop ]; then
    echo "writing all open hours and stopping the job …"
    drain=(--drain)
  else
    echo "stopping the job with a savepoint …"
  fi
  flink_says stop ${drain[@]+"${drain[@]}"} "$jobs" || {
    explain
    fail "The job could not be stopped and goes on; if it is just being restarted, try again."
  }
  stopped_at=$(sed -n 's/.*Savepoint completed\. Path: //p' <<< "$said")
  echo "savepoint: $stopped_at"
  if [ "$action" = suspend ]; then
    echo "to go on from there: scripts/flink-run.sh --from $stopped_at and the job's settings"
  fi
}

# check_drained: fails if an hour is left in the savepoint of the job that was stopped for good.
check_drained() {
  [ "$action" = stop ] && [ -n "$stopped_at" ] || return 0
  [ -f "$JOB_JAR" ] || build_job
  local open
  open=$(ask_savepoint open-hours "$stopped_at") ||
    fail "The job has ended, but whether all open hours are written could not be seen: $open"
  case $open in
    "0 "*) echo "all open hours are written" ;;
    *)
      fail "${open% *} open zone-hours with ${open#* } trips are not written; they are in the savepoint. To get them out, go on from there and stop once more: scripts/flink-run.sh --from $stopped_at and the job's settings, then scripts/flink-run.sh --stop"
      ;;
  esac
}

stop_own_cluster() {
  if ! own_cluster_runs; then
    echo "no cluster of scripts/flink-run.sh runs"
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

# require_checkpoints: without them no file would ever become visible.
require_checkpoints() {
  local conf=${FLINK_CONF_DIR:-$FLINK_HOME/conf}
  case " ${flink_options[*]-}" in *" execution.checkpointing.interval="*) return ;; esac
  cat "$conf/config.yaml" "$conf/flink-conf.yaml" 2> /dev/null | grep -q '^[^#]*checkpointing' ||
    fail "$conf has no checkpoints, and files become visible at checkpoints only: put flink-conf/config.yaml there, or add -Dexecution.checkpointing.interval=10s."
}

# ------------------------------------------------------------------

starting=''
stopped_at=''

interrupted() {
  trap '' INT TERM
  echo
  [ -z "$starting" ] || end_own_cluster
  [ "$action" = run ] ||
    echo "interrupted; what Flink has begun goes on: scripts/flink-run.sh --$action asks again" >&2
  exit 130
}

read_arguments "$@"
trap interrupted INT TERM
command -v curl > /dev/null || fail "curl is missing: install it."
use_temporary_folder
use_loopback
export JVM_ARGS="${JVM_ARGS:-} -Djava.io.tmpdir=$TEMPORARY"
if [ "$action" = run ]; then
  require_user
  build_job
else
  require_flink_java 11
fi
if [ -n "${FLINK_HOME:-}" ]; then
  require_flink_home
  FLINK=$FLINK_HOME/bin/flink
  if [ "$action" = run ]; then
    require_checkpoints
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
