# Sourced by the tests of this folder: a scratch folder with sample data, and how to start ranks.
set -euo pipefail
bin=$1
rankplot=$bin/rankplot
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMPI_MCA_mpi_yield_when_idle=1
ranks() { mpirun --oversubscribe --bind-to none -n "$@"; }

"$rankplot" sample "$scratch/data" --plots 12 --grid 64 --steps 400 >/dev/null
cat >"$scratch/job.toml" <<'TOML'
output = "figures"
input  = { gs = "data/gray_scott/gs_{step}.h5", plots = "data/concurrent_saving.h5" }
[[figure]]
name = "v"
save = "v/{step}.png"
  [[figure.layer]]
  kind  = "heatmap"
  value = "gs:/fields/V[8:56, ::2]"
[[figure]]
name = "rows"
save = "rows/{y}.png"
select = { y = "0:8" }
  [[figure.layer]]
  kind = "line"
  y    = "gs:/fields/U[{y}, :]"
[[figure]]
name = "random"
save = "random/{n:03d}.jpg"
data = "plots:/plot_{n}"
  [[figure.layer]]
  kind = "scatter"
  x    = "a"
  y    = "b**2"
TOML
sed -i 's|rows/{y}.png|rows/{step}_{y}.png|' "$scratch/job.toml"

# expect_same FOLDER_A FOLDER_B: the same pictures, byte for byte, and more than 20 of them.
expect_same() {
  local a b
  a=$(cd "$1" && find . -name '*.png' -o -name '*.jpg' | sort | xargs sha256sum)
  b=$(cd "$2" && find . -name '*.png' -o -name '*.jpg' | sort | xargs sha256sum)
  [ "$(echo "$a" | wc -l)" -gt 20 ] || { echo "too few pictures in $1: $a" >&2; exit 1; }
  diff <(echo "$a") <(echo "$b") || { echo "pictures differ between $1 and $2" >&2; exit 1; }
}
