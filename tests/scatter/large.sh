#!/bin/bash
# large.sh BIN_DIR: a dataset of 3 GiB goes from rank 0 to the rank that draws it, by MPI, and the picture equals the one
# that a lone painter draws. Needs 16 GB of memory, 4 GB below TMPDIR and python3-h5py (packages.txt, bench).
set -euo pipefail
rankplot=$1/rankplot
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMPI_MCA_mpi_yield_when_idle=1

/usr/bin/python3 - "$scratch/large.h5" <<'PY'
import sys
import h5py
import numpy as np
rows, columns = 12288, 32768  # of float64: 3 GiB
with h5py.File(sys.argv[1], "w") as file:
    data = file.create_dataset("v", (rows, columns), "f8")
    across = np.arange(columns, dtype="f8")
    for row in range(0, rows, 1024):
        data[row:row + 1024] = np.arange(row, row + 1024)[:, None] * across[None, :]
PY
cat >"$scratch/job.toml" <<'TOML'
output = "out"
input  = "large.h5"
[[figure]]
name = "v"
save = "v.png"
  [[figure.layer]]
  kind  = "heatmap"
  value = "/v"
TOML
"$rankplot" run "$scratch/job.toml" -C "$scratch" -o alone
mpirun --oversubscribe --bind-to none -n 3 "$rankplot" run "$scratch/job.toml" -C "$scratch" -o scattered --distribute scatter
cmp "$scratch/alone/v.png" "$scratch/scattered/v.png"
