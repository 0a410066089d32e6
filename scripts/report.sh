#!/usr/bin/env bash
# Shows a job's output as a page: one HTML file, or served on this machine. See --help.
set -euo pipefail
exec "$(dirname "${BASH_SOURCE[0]}")/producer.sh" report "$@"
