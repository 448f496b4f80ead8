"""The monitor's page in a real browser, on a real run: page_test.py RANKPLOT MPIRUN.

One run is opened, followed, zoomed, paused, cut off, found again and watched to its end; then
index.html is opened from the file system.
"""
import os
import pathlib
import re
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
        if plots:
            subprocess.run([RANKPLOT, "sample", "sample", "--plots", str(plots), "--steps", "0", "--grid", "16"],
                           cwd=folder, check=True, stdout=subprocess.DEVNULL)
        (self.folder / "job.toml").write_text((JOB if plots else 'output = "out"\n') + more)
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


def points(driver):
    """How many the first chart says that it has."""
    return int(text(driver, ".chart .key li").split(" · ")[1].split()[0].replace(",", ""))


def shown(driver):
    """The range that the first chart says it shows: x and y, each from and to."""
    label = driver.execute_script("return document.querySelector('.chart .plot').getAttribute('aria-label')")
    number = r"(-?[\d.e+-]+)"
    found = re.search(f"Shows x {number} to {number}, y {number} to {number}\\. ", label)
    return tuple(map(float, found.groups()))


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

    def test_a_chart_of_streamed_points_is_followed_zoomed_and_slept_through(self):
        series = ('[[source]]\nname = "waves"\nevery = "5 ms"\ngroup = "all"\nx = "i"\ny = "sin(i / 100)"\n'
                  '[[source]]\nname = "random"\nevery = "5 ms"\ngroup = "all"\nx = "i"\ny = "2 + random()"\nfmt = "ro-"\n')
        run = self.run_with(0, 2, series)
        with browser(os.path.join(self.folder.name, "profile")) as driver:
            driver.get(run.url())
            eventually(lambda: text(driver, ".chart .key li") and points(driver) > 100, "points in the first chart")
            self.assertIn("waves", text(driver, ".chart .key"))
            plot = driver.find_element(By.CSS_SELECTOR, ".chart .plot")
            self.zooms_by_keys(driver, plot)
            self.zooms_by_pointer(driver, plot)
            self.shows_another_way(driver)
            self.sleeps(driver, run)
            driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                                   {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True})
            eventually(lambda: driver.execute_script("return document.querySelector('.chart canvas').clientWidth < 390"), "a narrow chart")
            self.assertLessEqual(driver.execute_script("return document.scrollingElement.scrollWidth"), 390)
            screenshot(driver, "phone")
            self.no_complaints(driver, ("Page entered Back-Forward Cache",))  # what a page says that falls asleep
            run.stop()
            eventually(lambda: driver.execute_script("return document.body.dataset.link") == "ended", "the page says that the run has ended")
        run.wait()

    def zooms_by_keys(self, driver, plot):
        def follows():
            before = shown(driver)
            eventually(lambda: shown(driver)[1] > before[1], "the range follows the points")
        follows()
        plot.send_keys("+")
        near = shown(driver)
        plot.send_keys("+")
        nearer = shown(driver)
        self.assertAlmostEqual(nearer[1] - nearer[0], (near[1] - near[0]) / 2, delta=1)
        before = points(driver)
        eventually(lambda: points(driver) > before + 50, "more points")
        self.assertEqual(shown(driver), nearer, "a range that was chosen stays")
        plot.send_keys("\ue014")  # right
        moved = shown(driver)
        self.assertAlmostEqual(moved[0] - nearer[0], (nearer[1] - nearer[0]) / 10, delta=1)
        plot.send_keys("-")
        self.assertAlmostEqual(shown(driver)[1] - shown(driver)[0], 2 * (moved[1] - moved[0]), delta=1)
        plot.send_keys("0")
        follows()

    def zooms_by_pointer(self, driver, plot):
        before = shown(driver)
        over = driver.find_element(By.CSS_SELECTOR, ".chart .u-over")
        width, height = over.size["width"], over.size["height"]
        ActionChains(driver).move_to_element_with_offset(over, -width // 4, -height // 4).click_and_hold().move_by_offset(
            width // 4, height // 4).release().perform()
        after = shown(driver)
        self.assertEqual(driver.execute_script("return document.querySelector('.chart select').value"), "fixed")
        self.assertAlmostEqual((after[3] - after[2]) / (before[3] - before[2]), 0.25, delta=0.1)
        self.assertGreater(after[0], before[0])
        screenshot(driver, "zoomed")
        ActionChains(driver).double_click(over).perform()
        eventually(lambda: shown(driver)[0] < after[0], "the whole range again")

    def shows_another_way(self, driver):
        select = driver.find_element(By.CSS_SELECTOR, ".chart select")
        select.send_keys("newest tenth")
        low, high, *_ = shown(driver)
        self.assertAlmostEqual(low, 0.9 * high, delta=0.05 * high)
        driver.find_element(By.CSS_SELECTOR, ".chart input[type=checkbox]").click()
        self.assertGreater(shown(driver)[2], 0, "a logarithmic axis begins above zero")
        driver.find_element(By.CSS_SELECTOR, ".state button").click()
        picture = "return document.querySelector('.chart canvas').toDataURL()"
        raw = driver.execute_script(picture)
        slider = driver.find_element(By.CSS_SELECTOR, ".chart input[type=range]")
        slider.send_keys("\ue00e")  # a page up
        eventually(lambda: driver.execute_script(picture) != raw, "a smoothed line")
        driver.find_element(By.CSS_SELECTOR, ".state button").click()
        screenshot(driver, "smoothed")

    def sleeps(self, driver, run):
        """A page that the browser froze has everything when it wakes."""
        before = points(driver)
        record = run.folder / "out/points.h5"
        driver.execute_cdp_cmd("Page.setWebLifecycleState", {"state": "frozen"})
        for _ in range(3):
            flushed = record.stat().st_mtime_ns
            eventually(lambda: record.stat().st_mtime_ns != flushed, "the run goes on")
        driver.execute_cdp_cmd("Page.setWebLifecycleState", {"state": "active"})
        page = driver.current_window_handle
        driver.switch_to.new_window("tab")  # what was frozen counts as hidden until it is looked at again
        driver.close()
        driver.switch_to.window(page)
        eventually(lambda: points(driver) > before + 200, "what came meanwhile")
        self.assertEqual(text(driver, ".status"), "Live")

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
