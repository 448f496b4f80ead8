"""The pattern that jobs/concurrent_saving.toml replaces: a pool of processes saves random scatter plots.

usage: pool.py FOLDER COUNT SUFFIX PROCESSES
"""
import multiprocessing
import os
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np


def save(arguments):
    folder, number, suffix = arguments
    random = np.random.default_rng(number)
    figure, axes = plt.subplots()
    axes.scatter(random.random(100), random.random(100))
    axes.set_title(f"Random Scatter Plot {number}")
    axes.set_xlabel("Random Data A")
    axes.set_ylabel("Random Data B")
    name = os.path.join(folder, f"{number:03d}.{suffix}")
    figure.savefig(name)
    plt.close(figure)
    return name


if __name__ == "__main__":
    folder, count, suffix, processes = sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
    os.makedirs(folder, exist_ok=True)
    with multiprocessing.Pool(processes) as pool:
        names = pool.map(save, [(folder, number, suffix) for number in range(1, count + 1)])
    print(len(names), "saved")
