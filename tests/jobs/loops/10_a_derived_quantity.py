import h5py
import numpy as np
import matplotlib.pyplot as plt

for step in range(100, 1001, 100):
    with h5py.File(f"sample/gray_scott/gs_{step}.h5") as file:
        u, v = file["fields/U"][:], file["fields/V"][:]
        rate = np.log10(np.clip(u * v**2, 1e-12, None))
        anomaly = rate - rate.mean(axis=0)
        low, high = np.percentile(anomaly, [1, 99])
        plt.figure()
        plt.imshow(anomaly, origin="lower", cmap="RdBu_r", vmin=low, vmax=high)
        plt.colorbar(label="log10(rate) - mean")
        plt.title(f"step {step}")
        plt.savefig(f"figures/rate_{step:05d}.png")
        plt.close()
