#!/usr/bin/env bash
# Deploys the job to Amazon Managed Service for Apache Flink, and takes it down again. See --help.
# shellcheck disable=SC2034  # The parts in scripts/deploy use what is set here.
set -euo pipefail
readonly CALLED_FROM=$PWD
cd "$(dirname "$0")/.."
# Before fail in deploy/aws.sh, which takes the place of its own.
. scripts/common.sh
for part in aws times stacks jar job snapshots health output streams scale commands; do
  # shellcheck source=/dev/null
  . "scripts/deploy/$part.sh"
done
# The AWS CLI's version 2 would stop at each page of an answer.
export AWS_PAGER=""
# Calls that AWS throttles, or whose answers are lost, are made again for a minute or so.
export AWS_RETRY_MODE="${AWS_RETRY_MODE:-standard}" AWS_MAX_ATTEMPTS="${AWS_MAX_ATTEMPTS:-8}"

readonly DATA_TEMPLATE=scripts/managed-flink-data.yaml
readonly JOB_TEMPLATE=scripts/managed-flink.yaml

usage() {
  cat <<'END'
Usage: scripts/deploy.sh up|update|scale|status|recount|down [options]

  up       Build the job, create its two stacks if they do not exist, bring them up to date, start
           the job from its latest snapshot, and wait until it is healthy.
  update   The same for stacks that exist already. Managed Flink itself updates a running job, with
           a snapshot; if the new version does not become healthy, it is rolled back.
  scale    Double the job's parallelism if its alarm "lag" is in ALARM, up to the number of shards and to
           --most N, but not within --wait seconds of its last change; else do nothing. Run it from
           a timer, or from what the alarm triggers.
  status   Show the stacks, the job, its health, its latest snapshot and the alarms.
  recount  Move aside what the job has written after the snapshot --from-snapshot NAME, so that it
           can start from that snapshot and count nothing twice. The job must be stopped.
  down     Stop the job with a snapshot. Everything else is kept, and up resumes from there.
           With --delete-data: delete everything, even the stream and the bucket with all output.

Options:
  --stack NAME            Name of the job and its stack (default: taxi-stream); NAME-data has the data
  --region REGION         AWS region (default: AWS_REGION, or the AWS CLI's own)
  --parameter NAME=VALUE  Set a parameter of scripts/managed-flink.yaml or managed-flink-data.yaml;
                          may be repeated. What is not named stays as it was.
  --tag NAME=VALUE        Tag the stacks and all their resources; may be repeated
  --jar FILE              Use this jar of the job instead of building one
  --lambda-jar FILE       The same for the jar of the function, with --parameter Lambda=true
  --from-snapshot NAME    Start from this snapshot instead of the latest
  --accept-recount        Start from a snapshot although the job ran on after it: hours count twice
  --accept-gap            Start from a snapshot although records that came after it have expired
  --force                 With down and update: stop the job without a snapshot, as a failing job
                          cannot take one
  --move                  Take over a stack of the older form, which had data and job in one
  --most N                With scale: the highest parallelism allowed (default: 720)
  --keep-snapshots N      Delete all snapshots but the newest N after a start (default: keep all)
  --delete-data           With down: delete the stacks and all their data, for good
  --dry-run               Print each AWS call instead of making it (no credentials needed)
  --endpoint-url URL      Talk to an emulator (AWS_ENDPOINT_URL does the same)
  --poll SECONDS          Time between two checks while waiting (default: 5)
  --wait SECONDS          How long a started job may take to become healthy (default: 600)
  --help                  Show this

Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted.
END
}

# ------------------------------------------------------------------ what the parts share

exec 3>&1
command='' stack=taxi-stream region=${AWS_REGION:-${AWS_DEFAULT_REGION:-}} jar='' lambda_jar='' from_snapshot=''
dry_run=no delete_data=no accept_recount=no accept_gap=no force=no move=no most=720 keep_snapshots='' poll=5 patience=600
most_was_given=no parameters=() tags=() endpoint=()
left_to_do=''

# ------------------------------------------------------------------ arguments

take_value() {
  case $1 in
    --stack) stack=$2 ;;
    --region) region=$2 ;;
    --parameter) take_parameter "$2" ;;
    --tag)
      [[ $2 == ?*=* ]] || wrong_usage "--tag $2 is not of the form NAME=VALUE."
      tags+=("Key=${2%%=*},Value=${2#*=}")
      ;;
    --jar) [[ $2 == /* ]] && jar=$2 || jar=$CALLED_FROM/$2 ;;
    --lambda-jar) [[ $2 == /* ]] && lambda_jar=$2 || lambda_jar=$CALLED_FROM/$2 ;;
    --from-snapshot) from_snapshot=$2 ;;
    --keep-snapshots) keep_snapshots=$2 ;;
    --most) most=$2 most_was_given=yes ;;
    --endpoint-url) endpoint=(--endpoint-url "$2") ;;
    --poll) poll=$2 ;;
    --wait) patience=$2 ;;
  esac
}

take_parameter() {
  local name=${1%%=*}
  [[ $1 == *=* ]] || wrong_usage "--parameter $1 is not of the form NAME=VALUE."
  if ! is_parameter "$DATA_TEMPLATE" "$name"; then
    ! is_derived "$name" || wrong_usage "The parameter $name is set by this script. $(how_to_set "$name")"
    is_parameter "$JOB_TEMPLATE" "$name" \
      || wrong_usage "There is no parameter $name; there are: $(given_parameters | tr '\n' ' ')"
  fi
  parameters+=("$1")
}

while (($# > 0)); do
  case $1 in
    --stack | --region | --parameter | --tag | --jar | --lambda-jar | --from-snapshot | --keep-snapshots | --most | --endpoint-url | --poll | --wait)
      (($# > 1)) || wrong_usage "$1 needs a value."
      take_value "$1" "$2"
      shift 2
      ;;
    --delete-data) delete_data=yes; shift ;;
    --accept-recount) accept_recount=yes; shift ;;
    --accept-gap) accept_gap=yes; shift ;;
    --force) force=yes; shift ;;
    --move) move=yes; shift ;;
    --dry-run) dry_run=yes; shift ;;
    --help | -h) usage; exit 0 ;;
    -*) wrong_usage "There is no option $1." ;;
    *)
      [[ -z $command ]] || wrong_usage "One command at a time: $command or $1?"
      command=$1
      shift
      ;;
  esac
done

check_usage() {
  case $command in
    up | update | scale | status | recount | down) ;;
    '') wrong_usage 'Which command: up, update, scale, status, recount or down?' ;;
    *) wrong_usage "There is no command $command; there are up, update, scale, status, recount and down." ;;
  esac
  # Lower case and no underscore: the name becomes part of a bucket's and of a Glue database's name.
  [[ $stack =~ ^[a-z][a-z0-9-]{0,39}$ ]] \
    || wrong_usage "The stack's name is $stack; it must begin with a letter and consist of at most 40 lower-case letters, digits and hyphens."
  [[ $poll =~ ^[0-9]+([.][0-9]+)?$ ]] || wrong_usage "--poll is $poll; it must be a number of seconds."
  [[ $patience =~ ^[0-9]+$ ]] || wrong_usage "--wait is $patience; it must be a whole number of seconds."
  [[ -z $keep_snapshots || $keep_snapshots =~ ^[1-9][0-9]*$ ]] \
    || wrong_usage "--keep-snapshots is $keep_snapshots; it must be a number from 1."
  [[ ${#endpoint[@]} -eq 0 || ${endpoint[1]} =~ ^https?://[^/[:space:]]+ ]] \
    || wrong_usage "--endpoint-url is ${endpoint[1]}; it must be an address like http://localhost:4566."
  [[ -z $jar || -f $jar ]] || wrong_usage "There is no jar $jar."
  [[ -z $lambda_jar || -f $lambda_jar ]] || wrong_usage "There is no jar $lambda_jar."
  [[ $most =~ ^[1-9][0-9]*$ ]] || wrong_usage "--most is $most; it must be a number from 1."
  goes_with "$most_was_given" --most scale
  goes_with "$delete_data" --delete-data down
  goes_with "$force" --force down update
  goes_with "$accept_recount" --accept-recount up update
  goes_with "$accept_gap" --accept-gap up update
  goes_with "$move" --move up update
  goes_with "$([[ -z $keep_snapshots ]] && echo no || echo yes)" --keep-snapshots up update
  goes_with "$([[ -z $from_snapshot ]] && echo no || echo yes)" --from-snapshot up update recount
  [[ $command != recount || -n $from_snapshot ]] \
    || wrong_usage 'recount needs --from-snapshot NAME: what was written after it is moved aside.'
}

# goes_with GIVEN OPTION COMMAND...: refuses an option that the command has not.
goes_with() {
  local given=$1 option=$2
  shift 2
  [[ $given == no || " $* " == *" $command "* ]] || wrong_usage "$option goes with $(printf '%s' "$*" | sed 's/ / and /g') only."
}

check_usage
[[ -z $region ]] || check_region
[[ $dry_run == no || -n $region ]] || region='<region>'
trap interrupted INT TERM
check_tools
case $command in
  up | update) deploy ;;
  scale) scale ;;
  status) show_status ;;
  recount) recount ;;
  down) take_down ;;
esac
[[ $dry_run == no ]] || printf '%s\n' 'This was a dry run: AWS was not asked, and nothing was changed.'
