#!/usr/bin/env bash
# Shows a job's output as a page: one HTML file, or served on this machine. See --help.
set -euo pipefail
export TAXI_STREAM_CALLED_AS=report.sh
exec "$(dirname "${BASH_SOURCE[0]}")/producer.sh" "$@"
