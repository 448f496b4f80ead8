#!/bin/bash
# readme.sh BUILD_DIR: the README's job file and commands, as it prints them, in a scratch folder.
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export PATH=$1/bin:$PATH
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMPI_MCA_rmaps_base_oversubscribe=1
block() { awk -v want="\`\`\`$1" '$0 == want {on = 1; next} /^```/ {on = 0} on' "$top/README.md"; }

# Its job file is the one in jobs/, but for the comment at the top.
diff <(block toml) <(grep -v '^#' "$top/jobs/parallel_plots.toml")

ln -s "$top/jobs" "$scratch/jobs"
cd "$scratch"
block sh >commands.sh
[ "$(wc -l <commands.sh)" -ge 5 ]
while IFS= read -r line; do
  echo "\$ $line"
  # Windows stay until somebody closes them: tests/show opens them.
  [[ $line == "rankplot show "* ]] && continue
  bash -c "$line" </dev/null
done <commands.sh
test -s figures/parallel_plots/dataset_4.png
test -s elsewhere/v/02000.png
test -s figures/parallel_plots/journal.jsonl
