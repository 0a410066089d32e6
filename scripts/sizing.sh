#!/usr/bin/env bash
# Prints how much Managed Flink a stream needs, from what was measured; see --help.
set -u
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

usage() {
  cat << END
usage: scripts/sizing.sh [--trips-per-second N] [--record-bytes N] [--aggregate] [--headroom X] [SHARDS…]

Prints a line for each number of shards (default: 1 10 100 1000 10000): how many KPUs the job needs,
what limits it, and how many files it writes, beside AWS's rule of thumb.

  --trips-per-second N  trips a second for a shard (default: its limit of 1,000 records or 1 MB)
  --record-bytes N      bytes of a trip (default: 403)
  --aggregate           many trips are in a record
  --headroom X          the share of the CPU to plan for, up to 1 (default: 0.5; the rest is for a
                        backlog)
END
}

trips='' bytes=403 aggregate=0 headroom=0.5 shards=()
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) usage && exit 0 ;;
    --aggregate) aggregate=1 && shift ;;
    --trips-per-second | --record-bytes | --headroom)
      [ $# -gt 1 ] || wrong_call "$1 needs a number"
      [[ $2 =~ ^[0-9]+(\.[0-9]+)?$ ]] && [[ $2 =~ [1-9] ]] || wrong_call "$1 is \"$2\" but must be a number above 0"
      case $1 in
        --trips-per-second) trips=$2 ;;
        --record-bytes) bytes=$2 ;;
        *)
          awk -v share="$2" 'BEGIN { exit !(share <= 1) }' ||
            wrong_call "--headroom is \"$2\" but must be at most 1, which is all of the CPU"
          headroom=$2
          ;;
      esac
      shift 2
      ;;
    *)
      [[ $1 =~ ^[1-9][0-9]*$ ]] || wrong_call "\"$1\" is neither an option nor a number of shards; see --help"
      shards+=("$1") && shift
      ;;
  esac
done
[ ${#shards[@]} -gt 0 ] || shards=(1 10 100 1000 10000)

printf '%s\n' "${shards[@]}" | LC_ALL=C awk -v given="$trips" -v bytes="$bytes" -v aggregate="$aggregate" \
  -v headroom="$headroom" -f "$HOME_FOLDER/scripts/sizing.awk"
