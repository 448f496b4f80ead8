#!/usr/bin/python3
"""rankplot beside multiprocessing.Pool(2) and matplotlib, on the same figures in the same call.

usage: run.py [BIN_DIR]      (default: build/release/bin)

Prints, as JPEG and as PNG at 640x480: 400 figures from the prompt, sustained figures a second (ours over 4,000,
the pool's over 400, start-up taken off both by a second, smaller run), and 4 figures from the prompt. The two
programs take turns; the median of the ratios is printed with its extremes. Needs the bench packages of cmake/packages.txt.
"""
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parents[2]
BIN = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else TOP / "build/release/bin").resolve()
ENVIRONMENT = dict(os.environ, OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1")
MPIRUN = ["mpirun", "--oversubscribe", "-n", "2"]
RANKPLOT = str(BIN / "rankplot")


def timed(command, folder, expected, suffix):
    start = time.perf_counter()
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True)
    seconds = time.perf_counter() - start
    found = len(list(pathlib.Path(folder).glob(f"*.{suffix}")))
    if done.returncode != 0 or found != expected:
        sys.exit(f"{command}: exit code {done.returncode}, {found} of {expected} files\n{done.stdout}{done.stderr}")
    return seconds


def new_folder():
    """Nothing is deleted before the end: ext4 is slow to make files where many were just removed."""
    return pathlib.Path(tempfile.mkdtemp(dir=SCRATCH)) / "figures"


def ours(count, suffix, launcher=MPIRUN):
    folder = new_folder()
    command = [*launcher, RANKPLOT, "run", str(TOP / "jobs/concurrent_saving.toml"), "-o", str(folder),
               "--set", f'input="{SCRATCH}/data_{count}/concurrent_saving.h5"',
               "--set", f'figure.random.save="{{n:03d}}.{suffix}"']
    return timed(command, folder, count, suffix)


def pool(count, suffix, processes=2):
    folder = new_folder()
    command = ["/usr/bin/python3", str(HERE / "pool.py"), str(folder), str(count), suffix, str(processes)]
    return timed(command, folder, count, suffix)


def report(name, our_times, their_times):
    ratios = sorted(theirs / mine for mine, theirs in zip(our_times, their_times))
    print(f"{name:42} rankplot {statistics.median(our_times):8.3f} s   matplotlib {statistics.median(their_times):8.3f} s   "
          f"ratio {statistics.median(ratios):6.1f}  ({ratios[0]:.1f} to {ratios[-1]:.1f})", flush=True)


def in_turn(name, mine, theirs, runs):
    pairs = [(mine(), theirs()) for _ in range(runs + 1)][1:]  # the first warms the page cache
    report(name, [p[0] for p in pairs], [p[1] for p in pairs])


def sustained(suffix, runs=3):
    rates = []
    for _ in range(runs):
        mine = 3600 / (ours(4000, suffix) - ours(400, suffix))
        theirs = 396 / (pool(400, suffix) - pool(4, suffix))
        rates.append((mine, theirs))
    ratios = sorted(a / b for a, b in rates)
    print(f"{'sustained, ' + suffix:42} rankplot {statistics.median(r[0] for r in rates):7.0f} figures/s   "
          f"matplotlib {statistics.median(r[1] for r in rates):6.1f} figures/s   "
          f"ratio {statistics.median(ratios):6.1f}  ({ratios[0]:.1f} to {ratios[-1]:.1f})", flush=True)


with tempfile.TemporaryDirectory(prefix="rankplot_bench_") as scratch:
    SCRATCH = pathlib.Path(scratch)
    for plots in (4, 400, 4000):
        subprocess.run([RANKPLOT, "sample", f"{scratch}/data_{plots}", "--plots", str(plots), "--steps", "100"],
                       check=True, capture_output=True)
    for suffix in ("jpg", "png"):
        in_turn(f"400 figures from the prompt, {suffix}", lambda: ours(400, suffix), lambda: pool(400, suffix), 3)
        sustained(suffix)
        in_turn(f"4 figures, mpirun -n 2, {suffix}", lambda: ours(4, suffix), lambda: pool(4, suffix), 5)
        in_turn(f"4 figures, no mpirun, {suffix}", lambda: ours(4, suffix, []), lambda: pool(4, suffix), 5)
