# shellcheck shell=bash disable=SC2154
# What the job has written to the bucket. Sourced by deploy.sh.

readonly MOVED_AT_ONCE=300

# files_since SECOND: rows of time and key of the job's files that were written after it, the oldest first.
# S3 dates a file by the beginning of its upload, an emulator by its end; the job does neither between a stop and a start.
files_since() {
  local folder
  for folder in zone_hourly rejected archive; do
    ask_rows '' s3api list-objects-v2 --bucket "$bucket" --prefix "$prefix/$folder/" \
      --query 'Contents[].[LastModified, Key]' || return 1
  done | awk -F '\t' -v OFS='\t' -v since="$1" "$CALENDAR"'NF > 1 && epoch($1) > since { print epoch($1), $2 }' | sort -n
}

# The hours of zone_hourly among rows of files, as "2024-01-31 23:00, 4 files", and the other folders.
hours_of() {
  cut -f 2 <<<"$1" | sed "s|^$prefix/||" | awk -F / '
    $1 == "zone_hourly" { sub(/pickup_date=/, "", $2); sub(/pickup_hour=/, "", $3); hour[$2 " " $3 ":00"]++; next }
    { other[$1]++ }
    END {
      for (each in hour) print "  " each ", " hour[each] " file" (hour[each] > 1 ? "s" : "")
      for (each in other) print "  " each "/, " other[each] " file" (other[each] > 1 ? "s" : "")
    }' | sort
}

# The files are moved, not deleted: what was wrong about the snapshot can be found out later.
move_aside() {
  local folder files=$1 aside="$prefix/recounted/$from_snapshot" key
  for folder in zone_hourly rejected archive; do
    local includes=()
    while IFS= read -r key; do
      [[ -n $key ]] || continue
      includes+=(--include "${key#"$prefix/$folder/"}")
      if ((${#includes[@]} >= 2 * MOVED_AT_ONCE)); then
        move_files "$folder" "$aside" "${includes[@]}"
        includes=()
      fi
    done < <(cut -f 2 <<<"$files" | grep "^$prefix/$folder/" || true)
    ((${#includes[@]} == 0)) || move_files "$folder" "$aside" "${includes[@]}"
  done
}

move_files() {
  local folder=$1 aside=$2
  shift 2
  ask '' s3 mv "s3://$bucket/$prefix/$folder/" "s3://$bucket/$aside/$folder/" --recursive --only-show-errors \
    --exclude '*' "$@" || fail "Not all files could be moved; AWS says why above. Run recount again: it goes on with the rest."
}

recount() {
  local done_to_it taken since files
  first_look
  [[ -n $data_stack && -n $job_stack ]] || fail "There is no job $stack in $region."
  read_outputs
  look_at_application
  if [[ $dry_run == no && $application_state != READY ]]; then
    fail "The job is $application_state. Stop it first: scripts/deploy.sh down, or down --force if it fails."
  fi
  look_at_snapshots
  taken=$(time_of_snapshot "$from_snapshot") || exit 1
  done_to_it=$(operations) || fail "AWS did not list what was done to $stack."
  since=$(boundary "$done_to_it" "$taken")
  [[ $dry_run == no ]] || since=$taken
  [[ -n $since ]] || fail "Snapshot $from_snapshot of $(iso "$taken") was taken while the job ran on, so the files' times do not show which of them came after it. Name a snapshot that was taken by a stop or an update."
  files=$(files_since "$since") || fail "AWS did not list what is in s3://$bucket/$prefix."
  if [[ -z $files ]]; then
    say "Nothing was written after snapshot $from_snapshot of $(iso "$taken"): there is nothing to move."
    return
  fi
  say "Written after snapshot $from_snapshot of $(iso "$taken"):"
  cut -f 2 <<<"$files" | sed 's/^/  /' >&3
  say "They belong to these hours:"
  hours_of "$files" >&3
  say "Moving them to s3://$bucket/$prefix/recounted/$from_snapshot/ ..."
  move_aside "$files"
  say "Moved $(wc -l <<<"$files" | tr -d ' ') files. scripts/deploy.sh up --from-snapshot $from_snapshot reads their records again, and the totals are exact."
}
