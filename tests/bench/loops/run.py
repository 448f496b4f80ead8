#!/usr/bin/python3
"""Ten loops of matplotlib users (tests/jobs/loops), each beside the job that replaces it, from the prompt.

usage: run.py [BIN_DIR]      (default: build/release/bin)

Prints for each the median seconds of script and job over three turns, both with the same data and the same files to make,
and the ratio. Both must leave exactly the files named beside them. Needs the bench packages of cmake/packages.txt.
"""
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

TOP = pathlib.Path(__file__).resolve().parents[3]
LOOPS = TOP / "tests/jobs/loops"
BIN = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else TOP / "build/release/bin").resolve()
TURNS = 3


def timed(command, folder, expected):
    start = time.perf_counter()
    done = subprocess.run(command, cwd=SCRATCH, capture_output=True, text=True, env=dict(os.environ, MPLBACKEND="agg"))
    seconds = time.perf_counter() - start
    made = sorted(path.name for path in folder.iterdir() if path.suffix in (".png", ".jpg"))
    if done.returncode != 0 or made != expected:
        sys.exit(f"{command}: exit code {done.returncode}, made {made}\n{done.stdout}{done.stderr}")
    return seconds


def turn(script, expected):
    figures = SCRATCH / "figures"
    figures.mkdir()
    theirs = timed(["/usr/bin/python3", str(script)], figures, expected)
    figures.rename(tempfile.mkdtemp(dir=SCRATCH) + "/theirs")
    figures.mkdir()
    ours = timed([str(BIN / "rankplot"), "run", str(script.with_suffix(".toml")), "-o", "figures"], figures, expected)
    figures.rename(tempfile.mkdtemp(dir=SCRATCH) + "/ours")
    return ours, theirs


def main():
    subprocess.run([str(BIN / "rankplot"), "sample", "sample", "--plots", "25", "--grid", "128", "--steps", "1000"],
                   cwd=SCRATCH, check=True, capture_output=True)
    for script in sorted(LOOPS.glob("*.py")):
        expected = sorted(script.with_suffix(".txt").read_text().split())
        turns = [turn(script, expected) for _ in range(TURNS)]
        ours, theirs = (statistics.median(times) for times in zip(*turns))
        print(f"{script.stem:36} {len(expected):3} files   rankplot {ours:6.3f} s   matplotlib {theirs:6.3f} s   "
              f"ratio {theirs / ours:5.1f}", flush=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        SCRATCH = pathlib.Path(folder)
        main()
