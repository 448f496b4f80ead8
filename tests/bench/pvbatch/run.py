#!/usr/bin/python3
"""The same frames of a series of 3-D arrays by rankplot and by ParaView's pvbatch: CPU time a frame, and the ratio.

usage: run.py [--bin DIR] [--paraview ROOT] [--side N] [--frames N] [--keep FOLDER] [KIND ...]

Kinds: slice (in a scene), image (a slice alone, seen face-on; also by matplotlib's imshow), isosurface (coloured by a second
field), volume, surface (a mesh of hexahedra), vortex (the isosurface of a wind's Q-criterion). Frames are PNG of
1024 x 768 pixels, drawn by two processes on either side. The CPU time of a frame (user + system, of all processes) is that of
FRAMES frames less that of two, so that starting costs nothing; wall-clock seconds, which count only where the machine is quiet,
stand beside it.

ROOT holds Debian's ParaView, unpacked there and not installed (it conflicts with libvtk9-dev):
  mkdir /tmp/paraview; cd /tmp/paraview; apt-get download paraview python3-paraview; for p in *.deb; do dpkg -x $p root; done
It runs under xvfb-run with the Xdmf2 reader, without FXAA, and rays on the CPU. Needs the bench packages of cmake/packages.txt.
"""
import argparse
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

import h5py
import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parents[2]
PROCESSES, FEW = 2, 2
KINDS = ("slice", "image", "isosurface", "volume", "surface", "vortex")
FILES = {"surface": "mesh", "vortex": "wind"}  # others: grid.xmf of series.h5
WANTED = {"slice": 15, "image": 60, "isosurface": 8, "volume": 2.5, "surface": 5, "vortex": 5}  # times pvbatch

parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1])
parser.add_argument("--bin", default=TOP / "build/release/bin", type=pathlib.Path)
parser.add_argument("--paraview", default="/tmp/paraview/root", type=pathlib.Path)
parser.add_argument("--side", default=128, type=int)
parser.add_argument("--frames", default=12, type=int)
parser.add_argument("--keep", type=pathlib.Path, help="a folder for the pictures of both")
parser.add_argument("kinds", nargs="*", choices=[*KINDS, []])
args = parser.parse_args()


def drops(step, side):
    """Density of five drops that turn, and a temperature."""
    at = np.linspace(0, 1, side, dtype=np.float32)
    z, y, x = np.meshgrid(at, at, at, indexing="ij", sparse=True)
    density = np.zeros((side,) * 3, np.float32)
    for i in range(5):
        angle = 2 * np.pi * i / 5 + 0.1 * step
        center = 0.5 + 0.27 * np.cos(angle), 0.5 + 0.27 * np.sin(angle), 0.5 + 0.15 * np.sin(2 * angle)
        density += np.exp(-((x - center[0]) ** 2 + (y - center[1]) ** 2 + (z - center[2]) ** 2) / 0.015)
    return density, (300 + 40 * z + 15 * x + 0 * y).astype(np.float32)


def hexahedra(side):
    """Points of a grid, and the corners of the cells between them."""
    at = np.linspace(0, 1, side)
    z, y, x = np.meshgrid(at, at, at, indexing="ij")
    points = np.stack([x + 0.05 * np.sin(6 * z), y, z], axis=-1).reshape(-1, 3).astype(np.float32)
    first = np.arange(side**3).reshape((side,) * 3)[:-1, :-1, :-1].ravel()
    corner = np.array([0, 1, side + 1, side])
    return points, first[:, None] + np.concatenate([corner, corner + side * side])


def whirl(step, side):
    """Wind around an axis that leans and turns: components along x, y, z."""
    at = np.linspace(0, 1, side, dtype=np.float32)
    z, y, x = np.meshgrid(at, at, at, indexing="ij", sparse=True)
    angle = 3 * z + 0.1 * step
    dx, dy = x - 0.5 - 0.2 * np.cos(angle), y - 0.5 - 0.2 * np.sin(angle)
    turn = 9 * np.exp(-(dx**2 + dy**2) / 0.02)
    return np.stack([-turn * dy, turn * dx, 0.3 + 0 * turn], axis=-1).astype(np.float32)


