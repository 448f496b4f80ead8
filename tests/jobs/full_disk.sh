#!/bin/bash
# full_disk.sh BIN_DIR: a run on a full disk ends with 74, which no script requeues, and so does status while the disk is
# full; with room again the run goes on where it ended. A folder removed under a run ends it likewise. Needs root.
set -euo pipefail
if [ "${2:-}" != inside ]; then exec unshare --mount --propagation private bash "$0" "$1" inside; fi
scratch=$(mktemp -d)
trap 'umount "$scratch/small" 2>/dev/null; rm -rf "$scratch"' EXIT
export PATH=$1:$PATH
cd "$scratch"
rankplot sample sample --plots 400 --grid 16 --steps 0 >/dev/null
cat >job.toml <<'TOML'
output = "small/out"
input  = "sample/concurrent_saving.h5"
[[figure]]
name = "random"
data = "/plot_{n}"
save = "{n}.png"
  [[figure.layer]]
  kind = "scatter"
  x    = "a"
  y    = "b"
TOML
mkdir small
mount -t tmpfs -o size=1M small small
expect() { # CODE COMMAND...
  local want=$1 code=0
  shift
  "$@" >said 2>&1 || code=$?
  [ "$code" = "$want" ] || { tail -n 5 said; echo "'$*' returned $code, not $want" >&2; exit 1; }
}

# What a full disk lets a run save may not get into the journal: two are saved before.
expect 0 rankplot run job.toml --case n=1 --case n=2
expect 74 rankplot run job.toml
grep -q "No space left on device" said || { tail -n 5 said; exit 1; }
expect 74 rankplot status small/out
mount -o remount,size=200M small
expect 75 rankplot status small/out --saved-before 0
expect 0 rankplot run job.toml
grep -q "of them earlier" said || { tail -n 5 said; echo "it began anew" >&2; exit 1; }
[ "$(find small -name '*.png' | wc -l)" = 400 ]
[ -z "$(find small -name '*.tmp')" ] || { find small -name '*.tmp'; exit 1; }

# Enough that it is far from its end when its journal goes.
rankplot sample more --plots 4000 --grid 16 --steps 0 >/dev/null
rm -rf small/out
rankplot run job.toml --set 'input="more/concurrent_saving.h5"' >said 2>&1 &
run=$!
until [ "$(wc -l 2>/dev/null <small/out/journal.jsonl || echo 0)" -gt 10 ]; do
  kill -0 $run 2>/dev/null || break
done
rm -rf small/out/journal.jsonl
code=0
wait $run || code=$?
[ "$code" = 74 ] || { tail -n 5 said; echo "without its journal it returned $code" >&2; exit 1; }
