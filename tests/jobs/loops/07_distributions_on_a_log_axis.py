import glob
import h5py
import matplotlib.pyplot as plt

for name in glob.glob("sample/gray_scott/gs_*.h5"):
    step = int(name.split("_")[-1][:-3])
    with h5py.File(name) as file:
        plt.figure()
        plt.hist(file["fields/V"][:].ravel(), bins=40, range=(0, 0.5))
        plt.yscale("log")
        plt.xlabel("V")
        plt.ylabel("cells")
        plt.savefig(f"figures/{step}.png")
        plt.close()
