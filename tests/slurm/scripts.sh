#!/bin/bash
# scripts.sh BIN_DIR: each script of slurm/ on a cluster of two nodes, as a user submits it: states, exit codes, figures.
source "$(dirname "$0")/cluster.sh"
cluster_up
prepare

expect_drawn() {
  await "$1" COMPLETED
  [ "$(field "$1" ExitCode)" = 0:0 ] || fail "job $1 returned $(field "$1" ExitCode)"
  [ "$(pictures "$2")" = 40 ] || { cat rankplot-*.out; fail "$(pictures "$2") pictures in $2, not 40"; }
  rankplot status "$2" >/dev/null || fail "status of $2 is $?"
}
same() { diff -r -x '*.jsonl' -x .rankplot -x data.csv -x index.html "$1" "$2" || fail "$1 and $2 differ"; }

job=jobs/concurrent_saving.toml
rankplot run "$job" -o alone --quiet

echo "render.sbatch by srun --mpi=pmix, on two nodes"
id=$(sbatch --parsable slurm/render.sbatch "$job" by_srun)
expect_drawn "$id" by_srun
grep -q "2 nodes, 2 ranks" "rankplot-$id.out" || { cat "rankplot-$id.out"; fail "not on two nodes"; }
same alone by_srun

echo "render.sbatch by mpirun"
id=$(LAUNCHER=mpirun sbatch --parsable slurm/render.sbatch "$job" by_mpirun)
expect_drawn "$id" by_mpirun
grep -q "2 nodes, 2 ranks" "rankplot-$id.out" || { cat "rankplot-$id.out"; fail "not on two nodes"; }
same alone by_mpirun

echo "srun without PMIx is refused with the line to use"
text=$(srun -n 2 rankplot run "$job" -o refused 2>&1) && fail "it was not refused: $text"
grep -q "srun --mpi=pmix -n 2 rankplot run" <<<"$text" || fail "it says: $text"

echo "render_gpu.sbatch gets the GPU that it asks for"
id=$(sbatch --parsable slurm/render_gpu.sbatch "$job" by_gpu)
expect_drawn "$id" by_gpu
scontrol show job -o "$id" | grep -q "gres[:/]gpu[=:]1" || fail "no GPU was asked for: $(scontrol show job -o "$id")"

echo "after_simulation.sbatch waits for a simulation that succeeds, and goes when it fails"
good=$(sbatch --parsable --output=/dev/null --wrap="true")
bad=$(sbatch --parsable --output=/dev/null --wrap="exit 3")
id=$(sbatch --parsable --dependency=afterok:"$good" slurm/after_simulation.sbatch "$job" after)
never=$(sbatch --parsable --dependency=afterok:"$bad" slurm/after_simulation.sbatch "$job" never)
expect_drawn "$id" after
await "$bad" FAILED
await "$never" CANCELLED
[ ! -e never ] || fail "the dependent job ran"

echo "watch.sbatch draws a simulation's steps as they land, and ends with it"
mkdir run
cat >watched.toml <<'JOB'
input = "run/gs_{step}.h5"
[[figure]]
save  = "{step}.png"
layer = [{ kind = "heatmap", value = "/fields/V" }]
JOB
id=$(sbatch --parsable --output=/dev/null --wrap="for step in 0 100 200; do sleep 1; cp sample/gray_scott/gs_\$step.h5 run; done")
follower=$(sbatch --parsable --dependency=after:"$id" slurm/watch.sbatch watched.toml "$id" watched)
await "$follower" COMPLETED
[ "$(field "$id" JobState)" = COMPLETED ] || fail "it ended before the simulation"
[ "$(pictures watched)" = 3 ] || { cat "rankplot-$follower.out"; fail "$(pictures watched) pictures of 3 steps"; }
grep -q "Slurm job $id has ended" "rankplot-$follower.out" || { cat "rankplot-$follower.out"; fail "it does not say why it ended"; }

echo "array.sbatch draws its shares into one folder"
id=$(sbatch --parsable --array=1-3 slurm/array.sbatch "$job" by_array)
for element in 1 2 3; do await "${id}_$element" COMPLETED; done
rankplot status by_array || fail "status of by_array is $?"
[ "$(pictures by_array)" = 40 ] || fail "$(pictures by_array) pictures of the array"
[ "$(wc -l <by_array/data.csv)" = 41 ] || fail "data.csv has $(wc -l <by_array/data.csv) lines"
same alone by_array

echo "submit writes a script that is sized by the job, and submits it"
rankplot submit "$job" --dry-run -o dry >submitted.sbatch
grep -q '^#SBATCH --nodes=1$' submitted.sbatch && grep -q '^#SBATCH --time=5$' submitted.sbatch || { cat submitted.sbatch; fail "its sizes"; }
text=$(rankplot submit "$job" -o submitted 2>&1)
id=$(grep -o 'Submitted batch job [0-9]*' <<<"$text" | grep -o '[0-9]*$') || fail "submit says: $text"
expect_drawn "$id" submitted
same alone submitted
text=$(rankplot submit "$job" --partition none 2>&1) && fail "there is no partition of this name"
grep -q "Slurm has no partition 'none'" <<<"$text" || fail "it says: $text"

echo "a wrong job ends with its code and is not requeued"
echo "[[figure]]" >wrong.toml
id=$(sbatch --parsable slurm/render.sbatch wrong.toml)
await "$id" FAILED
[ "$(field "$id" ExitCode)" = 2:0 ] || fail "a wrong job returned $(field "$id" ExitCode)"
