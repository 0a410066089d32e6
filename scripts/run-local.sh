#!/usr/bin/env bash
# The whole thing on this machine: local Kinesis and S3, producer, job, drain, verify. See --help.
set -u
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

require_java 17
require_node 18
build_classes
run_until_stopped io.github.taxistream.local.LocalRun "$@"
