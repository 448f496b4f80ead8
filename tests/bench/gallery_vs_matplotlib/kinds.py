"""The figures of jobs/gallery.toml, drawn with matplotlib as its users would: one function a kind."""
import matplotlib.pyplot as plt
import numpy as np


def scatter(figure, axes, data):
    points = data["points"]
    marks = axes.scatter(points["x"], points["y"], c=points["c"], s=points["s"], alpha=0.7)
    figure.colorbar(marks, label="distance").solids.set_alpha(1)
    axes.set_title("Size and colour by data")


def bubbles(figure, axes, data):
    points = data["points"]
    marks = axes.scatter(points["x"], points["y"], s=2 * points["s"], alpha=0.6)
    handles, texts = marks.legend_elements(prop="sizes", num=3, alpha=0.6, color=marks.get_facecolor()[0], func=lambda s: s / 2)
    axes.legend(handles, texts, title="weight", loc="upper left", bbox_to_anchor=(1, 1))
    figure.subplots_adjust(right=0.82)
    axes.set_title("Sizes in the legend")


def line(figure, axes, data):
    series = data["series"]
    axes.plot(series["t"], series["y"], "o-", label="measured")
    axes.plot(series["t"], (series["low"] + series["high"]) / 2, "--", label="expected")
    axes.legend()
    axes.set_title("Lines")


def step(figure, axes, data):
    t, y = data["series"]["t"][:20], data["series"]["y"][:20]
    axes.step(t, y, where="mid", label="mid")
    axes.plot(t, y - 1, drawstyle="steps-post", label="post")
    axes.legend()
    axes.set_title("Steps")


def stem(figure, axes, data):
    axes.stem(data["series"]["t"], data["series"]["y"])
    axes.set_title("Stems")


def errorbar(figure, axes, data):
    series = data["series"]
    axes.errorbar(series["t"], series["y"], yerr=series["yerr"], fmt="o", capsize=3, label="measured")
    axes.legend()
    axes.set_title("Errors")


def band(figure, axes, data):
    series = data["series"]
    axes.fill_between(series["t"], series["low"], series["high"], color="C0", alpha=0.3, label="expected")
    axes.plot(series["t"], series["y"], color="C1", label="measured")
    axes.legend()
    axes.set_title("A band around a line")


def stackplot(figure, axes, data):
    axes.stackplot(data["shares"]["t"], data["shares"]["y"], labels=["coal", "oil", "wind"])
    axes.legend(loc="upper left")
    axes.set_title("Stacked areas")


def bar(figure, axes, data):
    place, value = data["counts"]["place"], data["counts"]["value"]
    for i, label in enumerate(["first", "second", "third"]):
        axes.bar(place - 0.4 + 0.8 / 3 * i, value[i], 0.8 / 3, align="edge", label=label)
    axes.legend()
    axes.set_title("Grouped bars")


def barh(figure, axes, data):
    place, value = data["counts"]["place"], data["counts"]["value"]
    left = np.zeros(len(place))
    for i, label in enumerate(["first", "second", "third"]):
        axes.barh(place, value[i], left=left, label=label)
        left = left + value[i]
    axes.legend()
    axes.set_title("Stacked bars")


def histogram(figure, axes, data):
    axes.hist(data["cloud"]["x"], bins=40, density=True, alpha=0.5, label="x")
    axes.hist(data["cloud"]["y"], bins=40, density=True, histtype="step", label="y")
    axes.legend()
    axes.set_title("Distributions")


def heatmap(figure, axes, data):
    from matplotlib.colors import CenteredNorm

    field = data["field"]
    mesh = axes.pcolormesh(field["x"], field["y"], field["z"], cmap="RdBu_r", norm=CenteredNorm())
    figure.colorbar(mesh, extend="both")
    axes.set_title("Hills and hollows")


def contour(figure, axes, data):
    field = data["field"]
    axes.clabel(axes.contour(field["x"], field["y"], field["z"], levels=10))
    axes.set_title("Labelled contours")


def contourf(figure, axes, data):
    field = data["field"]
    filled = axes.contourf(field["uneven_x"], field["uneven_y"], field["z"], levels=10, cmap="plasma")
    figure.colorbar(filled)
    axes.set_title("Filled contours")


def hist2d(figure, axes, data):
    *_, image = axes.hist2d(data["cloud"]["x"], data["cloud"]["y"], bins=40, cmin=1)
    figure.colorbar(image)
    axes.set_title("Points in bins")


def hexbin(figure, axes, data):
    hexagons = axes.hexbin(data["cloud"]["x"], data["cloud"]["y"], gridsize=40)
    figure.colorbar(hexagons, label="points")
    axes.set_title("Points in hexagons")


def phase(figure, axes, data):
    cloud = data["cloud"]
    counts, x, y = np.histogram2d(cloud["x"], cloud["y"], bins=64)
    sums, _, _ = np.histogram2d(cloud["x"], cloud["y"], bins=64, weights=cloud["w"])
    mean = np.divide(sums, counts, out=np.full_like(sums, np.nan), where=counts > 0)
    mesh = axes.pcolormesh(x, y, mean.T, cmap="magma")
    figure.colorbar(mesh, label="mean weight")
    axes.set_title("A third quantity over two")


