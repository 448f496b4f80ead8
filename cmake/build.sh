#!/bin/bash
# build.sh PRESET [CMAKE_OPTION...]: configures and builds a preset with what is installed.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
preset=$1
shift
cmake --preset "$preset" "$@"
cmake --build --preset "$preset"
