#!/bin/bash
# From a bare Debian 12 (root or sudo, no display) to figures: installs what is missing, builds, writes
# sample data, runs jobs/quickstart.toml on two ranks and names the folder with the figures.
set -euo pipefail
top=$(dirname "$(dirname "$(readlink -f "$0")")")
bash "$top/cmake/install_packages.sh" build run
preset=${RANKPLOT_PRESET:-release}
bash "$top/cmake/build.sh" "$preset"
rankplot=$top/build/$preset/bin/rankplot

mpirun_options=()
if [ "$(id -u)" = 0 ]; then
  export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
fi
if [ "$(nproc)" -lt 2 ]; then
  mpirun_options+=(--oversubscribe)
fi

cd "$top"
"$rankplot" sample sample
mpirun "${mpirun_options[@]}" -n 2 "$rankplot" run jobs/quickstart.toml
echo "The figures are in $top/figures/quickstart"
