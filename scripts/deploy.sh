#!/usr/bin/env bash
# Puts the job on Amazon Managed Service for Apache Flink, and takes it away again. See --help.
set -euo pipefail
readonly CALLED_FROM=$PWD
cd "$(dirname "$0")/.."
# Before fail below, which takes the place of its own.
. scripts/common.sh
# The AWS CLI's version 2 would stop at each page of an answer.
export AWS_PAGER=""

readonly TEMPLATE=scripts/managed-flink.yaml
readonly BUILT_JAR=target/taxi-stream-job.jar
readonly STACK_PATIENCE_SECONDS=1800
readonly APPLICATION_PATIENCE_SECONDS=1200

usage() {
  cat <<'END'
Usage: scripts/deploy.sh up|update|status|down [options]

  up      Build the job, create the stack if it is not there, bring it up to date, start the job
          from its latest snapshot, and wait until it runs.
  update  The same for a stack that is there already: stop the job with a snapshot, change it,
          start it from that snapshot. A job that need not change is not stopped.
  status  Show the stack, the job, its latest snapshot and the alarms.
  down    Stop the job with a snapshot. Everything else is kept, and up goes on from there.
          With --delete-data: delete all of it, the stream and the bucket with all output too.

Options:
  --stack NAME            Name of the stack and of the application (default: taxi-stream)
  --region REGION         AWS region (default: AWS_REGION, or the AWS CLI's own)
  --parameter NAME=VALUE  Set a parameter of scripts/managed-flink.yaml; may be repeated.
                          What is not named stays as it was.
  --jar FILE              Use this jar of the job instead of building one
  --from-snapshot NAME    Start from this snapshot instead of the latest
  --delete-data           With down: delete the stack and all its data, for good
  --dry-run               Print each AWS call instead of making it (no credentials needed)
  --endpoint-url URL      Talk to an emulator (AWS_ENDPOINT_URL does the same)
  --poll SECONDS          Time between two looks while waiting (default: 5)
  --help                  Show this

Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted.
END
}

say() { printf '%s\n' "$*" >&3; }
fail() { printf 'deploy.sh: %s\n' "$*" >&2; exit 1; }
wrong_usage() { printf 'deploy.sh: %s (scripts/deploy.sh --help shows how)\n' "$*" >&2; exit 2; }

# Ctrl-C stops the watching only: what AWS was asked to do goes on, so say how to find out.
interrupted() {
  trap '' INT TERM
  printf '\ndeploy.sh: interrupted. What AWS has begun goes on: scripts/deploy.sh status --stack %s --region %s shows it. %s\n' \
    "$stack" "$region" "$left_to_do" >&2
  exit 130
}

pause() {
  sleep "$poll" &
  wait $!
}

# ------------------------------------------------------------------ AWS calls

# As one would type it.
quoted() {
  if [[ $1 =~ ^[A-Za-z0-9_./:=,@%+-]+$ ]]; then
    printf '%s' "$1"
  else
    printf "'%s'" "${1//\'/\'\\\'\'}"
  fi
}

# ask ANSWER COMMAND...: one AWS call; in a dry run it is printed, and ANSWER taken for its answer.
ask() {
  local answer=$1
  shift
  if [[ $dry_run == yes ]]; then
    printf 'would call: aws' >&3
    local word
    for word in "$@" --region "$region"; do
      printf ' %s' "$(quoted "$word")" >&3
    done
    printf '\n' >&3
    [[ -z $answer ]] || printf '%s\n' "$answer"
  else
    aws "$@" --region "$region" ${endpoint[@]+"${endpoint[@]}"}
  fi
}

# The same for what may be missing: its answer, or nothing if AWS says so in the words of PATTERN.
ask_unless_missing() {
  local pattern=$1 answer error
  shift
  error=$(mktemp)
  if answer=$(ask "$@" 2>"$error"); then
    rm -f "$error"
    [[ -z $answer ]] || printf '%s\n' "$answer"
  elif grep -Eq "$pattern" "$error"; then
    rm -f "$error"
  else
    cat "$error" >&2
    rm -f "$error"
    return 1
  fi
}

stack_status() {
  ask_unless_missing 'does not exist' "$supposed_stack" \
    cloudformation describe-stacks --stack-name "$stack" --query 'Stacks[0].StackStatus' --output text
}

application_status() {
  ask_unless_missing 'ResourceNotFoundException' "$supposed_application" \
    kinesisanalyticsv2 describe-application --application-name "$stack" \
    --query ApplicationDetail.ApplicationStatus --output text
}

# Reads the stack's outputs, all in one call, for output and addresses below.
read_outputs() {
  outputs=$(ask $'BucketName\t-\t<BucketName>\nStreamName\t-\t<StreamName>\nOutputPath\t-\ts3://<BucketName>/taxi\nAddress\tConsole\t<address>' \
    cloudformation describe-stacks --stack-name "$stack" \
    --query 'Stacks[0].Outputs[].[OutputKey, Description, OutputValue]' --output text) \
    || fail "AWS does not tell the outputs of stack $stack."
}

output() {
  awk -F '\t' -v key="$1" '$1 == key {print $3}' <<<"$outputs"
}

show_addresses() {
  say ''
  awk -F '\t' '$1 ~ /Address$/ {print $2 ": " $3}' <<<"$outputs" >&3
}

latest_snapshot() {
  ask "$supposed_snapshot" kinesisanalyticsv2 list-application-snapshots --application-name "$stack" \
    --query "sort_by(SnapshotSummaries[?SnapshotStatus=='READY'], &SnapshotCreationTimestamp)[-1].SnapshotName" \
    --output text
}

# ------------------------------------------------------------------ waiting

# Waits until the stack is at rest; prints each state it passes through.
wait_for_stack() {
  local status='' seen='' since=$SECONDS
  while true; do
    status=$(stack_status) || fail "AWS does not tell the state of stack $stack."
    if [[ $status != "$seen" ]]; then
      say "  stack $stack: ${status:-gone} ($((SECONDS - since)) s)"
      seen=$status
    fi
    [[ $status == *_IN_PROGRESS ]] || break
    ((SECONDS - since < STACK_PATIENCE_SECONDS)) \
      || fail "Stack $stack is still $status after $((STACK_PATIENCE_SECONDS / 60)) minutes; its events in the CloudFormation console say what it waits for."
    pause
  done
  stack_state=$status
}

# Waits until the application is neither starting nor stopping; its state is then in application_state.
wait_for_application() {
  local status='' seen='' since=$SECONDS
  while true; do
    status=$(application_status) || fail "AWS does not tell the state of application $stack."
    if [[ $status != "$seen" ]]; then
      say "  job $stack: ${status:-not there} ($((SECONDS - since)) s)"
      seen=$status
    fi
    case $status in
      READY | RUNNING | ROLLED_BACK | '') break ;;
    esac
    ((SECONDS - since < APPLICATION_PATIENCE_SECONDS)) \
      || fail "The job is still $status after $((APPLICATION_PATIENCE_SECONDS / 60)) minutes. $(log_hint)"
    pause
  done
  application_state=$status
}

