#!/bin/bash
# build.sh PRESET: configures and builds a preset of CMakePresets.json with what is installed.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
cmake --preset "$1"
cmake --build --preset "$1"
