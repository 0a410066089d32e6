# shellcheck shell=bash disable=SC2154
# Which snapshot the job starts from, and whether that is where it stopped. Sourced by deploy.sh.

# Rows of time and name of the snapshots that can be restored, the newest last, are then in snapshots.
look_at_snapshots() {
  local supposed=''
  [[ $command == up ]] || supposed=$'1700000000\t<latest snapshot>'
  snapshots=$(ask_rows "$supposed" kinesisanalyticsv2 list-application-snapshots --application-name "$stack" \
    --query "SnapshotSummaries[?SnapshotStatus=='READY'].[SnapshotCreationTimestamp, SnapshotName]" | rows_by_time) \
    || fail "AWS did not list the snapshots of $stack."
}

# Rows of start, end (or None), operation and status of what was done to the application, the oldest first.
operations() {
  ask_rows '' kinesisanalyticsv2 list-application-operations --application-name "$stack" \
    --query 'ApplicationOperationInfoList[].[StartTime, EndTime, Operation, OperationStatus]' \
    | awk -F '\t' -v OFS='\t' "$CALENDAR"'NF > 1 { if ($2 != "None") $2 = epoch($2); print }' | rows_by_time
}

latest_snapshot() {
  if [[ -z $snapshots ]]; then echo None; else tail -n 1 <<<"$snapshots" | cut -f 2; fi
}

# The second at which snapshot NAME was taken.
time_of_snapshot() {
  local time
  [[ $dry_run == no ]] || { echo 1700000000; return; }
  time=$(awk -F '\t' -v name="$1" '$2 == name {print $1}' <<<"$snapshots")
  [[ -n $time ]] || fail "There is no snapshot $1 that can be restored; there are: $(cut -f 2 <<<"$snapshots" | tr '\n' ' ')"
  echo "$time"
}

# When the job last ran, in seconds, by what was done to it; nothing if it never has. A stop counts by its
# beginning, for the snapshot that it takes is younger; every start and change that went well by its end.
last_ran() {
  awk -F '\t' '
    $3 ~ /^StopApplication/ && $1 > last { last = $1 }
    $3 !~ /^(StopApplication|CreateApplication|.*Snapshot)/ && $4 == "SUCCESSFUL" && $2 != "None" && $2 > last { last = $2 }
    END { if (last) print last }' <<<"$1"
}

# The second that separates what was written before a snapshot, taken at second TIME, from what came after; or nothing.
# A stop takes its snapshot and then writes no more, so everything until its end is from before. A change of the running
# job takes one, too, and needs more than five seconds to start the job again.
boundary() {
  awk -F '\t' -v time="$2" '
    $1 <= time + 1 && ($2 == "None" || $2 >= time) && $4 != "FAILED" {
      if ($3 ~ /^StopApplication/) { print ($2 == "None" ? time + 5 : $2 + 0); exit }
      if ($3 ~ /^(Update|Rollback|Scale|Auto)/) { print time + 5; exit }
    }' <<<"$1"
}

# choose_snapshot: the snapshot to start from, in snapshot. Refuses one after which the job ran on, unless told.
choose_snapshot() {
  local taken done_to_it ran
  look_at_snapshots
  snapshot=${from_snapshot:-$(latest_snapshot)}
  done_to_it=$(operations) || fail "AWS did not list what was done to $stack."
  ran=$(last_ran "$done_to_it")
  [[ -n $ran ]] || return 0
  if [[ $snapshot == None ]]; then
    refuse_to_begin_anew "$ran"
    return
  fi
  taken=$(time_of_snapshot "$snapshot") || exit 1
  check_retention "$taken"
  # AWS's times are whole seconds in places, so the same second is not later.
  ((ran > taken + 1)) || return 0
  check_output_since "$done_to_it" "$taken" "$ran"
}

