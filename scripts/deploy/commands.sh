# shellcheck shell=bash disable=SC2034,SC2154
# The commands. Sourced by deploy.sh.

was_running=no

deploy() {
  first_look
  settle "$stack-data"
  settle "$stack"
  [[ $command == up || -n $job_stack ]] || fail "There is no stack $stack in $region; scripts/deploy.sh up creates it."
  prepare_jar
  prepare_lambda_jar
  # A build takes minutes, in which somebody else may have changed the stacks.
  [[ $jar_was_built == no ]] || first_look
  if [[ -z $data_stack && -n $job_stack && $dry_run == no ]]; then
    move_old_form
  fi
  bring_data
  read_outputs
  upload_jars
  [[ -z $job_stack ]] || look_at_application
  bring_job
  if [[ $application_state == RUNNING ]]; then
    if [[ $job_changed == yes ]]; then healthy_or_back; else require_health; fi
  else
    choose_snapshot
    start_from "$snapshot"
    require_health
  fi
  switch_alarms enable
  prune_snapshots
  say 'The job runs, and checkpoints complete.'
  show_addresses
  say ''
  say 'To fill the stream, and to check that everything has arrived:'
  say "  scripts/producer.sh replay --stream $(output StreamName) --region $region --manifest sent.json green_tripdata_2024-01.parquet"
  say "  scripts/producer.sh verify --manifest sent.json --output $(output OutputPath) --region $region --wait 4h"
}

# The stack of the data, made or changed.
bring_data() {
  local shards
  if [[ -z $data_stack ]]; then
    say "Creating stack $stack-data with the stream, the bucket and the tables:"
    create_stack "$stack-data" "$DATA_TEMPLATE" "JobName=$stack" ${moved[@]+"${moved[@]}"}
    return
  fi
  plan_shards
  for shards in ${first_shards[@]+"${first_shards[@]}"} ''; do
    plan_update "$stack-data" "$DATA_TEMPLATE" "JobName=$stack" ${shards:+"ShardCount=$shards"}
    [[ -n $changes ]] || continue
    refuse_loss
    carry_out "$stack-data" || fail "Stack $stack-data could not be brought up to date; AWS says why above. The job is as it was."
  done
}

# What the job's stack gets from the data's.
derived_parameters() {
  local deployed
  derived=("JarKey=$jar_key" "BucketName=$bucket" "StreamArn=$stream_arn" "StreamName=$(output StreamName)"
    "OutputPrefix=$prefix" "StreamKeyArn=$(output StreamKey)" "BucketKeyArn=$(output BucketKey)"
    ${lambda_key:+"LambdaKey=$lambda_key"})
  # An older snapshot has files to finish in the former folder: without the permission, the job would fail forever.
  deployed=$(parameter OutputPrefix)
  if [[ -n $deployed && $deployed != "$prefix" && $dry_run == no ]]; then
    say "The output goes to $prefix/ from now on. The job keeps its permissions on $deployed/ as well, to finish what its snapshot has there."
    derived+=("FormerOutputPrefix=$deployed")
  fi
}

# The stack of the job, made or changed; a running job is changed as it runs.
bring_job() {
  job_changed=no
  derived_parameters
  if [[ -z $job_stack ]]; then
    say "Creating stack $stack with the job:"
    create_stack "$stack" "$JOB_TEMPLATE" "${derived[@]}"
    look_at_application
    return
  fi
  plan_update "$stack" "$JOB_TEMPLATE" "${derived[@]}"
  if [[ -z $changes ]]; then
    say "Stack $stack is up to date with $jar_key."
    same_jar_as_deployed
  else
    refuse_loss
    change_job
  fi
  if [[ -n $from_snapshot ]]; then
    if [[ $force == yes ]]; then force_stop; else stop_job; fi
  elif [[ $force == yes ]]; then
    force_stop
  fi
  is_settled || wait_for_application
}

change_job() {
  if changes_touch $'^(Add|Modify)\tApplication\t[^\t]*\t?$'; then
    job_changed=yes
    [[ $application_state != RUNNING ]] || was_running=yes
    if [[ $force == yes ]]; then
      force_stop
    else
      is_settled || wait_for_application
      remember_stack
    fi
  fi
  if ! carry_out "$stack"; then
    update_failed
  fi
  look_at_application
}

