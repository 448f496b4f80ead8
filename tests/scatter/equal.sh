#!/bin/bash
# equal.sh BIN_DIR: distribute = scatter and shared, on 1, 3 and 8 ranks: equal bytes, all equal to one painter's.
source "$(dirname "$0")/common.sh"

"$rankplot" run "$scratch/job.toml" -C "$scratch" -o one --painters 1 --quiet
for count in 1 3 8; do
  for how in shared scatter; do
    ranks "$count" "$rankplot" run "$scratch/job.toml" -C "$scratch" -o "$how$count" --distribute "$how" --quiet
    expect_same "$scratch/one" "$scratch/$how$count"
  done
done
