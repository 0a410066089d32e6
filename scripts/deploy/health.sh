# shellcheck shell=bash disable=SC2154
# Whether the job does its work: RUNNING says only that Managed Flink has started it. Sourced by deploy.sh.

# completed_checkpoint SECOND: the size of a checkpoint that the job has completed since, or nothing. A checkpoint
# completes only when every task runs. CloudWatch has it a minute or two later.
completed_checkpoint() {
  ask_rows $'1\t1' cloudwatch get-metric-statistics --namespace AWS/KinesisAnalytics --metric-name lastCheckpointSize \
    --dimensions "Name=Application,Value=$stack" --statistics Maximum --period 60 \
    --start-time "$(iso "$1")" --end-time "$(iso $(($(now) + 120)))" \
    --query 'Datapoints[?Maximum > `0`].[Maximum, Timestamp]' | head -n 1 | cut -f 1
}

# wait_for_health: whether a checkpoint completes within the patience. A minute's figure can be of the version
# before, so that the next one counts.
wait_for_health() {
  local since=$SECONDS start size
  start=$((($(now) / 60 + 1) * 60))
  say 'Waiting for the first checkpoint, which shows that all tasks run ...'
  while true; do
    size=$(completed_checkpoint "$start") || fail "CloudWatch did not return the checkpoints of $stack."
    if [[ -n $size ]]; then
      say "  a checkpoint of ${size%.*} bytes is complete ($((SECONDS - since)) s)"
      return 0
    fi
    ((SECONDS - since < patience)) || return 1
    pause
    look_at_application
    [[ $application_state == RUNNING ]] || return 1
  done
}

require_health() {
  if wait_for_health; then return; fi
  say_unhealthy
  fail "The job is not healthy. scripts/deploy.sh status shows its state; update deploys a fixed version, with --force if the job cannot take a snapshot."
}

# What is missing, for people.
say_unhealthy() {
  say "The job is $application_state, but no checkpoint has completed within $patience s, so nothing is written: tasks fail, or wait for something."
  show_last_exception
}

# The last exception in the job's log of the last half hour, as far as one line says it.
show_last_exception() {
  local rows message cause
  rows=$(ask_unless_missing 'ResourceNotFoundException' '' logs filter-log-events \
    --log-group-name "/aws/kinesis-analytics/$stack" --start-time "$((($(now) - 1800) * 1000))" \
    --filter-pattern '"throwableInformation"' --query 'events[].[timestamp, message]' --output text) || return 0
  message=$(grep -vx None <<<"$rows" | sort -n | tail -n 1 | cut -f 2-) || true
  if [[ -z $message ]]; then
    say "Its log has no exception in the last half hour. $(log_hint)"
    return
  fi
  # The innermost cause, or the exception itself.
  cause=$(grep -o 'Caused by: [^"\\]*' <<<"$message" | tail -n 1 | sed 's/^Caused by: //')
  [[ -n $cause ]] || cause=$(sed 's/.*"throwableInformation" *: *\[* *"\([^"\\]*\).*/\1/' <<<"$message" | cut -c1-500)
  say "Its last exception: $cause"
  say "$(log_hint)"
}
