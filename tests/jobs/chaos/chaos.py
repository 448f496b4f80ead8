"""Runs that are killed, stopped and cut short at random until they are done: chaos.py RANKPLOT MPIRUN [--seconds N] [--seed N].

Each life begins with an empty output folder on a small disk and inputs of which some are damaged. Runs on one to three
ranks follow each other; at random moments painters, ranks or whole runs are killed or stopped for a while, told to end,
or find the disk full. The last run of a life is left alone. Then every figure must be there, byte for byte that of an
undisturbed run, or be listed with the same reason; no process, temporary file or held lock may be left, and no run may
take longer than a hang would. Needs root, for the small disk.
"""
import argparse
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

MOST_S = 150  # of a run; more is a hang: a painter's first deadline is 60 s
STEPS = range(0, 2001, 50)

JOB = """
output = "disk/out"
input = "sample/gray_scott/gs_{step}.h5"
[[figure]]
name = "field"
save = ["field/{step:05d}.png", "field/{step:05d}.jpg"]
title = "step {step}"
  [[figure.layer]]
  kind = "heatmap"
  value = "/fields/V"
[[figure]]
name = "cut"
save = "cut/{step}.png"
  [[figure.layer]]
  kind = "line"
  y = "/fields/V[12, :]"
[[figure]]
name = "growth"
save = "growth.png"
select = "step != 100 and step != 300 and step != 500 and step != 700 and step != 900"
  [[figure.layer]]
  kind = "line"
  x = "gather({step})"
  y = "gather(mean(/fields/V))"
"""


