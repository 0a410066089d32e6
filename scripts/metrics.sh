#!/usr/bin/env bash
# What the running job counts of itself, from Flink's REST interface. See --help.
set -u
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

usage() {
  cat << 'END'
usage: scripts/metrics.sh [URL]

Prints what the job counts under kinesisanalytics, and how far each shard's last read was behind,
a metric a line: the least, the most and the sum of its subtasks. URL is that of Flink's web UI,
http://localhost:8081 if it is not given.
END
}

# rest PATH: what the REST interface answers, cut before each object in it.
rest() {
  curl -sf "$url$1" | tr '{' '\n'
}

# metrics_of VERTEX: the metrics of a job's task that an operator looks at.
metrics_of() {
  local all=/jobs/$job/vertices/$1/subtasks/metrics names
  names=$(rest "$all" | sed -n 's/^"id":"\(.*\)"}.*/\1/p' |
    grep -E '\.kinesisanalytics\.|\.millisBehindLatest$' | sort | paste -sd , -)
  [ -z "$names" ] || rest "$all?agg=min,max,sum&get=$names" |
    sed -n 's/^"id":"\(.*\)","min":\([^,]*\),"max":\([^,]*\),"sum":\([^}]*\)}.*/\1 \2 \3 \4/p' |
    sed -E 's/^.*\.(kinesisanalytics\.|shardId\.)//' |
    sort | awk '{ printf "%-50s %15.0f %15.0f %15.0f\n", $1, $2, $3, $4 }'
}

case ${1:-} in
  --help | -h)
    usage
    exit 0
    ;;
  -*)
    usage >&2
    exit 2
    ;;
esac
url=${1:-http://localhost:8081}
command -v curl > /dev/null || fail "curl is missing: install it."
jobs=$(rest /jobs | sed -n 's/^"id":"\([0-9a-f]*\)","status":"RUNNING".*/\1/p')
[ -n "$jobs" ] || fail "no job runs at $url"
printf '%-50s %15s %15s %15s\n' '' least most sum
for job in $jobs; do
  for vertex in $(rest "/jobs/$job" | sed -n 's/^"id":"\([0-9a-f]*\)","slotSharingGroupId".*/\1/p'); do
    metrics_of "$vertex"
  done
done
