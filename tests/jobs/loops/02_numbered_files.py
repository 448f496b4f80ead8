import h5py
import matplotlib.pyplot as plt

with h5py.File("sample/concurrent_saving.h5") as file:
    count = len(file)
    for n in range(1, count + 1):
        a, b = file[f"plot_{n}/a"][:], file[f"plot_{n}/b"][:]
        plt.figure()
        plt.plot(a, b, "ro")
        plt.grid(True)
        plt.title(f"Plot {n} of {count}")
        plt.savefig(f"figures/{n:03d}.jpg")
        plt.close()
