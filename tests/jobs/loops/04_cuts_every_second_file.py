import h5py
import matplotlib.pyplot as plt

for step in range(0, 1001, 200):
    with h5py.File(f"sample/gray_scott/gs_{step}.h5") as file:
        middle = file["fields/V"].shape[0] // 2
        plt.figure(figsize=(8, 4))
        plt.plot(file["fields/U"][middle, :], label="U")
        plt.plot(file["fields/V"][middle, :], "--", label="V")
        plt.ylim(0, 1.1)
        plt.xlabel("x")
        plt.ylabel("concentration")
        plt.title(f"Middle row at step {step}")
        plt.legend(loc="upper right")
        plt.savefig(f"figures/cut_{step:05d}.png")
        plt.close()
