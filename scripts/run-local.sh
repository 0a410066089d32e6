#!/usr/bin/env bash
# The whole thing on this machine: local Kinesis and S3, producer, job, drain, verify. See --help.
set -u
# shellcheck source=scripts/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

require_flink_java
require_host_name
require_node 18
require_user
require_folders target/local
require_room 300
build_classes
# On a machine of few cores the threads of the usual collector take a third of so short a run.
JVM_OPTIONS=-XX:+UseSerialGC
run_until_stopped io.github.taxistream.local.LocalRun "$@"
