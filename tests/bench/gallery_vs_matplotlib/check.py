#!/usr/bin/python3
"""A list of checks for each figure of jobs/gallery.toml, drawn by rankplot and by matplotlib side by side.

usage: check.py [BIN_DIR] [FOLDER] [KIND ...]    (default: build/release/bin, figures/gallery_sheets, all kinds)

edge        no ink in the two outermost rows and columns of pixels
overlap     no two upright texts cover each other by more than half a pixel both ways
ticks       3 to 12 labels on each axis
text        contrast of each text to the page (WCAG 2.1), 4.5 at least
marks       contrast of the palest mark to the page, 3 at least; matplotlib's in parentheses
range       both ends of both axes where matplotlib's are, within 3 % of its span
aspect      the plot's width by its height, within 15 % of matplotlib's; of a pie: the circle's
smooth      pixels between the colours of marks and page: of matplotlib's, or of those around marks, half at least

A dash says that there is nothing to check: no axes, words for labels, colours of a colormap. Prints a row a kind and
then what did not pass; returns 1 where that is something not in KNOWN. Writes FOLDER/KIND.png, rankplot on the left.
"""
import itertools
import pathlib
import subprocess
import sys
import tempfile

import h5py
import matplotlib.colors
import matplotlib.image
import numpy as np

import gallery
from drawing import Drawing

BIN = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else gallery.TOP / "build/release/bin").resolve()
SHEETS = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else gallery.TOP / "figures/gallery_sheets").resolve()
ITEMS = ("edge", "overlap", "ticks", "text", "marks", "range", "aspect", "smooth")
NO_AXES = ("pie", "parallel")
COLORMAPPED = ("contour", "streamplot", "scatter", "parallel")
FRAME = "#cccccc"  # of legends and keys
KNOWN = {  # the README says so
    "marks": "matplotlib's own default colours",
    "aspect": "the plot keeps the room that its colour bar does not need",
    ("contour", "text"): "labels have their lines' colours, as matplotlib's",
    ("hexbin", "range"): "the plot ends where the data end",
    ("eventplot", "range"): "the plot ends where the marks end, with the usual margin",
}
PAGE = np.ones(3)


def luminance(color):
    color = np.asarray(color)
    linear = np.where(color <= 0.04045, color / 12.92, ((color + 0.055) / 1.055) ** 2.4)
    return linear @ (0.2126, 0.7152, 0.0722)


def contrast(color, alpha=1.0):
    """To the page, as WCAG 2.1 defines it."""
    seen = alpha * np.array(matplotlib.colors.to_rgb(color)) + (1 - alpha) * PAGE
    low, high = sorted((luminance(seen), luminance(PAGE)))
    return (high + 0.05) / (low + 0.05)


def edge(ours):
    border = np.concatenate([ours.image[:2].reshape(-1, 3), ours.image[-2:].reshape(-1, 3),
                             ours.image[:, :2].reshape(-1, 3), ours.image[:, -2:].reshape(-1, 3)])
    ink = int((border != PAGE).any(axis=1).sum())
    return ink == 0, f"{ink} px"


def overlap(ours):
    worst, pair = 0, ""
    for one, other in itertools.combinations([text for text in ours.drawing.texts if not text.turned], 2):
        a, b = one.box, other.box
        depth = min(min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1]))
        if depth > worst:
            worst, pair = depth, f" '{one.words}' and '{other.words}'"
    return worst <= 0.5, f"{worst:.1f} px{pair}"


def ticks(ours):
    if ours.name in NO_AXES:
        return None, "-"
    counts = [len(ours.drawing.tick_labels(axis)) for axis in "xy"]
    return all(3 <= count <= 12 for count in counts), "{}, {}".format(*counts)


def text(ours):
    least = min(contrast(one.color) for one in ours.drawing.texts)
    return least >= 4.5, f"{least:.1f}"


def palest(colors):
    return min((contrast(color, alpha) for color, alpha in colors if matplotlib.colors.to_hex(color) != "#ffffff"), default=21)


def marks(ours, theirs):
    if ours.drawing.images or ours.name in COLORMAPPED:
        return None, "-"
    least = palest((color, alpha) for color, alpha in ours.drawing.colors if color != FRAME)
    return least >= 3, f"{least:.1f} ({palest(theirs['colors']):.1f})"


def range_(ours, theirs):
    off = []
    for axis in "xy":
        limits, wanted = ours.drawing.limits(axis), theirs[axis]
        if limits and ours.name not in NO_AXES:
            off.append(max(abs(np.subtract(limits, wanted))) / abs(wanted[1] - wanted[0]))
    if not off:
        return None, "-"
    return max(off) <= 0.03, f"{100 * max(off):.1f} %"


def circle(image):
    """Width by height of what is coloured."""
    ink = np.argwhere(image.max(axis=2) - image.min(axis=2) > 0.2)
    height, width = ink.max(axis=0) - ink.min(axis=0)
    return width / height


