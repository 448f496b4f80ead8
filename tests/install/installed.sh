#!/bin/bash
# installed.sh BUILD_DIR: `cmake --install` into a scratch prefix; the installed program then draws a job with an
# empty environment, its fonts coming from the prefix.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
top=$(cd "$(dirname "$0")/../.." && pwd)

cmake --install "$1" --prefix "$scratch/prefix" >/dev/null
find "$scratch/prefix" -name '*.ttf' | grep -q . || { echo "no font was installed" >&2; exit 1; }
test -s "$scratch/prefix/share/bash-completion/completions/rankplot"
test -s "$scratch/prefix/share/man/man1/rankplot.1"
cd "$scratch"
clean=(env -i "PATH=$scratch/prefix/bin:/usr/bin:/bin")
"${clean[@]}" rankplot sample sample --plots 3 --steps 100
"${clean[@]}" rankplot run "$top/jobs/parallel_plots.toml" -C "$scratch"
for i in 1 2 3 4; do
  test -s "figures/parallel_plots/dataset_$i.png" || { echo "dataset_$i.png is missing" >&2; exit 1; }
done
"${clean[@]}" rankplot run "$top/jobs/scenes.toml" -C "$scratch" --only knot
test -s figures/scenes/knot.png || { echo "no scene was drawn" >&2; exit 1; }
