import h5py
import matplotlib.pyplot as plt

fig, axes = plt.subplots(2, 3, figsize=(9, 6), sharex=True, sharey=True)
for step, ax in zip(range(500, 1001, 100), axes.flat):
    with h5py.File(f"sample/gray_scott/gs_{step}.h5") as file:
        image = ax.imshow(file["fields/V"][:], origin="lower", vmin=0, vmax=0.4)
        ax.set_title(f"step {step}")
        fig.colorbar(image)
fig.suptitle("Gray-Scott: V")
plt.tight_layout()
plt.savefig("figures/v.png")
