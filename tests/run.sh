#!/bin/bash
# Installs what a bare Debian 12 lacks, builds with warnings as errors, passes every test of CI.
# More arguments go to ctest: `bash tests/run.sh -R journal`.
set -euo pipefail
top=$(dirname "$(dirname "$(readlink -f "$0")")")
bash "$top/cmake/install_packages.sh" build run test
bash "$top/cmake/build.sh" dev
cd "$top/build/dev"
exec ctest -L ci --output-on-failure --no-tests=error -j "$(nproc)" "$@"