log_hint() {
  printf 'Its log says why: aws logs tail /aws/kinesis-analytics/%s --since 30m --region %s' "$stack" "$region"
}

why_stack_failed() {
  ask '' cloudformation describe-stack-events --stack-name "$stack" --output text --query \
    "StackEvents[?contains(ResourceStatus, 'FAILED') && ResourceStatusReason != 'Resource creation cancelled'] | [:5].[LogicalResourceId, ResourceStatusReason]" \
    >&2 || true
}

# ------------------------------------------------------------------ steps

check_tools() {
  [[ $dry_run == no ]] || return 0
  command -v aws >/dev/null \
    || fail 'The AWS CLI (aws) is not installed. Install it, or use --dry-run to see what would be done.'
  if [[ -z $region ]]; then
    region=$(aws configure get region) || true
    [[ -n $region ]] || wrong_usage 'No region: give --region, set AWS_REGION or run aws configure.'
  fi
}

# The first call to AWS, so the one that shows whether there are credentials.
first_look() {
  stack_state=$(stack_status) \
    || fail "AWS does not tell the state of stack $stack; it says why above. Credentials are set by aws configure."
}

digest_of() {
  if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -c1-16
}

# Finds the job's jar and the key it is kept under. The digest in it makes a new jar a change that
# CloudFormation sees, and keeps the old ones to go back to.
prepare_jar() {
  if [[ -z $jar ]]; then
    jar=$BUILT_JAR
    if [[ $dry_run == yes ]]; then
      say 'would run: mvn -q -DskipTests package'
      jar_key='jars/taxi-stream-job-<digest>.jar'
      return
    fi
    require_java 17
    command -v mvn >/dev/null || fail 'Maven (mvn) is not installed; install it, or give a jar with --jar FILE.'
    say 'Building the job ...'
    mvn -q -DskipTests package || fail 'The build failed; Maven says why above.'
  fi
  [[ -f $jar ]] || fail "There is no jar $jar."
  jar_key="jars/taxi-stream-job-$(digest_of "$jar").jar"
}

