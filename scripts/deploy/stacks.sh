# shellcheck shell=bash disable=SC2034,SC2154
# The two stacks: NAME-data and NAME. Sourced by deploy.sh.

readonly STACK_PATIENCE_SECONDS=3600

# look_at_stack NAME: one call for all that the script needs of a stack. What it shows is then in data_stack or
# job_stack, or nothing if there is no such stack: its status, which is in stack_state as well, a row of P, key and value
# for each parameter, and a row of O, key, description and value for each output.
look_at_stack() {
  local supposed='' rows
  [[ $dry_run == no ]] || supposed=$(supposed_stack "$1")
  rows=$(ask_unless_missing 'does not exist' "$supposed" cloudformation describe-stacks --stack-name "$1" --output text --query \
    "Stacks[0].[[StackStatus], Parameters[].['P', ParameterKey, ParameterValue || ''], Outputs[].['O', OutputKey, Description, OutputValue]][]") \
    || return 1
  if [[ $1 == "$stack" ]]; then job_stack=$rows; else data_stack=$rows; fi
  stack_state=${rows%%$'\n'*}
}

# What a dry run takes for granted: up finds nothing, the others find a running job.
supposed_stack() {
  local existing_stream existing_bucket
  [[ $command != up || " $made " == *" $1 "* ]] || return 0
  [[ " $deleted " != *" $1 "* ]] || return 0
  echo CREATE_COMPLETE
  if [[ $1 == "$stack" ]]; then
    template_parameters "$JOB_TEMPLATE" | sed $'s/.*/P\t&\t<&>/'
    printf 'O\tApplicationAddress\tApplication\t<address>\n'
    return
  fi
  template_parameters "$DATA_TEMPLATE" | sed $'s/.*/P\t&\t<&>/'
  existing_stream=$(given ExistingStreamArn) existing_bucket=$(given ExistingBucket)
  printf 'O\t%s\t-\t%s\n' \
    BucketName "${existing_bucket:-<BucketName>}" OutputPrefix taxi OutputPath "s3://${existing_bucket:-<BucketName>}/taxi" \
    StreamName "$([[ -z $existing_stream ]] && echo '<StreamName>' || echo "${existing_stream##*/}")" \
    StreamArn "${existing_stream:-<StreamArn>}" \
    OwnedStream "$([[ -z $existing_stream ]] && echo '<StreamName>' || echo -)" \
    OwnedBucket "$([[ -z $existing_bucket ]] && echo '<BucketName>' || echo -)" \
    StreamKey "$(given_or_hyphen StreamKeyArn)" BucketKey "$(given_or_hyphen BucketKeyArn)"
  printf 'O\tAddress\tConsole\t<address>\n'
}
made='' deleted=''

# What the last look at a stack showed.
rows_of() { if [[ $1 == "$stack" ]]; then printf '%s\n' "$job_stack"; else printf '%s\n' "$data_stack"; fi; }

status_of() { rows_of "$1" | sed -n 1p; }

# A parameter of the job's stack, and an output of the data's or of stack NAME.
parameter() { rows_of "$stack" | awk -F '\t' -v key="$1" '$1 == "P" && $2 == key {print $3}'; }
output() { rows_of "${2:-$stack-data}" | awk -F '\t' -v key="$1" '$1 == "O" && $2 == key {print $4}'; }

read_outputs() { bucket=$(output BucketName) prefix=$(output OutputPrefix) stream_arn=$(output StreamArn); }

show_addresses() {
  say ''
  { rows_of "$stack-data"; rows_of "$stack"; } | awk -F '\t' '$1 == "O" && $2 ~ /Address$/ {print $3 ": " $4}' >&3
}

# The first call to AWS, so the one that shows whether there are credentials.
first_look() {
  look_at_stack "$stack-data" \
    || fail "AWS did not return the state of stack $stack-data; it says why above. Credentials are set by aws configure."
  look_at_stack "$stack" || fail "AWS did not return the state of stack $stack."
}

# Waits until the stack is at rest, prints each state it passes through.
wait_for_stack() {
  local seen='' since=$SECONDS
  while true; do
    look_at_stack "$1" || fail "AWS did not return the state of stack $1."
    if [[ $stack_state != "$seen" ]]; then
      say "  stack $1: ${stack_state:-gone} ($((SECONDS - since)) s)"
      seen=$stack_state
    fi
    [[ $stack_state == *_IN_PROGRESS ]] || break
    ((SECONDS - since < STACK_PATIENCE_SECONDS)) \
      || fail "Stack $1 is still $stack_state after $((STACK_PATIENCE_SECONDS / 60)) minutes; its events in the CloudFormation console say what it waits for."
    pause
  done
}

why_stack_failed() {
  ask '' cloudformation describe-stack-events --stack-name "$1" --output text --query \
    "StackEvents[?contains(ResourceStatus, 'FAILED') && ResourceStatusReason != 'Resource creation cancelled'] | [:5].[LogicalResourceId, ResourceStatusReason]" \
    >&2 || true
}

# settle NAME: brings a stack to where it can be worked on.
settle() {
  stack_state=$(status_of "$1")
  [[ $stack_state != *_IN_PROGRESS ]] || wait_for_stack "$1"
  case $stack_state in
    ROLLBACK_COMPLETE)
      [[ $command == up ]] || fail "Stack $1 was never created completely; scripts/deploy.sh up starts over."
      say "Removing what is left of an earlier attempt to create stack $1 ..."
      ask '' cloudformation delete-stack --stack-name "$1" || fail "Stack $1 could not be deleted; AWS says why above."
      wait_for_stack "$1"
      ;;
    *_FAILED) fail "Stack $1 is $stack_state and has to be repaired in the CloudFormation console first." ;;
  esac
}

