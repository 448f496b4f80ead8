"""The figures of jobs/gallery.toml, and how matplotlib draws them."""
import pathlib
import re

import matplotlib

matplotlib.use("Agg")
import matplotlib.image
import matplotlib.pyplot as plt
import numpy as np

import kinds

TOP = pathlib.Path(__file__).resolve().parents[3]


def figures():
    """Name and text of each [[figure]] block."""
    text = (TOP / "jobs/gallery.toml").read_text()
    blocks = re.split(r"(?m)^(?=\[\[figure\]\])", text)[1:]
    return {re.search(r'name\s*=\s*"(\w+)"', block)[1]: block for block in blocks}


def their_figure(name, data, path, look=lambda axes: None):
    """Draws and saves; what `look` says of the axes, which are laid out then."""
    polar = {"projection": "polar"} if name.startswith("polar") else None
    figure, axes = plt.subplots(subplot_kw=polar)
    getattr(kinds, name)(figure, axes, data)
    figure.savefig(path, dpi=100)
    seen = look(axes)
    plt.close(figure)
    return seen


def write_sheet(folder, name):
    """rankplot's picture left of matplotlib's."""
    parts = [folder / f"{name}_{who}.png" for who in ("rankplot", "matplotlib")]
    images = [matplotlib.image.imread(part)[:, :, :3] for part in parts]
    rows = max(image.shape[0] for image in images)
    padded = [np.pad(image, ((0, rows - image.shape[0]), (0, 8), (0, 0))) for image in images]
    matplotlib.image.imsave(folder / f"{name}.png", np.hstack(padded))
    for part in parts:
        part.unlink()


def in_memory(file):
    data = {}
    for group in file.values():
        data[group.name[1:]] = {name: dataset[...] for name, dataset in group.items()}
    return data
