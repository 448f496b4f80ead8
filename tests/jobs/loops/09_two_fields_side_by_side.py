import glob
import h5py
import matplotlib.pyplot as plt

for name in glob.glob("sample/gray_scott/gs_*.h5"):
    step = int(name.split("_")[-1][:-3])
    with h5py.File(name) as file:
        fig, (left, right) = plt.subplots(1, 2, figsize=(10, 4))
        fig.colorbar(left.imshow(file["fields/U"][:], origin="lower", cmap="plasma"))
        left.set_title("U")
        fig.colorbar(right.imshow(file["fields/V"][:], origin="lower", cmap="viridis"))
        right.set_title("V")
        fig.suptitle(f"Step {step}")
        plt.savefig(f"figures/{step:05d}.png")
        plt.close()
