"""Movies in a real browser: movie_test.py RANKPLOT. Each plays to its end with the colours of its pictures."""
import base64
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

from browser import browser, eventually

RANKPLOT = sys.argv[1]

JOB = """
output = "out"
input = "sample/gray_scott/gs_{step}.h5"
[[figure]]
name = "v"
save = "v_{step:05d}.png"
title = "V at step {step}"
  [[figure.layer]]
  kind = "heatmap"
  value = "/fields/V"
[[movie]]
figure = "v"
save = ["v.mp4", "v.webm", "v.av1.webm"]
fps = 10
"""

# The mean difference of a channel, of 255, between the last frame shown and the picture it was made from.
DIFFERENCE = """
const done = arguments[0];
const video = document.querySelector("video"), image = document.querySelector("img");
const pixels = (source) => {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
  const context = canvas.getContext("2d");
  context.drawImage(source, 0, 0);
  return context.getImageData(0, 0, canvas.width, canvas.height).data;
};
const [shown, saved] = [pixels(video), pixels(image)];
let sum = 0;
for (let i = 0; i < shown.length; ++i) sum += Math.abs(shown[i] - saved[i]);
done(sum / shown.length * 4 / 3);
"""


def data_url(kind, path):
    return f"data:{kind};base64," + base64.b64encode(path.read_bytes()).decode()


class Movies(unittest.TestCase):
    def test_play_to_their_end_with_the_colours_of_their_pictures(self):
        with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory() as profile:
            folder = pathlib.Path(name)
            subprocess.run([RANKPLOT, "sample", "sample", "--plots", "1", "--steps", "1000", "--every", "100",
                            "--grid", "64"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
            (folder / "job.toml").write_text(JOB)
            subprocess.run([RANKPLOT, "run", "job.toml"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
            last = data_url("image/png", sorted((folder / "out").glob("*.png"))[-1])
            with browser(profile) as driver:
                for movie in ("v.mp4", "v.webm", "v.av1.webm"):
                    with self.subTest(movie):
                        self.play(driver, folder, movie, last)

    def play(self, driver, folder, movie, last):
        source = data_url("video/" + movie.rsplit(".", 1)[1], folder / "out" / movie)
        page = folder / "page.html"
        page.write_text(f'<video muted autoplay src="{source}"></video><img src="{last}">')
        driver.get(page.as_uri())
        state = "const v = document.querySelector('video'); return "
        eventually(lambda: driver.execute_script(state + "v.ended || v.error"), movie + " has ended")
        self.assertIsNone(driver.execute_script(state + "v.error && v.error.message"))
        self.assertEqual(driver.execute_script(state + "[v.videoWidth, v.videoHeight]"), [640, 480])
        self.assertAlmostEqual(driver.execute_script(state + "v.duration"), 1.1, delta=0.06)
        self.assertLess(driver.execute_async_script(DIFFERENCE), 3)


if __name__ == "__main__":
    os.environ.setdefault("HOME", "/tmp")
    unittest.main(argv=sys.argv[:1])