# ------------------------------------------------------------------ parameters

template_parameters() {
  awk '/^Parameters:/ {on = 1; next} /^[A-Za-z]/ {on = 0} on && /^  [A-Za-z]+:$/ {gsub(/[ :]/, ""); print}' "$1"
}

is_parameter() { grep -qxF -- "$2" <<<"$(template_parameters "$1")"; }

# What the job's stack gets from the data's, or from this script.
is_derived() {
  case $1 in
    JobName | JarKey | LambdaKey | BucketName | StreamArn | StreamName | FormerOutputPrefix) return 0 ;;
  esac
  return 1
}

how_to_set() {
  case $1 in
    JarKey) echo '--jar FILE names another jar.' ;;
    LambdaKey) echo '--lambda-jar FILE names another jar.' ;;
    JobName) echo '--stack NAME names another job.' ;;
    *) echo 'It follows from ExistingStreamArn, ExistingBucket and OutputPrefix.' ;;
  esac
}

given_parameters() {
  local each
  for each in $(template_parameters "$DATA_TEMPLATE") $(template_parameters "$JOB_TEMPLATE"); do
    is_derived "$each" || printf '%s\n' "$each"
  done | sort -u
}

# given NAME: the value that --parameter has for it, or nothing.
given() {
  local each
  for each in ${parameters[@]+"${parameters[@]}"}; do
    [[ ${each%%=*} != "$1" ]] || printf '%s\n' "${each#*=}"
  done | tail -n 1
}

given_or_hyphen() {
  local value
  value=$(given "$1")
  printf '%s' "${value:--}"
}

