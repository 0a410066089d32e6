#!/usr/bin/env bash
# The job alone, in one JVM, against any endpoints, until Ctrl-C. See --help.
set -u
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

require_java 17
build_classes
run_until_stopped io.github.taxistream.local.RunJob "$@"
