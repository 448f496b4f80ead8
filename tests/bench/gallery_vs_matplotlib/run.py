#!/usr/bin/python3
"""Each figure of jobs/gallery.toml by rankplot and by matplotlib: CPU time, and both pictures side by side.

usage: run.py [--as png|pdf|svg] [BIN_DIR] [FOLDER] [KIND ...]    (default: build/release/bin, figures/gallery_sheets, all kinds)

CPU time a figure (640x480, PNG unless told otherwise): ours from a job with many copies of the figure less one with few, so that starting
costs nothing; matplotlib's from drawing it again and again in one process that is warm. Prints the slowest ratio first and
writes FOLDER/KIND.png, rankplot on the left (of PDF and SVG: both files). check.py looks at them. Needs the bench packages of cmake/packages.txt.
"""
import os
import pathlib
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time

import h5py

import gallery

SUFFIX = "png"
if "--as" in sys.argv:
    place = sys.argv.index("--as")
    SUFFIX = sys.argv[place + 1]
    del sys.argv[place : place + 2]
BIN = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else gallery.TOP / "build/release/bin").resolve()
SHEETS = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else gallery.TOP / "figures/gallery_sheets").resolve()
RANKPLOT = str(BIN / "rankplot")
FEW, MANY, THEIRS = 5, 105, 5


def used():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def our_seconds(name, block, copies):
    """CPU time of a job with so many copies of the figure."""
    with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
        job = pathlib.Path(folder) / "job.toml"
        text = f'output = "{folder}/out"\ninput = "{SCRATCH}/sample/gallery.h5"\n'
        for i in range(copies):
            copy = re.sub(rf'name(\s*)=(\s*)"{name}"', f'name = "{name}_{i}"', block)
            text += re.sub(r'save(\s*)=(\s*)"(\w+)\.png"', rf'save = "{i}_\3.{SUFFIX}"', copy)
        job.write_text(text)
        before = used()
        done = subprocess.run([RANKPLOT, "run", str(job), "--painters", "1"], capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"{name}: {done.stdout}{done.stderr}")
        if copies == FEW:
            (SHEETS / f"{name}_rankplot.{SUFFIX}").write_bytes((pathlib.Path(folder) / f"out/0_{name}.{SUFFIX}").read_bytes())
        return used() - before


def our_cost(name, block):
    few = min(our_seconds(name, block, FEW) for _ in range(2))
    many = min(our_seconds(name, block, MANY) for _ in range(2))
    return (many - few) / (MANY - FEW)


def their_cost(name, data):
    path = SHEETS / f"{name}_matplotlib.{SUFFIX}"
    gallery.their_figure(name, data, path)
    costs = []
    for _ in range(THEIRS):
        start = time.process_time()
        gallery.their_figure(name, data, path)
        costs.append(time.process_time() - start)
    return min(costs)


with tempfile.TemporaryDirectory(prefix="rankplot_gallery_") as SCRATCH:
    os.makedirs(SHEETS, exist_ok=True)
    subprocess.run([RANKPLOT, "sample", f"{SCRATCH}/sample", "--plots", "1", "--steps", "0"], check=True, capture_output=True)
    with h5py.File(f"{SCRATCH}/sample/gallery.h5") as file:
        data = gallery.in_memory(file)
    wanted = sys.argv[3:] or list(gallery.figures())
    results = []
    for name, block in gallery.figures().items():
        if name not in wanted:
            continue
        ours, theirs = our_cost(name, block), their_cost(name, data)
        if SUFFIX == "png":
            gallery.write_sheet(SHEETS, name)
        results.append((theirs / ours, name, ours, theirs))
    for ratio, name, ours, theirs in sorted(results):
        print(f"{name:14} rankplot {1e3 * ours:8.2f} ms   matplotlib {1e3 * theirs:8.1f} ms   ratio {ratio:6.1f}")
    print(f"median ratio {statistics.median(r[0] for r in results):.1f}, least {min(results)[0]:.1f} ({min(results)[1]})")
