#!/bin/bash
# requeue.sh BIN_DIR [RequeueExit]: a run that is told to leave in the middle ends with 75, is requeued, and goes on where
# it ended; the figures are those of an undisturbed run. One that gets no further, and one on a full disk, stay ended.
requeue_exit=${2:-}
plots=4000
source "$(dirname "$0")/cluster.sh"
cluster_up
prepare
job=jobs/concurrent_saving.toml

echo "USR1 in the middle: requeued, and drawn to the end"
id=$(sbatch --parsable slurm/render.sbatch "$job" out)
begun() { [ "$(wc -l 2>/dev/null <out/journal.jsonl || echo 0)" -gt 100 ]; }
eventually begun || { cat rankplot-*.out; fail "the run did not begin"; }
scancel --batch --signal=USR1 "$id"
eventually restarted "$id" 1 || { cat rankplot-*.out; scontrol show job "$id"; fail "it was not requeued"; }
drawn=$(rankplot status out --saved)
[ "$drawn" -gt 100 ] && [ "$drawn" -lt $plots ] || fail "$drawn of $plots were drawn before the requeue"
await "$id" COMPLETED
grep -q "of them earlier" "rankplot-$id.out" || { cat "rankplot-$id.out"; fail "it began anew"; }
[ "$(pictures out)" = $plots ] || fail "$(pictures out) pictures"
rankplot run "$job" -o alone --quiet
diff -r -x '*.jsonl' -x .rankplot -x data.csv -x index.html alone out || fail "the figures differ from those of an undisturbed run"
[ -z "$(find . -name '*.tmp')" ] || fail "temporary files are left: $(find . -name '*.tmp')"
