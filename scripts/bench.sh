#!/usr/bin/env bash
# Measures the job against a bare loop, a sample and Lambda on the same trips; see --help.
set -u
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

require_java 17
build_classes
run_until_stopped io.github.taxistream.bench.Bench "$@"
