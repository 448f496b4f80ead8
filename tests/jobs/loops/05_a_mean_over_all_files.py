import glob
import h5py
import matplotlib.pyplot as plt

steps, means, peaks = [], [], []
for name in sorted(glob.glob("sample/gray_scott/gs_*.h5"), key=lambda n: int(n.split("_")[-1][:-3])):
    with h5py.File(name) as file:
        steps.append(int(name.split("_")[-1][:-3]))
        means.append(file["fields/V"][:].mean())
        peaks.append(file["fields/V"][:].max())
plt.plot(steps, means, "o-", label="mean")
plt.plot(steps, peaks, "s--", label="largest")
plt.xlabel("step")
plt.ylabel("V")
plt.grid(True)
plt.legend()
plt.savefig("figures/growth.png")