def even_grid(step, side):
    return (f'<Grid GridType="Uniform"><Time Value="{step}"/><Topology TopologyType="3DCoRectMesh" '
            f'NumberOfElements="{side} {side} {side}"/><Geometry GeometryType="ORIGIN_DXDYDZ">'
            f'<DataItem Dimensions="3">0 0 0</DataItem><DataItem Dimensions="3">{(f"{1 / (side - 1)} ") * 3}</DataItem></Geometry>')


def write_collection(file, grids):
    file.write_text('<?xml version="1.0"?><Xdmf Version="2.0"><Domain><Grid GridType="Collection" '
                    f'CollectionType="Temporal">{grids}</Grid></Domain></Xdmf>')


def write_wind(folder, side, frames):
    """wind.h5 with wind.xmf."""
    grids = ""
    with h5py.File(folder / "wind.h5", "w") as file:
        for step in range(frames):
            file[f"step_{step}/wind"] = whirl(step, side)
            grids += even_grid(step, side) + attribute("wind", f"wind.h5:/step_{step}/wind", (side, side, side, 3)).replace(
                "<Attribute ", '<Attribute AttributeType="Vector" ') + "</Grid>"
    write_collection(folder / "wind.xmf", grids)


def attribute(name, path, shape):
    return (f'<Attribute Name="{name}" Center="Node"><DataItem Format="HDF" NumberType="Float" Precision="4" '
            f'Dimensions="{" ".join(map(str, shape))}">{path}</DataItem></Attribute>')


def write_series(folder, side, frames):
    """series.h5 with grid.xmf, mesh.h5 with mesh.xmf."""
    grids, meshes = "", ""
    mesh_side = side // 3
    points, cells = hexahedra(mesh_side)
    with h5py.File(folder / "series.h5", "w") as file, h5py.File(folder / "mesh.h5", "w") as mesh:
        mesh["points"], mesh["cells"] = points, cells
        for step in range(frames):
            density, temperature = drops(step, side)
            file[f"step_{step}/density"], file[f"step_{step}/temperature"] = density, temperature
            mesh[f"step_{step}/density"] = np.sin(9 * points[:, 0] + 0.3 * step).astype(np.float32)
            shape = (side,) * 3
            grids += (even_grid(step, side) + attribute("density", f"series.h5:/step_{step}/density", shape)
                      + attribute("temperature", f"series.h5:/step_{step}/temperature", shape) + "</Grid>")
            meshes += (f'<Grid GridType="Uniform"><Time Value="{step}"/><Topology TopologyType="Hexahedron" '
                       f'NumberOfElements="{len(cells)}"><DataItem Format="HDF" NumberType="Int" Precision="8" '
                       f'Dimensions="{len(cells)} 8">mesh.h5:/cells</DataItem></Topology><Geometry GeometryType="XYZ"><DataItem '
                       f'Format="HDF" NumberType="Float" Precision="4" Dimensions="{len(points)} 3">mesh.h5:/points</DataItem>'
                       '</Geometry>' + attribute("density", f"mesh.h5:/step_{step}/density", (len(points),)) + "</Grid>")
    write_collection(folder / "grid.xmf", grids)
    write_collection(folder / "mesh.xmf", meshes)


def our_job(kind, folder, frames):
    grid = f"origin = [0, 0, 0]\nspacing = [{1 / (args.side - 1)}]\n"
    value = 'value = "/step_{step}/density"\n'
    wind = ", ".join([f"/step_{{step}}/wind[:, :, :, {i}]" for i in range(3)] + 3 * [str(1 / (args.side - 1))])
    layer = {
        "slice": 'kind = "slice"\naxis = "z"\n' + value + grid,
        "image": 'kind = "slice"\naxis = "z"\n' + value + grid,
        "isosurface": 'kind = "isosurface"\nisovalues = [0.4]\ncolor_by = "/step_{step}/temperature"\n' + value + grid,
        "volume": 'kind = "volume"\n' + value + grid,
        "surface": 'kind = "surface"\npoints = "/points"\ncells = "/cells"\ncolor_by = "/step_{step}/density"\n',
        "vortex": f'kind = "isosurface"\nisovalues = [10]\nvalue = "qcriterion({wind})"\n' + grid,
    }[kind]
    view = 'camera = { view = "+z", parallel = true }\n' if kind == "image" else ""
    return (f'output = "{folder}"\ninput = "{folder.parent}/{FILES.get(kind, "series")}.h5"\n'
            f'[[figure]]\nname = "{kind}"\nsave = "{kind}_{{step}}.png"\nselect = {{ step = "0:{frames}" }}\nsize = [1024, 768]\n'
            f"{view}[[figure.layer]]\n{layer}")