def damage(folder):
    """Each in a way of its own; the rest of the run's files stay whole."""
    file = lambda step: next(folder.glob(f"sample/gray_scott/gs_*{step:04d}.h5"), None) or next(folder.glob(f"sample/gray_scott/gs_{step}.h5"))
    whole = file(100).read_bytes()
    file(100).write_bytes(whole[: len(whole) // 2])
    file(300).write_bytes(b"")
    file(500).write_bytes(b"no HDF5 file\n" * 100)
    file(700).write_bytes(bytes(8) + whole[8:])
    noise = random.Random(1)
    file(900).write_bytes(bytes(byte if i < 512 or noise.random() > 0.02 else noise.randrange(256) for i, byte in enumerate(whole)))


class World:
    """A folder with inputs, a job, and a small disk for the output."""

    def __init__(self, arguments):
        self.rankplot, self.mpirun = arguments.rankplot, arguments.mpirun
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="rankplot_chaos_"))
        self.disk = self.folder / "disk"
        self.disk.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64M", "chaos", str(self.disk)], check=True)
        self.call("sample", "sample", "--plots", "1", "--grid", "24", "--steps", str(STEPS[-1]), "--every", str(STEPS.step))
        damage(self.folder)
        (self.folder / "job.toml").write_text(JOB)

    def close(self):
        for process in self.processes():
            os.kill(process, signal.SIGKILL)
        subprocess.run(["umount", "-l", str(self.disk)], check=False)
        shutil.rmtree(self.folder, ignore_errors=True)

    def call(self, *arguments):
        return subprocess.run([self.rankplot, *arguments], cwd=self.folder, check=True, capture_output=True, text=True).stdout

    def start(self, ranks, *options):
        launcher = [self.mpirun, "--oversubscribe", "--bind-to", "none", "-n", str(ranks)] if ranks else []
        environment = dict(os.environ, OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1", OMPI_MCA_mpi_yield_when_idle="1")
        with open(self.folder / "said.txt", "wb") as said:
            return subprocess.Popen([*launcher, self.rankplot, "run", "job.toml", *options], cwd=self.folder, env=environment,
                                    stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True)

    def said(self):
        return (self.folder / "said.txt").read_text(errors="replace")

    def processes(self, name=""):
        """Those that work in the folder: of this test's runs and no one else's."""
        found = []
        for entry in pathlib.Path("/proc").iterdir():
            if not entry.name.isdigit() or int(entry.name) == os.getpid():
                continue
            try:
                ours = os.readlink(entry / "cwd").startswith(str(self.folder))
                program = pathlib.Path((entry / "cmdline").read_bytes().split(b"\0")[0].decode()).name
            except OSError:
                continue
            if ours and program and name in ("", program):
                found.append(int(entry.name))
        return sorted(found)

    def pictures(self):
        return {str(file.relative_to(self.disk)): file.read_bytes() for file in sorted(self.disk.rglob("*"))
                if file.suffix in (".png", ".jpg")}

    def failures(self):
        """By figure and case: the reason of each that failed."""
        found = {}
        for line in (self.disk / "out/journal.jsonl").read_text().splitlines()[1:]:
            outcome = json.loads(line)
            if "saved" not in outcome:
                continue
            case = (outcome["figure"], tuple(sorted(outcome["captures"].items())))
            found[case] = None if outcome["saved"] else outcome["reason"]
        return {case: reason for case, reason in found.items() if reason}


class Life:
    """From an empty folder to all figures, through disturbed runs."""

    def __init__(self, world, dice):
        self.world, self.dice = world, dice
        self.story = []

    def live(self):
        shutil.rmtree(self.world.disk / "out", ignore_errors=True)
        for _ in range(self.dice.randint(1, 4)):
            if self.disturbed_run():
                break
        return self.last_run()

    def note(self, what):
        self.story.append(what)

    def disturbed_run(self):
        """Whether it came to its end all the same."""
        ranks = self.dice.choice([0, 1, 2, 3])
        self.note(f"run on {ranks} ranks")
        process = self.world.start(ranks)
        until = time.monotonic() + MOST_S
        while process.poll() is None and self.dice.random() < 0.9:
            self.pause(process, self.dice.uniform(0.02, 0.7))
            if process.poll() is None:
                self.dice.choice([self.kill_painter, self.stop_painter, self.stop_rank, self.kill_rank, self.kill_all, self.end, self.fill_disk])(process)
        self.await_end(process, until)
        used = sum(file.stat().st_size for file in self.world.disk.rglob("*") if file.is_file())
        assert used < 16e6, f"{used} bytes are left on the disk: {subprocess.run(['ls', '-lR', self.world.disk], capture_output=True, text=True).stdout[-3000:]}"
        return process.returncode in (0, 1)

    def last_run(self):
        self.note("the last run")
        process = self.world.start(self.dice.choice([0, 2, 3]), "--retry-quarantined")
        self.await_end(process, time.monotonic() + MOST_S)
        return process.returncode

    def pause(self, process, seconds):
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            pass

    def await_end(self, process, until):
        try:
            process.wait(max(1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            raise AssertionError(f"it hangs: {self.world.said()[-2000:]}") from None
        deadline = time.monotonic() + 20
        while self.world.processes() and time.monotonic() < deadline:
            time.sleep(0.02)
        left = self.world.processes()
        assert not left, f"processes outlive their run: {left}"

    # What happens to a run

    def one_of(self, name):
        found = self.world.processes(name)
        return self.dice.choice(found) if found else None

    def send(self, process, number):
        if process is None:
            return
        try:
            os.kill(process, number)
        except ProcessLookupError:
            pass

    def kill_painter(self, _):
        self.note("a painter is killed")
        self.send(self.one_of("rankplot-painter"), signal.SIGKILL)

    def stop_for_a_while(self, victim, process):
        self.send(victim, signal.SIGSTOP)
        self.pause(process, self.dice.uniform(0.05, 2))
        self.send(victim, signal.SIGCONT)

    def stop_painter(self, process):
        self.note("a painter is stopped for a while")
        self.stop_for_a_while(self.one_of("rankplot-painter"), process)

    def stop_rank(self, process):
        self.note("a rank is stopped for a while")
        self.stop_for_a_while(self.one_of("rankplot"), process)

    def kill_rank(self, _):
        self.note("a rank is killed")
        self.send(self.one_of("rankplot"), signal.SIGKILL)

    def kill_all(self, process):
        self.note("everything is killed")
        self.send(process.pid, signal.SIGKILL)
        for rank in self.world.processes("rankplot"):
            self.send(rank, signal.SIGKILL)

    def end(self, process):
        self.note("the run is told to end")
        self.send(process.pid, self.dice.choice([signal.SIGTERM, signal.SIGINT, signal.SIGUSR1]))

    def fill_disk(self, process):
        self.note("the disk is full for a while")
        ballast = self.world.disk / "ballast"
        try:
            with open(ballast, "wb", buffering=0) as file:
                while True:
                    file.write(bytes(65536))
        except OSError:
            pass
        self.pause(process, self.dice.uniform(0.1, 1))
        ballast.unlink(missing_ok=True)


def check(world, life, code, pictures, failures):
    assert code == 1, f"the last run returned {code}: {world.said()[-2000:]}"
    found = world.pictures()
    assert sorted(found) == sorted(pictures), f"figures missing or too many: {sorted(set(found) ^ set(pictures))}"
    different = [name for name in pictures if found[name] != pictures[name]]
    assert not different, f"figures that differ from those of an undisturbed run: {different}"
    listed = world.failures()
    assert listed == failures, f"failures listed otherwise: {set(listed.items()) ^ set(failures.items())}"
    left = [str(file) for file in world.disk.rglob("*") if file.name.endswith(".tmp")]
    assert not left, f"temporary files are left: {left}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("rankplot")
    parser.add_argument("mpirun")
    parser.add_argument("--seconds", type=float, default=100)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    arguments = parser.parse_args()
    print(f"seed {arguments.seed}", flush=True)
    dice = random.Random(arguments.seed)
    world = World(arguments)
    life = Life(world, dice)
    try:
        code = life.last_run()
        assert code == 1, world.said()
        pictures, failures = world.pictures(), world.failures()
        print(f"undisturbed: {len(pictures)} files, {len(failures)} failures", flush=True)
        for reason in sorted(set(failures.values())):
            print(f"  {reason}")
        check(world, life, code, pictures, failures)
        lives, until = 0, time.monotonic() + arguments.seconds
        while time.monotonic() < until:
            life = Life(world, random.Random(dice.random()))
            check(world, life, life.live(), pictures, failures)
            lives += 1
        print(f"{lives} lives, the last: {', '.join(life.story)}")
    except AssertionError as failure:
        print(f"FAILED with --seed {arguments.seed}, in: {', '.join(life.story)}\n{failure}")
        return 1
    finally:
        world.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
