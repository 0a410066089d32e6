# shellcheck shell=bash disable=SC2154
# The number of shards, within what Kinesis allows at once. Sourced by deploy.sh.

readonly RESHARDINGS_A_DAY=10

# shard_steps NOW WANTED: the numbers of shards to go through, the wanted one last. Kinesis takes at most
# twice as many as there are, or no less than half, at a time.
shard_steps() {
  local now=$1 wanted=$2
  while ((now != wanted)); do
    if ((wanted > now * 2)); then
      now=$((now * 2))
    elif ((wanted * 2 < now)); then
      now=$(((now + 1) / 2))
    else
      now=$wanted
    fi
    echo "$now"
  done
}

# plan_shards: the steps to the wanted number of shards, if there are several; the last is left to the common update.
plan_shards() {
  local wanted now mode
  wanted=$(given ShardCount)
  first_shards=()
  [[ -n $wanted && $wanted != 0 && $(output OwnedStream) != - ]] || return 0
  [[ $wanted =~ ^[1-9][0-9]*$ ]] || wrong_usage "ShardCount is $wanted; it must be a whole number."
  { read -r now mode; } < <(ask $'2\tPROVISIONED' kinesis describe-stream-summary --stream-name "$(output StreamName)" \
    --query 'StreamDescriptionSummary.[OpenShardCount, StreamModeDetails.StreamMode]' --output text)
  [[ $mode != ON_DEMAND ]] || return 0
  local step steps=()
  while read -r step; do steps+=("$step"); done < <(shard_steps "$now" "$wanted")
  ((${#steps[@]} > 0)) || return 0
  ((${#steps[@]} <= RESHARDINGS_A_DAY)) \
    || fail "From $now to $wanted shards are ${#steps[@]} steps, as Kinesis doubles or halves at most, and takes $RESHARDINGS_A_DAY a day. Go to ${steps[$((RESHARDINGS_A_DAY - 1))]} today. Nothing was changed."
  ((${#steps[@]} < 2)) || say "From $now to $wanted shards are ${#steps[@]} steps, as Kinesis doubles or halves at most: ${steps[*]}"
  while ((${#steps[@]} > 1)); do
    first_shards+=("${steps[0]}")
    steps=("${steps[@]:1}")
  done
}