def density(figure, axes, data):
    from matplotlib.colors import LogNorm

    counts, x, y = np.histogram2d(data["cloud"]["x"], data["cloud"]["y"], bins=(192, 144))
    mesh = axes.pcolormesh(x, y, np.where(counts > 0, counts, np.nan).T, norm=LogNorm())
    figure.colorbar(mesh)
    axes.set_title("Every point counted")


def box(figure, axes, data):
    axes.boxplot(data["groups"]["values"].T)
    axes.set_title("Quartiles and outliers")


def violin(figure, axes, data):
    axes.violinplot(data["groups"]["values"].T, showmedians=True)
    axes.set_title("Distributions of groups")


def quiver(figure, axes, data):
    wind = data["wind"]
    arrows = axes.quiver(wind["x"], wind["y"], wind["u"], wind["v"])
    axes.quiverkey(arrows, 0.9, 0.95, 1, "1 m/s", labelpos="E")
    axes.set_title("Arrows")


def streamplot(figure, axes, data):
    wind = data["wind"]
    lines = axes.streamplot(wind["x"], wind["y"], wind["u"], wind["v"], color=np.hypot(wind["u"], wind["v"]))
    figure.colorbar(lines.lines, label="speed")
    axes.set_title("Streamlines")


def vlines(figure, axes, data):
    axes.plot(data["series"]["t"], data["series"]["y"])
    for i, x in enumerate(np.arange(4) * 3.1416):
        axes.axvline(x, color="C3", linestyle="--", label=None if i else "full turns")
    axes.legend()
    axes.set_title("Upright lines")


def hlines(figure, axes, data):
    axes.plot(data["series"]["t"], data["series"]["y"])
    axes.axhline(data["series"]["y"].mean(), color="C3", linestyle=":", label="mean")
    axes.legend()
    axes.set_title("Level lines")


def vspan(figure, axes, data):
    axes.axvspan(2, 4, color="C2", alpha=0.3, label="second peak")
    axes.plot(data["series"]["t"], data["series"]["y"], color="C0")
    axes.legend()
    axes.set_title("Upright spans")


def hspan(figure, axes, data):
    axes.axhspan(-0.2, 0.2, color="C2", alpha=0.3, label="quiet")
    axes.plot(data["series"]["t"], data["series"]["y"], color="C0")
    axes.legend()
    axes.set_title("Level spans")


def text(figure, axes, data):
    place, value = data["counts"]["place"], data["counts"]["value"][0]
    axes.bar(place, value)
    for x, y, word in zip(place, value, ["twenty", "thirty-four", "thirty", "thirty-five"]):
        axes.text(x, y, word, ha="center", va="bottom")
    axes.text(0.03, 0.93, "counts of value", transform=axes.transAxes)
    axes.set_title("Texts")


def annotate(figure, axes, data):
    axes.plot(data["series"]["t"], data["series"]["y"])
    axes.annotate("second peak", (3.05, 0.68), (5.5, 0.9), arrowprops={"arrowstyle": "->"}, ha="center", va="center")
    axes.set_title("Annotations")


def spectrogram(figure, axes, data):
    *_, image = axes.specgram(data["signal"]["y"], Fs=1024)
    figure.colorbar(image, label="dB")
    axes.set(xlabel="s", ylabel="Hz", title="A rising tone")


def pie(figure, axes, data):
    axes.pie(data["shares"]["parts"], labels=["frogs", "hogs", "dogs", "logs"], autopct="%.1f%%")
    axes.set_title("Parts of a whole")


def eventplot(figure, axes, data):
    axes.eventplot(np.cumsum(data["groups"]["values"][:4, :20] ** 2, axis=1), lineoffsets=range(4), linelengths=0.9,
                   linewidths=1, colors=["C0", "C1", "C2", "C3"])
    axes.set_title("Events of four sources")
    axes.set_xlabel("time")
    axes.set_yticks(range(4))


def parallel(figure, axes, data):
    """matplotlib has no such kind: its gallery's recipe, rows scaled to one axis, an axis drawn over each column."""
    values = data["table"]["values"][:].astype(float)
    low, high = values.min(axis=0), values.max(axis=0)
    shares = (values - low) / (high - low)
    colors = plt.get_cmap("viridis")(shares[:, 0])
    for row, color in zip(shares, colors):
        axes.plot(row, color=color, alpha=0.7, linewidth=1)
    axes.set_axis_off()
    axes.set_xlim(-0.45, values.shape[1] - 0.6)
    for i, name in enumerate(["mass", "age", "radius", "flux", "colour"]):
        upright = axes.inset_axes([i, 0, 1, 1], transform=axes.transData)
        upright.set_ylim(low[i], high[i])
        upright.patch.set_alpha(0)
        upright.xaxis.set_visible(False)
        for side in ("right", "top", "bottom"):
            upright.spines[side].set_visible(False)
        axes.text(i, 1.03, name, ha="center")
    axes.set_title("Rows of a table", pad=20)
