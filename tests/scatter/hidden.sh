#!/bin/bash
# hidden.sh BIN_DIR: every rank but 0 sees an empty folder where the data is (a mount namespace of its own); the run
# finds that out by itself, scatters, and draws the same pictures. Needs root.
source "$(dirname "$0")/common.sh"
"$rankplot" run "$scratch/job.toml" -C "$scratch" -o one --painters 1 --quiet

cat >"$scratch/rank.sh" <<SH
#!/bin/bash
if [ "\$OMPI_COMM_WORLD_RANK" != 0 ]; then
  exec unshare --mount --propagation private bash -c 'mount -t tmpfs hidden "$scratch/data" && exec "\$@"' hide "\$@"
fi
exec "\$@"
SH
chmod +x "$scratch/rank.sh"
ranks 3 "$scratch/rank.sh" "$rankplot" run "$scratch/job.toml" -C "$scratch" -o hidden --quiet
expect_same "$scratch/one" "$scratch/hidden"