def aspect(ours, theirs):
    if ours.name == "pie":
        off = abs(circle(ours.image) - 1)
        return off < 0.01, f"{100 * off:.1f} %"
    plot = ours.drawing
    off = abs((plot.right - plot.left) / (plot.bottom - plot.top) / theirs["shape"] - 1)
    return off <= 0.15, f"{100 * off:.0f} %"


def soft(image, box, colors):
    """Pixels in a plot that are between colours: neither page nor one of the marks'."""
    left, top, right, bottom = (int(round(side)) for side in box)
    pixels = np.rint(255 * image[top + 3 : bottom - 3, left + 3 : right - 3].reshape(-1, 3)).astype(int)
    pure = [PAGE * 255, np.zeros(3)]
    for color, alpha in colors:
        pure.append(np.rint(255 * (alpha * np.array(matplotlib.colors.to_rgb(color)) + (1 - alpha) * PAGE)))
    distance = np.min([np.abs(pixels - one).max(axis=1) for one in pure], axis=0)
    return int((distance > 8).sum())


def smooth(ours, theirs):
    plot = ours.drawing
    if plot.images or ours.name in COLORMAPPED:
        return None, "-"
    here = soft(ours.image, (plot.left, plot.top, plot.right, plot.bottom), plot.colors)
    there = soft(theirs["image"], theirs["box"], theirs["colors"])
    # Upright lines stand on whole pixels here; the edges of marks must be soft all the same.
    wanted = 0.5 * min(there, plot.edges or there)
    return here >= wanted or there < 100, f"{here} ({there})"


def colors_of(axes):
    """Of matplotlib's marks, with their opacities."""
    found = set()
    for artist in [*axes.lines, *axes.patches, *axes.collections]:
        for name in ("get_color", "get_facecolor"):
            if hasattr(artist, name) and artist.get_visible():
                for color in np.atleast_2d(matplotlib.colors.to_rgba_array(getattr(artist, name)()))[:20]:
                    alpha = color[3]
                    if alpha > 0:
                        found.add((matplotlib.colors.to_hex(color), float(alpha)))
    return found


def look(axes):
    box = axes.get_window_extent()
    height = axes.figure.bbox.height
    return {"x": axes.get_xlim(), "y": axes.get_ylim(), "shape": box.width / box.height, "colors": colors_of(axes),
            "box": (box.x0, height - box.y1, box.x1, height - box.y0)}


class Ours:
    def __init__(self, name, folder):
        self.name = name
        self.image = matplotlib.image.imread(folder / f"{name}.png")[:, :, :3]
        self.drawing = Drawing(folder / f"{name}.svg")


def check(name, folder, data):
    ours = Ours(name, folder)
    path = SHEETS / f"{name}_matplotlib.png"
    theirs = gallery.their_figure(name, data, path, look)
    theirs["image"] = matplotlib.image.imread(path)[:, :, :3]
    (SHEETS / f"{name}_rankplot.png").write_bytes((folder / f"{name}.png").read_bytes())
    gallery.write_sheet(SHEETS, name)
    return [edge(ours), overlap(ours), ticks(ours), text(ours), marks(ours, theirs), range_(ours, theirs),
            aspect(ours, theirs), smooth(ours, theirs)]


def draw(folder, wanted):
    """Our figures as PNG and SVG, and the data for theirs."""
    rankplot = str(BIN / "rankplot")
    subprocess.run([rankplot, "sample", f"{folder}/sample", "--plots", "1", "--steps", "0"], check=True, capture_output=True)
    text = f'output = "{folder}/out"\ninput = "{folder}/sample/gallery.h5"\n'
    for name in wanted:
        text += gallery.figures()[name].replace(f'"{name}.png"', f'["{name}.png", "{name}.svg"]')
    (folder / "job.toml").write_text(text)
    done = subprocess.run([rankplot, "run", str(folder / "job.toml")], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stdout + done.stderr)
    with h5py.File(f"{folder}/sample/gallery.h5") as file:
        return gallery.in_memory(file)


def main():
    wanted = sys.argv[3:] or list(gallery.figures())
    SHEETS.mkdir(parents=True, exist_ok=True)
    failed, passed, new = [], 0, False
    print(f"{'':12}" + "".join(f"{item:>14}" for item in ITEMS))
    with tempfile.TemporaryDirectory(prefix="rankplot_check_") as folder:
        folder = pathlib.Path(folder)
        data = draw(folder, wanted)
        for name in wanted:
            row = check(name, folder / "out", data)
            cells = []
            for item, (well, found) in zip(ITEMS, row):
                well = well if well is None else bool(well)
                passed += well is True
                cells.append(("!" if well is False else "") + found.split(" '")[0])
                if well is False:
                    reason = KNOWN.get((name, item), KNOWN.get(item))
                    new = new or reason is None
                    failed.append(f"{name}, {item}: {found}" + (f" ({reason})" if reason else ""))
            print(f"{name:12}" + "".join(f"{cell:>14}" for cell in cells))
    print(f"{passed} items passed, {len(failed)} did not")
    print("\n".join(failed))
    return 1 if new else 0


if __name__ == "__main__":
    sys.exit(main())
