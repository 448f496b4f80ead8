import h5py
import matplotlib.pyplot as plt

with h5py.File("sample/parallel_plots.h5") as file:
    for name, group in file.items():
        plt.figure()
        plt.scatter(group["x"], group["y"], label=name)
        plt.title("Plot for " + name)
        plt.xlabel("X-axis")
        plt.ylabel("Y-axis (X^2)")
        plt.legend()
        plt.savefig("figures/" + name + ".png")
        plt.close()