# For the way back: the template and the parameters as they are right before the change.
remember_stack() {
  former_template=$(mktemp)
  ask '' cloudformation get-template --stack-name "$stack" --template-stage Original \
    --query TemplateBody --output text >"$former_template" || fail "AWS did not return the template of stack $stack."
  look_at_stack "$stack" || fail "AWS did not return the parameters of stack $stack."
  former_parameters="[$(rows_of "$stack" | awk -F '\t' '$1 == "P" {
    gsub(/["\\]/, "\\\\&"); printf "%s{\"ParameterKey\":\"%s\",\"ParameterValue\":\"%s\"}", n++ ? "," : "", $2, $3}')]"
}

# A job that cannot be changed had better run as it was.
update_failed() {
  look_at_application
  is_settled || wait_for_application
  if [[ $was_running == yes && $application_state == RUNNING ]]; then
    show_last_exception
    fail "Stack $stack could not be brought up to date; AWS says why above. The job runs as it was. If it fails, update --force changes it without a snapshot."
  fi
  if [[ $was_running == yes ]]; then
    say 'The stack could not be changed: starting the job as it was.'
    choose_snapshot
    start_from "$snapshot"
  fi
  show_last_exception
  fail "Stack $stack could not be brought up to date; AWS says why above. The job is $application_state."
}

# After a change of the running job: it must become healthy, or what was before comes back.
healthy_or_back() {
  if wait_for_health; then return; fi
  say_unhealthy
  roll_back || fail "The new version is not healthy, and could not be rolled back; AWS says why above. The job is $application_state."
  say 'Rolling the stack back, too, to what runs now ...'
  stack_back || say "Stack $stack still describes the new version; the next update corrects that."
  if wait_for_health; then
    fail 'The new version did not become healthy. The job runs as it was before, and nothing is lost.'
  fi
  fail "The new version did not become healthy, and the one before does not either. $(log_hint)"
}

stack_back() {
  change_set="back-$(date -u +%Y%m%d-%H%M%S)-$RANDOM"
  ask '' cloudformation create-change-set --stack-name "$stack" --change-set-name "$change_set" --change-set-type UPDATE \
    --template-body "file://$former_template" --capabilities CAPABILITY_IAM --parameters "$former_parameters" >/dev/null \
    && wait_for_change_set && carry_out "$stack" && wait_for_application
}

wait_for_change_set() {
  local status
  while true; do
    status=$(ask CREATE_COMPLETE cloudformation describe-change-set --stack-name "$stack" --change-set-name "$change_set" \
      --query Status --output text) || return 1
    case $status in
      *_PENDING | *_IN_PROGRESS) pause ;;
      *) break ;;
    esac
  done
  changes='  as before'
  [[ $status == CREATE_COMPLETE ]]
}

# Managed Flink goes back by itself from a version that cannot be started; the stack then says another than runs.
same_jar_as_deployed() {
  [[ -z $application_state || $application_jar == "$jar_key" ]] \
    || fail "The stack says $jar_key, but the job was rolled back to $application_jar. Fix it and update with another jar; or update --jar with the jar that runs, which aws s3 cp s3://$bucket/$application_jar downloads."
}

# What a stack of the older form has: the stream and the bucket stay, whatever becomes of it.
move_old_form() {
  local old_bucket old_stream arn
  old_bucket=$(output BucketName "$stack") old_stream=$(output StreamName "$stack")
  [[ -n $old_bucket && -n $old_stream ]] \
    || fail "There is a stack $stack, but none of its data, $stack-data. Was it deleted? Delete $stack in the CloudFormation console, too, or choose another --stack."
  [[ $move == yes ]] \
    || fail "Stack $stack is of the older form, with data and job in one. scripts/deploy.sh $command --move takes it over: the job keeps running, with its snapshots; the stream $old_stream and the bucket $old_bucket stay as they are, but no longer belong to a stack; the tables are created anew. Nothing was changed."
  arn=$(ask '' kinesis describe-stream-summary --stream-name "$old_stream" --query StreamDescriptionSummary.StreamARN --output text) \
    || fail "AWS did not describe the stream $old_stream."
  bucket=$old_bucket prefix=$(output OutputPath "$stack" | sed 's|.*/||') stream_arn=$arn
  moved=("ExistingStreamArn=$arn" "ExistingBucket=$old_bucket" "OutputPrefix=$prefix")
  upload_jars
  say "Taking the data out of stack $stack:"
  plan_update "$stack" "$JOB_TEMPLATE" "JarKey=$jar_key" "BucketName=$bucket" "StreamArn=$arn" "StreamName=$old_stream" \
    "OutputPrefix=$prefix" StreamKeyArn=- BucketKeyArn=- ${lambda_key:+"LambdaKey=$lambda_key"}
  carry_out "$stack" || fail "Stack $stack could not be changed; AWS says why above."
}
moved=()

