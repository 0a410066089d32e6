# shellcheck shell=bash disable=SC2034,SC2154
# The application's life: started, stopped, rolled back. Sourced by deploy.sh.

readonly APPLICATION_PATIENCE_SECONDS=1200
readonly PARALLELISM_PATH=ApplicationConfigurationDescription.FlinkApplicationConfigurationDescription.ParallelismConfigurationDescription.Parallelism
readonly JAR_KEY_PATH=ApplicationConfigurationDescription.ApplicationCodeConfigurationDescription.CodeContentDescription.S3ApplicationCodeLocationDescription.FileKey
supposed_application=''

# look_at_application: one call for all that the script needs of the application, which is empty if there is none.
look_at_application() {
  local row supposed=$supposed_application
  if [[ -z $supposed ]]; then
    if [[ $command == up ]]; then supposed=READY; else supposed=RUNNING; fi
  fi
  row=$(ask_unless_missing 'ResourceNotFoundException' "$supposed"$'\t<version>\t1\t'"$jar_key" \
    kinesisanalyticsv2 describe-application --application-name "$stack" --output text \
    --query "ApplicationDetail.[ApplicationStatus, ApplicationVersionId, $PARALLELISM_PATH, $JAR_KEY_PATH]") \
    || fail "AWS did not return the state of application $stack."
  IFS=$'\t' read -r application_state application_version application_parallelism application_jar <<<"$row"
}

# Waits until the application is neither starting nor stopping; its state is then in application_state.
wait_for_application() {
  local seen='' since=$SECONDS
  while true; do
    look_at_application
    if [[ $application_state != "$seen" ]]; then
      say "  job $stack: ${application_state:-not there} ($((SECONDS - since)) s)"
      seen=$application_state
    fi
    case $application_state in
      READY | RUNNING | ROLLED_BACK | '') break ;;
    esac
    ((SECONDS - since < APPLICATION_PATIENCE_SECONDS)) \
      || fail "The job is still $application_state after $((APPLICATION_PATIENCE_SECONDS / 60)) minutes. $(log_hint) scripts/deploy.sh down --force ends it, without a snapshot."
    pause
  done
}

log_hint() {
  printf 'Its log says why: aws logs tail /aws/kinesis-analytics/%s --since 30m --region %s' "$stack" "$region"
}

is_settled() { [[ $application_state == RUNNING || $application_state == READY || -z $application_state ]]; }

# Stops the job with a snapshot.
stop_job() {
  is_settled || wait_for_application
  [[ $application_state == RUNNING ]] || return 0
  say 'Stopping the job with a snapshot ...'
  request_stop
  left_to_do='The job is being stopped; scripts/deploy.sh up starts it again.'
  supposed_application=READY
  wait_for_application
  if [[ $application_state != READY ]]; then
    show_last_exception
    fail "The job could not be stopped with a snapshot, as a failing job cannot take one. It is $application_state. scripts/deploy.sh $command --force stops it without one."
  fi
  look_at_snapshots
  say "  snapshot: $(latest_snapshot)"
}

# Stops the job without a snapshot, in whatever state it is.
force_stop() {
  case $application_state in
    READY | '') return 0 ;;
  esac
  say 'Stopping the job without a snapshot ...'
  request_stop --force
  left_to_do='The job is being stopped; scripts/deploy.sh up starts it again.'
  supposed_application=READY
  wait_for_application
  [[ $application_state == READY ]] || fail "The job could not be stopped even by force: it is $application_state. $(log_hint)"
}

# An answer can be lost on its way, and a job that is being stopped refuses to be stopped again.
request_stop() {
  local error
  error=$(mktemp)
  if ! ask '' kinesisanalyticsv2 stop-application --application-name "$stack" "$@" 2>"$error" >/dev/null; then
    look_at_application
    case $application_state in
      STOPPING | FORCE_STOPPING | READY) ;;
      *)
        cat "$error" >&2
        rm -f "$error"
        fail "The job could not be stopped; AWS says why above. It is $application_state."
        ;;
    esac
  elif [[ $dry_run == yes ]]; then
    cat "$error" >&2
  fi
  rm -f "$error"
}

# start_from SNAPSHOT: starts the job from it, or from the beginning if it is None.
start_from() {
  local restore type
  if [[ $1 == None ]]; then
    restore='{"ApplicationRestoreType":"SKIP_RESTORE_FROM_SNAPSHOT"}'
    say 'Starting the job for the first time: there is no snapshot yet ...'
  elif [[ -n $from_snapshot ]]; then
    restore="{\"ApplicationRestoreType\":\"RESTORE_FROM_CUSTOM_SNAPSHOT\",\"SnapshotName\":\"$1\"}"
    say "Starting the job from snapshot $1 ..."
  else
    restore='{"ApplicationRestoreType":"RESTORE_FROM_LATEST_SNAPSHOT"}'
    say "Starting the job from its latest snapshot, $1 ..."
  fi
  if ! ask '' kinesisanalyticsv2 start-application --application-name "$stack" --run-configuration \
    "{\"FlinkRunConfiguration\":{\"AllowNonRestoredState\":false},\"ApplicationRestoreConfiguration\":$restore}" >/dev/null; then
    look_at_application
    case $application_state in
      STARTING | RUNNING) ;;
      *) fail "The job could not be started; AWS says why above. It is $application_state." ;;
    esac
  fi
  left_to_do=''
  supposed_application=RUNNING
  wait_for_application
  if [[ $application_state != RUNNING ]]; then
    show_last_exception
    fail "The job did not start: it is $application_state again. $(log_hint)"
  fi
}

# A job that is not there sends no metrics, which sets these alarms off: they are disabled while it is stopped on purpose.
switch_alarms() {
  ask '' cloudwatch "$1-alarm-actions" --alarm-names \
    "$stack-downtime" "$stack-iterator-age" "$stack-fan-out-lag" >/dev/null \
    || say "The alarms' actions could not be switched ($1): look at them in the CloudWatch console."
}

# roll_back: the version before comes back, from the snapshot that the update has taken.
roll_back() {
  say 'Rolling the job back to the version before ...'
  # AWS refuses if the version is no longer the one that was found not to be healthy.
  ask '' kinesisanalyticsv2 rollback-application --application-name "$stack" \
    --current-application-version-id "$application_version" >/dev/null || return 1
  wait_for_application
  [[ $application_state == RUNNING ]]
}
