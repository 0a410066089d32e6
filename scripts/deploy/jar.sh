# shellcheck shell=bash disable=SC2154
# The job's jar: built here, kept in the bucket. Sourced by deploy.sh.

readonly BUILT_JAR=target/taxi-stream-job.jar

digest_of() {
  if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -c1-16
}

# Finds the job's jar and the key it is kept under. The digest in it makes a new jar a change that
# CloudFormation sees, and keeps the old ones to go back to.
prepare_jar() {
  if [[ -z $jar ]]; then
    jar=$BUILT_JAR
    if [[ $dry_run == yes ]]; then
      say 'would run: mvn -q -DskipTests package'
      jar_key='jars/taxi-stream-job-<digest>.jar'
      return
    fi
    require_java 17
    command -v mvn >/dev/null || fail 'Maven (mvn) is not installed; install it, or give a jar with --jar FILE.'
    say 'Building the job ...'
    mvn -q -DskipTests package || fail 'The build failed; Maven says why above.'
  fi
  [[ -f $jar ]] || fail "There is no jar $jar."
  jar_key="jars/taxi-stream-job-$(digest_of "$jar").jar"
}

# upload FILE KEY
upload() {
  local found
  found=$(ask_unless_missing 'Not Found|404' '' \
    s3api head-object --bucket "$bucket" --key "$2" --query ContentLength --output text) \
    || fail "AWS does not show s3://$bucket/$2."
  if [[ -n $found ]]; then
    say "The jar is in the bucket already: $2"
    return
  fi
  say "Uploading $1 as $2 ..."
  ask '' s3 cp "$1" "s3://$bucket/$2" --only-show-errors || fail 'The upload failed; AWS says why above.'
}
