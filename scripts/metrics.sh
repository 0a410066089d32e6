#!/usr/bin/env bash
# Prints the metrics of the running job, from Flink's REST interface. See --help.
set -u
# shellcheck source=scripts/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# Where the local runs put Flink's web UI: on the first port that is free.
FIRST_PORT=8081
LAST_PORT=8180
JOB_NAME=taxi-stream

# Flink refuses a request line of more than 4,096 bytes, and a hundred shards need more.
MOST_BYTES=2500

usage() {
  cat << 'END'
usage: scripts/metrics.sh [URL]

Prints the job's metrics in the group kinesisanalytics, and how far each shard's last read was
behind. Each line has a metric's minimum, maximum and sum over the subtasks. URL is the address of
Flink's web UI. Without it, the script looks for the job on this machine, at ports 8081 to 8180.
END
}

# rest URL: what the REST interface returns, cut before each object in it. Fails, and says why on
# standard error, if it returns no success.
rest() {
  local answer status
  answer=$(curl -sS --connect-timeout 2 --max-time 30 -w '\n%{http_code}' "$1") || return 1
  status=${answer##*$'\n'}
  answer=${answer%$'\n'*}
  if [ "$status" != 200 ]; then
    echo "$1 returns $status: $(printf %s "$answer" | head -c 300)" >&2
    return 1
  fi
  printf '%s\n' "$answer" | tr '{' '\n'
}

# running_jobs URL: the ids of the jobs that run there, only those of our name if there are any.
running_jobs() {
  local jobs ours
  jobs=$(rest "$1/jobs/overview") || return 1
  jobs=$(printf '%s\n' "$jobs" | grep '"state":"RUNNING"')
  ours=$(printf '%s\n' "$jobs" | grep "\"name\":\"$JOB_NAME\"")
  printf '%s\n' "${ours:-$jobs}" | sed -n 's/.*"jid":"\([0-9a-f]*\)".*/\1/p'
}

# find_job: the address of the Flink on this machine that runs the job.
find_job() {
  local port answering='' found='' jobs
  for ((port = FIRST_PORT; port <= LAST_PORT; port++)); do
    jobs=$(rest "http://localhost:$port/jobs/overview" 2> /dev/null) || continue
    case $jobs in
      *'"jobs":['*) answering="$answering http://localhost:$port" ;;
      *) continue ;;
    esac
    if printf '%s\n' "$jobs" | grep "\"name\":\"$JOB_NAME\"" | grep -q '"state":"RUNNING"'; then
      found="$found http://localhost:$port"
    fi
  done
  # shellcheck disable=SC2086
  set -- $found
  case $# in
    1) echo "$1" ;;
    0)
      [ -z "$answering" ] ||
        fail "no job named $JOB_NAME runs at$answering; for another Flink, give the URL of its web UI"
      fail "no Flink responds at the ports $FIRST_PORT to $LAST_PORT of this machine; for one elsewhere, give the URL of its web UI"
      ;;
    *) fail "a job named $JOB_NAME runs at each of these; say which is meant: $*" ;;
  esac
}

# portions: puts names, one a line, together into lists that a request line has room for.
portions() {
  awk -v most="$MOST_BYTES" '
    list != "" && length(list) + length($0) >= most { print list; list = "" }
    { list = list == "" ? $0 : list "," $0 }
    END { if (list != "") print list }'
}

# metrics_of URL VERTEX: the metrics of a job's task that an operator looks at.
metrics_of() {
  local all=$1/vertices/$2/subtasks/metrics names portion
  names=$(rest "$all") || return 1
  printf '%s\n' "$names" | sed -n 's/^"id":"\(.*\)"}.*/\1/p' |
    grep -E '\.kinesisanalytics\.|\.millisBehindLatest$' | sort | portions |
    while read -r portion; do
      rest "$all?agg=min,max,sum&get=$portion" || exit 1
    done > "$answers" || return 1
  sed -n 's/^"id":"\(.*\)","min":\([^,]*\),"max":\([^,]*\),"sum":\([^}]*\)}.*/\1 \2 \3 \4/p' "$answers" |
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
[ $# -le 1 ] || wrong_call "Only one URL can be looked at, not $#: $*"
[ $# -eq 0 ] || [[ $1 =~ ^(https?://)?[^/:[:space:]]+(:[0-9]+)?(/[^[:space:]]*)?$ ]] ||
  wrong_call "\"$1\" is not the address of a web UI, like http://localhost:8081"
command -v curl > /dev/null || fail "curl is missing: install it."
if [ $# -gt 0 ]; then
  url=${1%/}
else
  url=$(find_job) || exit 1
fi
jobs=$(running_jobs "$url") || fail "no Flink responds at $url"
[ -n "$jobs" ] || fail "Flink responds at $url, but no job runs there"
answers=$(mktemp)
trap 'rm -f "$answers"' EXIT
[ $# -gt 0 ] || echo "the job at $url"
printf '%-50s %15s %15s %15s\n' '' min max sum
for job in $jobs; do
  vertices=$(rest "$url/jobs/$job") || fail "the job $job at $url cannot be read"
  for vertex in $(printf '%s\n' "$vertices" | sed -n 's/^"id":"\([0-9a-f]*\)","slotSharingGroupId".*/\1/p'); do
    metrics_of "$url/jobs/$job" "$vertex" || fail "the metrics of the job at $url cannot be read"
  done
done
