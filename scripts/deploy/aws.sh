# shellcheck shell=bash disable=SC2154
# What deploy.sh says, and how it asks AWS. Sourced by deploy.sh, which has the variables.

# In a dry run nothing has been done: it shows what would be said of it.
say() {
  if [[ $dry_run == yes && -n $* && $* != would\ * ]]; then
    printf 'would say: %s\n' "$*" >&3
  else
    printf '%s\n' "$*" >&3
  fi
}
fail() { printf 'deploy.sh: %s\n' "$*" >&2; exit 1; }
wrong_usage() { printf 'deploy.sh: %s (scripts/deploy.sh --help shows how)\n' "$*" >&2; exit 2; }

# Ctrl-C stops the watching only: what AWS was asked to do goes on, so say how to find out.
interrupted() {
  trap '' INT TERM
  printf '\ndeploy.sh: interrupted. What AWS has begun goes on: scripts/deploy.sh status --stack %s --region %s shows it. %s\n' \
    "$stack" "$region" "$left_to_do" >&2
  exit 130
}

pause() {
  [[ $dry_run == no ]] || return 0
  sleep "$poll" &
  wait $!
}

# Only what cannot be a region of AWS's is refused: new ones come, and an emulator may have others.
check_region() {
  [[ -n ${endpoint[*]-}${AWS_ENDPOINT_URL:-} || $region =~ ^[a-z]{2,}(-[a-z0-9]+)+-[0-9]+$ ]] \
    || wrong_usage "The region is $region; it must be one of AWS's, like eu-west-1 or us-gov-west-1."
}

check_tools() {
  [[ $dry_run == no ]] || return 0
  command -v aws >/dev/null \
    || fail 'The AWS CLI (aws) is not installed. Install it, or use --dry-run to see what would be done.'
  if [[ -z $region ]]; then
    region=$(aws configure get region) || true
    [[ -n $region ]] || wrong_usage 'No region: give --region, set AWS_REGION or run aws configure.'
    check_region
  fi
}

# As one would type it.
quoted() {
  if [[ $1 =~ ^[A-Za-z0-9_./:=,@%+-]+$ ]]; then
    printf '%s' "$1"
  else
    printf "'%s'" "${1//\'/\'\\\'\'}"
  fi
}

# ask ANSWER COMMAND...: one AWS call; in a dry run it is printed, and ANSWER taken for its answer.
ask() {
  local answer=$1
  shift
  if [[ $dry_run == yes ]]; then
    printf 'would call: aws' >&3
    local word
    for word in "$@" --region "$region"; do
      printf ' %s' "$(quoted "$word")" >&3
    done
    printf '\n' >&3
    [[ -z $answer ]] || printf '%s\n' "$answer"
  else
    aws "$@" --region "$region" ${endpoint[@]+"${endpoint[@]}"}
  fi
}

# The same for what may be missing: its answer, or nothing if AWS says so in the words of PATTERN.
ask_unless_missing() {
  local pattern=$1 answer error
  shift
  error=$(mktemp)
  if answer=$(ask "$@" 2>"$error"); then
    rm -f "$error"
    [[ -z $answer ]] || printf '%s\n' "$answer"
  elif grep -Eq "$pattern" "$error"; then
    rm -f "$error"
  else
    cat "$error" >&2
    rm -f "$error"
    return 1
  fi
}

# The same for a list: its rows. The CLI prints None for each page that has none.
ask_rows() {
  local rows
  rows=$(ask "$@" --output text) || return 1
  grep -vx 'None' <<<"$rows" || true
}