show_status() {
  local each state size
  first_look
  [[ -n $data_stack || -n $job_stack ]] || fail "There is no stack $stack in $region."
  for each in "$stack-data" "$stack"; do
    state=$(status_of "$each")
    say "Stack $each: ${state:-not there}"
  done
  look_at_application
  case $application_state in
    '') say 'Job: not created yet; scripts/deploy.sh up creates it' ;;
    READY) say 'Job: stopped' ;;
    *) say "Job: $application_state" ;;
  esac
  if [[ -n $application_state ]]; then
    if [[ $application_state == RUNNING ]]; then
      size=$(completed_checkpoint "$(($(now) - 600))") || fail "CloudWatch did not return the checkpoints of $stack."
      if [[ -n $size ]]; then
        say "Health: checkpoints complete, the last of ${size%.*} bytes"
      else
        say 'Health: no checkpoint has completed within ten minutes'
        show_last_exception
      fi
    fi
    say "Jar: $(parameter JarKey)"
    look_at_snapshots
    say "Latest snapshot: $(latest_snapshot)"
  fi
  say 'Alarms:'
  ask '<alarms>' cloudwatch describe-alarms --alarm-name-prefix "$stack-" --output text \
    --query "MetricAlarms[].[join(': ', [AlarmName, StateValue])]" >&3
  [[ -z $data_stack || -z $job_stack ]] || show_addresses
}

take_down() {
  first_look
  if [[ -z $job_stack && -z $data_stack ]]; then
    say "There is no stack $stack in $region: nothing to do."
    return
  fi
  look_at_application
  if [[ $delete_data == yes ]]; then
    delete_everything
    return
  fi
  switch_alarms disable
  if [[ $force == yes ]]; then
    force_stop
    say 'The job is stopped, without a snapshot: up shows where it would start from, and what would count twice.'
  else
    stop_job
    say 'The job is stopped.'
  fi
  say 'Kept: its snapshots, the stream (billed as long as it exists) and the bucket.'
  say 'scripts/deploy.sh up resumes from the snapshot; scripts/deploy.sh down --delete-data deletes everything.'
}

# The job first, then the data, the stacks last: interrupted halfway, the names of what is left are still in the outputs.
delete_everything() {
  local owned_bucket owned_stream stream
  left_to_do='scripts/deploy.sh down --delete-data continues it.'
  # No snapshot is needed of what is deleted.
  force_stop
  read_outputs
  owned_bucket=$(output OwnedBucket) owned_stream=$(output OwnedStream) stream=$(output StreamName)
  [[ -z $job_stack ]] || delete_stack "$stack"
  if [[ -n $owned_bucket && $owned_bucket != - ]]; then
    say "Deleting bucket $owned_bucket and everything in it ..."
    ask_unless_missing 'NoSuchBucket' '' s3 rm "s3://$owned_bucket" --recursive --only-show-errors \
      || fail "Bucket $owned_bucket could not be emptied; AWS says why above."
    ask_unless_missing 'NoSuchBucket' '' s3api delete-bucket --bucket "$owned_bucket" \
      || fail "Bucket $owned_bucket could not be deleted; AWS says why above."
  fi
  if [[ -n $owned_stream && $owned_stream != - ]]; then
    say "Deleting stream $owned_stream ..."
    ask_unless_missing 'ResourceNotFoundException' '' \
      kinesis delete-stream --stream-name "$owned_stream" --enforce-consumer-deletion \
      || fail "Stream $owned_stream could not be deleted; AWS says why above."
  fi
  [[ -z $data_stack ]] || delete_stack "$stack-data"
  [[ $owned_bucket != - ]] || say "Bucket $bucket is yours, and is left as it is."
  [[ $owned_stream != - ]] || say "Stream $stream is yours, and is left as it is."
  say "Everything of $stack is deleted."
}

delete_stack() {
  say "Deleting stack $1 ..."
  ask '' cloudformation update-termination-protection --stack-name "$1" --no-enable-termination-protection >/dev/null
  ask '' cloudformation delete-stack --stack-name "$1" || fail "Stack $1 could not be deleted; AWS says why above."
  deleted+=" $1"
  wait_for_stack "$1"
  if [[ -n $stack_state ]]; then
    why_stack_failed "$1"
    fail "Stack $1 could not be deleted; AWS says why above."
  fi
}