upload_jar() {
  local found
  found=$(ask_unless_missing 'Not Found|404' '' \
    s3api head-object --bucket "$bucket" --key "$jar_key" --query ContentLength --output text) \
    || fail "AWS does not show s3://$bucket/$jar_key."
  if [[ -n $found ]]; then
    say "The jar is in the bucket already: $jar_key"
    return
  fi
  say "Uploading $jar as $jar_key ..."
  ask '' s3 cp "$jar" "s3://$bucket/$jar_key" --only-show-errors || fail 'The upload failed; AWS says why above.'
}

template_parameters() {
  awk '/^Parameters:/ {on = 1; next} /^[A-Za-z]/ {on = 0} on && /^  [A-Za-z]+:$/ {gsub(/[ :]/, ""); print}' "$TEMPLATE"
}

is_parameter() {
  grep -qxF -- "$1" <<<"$(template_parameters)"
}

is_given() {
  local each
  for each in ${parameters[@]+"${parameters[@]}"}; do
    [[ ${each%%=*} != "$1" ]] || return 0
  done
  return 1
}

# Parameters in JSON, for the CLI's short form breaks values at commas: those given, then the others as they were.
parameters_json() {
  local each name value json='' deployed=$1
  for each in ${parameters[@]+"${parameters[@]}"}; do
    name=${each%%=*} value=${each#*=}
    value=${value//\\/\\\\}
    json+="{\"ParameterKey\":\"$name\",\"ParameterValue\":\"${value//\"/\\\"}\"},"
  done
  for name in $deployed; do
    # A parameter that a newer template no longer has must not be passed on.
    if ! is_given "$name" && is_parameter "$name"; then
      json+="{\"ParameterKey\":\"$name\",\"UsePreviousValue\":true},"
    fi
  done
  printf '[%s]' "${json%,}"
}

create_stack() {
  say "Step 1: creating stack $stack, without the application: its jar needs the bucket first."
  ask '' cloudformation create-stack --stack-name "$stack" --template-body "file://$TEMPLATE" \
    --capabilities CAPABILITY_IAM --parameters "$(parameters_json '')" >/dev/null \
    || fail 'The stack could not be created; AWS says why above.'
  supposed_stack=CREATE_COMPLETE
  wait_for_stack
  if [[ $stack_state != CREATE_COMPLETE ]]; then
    why_stack_failed
    fail "Stack $stack could not be created; AWS says why above. Put it right and run up again."
  fi
  # Deleting the stack would delete the snapshots with the application, and with them the place in the stream.
  ask '' cloudformation update-termination-protection --stack-name "$stack" --enable-termination-protection >/dev/null
}

deployed_jar_key() {
  ask '<JarKey>' cloudformation describe-stacks --stack-name "$stack" \
    --query "Stacks[0].Parameters[?ParameterKey=='JarKey'].ParameterValue | [0]" --output text
}

is_settled() {
  [[ $application_state == RUNNING || $application_state == READY ]]
}

stop_job() {
  is_settled || wait_for_application
  [[ $application_state == RUNNING ]] || return 0
  say 'Stopping the job with a snapshot ...'
  ask '' kinesisanalyticsv2 stop-application --application-name "$stack" >/dev/null \
    || fail 'The job could not be stopped; AWS says why above. It runs on.'
  left_to_do="The job is being stopped; scripts/deploy.sh up starts it again."
  supposed_application=READY
  wait_for_application
  [[ $application_state == READY ]] \
    || fail "The job could not be stopped with a snapshot and is $application_state. $(log_hint)"
  say "  snapshot: $(latest_snapshot)"
}

# Lets CloudFormation say what it would change, before anything is touched: a wrong parameter is refused
# here, and a job that need not change is not stopped. What is to change is then in changes.
plan_update() {
  local deployed answer status reason
  deployed=$(ask "$(template_parameters)" cloudformation describe-stacks --stack-name "$stack" \
    --query 'Stacks[0].Parameters[].ParameterKey' --output text)
  parameters+=("JarKey=$jar_key")
  change_set="deploy-$(date -u +%Y%m%d-%H%M%S)"
  ask '' cloudformation create-change-set --stack-name "$stack" --change-set-name "$change_set" \
    --change-set-type UPDATE --template-body "file://$TEMPLATE" --capabilities CAPABILITY_IAM \
    --parameters "$(parameters_json "$deployed")" >/dev/null \
    || fail 'The change is refused; AWS says why above. Nothing was changed.'
  while true; do
    answer=$(ask $'CREATE_COMPLETE\tNone\n'"$supposed_changes" cloudformation describe-change-set \
      --stack-name "$stack" --change-set-name "$change_set" --output text --query \
      "[[[Status, StatusReason]], Changes[].ResourceChange.[Action, LogicalResourceId, Replacement == 'True' && 'anew' || '']][]") \
      || fail 'AWS does not tell what would change.'
    status=${answer%%$'\t'*}
    case $status in
      *_PENDING | *_IN_PROGRESS) pause ;;
      *) break ;;
    esac
  done
  if [[ $status == CREATE_COMPLETE ]]; then
    changes=$(tail -n +2 <<<"$answer")
    return
  fi
  reason=$(head -n 1 <<<"$answer" | cut -f 2)
  ask '' cloudformation delete-change-set --stack-name "$stack" --change-set-name "$change_set" >/dev/null
  changes=''
  [[ $reason == *"didn't contain changes"* || $reason == *'No updates are to be performed'* ]] \
    || fail "The change is refused: $reason Nothing was changed."
}

