# shellcheck shell=bash disable=SC2034,SC2154
# The jars of the job and of the Lambda function: built here, kept in the bucket. Sourced by deploy.sh.

readonly BUILT_JAR=target/taxi-stream-job.jar BUILT_LAMBDA_JAR=target/taxi-stream-lambda.jar
jar_was_built=no jar_key='' lambda_key=''

digest_of() {
  if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -c1-16
}

# Finds the job's jar and the key it is kept under. The digest in it makes a new jar a change that
# CloudFormation sees, and keeps the old ones to go back to.
prepare_jar() {
  if [[ -z $jar ]]; then
    jar=$BUILT_JAR jar_was_built=yes
    if [[ $dry_run == yes ]]; then
      say 'would run: mvn -q -DskipTests package'
      jar_key='jars/taxi-stream-job-<digest>.jar'
      return
    fi
    require_java 17 23 javac
    command -v mvn >/dev/null || fail 'Maven (mvn) is not installed; install it, or give a jar with --jar FILE.'
    say 'Building the job ...'
    mvn -q -DskipTests package || fail 'The build failed; Maven says why above.'
  fi
  [[ -f $jar ]] || fail "There is no jar $jar."
  jar_key="jars/taxi-stream-job-$(digest_of "$jar").jar"
}

# Whether the Lambda function is asked for, or was before.
wants_lambda() {
  local wanted
  wanted=$(given Lambda)
  [[ ${wanted:-$(parameter Lambda)} == true ]]
}

# Finds the function's jar, which is built with the job's, and its key. With --jar nothing is built, so that a function
# that is there stays as it is.
prepare_lambda_jar() {
  lambda_key=''
  wants_lambda || return 0
  if [[ -z $lambda_jar ]]; then
    [[ $jar_was_built == yes || -n $(given Lambda) ]] || return 0
    lambda_jar=$BUILT_LAMBDA_JAR
    if [[ $dry_run == yes ]]; then
      lambda_key='jars/taxi-stream-lambda-<digest>.jar'
      return
    fi
  fi
  [[ -f $lambda_jar ]] \
    || fail "There is no jar $lambda_jar for the Lambda function. mvn -DskipTests package builds it; --lambda-jar FILE names another."
  lambda_key="jars/taxi-stream-lambda-$(digest_of "$lambda_jar").jar"
}

upload_jars() {
  upload "$jar" "$jar_key"
  [[ -z $lambda_key ]] || upload "$lambda_jar" "$lambda_key"
}

# upload FILE KEY
upload() {
  local found
  found=$(ask_unless_missing 'Not Found|404' '' \
    s3api head-object --bucket "$bucket" --key "$2" --query ContentLength --output text) \
    || fail "Could not check whether s3://$bucket/$2 is there; AWS says why above."
  if [[ -n $found ]]; then
    say "The jar is in the bucket already: $2"
    return
  fi
  say "Uploading $1 as $2 ..."
  ask '' s3 cp "$1" "s3://$bucket/$2" --only-show-errors || fail 'The upload failed; AWS says why above.'
}
