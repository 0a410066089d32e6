#!/usr/bin/env bash
# The job alone, in one JVM, against any endpoints, until Ctrl-C. See --help.
set -u
# shellcheck source=scripts/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

require_flink_java
require_host_name
case "$*" in *s3*) require_user ;; esac
require_folders target/local state
build_classes
run_until_stopped io.github.taxistream.local.RunJob "$@"
