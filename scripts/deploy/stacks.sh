# shellcheck shell=bash disable=SC2034,SC2154
# The two stacks: NAME-data and NAME. Sourced by deploy.sh.

readonly STACK_PATIENCE_SECONDS=3600

# What a dry run takes for granted: up finds nothing, the others find a running job.
stack_status() {
  local supposed=CREATE_COMPLETE
  [[ $command != up || " $made " == *" $1 "* ]] || supposed=''
  [[ " $deleted " != *" $1 "* ]] || supposed=''
  ask_unless_missing 'does not exist' "$supposed" \
    cloudformation describe-stacks --stack-name "$1" --query 'Stacks[0].StackStatus' --output text
}
made='' deleted=''

# The first call to AWS, so the one that shows whether there are credentials.
first_look() {
  data_state=$(stack_status "$stack-data") \
    || fail "AWS does not tell the state of stack $stack-data; it says why above. Credentials are set by aws configure."
  job_state=$(stack_status "$stack") || fail "AWS does not tell the state of stack $stack."
}

# Waits until the stack is at rest, prints each state it passes through; the last is in stack_state.
wait_for_stack() {
  local status='' seen='' since=$SECONDS
  while true; do
    status=$(stack_status "$1") || fail "AWS does not tell the state of stack $1."
    if [[ $status != "$seen" ]]; then
      say "  stack $1: ${status:-gone} ($((SECONDS - since)) s)"
      seen=$status
    fi
    [[ $status == *_IN_PROGRESS ]] || break
    ((SECONDS - since < STACK_PATIENCE_SECONDS)) \
      || fail "Stack $1 is still $status after $((STACK_PATIENCE_SECONDS / 60)) minutes; its events in the CloudFormation console say what it waits for."
    pause
  done
  stack_state=$status
}

why_stack_failed() {
  ask '' cloudformation describe-stack-events --stack-name "$1" --output text --query \
    "StackEvents[?contains(ResourceStatus, 'FAILED') && ResourceStatusReason != 'Resource creation cancelled'] | [:5].[LogicalResourceId, ResourceStatusReason]" \
    >&2 || true
}

# settle NAME STATE: brings a stack to where it can be worked on; its state is then in stack_state.
settle() {
  stack_state=$2
  [[ $stack_state != *_IN_PROGRESS ]] || wait_for_stack "$1"
  case $stack_state in
    ROLLBACK_COMPLETE)
      [[ $command == up ]] || fail "Stack $1 was never created completely; scripts/deploy.sh up begins anew."
      say "Removing what is left of an earlier attempt to create stack $1 ..."
      ask '' cloudformation delete-stack --stack-name "$1"
      wait_for_stack "$1"
      ;;
    *_FAILED) fail "Stack $1 is $stack_state and has to be put right in the CloudFormation console first." ;;
  esac
}

# outputs_of NAME ANSWER: rows of key, description and value.
outputs_of() {
  ask "$2" cloudformation describe-stacks --stack-name "$1" \
    --query 'Stacks[0].Outputs[].[OutputKey, Description, OutputValue]' --output text \
    || fail "AWS does not tell the outputs of stack $1."
}

output() { awk -F '\t' -v key="$1" '$1 == key {print $3}' <<<"$outputs"; }

# Reads the outputs of the data's stack, all in one call, for output and addresses.
read_outputs() {
  local existing_stream existing_bucket supposed
  existing_stream=$(given ExistingStreamArn) existing_bucket=$(given ExistingBucket)
  supposed="BucketName	-	${existing_bucket:-<BucketName>}
StreamName	-	$([[ -z $existing_stream ]] && echo '<StreamName>' || echo "${existing_stream##*/}")
StreamArn	-	${existing_stream:-<StreamArn>}
OutputPrefix	-	taxi
OutputPath	-	s3://${existing_bucket:-<BucketName>}/taxi
OwnedStream	-	$([[ -z $existing_stream ]] && echo '<StreamName>' || echo -)
OwnedBucket	-	$([[ -z $existing_bucket ]] && echo '<BucketName>' || echo -)
StreamKey	-	$(given_or_hyphen StreamKeyArn)
BucketKey	-	$(given_or_hyphen BucketKeyArn)
Address	Console	<address>"
  outputs=$(outputs_of "$stack-data" "$supposed")
  bucket=$(output BucketName)
  prefix=$(output OutputPrefix)
}

show_addresses() {
  say ''
  { printf '%s\n' "$outputs"; outputs_of "$stack" $'ApplicationAddress\tApplication\t<address>'; } \
    | awk -F '\t' '$1 ~ /Address$/ {print $2 ": " $3}' >&3
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

deployed_parameter() {
  ask "<$2>" cloudformation describe-stacks --stack-name "$1" \
    --query "Stacks[0].Parameters[?ParameterKey=='$2'].ParameterValue | [0]" --output text
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
    fail "Stack $name could not be created; AWS says why above. Put it right and run up again."
  fi
  # Deleting a stack would delete the tables, or the snapshots with the application and with them the place in the stream.
  ask '' cloudformation update-termination-protection --stack-name "$name" --enable-termination-protection >/dev/null
}

# plan_update NAME TEMPLATE NAME=VALUE...: lets CloudFormation say what it would change, before anything is
# touched, so that a wrong parameter is refused here. What is to change is then in changes: action, resource,
# "anew" if it is made anew, and "perhaps" if only something that it refers to may have another name, which
# CloudFormation finds out as it goes.
plan_update() {
  local name=$1 template=$2 deployed answer status reason
  shift 2
  deployed=$(ask "$(template_parameters "$template")" cloudformation describe-stacks --stack-name "$name" \
    --query 'Stacks[0].Parameters[].ParameterKey' --output text)
  change_set="deploy-$(date -u +%Y%m%d-%H%M%S)-$RANDOM"
  ask '' cloudformation create-change-set --stack-name "$name" --change-set-name "$change_set" \
    --change-set-type UPDATE --template-body "file://$template" --capabilities CAPABILITY_IAM \
    ${tags[@]+--tags "${tags[@]}"} --parameters "$(parameters_json "$template" "$deployed" "$@")" >/dev/null \
    || fail "The change of $name is refused; AWS says why above. Nothing was changed."
  while true; do
    answer=$(ask $'CREATE_COMPLETE\tNone\n'"$(supposed_changes "$name")" cloudformation describe-change-set \
      --stack-name "$name" --change-set-name "$change_set" --output text --query \
      "[[[Status, StatusReason]], Changes[].ResourceChange.[Action, LogicalResourceId, Replacement == 'True' && 'anew' || '', Details && !(Details[?ChangeSource != 'ResourceAttribute']) && 'perhaps' || '']][]") \
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
  ask '' cloudformation delete-change-set --stack-name "$name" --change-set-name "$change_set" >/dev/null
  changes=''
  [[ $reason == *"didn't contain changes"* || $reason == *'No updates are to be performed'* ]] \
    || fail "The change of $name is refused: $reason Nothing was changed."
}

supposed_changes() {
  if [[ $1 == "$stack" ]]; then printf 'Modify\tApplication\t\t'; else printf 'Modify\tBucket\t\t'; fi
}

changes_touch() { grep -Eq "$1" <<<"$changes"; }

refuse_loss() {
  if changes_touch $'^(Modify|Remove)\t(Bucket|TripStream|Application)\tanew|^Remove\t(Bucket|TripStream|Application)\t'; then
    printf '%s\n' "$changes" >&2
    fail 'The stream, the bucket or the application would be made anew, and what is in the old one left behind. Nothing was changed.'
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