def used():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def measured(commands):
    """CPU and wall-clock seconds of commands side by side."""
    before, start = used(), time.perf_counter()
    running = [subprocess.Popen(c, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=e) for c, e in commands]
    for process in running:
        said = process.communicate()[0]
        if process.returncode != 0:
            sys.exit(f"{process.args}: exit code {process.returncode}\n{said}")
    return np.array([used() - before, time.perf_counter() - start])


def ours(kind, frames):
    folder = pathlib.Path(tempfile.mkdtemp(dir=SCRATCH))
    (folder / "job.toml").write_text(our_job(kind, folder, frames))
    took = measured([([str(args.bin / "rankplot"), "run", str(folder / "job.toml"), "--painters", str(PROCESSES)], None)])
    return took, folder


def theirs(kind, frames):
    folder = pathlib.Path(tempfile.mkdtemp(dir=SCRATCH))
    libraries = args.paraview / "usr/lib/x86_64-linux-gnu"
    # Open MPI's hwloc would try one X server after another, which ends one that resets.
    alone = dict(os.environ, LD_LIBRARY_PATH=f"{libraries}:{libraries}/paraview-5.11", HWLOC_COMPONENTS="-gl",
                 PYTHONPATH=str(args.paraview / "usr/lib/python3/dist-packages"))
    xdmf = SCRATCH / f"{FILES.get(kind, 'grid')}.xmf"
    took = measured([(["xvfb-run", "-a", "-s", "-noreset -screen 0 1280x1024x24", str(args.paraview / "usr/bin/pvbatch"),
                       str(HERE / "frames.py"), kind, str(xdmf), str(folder), str(first), str(PROCESSES), str(frames)], alone)
                     for first in range(PROCESSES)])
    return took, folder


def imshow(frames):
    """CPU seconds a frame of matplotlib in this process, warm."""
    import matplotlib
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    with h5py.File(SCRATCH / "series.h5") as file:
        for step in range(frames):
            if step == 1:
                start = time.process_time()
            figure, axes = plt.subplots(figsize=(10.24, 7.68), dpi=100)
            plt.colorbar(axes.imshow(file[f"step_{step}/density"][args.side // 2], origin="lower"))
            figure.savefig(SCRATCH / "imshow.png")
            plt.close(figure)
    return (time.process_time() - start) / (frames - 1)


def compare(kind):
    costs = {}
    for who, draw in (("rankplot", ours), ("pvbatch", theirs)):
        few, many = draw(kind, FEW), draw(kind, args.frames)
        costs[who] = (many[0] - few[0]) / (args.frames - FEW)
        if args.keep:
            args.keep.mkdir(parents=True, exist_ok=True)
            (args.keep / f"{kind}_{who}.png").write_bytes((many[1] / f"{kind}_1.png").read_bytes())
    our_cpu, their_cpu = costs["rankplot"][0], costs["pvbatch"][0]
    print(f"{kind:11} rankplot {1e3 * our_cpu:7.1f} ms   pvbatch {1e3 * their_cpu:7.1f} ms   ratio {their_cpu / our_cpu:6.1f} "
          f"(wanted {WANTED[kind]}), by the clock {costs['pvbatch'][1] / costs['rankplot'][1]:6.1f}", flush=True)
    if kind == "image":
        theirs_cpu = imshow(args.frames)
        print(f"            matplotlib's imshow {1e3 * theirs_cpu:7.1f} ms   ratio {theirs_cpu / our_cpu:6.1f}", flush=True)


with tempfile.TemporaryDirectory(prefix="rankplot_pvbatch_") as folder:
    SCRATCH = pathlib.Path(folder)
    write_series(SCRATCH, args.side, args.frames)
    write_wind(SCRATCH, args.side, args.frames)
    for wanted in args.kinds or KINDS:
        compare(wanted)