changes_touch() {
  grep -Eq "$1" <<<"$changes"
}

update_stack() {
  if changes_touch $'^(Modify|Remove)\t(Bucket|TripStream|Application)\tanew|^Remove\t(Bucket|TripStream|Application)\t'; then
    printf '%s\n' "$changes" >&2
    fail 'The stream, the bucket or the application would be made anew, and what is in the old one left behind. Nothing was changed.'
  fi
  say "Step 2: bringing stack $stack up to date with $jar_key:"
  sed 's/^/  /' <<<"$changes" >&3
  if changes_touch $'\tApplication\t' && [[ -n $application_state ]]; then
    [[ $application_state != RUNNING ]] || was_running=yes
    stop_job
    left_to_do='The job is stopped; scripts/deploy.sh up starts it again.'
  fi
  ask '' cloudformation execute-change-set --stack-name "$stack" --change-set-name "$change_set" >/dev/null \
    || update_failed
  supposed_stack=UPDATE_COMPLETE
  [[ $dry_run == yes ]] || pause
  wait_for_stack
  case $stack_state in
    CREATE_COMPLETE | UPDATE_COMPLETE) ;;
    *)
      why_stack_failed
      update_failed
      ;;
  esac
}

# A job that cannot be changed had better run as it was.
update_failed() {
  if [[ $was_running == yes ]]; then
    say 'The stack could not be changed: starting the job as it was.'
    start_job
  fi
  fail "Stack $stack could not be brought up to date; AWS says why above."
}

start_job() {
  local snapshot=$from_snapshot restore
  if [[ -z $snapshot ]]; then
    snapshot=$(latest_snapshot) || fail "AWS does not list the snapshots of $stack."
    if [[ $snapshot == None ]]; then
      restore='{"ApplicationRestoreType":"SKIP_RESTORE_FROM_SNAPSHOT"}'
      say 'Starting the job for the first time: there is no snapshot yet ...'
    else
      restore='{"ApplicationRestoreType":"RESTORE_FROM_LATEST_SNAPSHOT"}'
      say "Starting the job from its latest snapshot, $snapshot ..."
    fi
  else
    restore="{\"ApplicationRestoreType\":\"RESTORE_FROM_CUSTOM_SNAPSHOT\",\"SnapshotName\":\"$snapshot\"}"
    say "Starting the job from snapshot $snapshot ..."
  fi
  ask '' kinesisanalyticsv2 start-application --application-name "$stack" --run-configuration \
    "{\"FlinkRunConfiguration\":{\"AllowNonRestoredState\":false},\"ApplicationRestoreConfiguration\":$restore}" >/dev/null \
    || fail 'The job could not be started; AWS says why above.'
  left_to_do=''
  supposed_application=RUNNING
  wait_for_application
  [[ $application_state == RUNNING ]] || fail "The job did not start: it is $application_state again. $(log_hint)"
}

