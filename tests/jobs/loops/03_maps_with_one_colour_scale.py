import glob
import h5py
import matplotlib.pyplot as plt

files = sorted(glob.glob("sample/gray_scott/gs_*.h5"))
low, high = float("inf"), float("-inf")
for name in files:
    with h5py.File(name) as file:
        v = file["fields/V"][:]
        low, high = min(low, v.min()), max(high, v.max())
for name in files:
    step = int(name.split("_")[-1][:-3])
    with h5py.File(name) as file:
        plt.figure()
        plt.imshow(file["fields/V"][:], origin="lower", vmin=low, vmax=high, cmap="inferno")
        plt.colorbar(label="V")
        plt.title(f"step {step}")
        plt.savefig(f"figures/{step:05d}.png")
        plt.close()