# check_output_since OPERATIONS TAKEN RAN
check_output_since() {
  local since files
  since=$(boundary "$1" "$2")
  files=$(files_since "${since:-$2}") || fail "AWS did not list what is in s3://$bucket/$prefix."
  if [[ -z $files ]]; then
    say "The job ran until $(iso "$3"), after snapshot $snapshot of $(iso "$2"), but no file is left from that time: nothing counts twice."
    return
  fi
  say "Snapshot $snapshot is of $(iso "$2"), and the job ran until $(iso "$3"). From $snapshot on, all records that came since $(iso "$2") are read again, and what is in these hours of zone_hourly counts twice:"
  hours_of "$files" >&3
  if [[ $accept_recount == yes || -n $from_snapshot || $force == yes ]]; then
    say "To correct them: scripts/deploy.sh down, scripts/deploy.sh recount --from-snapshot $snapshot, and up --from-snapshot $snapshot."
    return
  fi
  fail "Snapshot $snapshot is of $(iso "$2"), but the job ran until $(iso "$3"). Nothing was started. There are three ways out:
  scripts/deploy.sh recount --from-snapshot $snapshot  moves aside what was written since; then up counts exactly
  scripts/deploy.sh $command --from-snapshot NAME  starts from another snapshot, which status and list-application-snapshots show
  scripts/deploy.sh $command --accept-recount  starts from it anyway, and those hours count twice"
}

refuse_to_begin_anew() {
  local files
  files=$(files_since 0) || fail "AWS did not list what is in s3://$bucket/$prefix."
  [[ -n $files && $accept_recount == no ]] || return 0
  fail "There is no snapshot, although the job ran until $(iso "$1"). It would read everything that the stream still has again, and count what it has already written twice. Nothing was started. There are three ways out:
  --parameter OutputPrefix=NAME  starts it with a new folder
  --from-snapshot NAME  starts it from a snapshot that is not READY yet, once it is
  --accept-recount, with --parameter OutputExisting=ADD  starts it anyway"
}

# check_retention TAKEN: what came after a snapshot must still be in the stream.
check_retention() {
  local hours role
  role=$(given KinesisRoleArn)
  [[ -n $role || $dry_run == yes ]] || role=$(parameter KinesisRoleArn)
  if [[ -n $role ]]; then
    say "Snapshot $snapshot is of $(iso "$1"). The stream is read with a role, so this script does not check how long it keeps records: make sure that it is long enough."
    return
  fi
  hours=$(ask 72 kinesis describe-stream-summary --stream-arn "$stream_arn" \
    --query StreamDescriptionSummary.RetentionPeriodHours --output text) || fail "AWS did not describe the stream $stream_arn."
  (($(now) - $1 > hours * 3600)) && [[ $accept_gap == no && $dry_run == no ]] || return 0
  fail "Snapshot $snapshot is of $(iso "$1"), and the stream keeps records for $hours hours only: some records that came after the snapshot have expired and would be missing. Nothing was started. --accept-gap starts anyway; records of output.archive can be sent again."
}

# Deletes all snapshots but the newest N: Managed Flink keeps 1,000 and never deletes one itself.
prune_snapshots() {
  local rows time name
  [[ -n $keep_snapshots ]] || return 0
  rows=$(ask_rows '' kinesisanalyticsv2 list-application-snapshots --application-name "$stack" \
    --query "SnapshotSummaries[?SnapshotStatus=='READY'].[SnapshotCreationTimestamp, SnapshotName]") \
    || fail "AWS did not list the snapshots of $stack."
  awk -F '\t' 'NF > 1 {print $1 "\t" $2}' <<<"$rows" | sort -t $'\t' -k1,1 \
    | awk -v keep="$keep_snapshots" '{line[NR] = $0} END {for (i = 1; i <= NR - keep; i++) print line[i]}' \
    | while IFS=$'\t' read -r time name; do
      say "Deleting snapshot $name ..."
      # The API wants the time along with the name.
      ask '' kinesisanalyticsv2 delete-application-snapshot --application-name "$stack" \
        --snapshot-name "$name" --snapshot-creation-timestamp "$time" </dev/null \
        || fail "Snapshot $name could not be deleted; AWS says why above."
    done
}