# ------------------------------------------------------------------ commands

deploy() {
  first_look
  [[ $stack_state != *_IN_PROGRESS ]] || wait_for_stack
  case $stack_state in
    ROLLBACK_COMPLETE)
      [[ $command == up ]] || fail "Stack $stack was never created completely; scripts/deploy.sh up begins anew."
      say "Removing what is left of an earlier attempt to create stack $stack ..."
      ask '' cloudformation delete-stack --stack-name "$stack"
      wait_for_stack
      ;;
    *_FAILED) fail "Stack $stack is $stack_state and has to be put right in the CloudFormation console first." ;;
  esac
  [[ $command == up || -n $stack_state ]] || fail "There is no stack $stack in $region; scripts/deploy.sh up creates it."
  prepare_jar
  [[ -n $stack_state ]] || create_stack

  read_outputs
  bucket=$(output BucketName)
  application_state=$(application_status) || fail "AWS does not tell the state of application $stack."
  upload_jar
  plan_update
  if [[ -n $changes ]]; then
    update_stack
    [[ -n $application_state ]] || supposed_application=READY
  else
    say "Stack $stack is up to date with $jar_key."
  fi
  [[ -z $from_snapshot ]] || stop_job
  [[ -z $changes ]] && is_settled || wait_for_application
  case $application_state in
    RUNNING) ;;
    '') fail "Stack $stack has no application, though it should." ;;
    *) start_job ;;
  esac

  say 'The job runs.'
  show_addresses
  say ''
  say 'To fill the stream, and to see that all has arrived:'
  say "  scripts/producer.sh replay --stream $(output StreamName) --region $region --manifest sent.json green_tripdata_2024-01.parquet"
  say "  scripts/producer.sh verify --manifest sent.json --output $(output OutputPath) --region $region --wait 4h"
}

show_status() {
  first_look
  [[ -n $stack_state ]] || fail "There is no stack $stack in $region."
  say "Stack $stack: $stack_state"
  application_state=$(application_status) || fail "AWS does not tell the state of application $stack."
  case $application_state in
    '') say 'Job: not created yet; scripts/deploy.sh up does' ;;
    READY) say 'Job: stopped' ;;
    *) say "Job: $application_state" ;;
  esac
  if [[ -n $application_state ]]; then
    say "Jar: $(deployed_jar_key)"
    say "Latest snapshot: $(latest_snapshot)"
  fi
  say 'Alarms:'
  ask '<alarms>' cloudwatch describe-alarms --alarm-name-prefix "$stack-" --output text \
    --query "MetricAlarms[].[join(': ', [AlarmName, StateValue])]" >&3
  read_outputs
  show_addresses
}

take_down() {
  first_look
  if [[ -z $stack_state ]]; then
    say "There is no stack $stack in $region: nothing to do."
    return
  fi
  [[ $stack_state != *_IN_PROGRESS ]] || wait_for_stack
  application_state=$(application_status) || fail "AWS does not tell the state of application $stack."
  [[ -z $application_state ]] || stop_job
  if [[ $delete_data == yes ]]; then
    delete_everything
  else
    say "The job is stopped. Kept: its snapshots, the stream (billed as long as it is there) and the bucket."
    say 'scripts/deploy.sh up goes on from the snapshot; scripts/deploy.sh down --delete-data deletes all of it.'
  fi
}

