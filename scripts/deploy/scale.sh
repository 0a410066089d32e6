# shellcheck shell=bash disable=SC2034,SC2154
# One step of scaling by the lag. Sourced by deploy.sh.
# Managed Flink's own scaling goes by CPU, and knows nothing of the lag.

scale() {
  local state done_to_it ran shards wanted
  first_look
  [[ -n $job_stack && -n $data_stack ]] || fail "There is no job $stack in $region."
  look_at_application
  [[ $application_state == RUNNING ]] || fail "The job is $application_state, and only one that runs can be scaled."
  state=$(ask ALARM cloudwatch describe-alarms --alarm-names "$stack-lag" \
    --query 'MetricAlarms[0].StateValue' --output text) || fail "CloudWatch did not return the state of the alarm $stack-lag."
  if [[ $state != ALARM ]]; then
    say "The alarm $stack-lag is $state: the job keeps up, and stays as it is."
    return
  fi
  # One that has just been given more needs time to catch up.
  done_to_it=$(operations) || fail "AWS did not list what was done to $stack."
  ran=$(last_ran "$done_to_it")
  if [[ -n $ran ]] && (($(now) - ran < patience)); then
    say "The alarm $stack-lag is in ALARM, but the job was started or changed at $(iso "$ran"), less than $patience s ago: it stays as it is for now."
    return
  fi
  read_outputs
  shards=$(ask 2 kinesis describe-stream-summary --stream-arn "$stream_arn" \
    --query StreamDescriptionSummary.OpenShardCount --output text) || fail "AWS did not describe the stream $stream_arn."
  wanted=$((application_parallelism * 2))
  ((wanted <= shards)) || wanted=$shards
  ((wanted <= most)) || wanted=$most
  ((wanted > application_parallelism)) \
    || fail "The job lags with a parallelism of $application_parallelism, and cannot use more: the stream has $shards shards, and --most is $most. With more shards, more can be read at once: scripts/deploy.sh update --parameter ShardCount=$((shards * 2))"
  say "The alarm $stack-lag is in ALARM: parallelism $application_parallelism becomes $wanted."
  parameters+=("Parallelism=$wanted")
  jar_key=$(parameter JarKey)
  bring_job
  healthy_or_back
  say 'The job runs, and checkpoints complete.'
}
