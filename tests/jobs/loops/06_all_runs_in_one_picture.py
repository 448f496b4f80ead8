import h5py
import matplotlib.pyplot as plt

for step in range(200, 1001, 200):
    with h5py.File(f"sample/gray_scott/gs_{step}.h5") as file:
        plt.plot(file["fields/V"][16, :], label=f"step {step}", linewidth=2)
plt.xlabel("x")
plt.ylabel("V")
plt.title("The middle row as the run goes on")
plt.legend()
plt.savefig("figures/rows.png")
plt.savefig("figures/rows.jpg")