# The data first, the stack last: interrupted halfway, the names of what is left are still in the stack's outputs.
delete_everything() {
  local stream
  read_outputs
  bucket=$(output BucketName)
  stream=$(output StreamName)
  left_to_do='scripts/deploy.sh down --delete-data goes on with it.'
  if [[ -n $bucket ]]; then
    say "Deleting bucket $bucket and all in it ..."
    ask_unless_missing 'NoSuchBucket' '' s3 rm "s3://$bucket" --recursive --only-show-errors \
      || fail "Bucket $bucket could not be emptied; AWS says why above."
    ask_unless_missing 'NoSuchBucket' '' s3api delete-bucket --bucket "$bucket" \
      || fail "Bucket $bucket could not be deleted; AWS says why above."
  fi
  if [[ -n $stream ]]; then
    say "Deleting stream $stream ..."
    ask_unless_missing 'ResourceNotFoundException' '' \
      kinesis delete-stream --stream-name "$stream" --enforce-consumer-deletion \
      || fail "Stream $stream could not be deleted; AWS says why above."
  fi
  say "Deleting stack $stack ..."
  ask '' cloudformation update-termination-protection --stack-name "$stack" --no-enable-termination-protection >/dev/null
  ask '' cloudformation delete-stack --stack-name "$stack" || fail "Stack $stack could not be deleted; AWS says why above."
  supposed_stack=''
  wait_for_stack
  if [[ -n $stack_state ]]; then
    why_stack_failed
    fail "Stack $stack could not be deleted; AWS says why above."
  fi
  say "Everything of $stack is deleted."
}

# ------------------------------------------------------------------ arguments

exec 3>&1
command='' stack=taxi-stream region=${AWS_REGION:-${AWS_DEFAULT_REGION:-}} jar='' from_snapshot=''
dry_run=no delete_data=no poll=5
parameters=() endpoint=()
jar_key='' outputs='' bucket='' change_set='' changes='' was_running=no left_to_do='' stack_state='' application_state=''

while (($# > 0)); do
  case $1 in
    --stack | --region | --parameter | --jar | --from-snapshot | --endpoint-url | --poll)
      (($# > 1)) || wrong_usage "$1 needs a value."
      case $1 in
        --stack) stack=$2 ;;
        --region) region=$2 ;;
        --parameter)
          [[ $2 == *=* ]] || wrong_usage "--parameter $2 is not of the form NAME=VALUE."
          [[ ${2%%=*} != JarKey ]] || wrong_usage 'The parameter JarKey is set by this script; --jar FILE names another jar.'
          is_parameter "${2%%=*}" \
            || wrong_usage "There is no parameter ${2%%=*} in $TEMPLATE; there are: $(template_parameters | tr '\n' ' ')"
          parameters+=("$2")
          ;;
        --jar) [[ $2 == /* ]] && jar=$2 || jar=$CALLED_FROM/$2 ;;
        --from-snapshot) from_snapshot=$2 ;;
        --endpoint-url) endpoint=(--endpoint-url "$2") ;;
        --poll) poll=$2 ;;
      esac
      shift 2
      ;;
    --delete-data) delete_data=yes; shift ;;
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

case $command in
  up | update | status | down) ;;
  '') wrong_usage 'Which command: up, update, status or down?' ;;
  *) wrong_usage "There is no command $command; there are up, update, status and down." ;;
esac
# Lower case and no underscore: the name becomes part of a bucket's and of a Glue database's name.
[[ $stack =~ ^[a-z][a-z0-9-]{0,39}$ ]] \
  || wrong_usage "The stack's name is $stack; it must begin with a letter and have lower-case letters, digits and hyphens only, 40 at most."
[[ $poll =~ ^[0-9]+([.][0-9]+)?$ ]] || wrong_usage "--poll is $poll; it must be a number of seconds."
[[ $delete_data == no || $command == down ]] || wrong_usage '--delete-data goes with down only.'
[[ -z $from_snapshot || $command == up || $command == update ]] || wrong_usage '--from-snapshot goes with up and update only.'

# What a dry run takes for granted: up finds nothing, the others find a running job.
if [[ $command == up ]]; then
  supposed_stack='' supposed_application='' supposed_snapshot=None
  supposed_changes=$'Add\tApplication\t'
else
  supposed_stack=CREATE_COMPLETE supposed_application=RUNNING
  supposed_snapshot='<latest snapshot>' supposed_changes=$'Modify\tApplication\t'
fi
[[ $dry_run == no || -n $region ]] || region='<region>'
trap interrupted INT TERM

check_tools
case $command in
  up | update) deploy ;;
  status) show_status ;;
  down) take_down ;;
esac
