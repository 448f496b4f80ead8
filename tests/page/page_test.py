"""The monitor's page in a real browser, on a real run: page_test.py RANKPLOT MPIRUN.

One run is opened, followed, zoomed, paused, cut off, found again and watched to its end; then
index.html is opened from the file system.
"""
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import unittest

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By

from browser import Tunnel, browser, complaints, eventually, requests, screenshot

RANKPLOT, MPIRUN = sys.argv[1:3]

JOB = """
output = "out"
input = "sample/concurrent_saving.h5"
[[figure]]
name = "plot"
data = "/plot_{n}"
save = "plot_{n:05d}.png"
size = [1600, 1200]
  [[figure.layer]]
  kind = "scatter"
  x = "a"
  y = "b"
[[figure]]
name = "wrong"
data = "/plot_{n}"
save = "wrong_{n}.png"
select = "n % 10 == 0"
  [[figure.layer]]
  kind = "scatter"
  x = "a[900000000]"
  y = "b"
"""


class Run:
    """A run in a folder of its own; ended with it."""

    def __init__(self, folder, plots, ranks=2, more="", options=()):
        self.folder = pathlib.Path(folder)
        subprocess.run([RANKPLOT, "sample", "sample", "--plots", str(plots), "--steps", "0", "--grid", "16"],
                       cwd=folder, check=True, stdout=subprocess.DEVNULL)
        (self.folder / "job.toml").write_text(JOB + more)
        self.out = open(self.folder / "out.txt", "wb")
        environment = dict(os.environ, OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1",
                           OMPI_MCA_mpi_yield_when_idle="1")
        self.process = subprocess.Popen(
            [MPIRUN, "--oversubscribe", "--bind-to", "none", "-n", str(ranks), RANKPLOT, "run", "job.toml", "--monitor", *options],
            cwd=folder, env=environment, stdout=self.out, stderr=subprocess.STDOUT)

    def text(self):
        return (self.folder / "out.txt").read_text(errors="replace")

    def url(self):
        file = self.folder / "out/.rankplot/monitor.url"
        eventually(lambda: file.exists() or self.process.poll() is not None, "the file with the URL")
        assert file.exists(), "the run ended at once: " + self.text()
        return file.read_text().strip()

    def stop(self):
        """Asks rank 0 for an early end: mpirun itself would end the ranks in a hurry."""
        for rank in self.ranks()[:1]:
            os.kill(rank, signal.SIGTERM)

    def ranks(self):
        of_mpirun = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return sorted(map(int, of_mpirun.read_text().split())) if of_mpirun.exists() else []

    def wait(self):
        return self.process.wait(timeout=90)

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.out.close()


def text(driver, selector):
    return driver.execute_script("return document.querySelector(arguments[0])?.textContent ?? ''", selector)


def done(driver):
    return int(text(driver, "#progress .numbers").split(" of ")[0].replace(",", "") or 0)


class PageTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="rankplot_page_", ignore_cleanup_errors=True)
        self.addCleanup(self.folder.cleanup)

    def run_with(self, plots, *more):
        run = Run(self.folder.name, plots, *more)
        self.addCleanup(run.close)
        return run

    def no_complaints(self, driver, allowed=()):
        found = [line for line in complaints(driver) if not any(word in line for word in allowed)]
        self.assertEqual(found, [])

    def only_local(self, driver, *prefixes):
        for url in requests(driver):
            self.assertTrue(url.startswith(prefixes + ("data:", "about:", "chrome:")), url)

    def test_a_run_is_followed_from_its_first_figure_to_its_report(self):
        run = self.run_with(3000)
        url = run.url()
        target = int(url.split(":")[2].split("/")[0])
        self.assertNotIn(url.split("token=")[1], run.text(), "the token is printed nowhere")
        tunnel = Tunnel(target)
        with browser(os.path.join(self.folder.name, "profile")) as driver:
            driver.get(url.replace(str(target), str(tunnel.port), 1))
            self.assertNotIn("token", driver.current_url)
            eventually(lambda: text(driver, ".status") == "Live", "the page is live")
            self.assertEqual(driver.get_cookies()[0]["httpOnly"], True)
            self.assertEqual(driver.get_cookies()[0]["sameSite"], "Strict")
            self.follows(driver)
            self.shows_figures_and_failures(driver)
            self.pauses(driver)
            screenshot(driver, "live_light")
            self.no_complaints(driver)
            self.comes_back(driver, tunnel)
            run.stop()
            eventually(lambda: driver.execute_script("return document.body.dataset.link") == "ended", "the page says that the run has ended")
            self.assertIn("index.html in out", text(driver, ".status"))
            self.only_local(driver, f"http://localhost:{tunnel.port}/", f"ws://localhost:{tunnel.port}/")
            self.no_complaints(driver)
            shown = done(driver)
        run.wait()
        self.assertFalse((run.folder / "out/.rankplot/monitor.url").exists())
        self.report(run, shown)

    def test_another_rank_shows_points_figures_and_failures(self):
        waves = '[[source]]\nname = "waves"\nrank = 2\nevery = "10 ms"\ny = "sin(t)"\n'
        run = self.run_with(2000, 3, waves, ("--monitor-rank", "1"))
        with browser(os.path.join(self.folder.name, "profile")) as driver:
            driver.get(run.url())
            eventually(lambda: text(driver, ".status") == "Live", "the page is live")
            first = done(driver)
            eventually(lambda: done(driver) > first, "progress of the coordinator")
            eventually(lambda: "waves" in text(driver, "body"), "the source's chart")
            eventually(lambda: "3 ranks" in text(driver, ".top"), "the ranks")
            self.shows_figures_and_failures(driver)
            screenshot(driver, "another_rank")
            run.stop()
            eventually(lambda: driver.execute_script("return document.body.dataset.link") == "ended", "the page says that the run has ended")
            self.no_complaints(driver)
        run.wait()
        self.assertIn("to rank 1", run.text())
        self.assertFalse((run.folder / "out/.rankplot/monitor.url").exists())

    def follows(self, driver):
        first = done(driver)
        eventually(lambda: done(driver) > first, "progress")
        self.assertIn("figures", text(driver, "#progress .numbers"))
        eventually(lambda: text(driver, "#ranks").count("rank") >= 0 and "2 ranks" in text(driver, ".top"), "the ranks")

    def shows_figures_and_failures(self, driver):
        driver.execute_script("document.getElementById('figures').scrollIntoView()")
        eventually(lambda: driver.execute_script(
            "return [...document.querySelectorAll('#figures img')].some(i => i.complete && i.naturalWidth === 1600)"),
            "a thumbnail")
        self.never_blank(driver)
        failure = eventually(lambda: text(driver, "#failures li"), "a failure with its reason")
        self.assertIn("index 900000000", failure)
        self.assertEqual(driver.execute_script("return document.querySelectorAll('#failures li').length"), 1)
        # Figures come faster than a pointer moves: the one that is there when the page is asked.
        driver.execute_script("document.querySelector('#figures .thumb').click()")
        eventually(lambda: driver.execute_script(
            "return document.querySelector('dialog').open && document.querySelector('dialog img').naturalWidth === 1600"),
            "the figure at full size")
        ActionChains(driver).send_keys("\ue00c").perform()  # Escape
        eventually(lambda: driver.execute_script("return !document.querySelector('dialog').open"), "it closes")

    def never_blank(self, driver):
        """Newer figures come, and take the place of others only when they can be seen."""
        first = driver.execute_script("return document.querySelector('#figures .caption').textContent")
        def changed():
            caption, blank = driver.execute_script(
                "return [document.querySelector('#figures .caption').textContent,"
                " [...document.querySelectorAll('#figures img')].filter(i => !i.complete && i.loading === 'eager').length]")
            self.assertEqual(blank, 0)
            return caption != first
        eventually(lambda: changed(), "newer thumbnails")
        eventually(lambda: changed() and not driver.execute_script(
            "return [...document.querySelectorAll('#figures img')].some(i => !i.complete || !i.naturalWidth)"), "all of them whole")

    def pauses(self, driver):
        button = driver.find_element(By.CSS_SELECTOR, ".state button")
        button.click()
        # What came before the pause is drawn in the next frame.
        driver.execute_async_script("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))")
        held = done(driver)
        eventually(lambda: "waiting" in button.text and "Go on: 0" not in button.text, "the pause counts")
        self.assertEqual(done(driver), held)
        button.click()
        eventually(lambda: done(driver) > held, "it goes on")
        self.assertEqual(button.text, "Pause")

    def comes_back(self, driver, tunnel):
        before = done(driver)
        tunnel.close()
        eventually(lambda: "tunnel" in text(driver, ".status"), "the page says that the tunnel closed")
        tunnel.open()
        eventually(lambda: text(driver, ".status") == "Live" and done(driver) > before, "it is live again")
        complaints(driver)  # what a closed tunnel sounds like

    def report(self, run, shown):
        file = run.folder / "out/index.html"
        for dark in (False, True):
            with browser(os.path.join(self.folder.name, f"profile{dark}"), dark=dark) as driver:
                driver.get(file.as_uri())
                self.assertGreaterEqual(done(driver), shown)
                driver.execute_script("document.getElementById('gallery').scrollIntoView()")
                rows = eventually(lambda: int(text(driver, "#gallery [role=status]").split()[0].replace(",", "")), "the gallery")
                eventually(lambda: driver.execute_script(
                    "return [...document.querySelectorAll('#gallery img')].some(i => i.naturalWidth === 1600)"), "a figure")
                self.assertLess(driver.execute_script("return document.querySelectorAll('#gallery .thumb').length"), 200)
                screenshot(driver, f"report_{'dark' if dark else 'light'}")
                driver.find_element(By.CSS_SELECTOR, "#gallery input[type=checkbox]").click()
                failed = int(text(driver, "#gallery [role=status]").split()[0].replace(",", ""))
                self.assertGreater(failed, 0)
                self.assertLess(failed, rows)
                self.only_local(driver, file.parent.as_uri() + "/")
                self.no_complaints(driver)


if __name__ == "__main__":
    unittest.main(warnings="ignore", argv=sys.argv[:1] + sys.argv[3:], verbosity=2)