# parameters_json TEMPLATE DEPLOYED NAME=VALUE...: in JSON, for the CLI's short form breaks values at commas.
# Those named here come first, then those of --parameter, then the others as they were.
parameters_json() {
  local template=$1 deployed=$2 each name value json='' seen=' '
  shift 2
  for each in "$@" ${parameters[@]+"${parameters[@]}"}; do
    name=${each%%=*} value=${each#*=}
    [[ $seen != *" $name "* ]] && is_parameter "$template" "$name" || continue
    value=${value//\\/\\\\}
    json+="{\"ParameterKey\":\"$name\",\"ParameterValue\":\"${value//\"/\\\"}\"},"
    seen+="$name "
  done
  for name in $deployed; do
    # A parameter that a newer template no longer has must not be passed on.
    if [[ $seen != *" $name "* ]] && is_parameter "$template" "$name"; then
      json+="{\"ParameterKey\":\"$name\",\"UsePreviousValue\":true},"
    fi
  done
  printf '[%s]' "${json%,}"
}

# ------------------------------------------------------------------ creation and change

# create_stack NAME TEMPLATE NAME=VALUE...
create_stack() {
  local name=$1 template=$2
  shift 2
  ask '' cloudformation create-stack --stack-name "$name" --template-body "file://$template" \
    --capabilities CAPABILITY_IAM ${tags[@]+--tags "${tags[@]}"} \
    --parameters "$(parameters_json "$template" '' "$@")" >/dev/null \
    || fail "Stack $name could not be created; AWS says why above."
  made+=" $name"
  wait_for_stack "$name"
  if [[ $stack_state != CREATE_COMPLETE ]]; then
    why_stack_failed "$name"
    fail "Stack $name could not be created; AWS says why above. Fix the cause and run up again."
  fi
  # Deleting a stack would delete the tables, or the snapshots with the application and with them the place in the stream.
  ask '' cloudformation update-termination-protection --stack-name "$name" --enable-termination-protection >/dev/null
}

# plan_update NAME TEMPLATE NAME=VALUE...: lets CloudFormation say what it would change, before anything is
# touched, so that a wrong parameter is refused here. The changes are then in the variable changes: action, resource,
# "anew" if it is replaced, and "perhaps" if only something that it refers to may get another name, which CloudFormation
# finds out as it goes.
plan_update() {
  local name=$1 template=$2 deployed answer status reason
  shift 2
  deployed=$(rows_of "$name" | awk -F '\t' '$1 == "P" {print $2}')
  change_set="deploy-$(date -u +%Y%m%d-%H%M%S)-$RANDOM"
  ask '' cloudformation create-change-set --stack-name "$name" --change-set-name "$change_set" \
    --change-set-type UPDATE --template-body "file://$template" --capabilities CAPABILITY_IAM \
    ${tags[@]+--tags "${tags[@]}"} --parameters "$(parameters_json "$template" "$deployed" "$@")" >/dev/null \
    || fail "The change to $name is refused; AWS says why above. Nothing was changed."
  while true; do
    answer=$(ask $'CREATE_COMPLETE\tNone\n'"$(supposed_changes "$name")" cloudformation describe-change-set \
      --stack-name "$name" --change-set-name "$change_set" --output text --query \
      "[[[Status, StatusReason]], Changes[].ResourceChange.[Action, LogicalResourceId, Replacement == 'True' && 'anew' || '', Details && !(Details[?ChangeSource != 'ResourceAttribute']) && 'perhaps' || '']][]") \
      || fail 'AWS did not return what would change.'
    status=${answer%%$'\t'*}
    case $status in
      *_PENDING | *_IN_PROGRESS) pause ;;
      *) break ;;
    esac
  done
  if [[ $status == CREATE_COMPLETE ]]; then
    changes=$(tail -n +2 <<<"$answer")
    # Resources alone are listed: what else changes are outputs, such as the key of a bucket that was there before.
    [[ -n $changes ]] || changes=$'Modify\toutputs\t\t'
    return
  fi
  reason=$(head -n 1 <<<"$answer" | cut -f 2)
  ask '' cloudformation delete-change-set --stack-name "$name" --change-set-name "$change_set" >/dev/null
  changes=''
  [[ $reason == *"didn't contain changes"* || $reason == *'No updates are to be performed'* ]] \
    || fail "The change to $name is refused: $reason Nothing was changed."
}

supposed_changes() {
  if [[ $1 == "$stack" ]]; then printf 'Modify\tApplication\t\t'; else printf 'Modify\tBucket\t\t'; fi
}

changes_touch() { grep -Eq "$1" <<<"$changes"; }

refuse_loss() {
  if changes_touch $'^(Modify|Remove)\t(Bucket|TripStream|Application)\tanew|^Remove\t(Bucket|TripStream|Application)\t'; then
    printf '%s\n' "$changes" >&2
    fail 'The stream, the bucket or the application would be replaced, and what is in the old one left behind. Nothing was changed.'
  fi
}

# carry_out NAME: whether the planned change came to be.
carry_out() {
  say "Bringing stack $1 up to date:"
  sed 's/^/  /' <<<"$changes" >&3
  ask '' cloudformation execute-change-set --stack-name "$1" --change-set-name "$change_set" >/dev/null || return 1
  pause
  wait_for_stack "$1"
  case $stack_state in
    CREATE_COMPLETE | UPDATE_COMPLETE) return 0 ;;
  esac
  why_stack_failed "$1"
  return 1
}
