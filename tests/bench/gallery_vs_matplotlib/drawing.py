"""What a figure that rankplot saved as SVG says of itself: texts with their boxes, the plot, its marks and its axes."""
import re
import xml.etree.ElementTree

import numpy as np

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
DIGIT = 0.636  # its width in DejaVu Sans, of the size
DIGITS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹−", "-0123456789-")


class Text:
    def __init__(self, group, words):
        self.words = "".join(text.text or "" for text in words)
        move = re.search(r"translate\(([-\d.]+) ([-\d.]+)\)", group.get("transform", "translate(0 0)"))
        self.turned = "rotate" in group.get("transform", "") or "matrix" in group.get("transform", "")
        self.color = group.get("fill", "#000000")
        self.size = float(words[0].get("font-size"))
        self.left = float(move[1]) + float(words[0].get("x"))
        self.base = float(move[2]) + float(words[0].get("y"))
        self.width = sum(float(text.get("textLength", DIGIT * self.size)) for text in words)  # a lone sign has no length

    @property
    def middle(self):
        """Of its width, and of the height of its digits."""
        return self.left + self.width / 2, self.base - 0.365 * self.size

    @property
    def box(self):
        """Ink of DejaVu Sans, as far as its letters reach; upright texts only."""
        below = 0.24 if re.search(r"[gjpqy(),;\[\]_{}|/]", self.words) else 0.02
        return self.left, self.base - 0.76 * self.size, self.left + self.width, self.base + below * self.size

    @property
    def value(self):
        words = self.words.translate(DIGITS)
        power = re.fullmatch(r"10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+", self.words)
        try:
            return 10.0 ** float(words[2:]) if power else float(words)
        except ValueError:
            return None


class Drawing:
    def __init__(self, path):
        root = xml.etree.ElementTree.parse(path).getroot()
        self.width, self.height = (float(number) for number in root.get("viewBox").split()[2:])
        self.texts = [Text(group, words) for group in root.iter(f"{SVG}g") if (words := group.findall(f"{SVG}text"))]
        plot = root.find(f".//{SVG}clipPath/{SVG}rect")
        self.left, self.top, width, height = (float(plot.get(name)) for name in ("x", "y", "width", "height"))
        self.right, self.bottom = self.left + width, self.top + height
        self.images = len(list(root.iter(f"{SVG}image")))
        self.edges = self.length_of_edges(root)
        self.colors = set()
        for part in root.iter(f"{SVG}g"):
            if part.get("clip-path"):
                self.take_colors(part)

    @staticmethod
    def length_of_edges(root):
        """Pixels around all marks, as if they were round."""
        across = {}
        for mark in root.iter(f"{SVG}g"):
            if mark.get("id") and (path := mark.find(f"{SVG}path")) is not None:
                places = [float(number) for number in re.findall(r"-?[\d.]+", path.get("d"))]
                across["#" + mark.get("id")] = 2 * max(map(abs, places))
        return sum(np.pi * across.get(use.get(HREF), 0) for use in root.iter(f"{SVG}use"))

    def take_colors(self, part):
        for shape in part.iter():
            for paint in ("fill", "stroke"):
                color = shape.get(paint, "none")
                if color.startswith("#"):
                    alpha = float(shape.get(f"{paint}-opacity", 1)) * float(shape.get("opacity", 1))
                    self.colors.add((color, alpha))

    def tick_labels(self, axis):
        """Those of the row below the plot, or of the column left of it."""
        if axis == "x":
            below = [text for text in self.texts if text.box[1] > self.bottom and text.box[2] > self.left and not text.turned]
            first = min((text.base for text in below), default=0)
            return [text for text in below if abs(text.base - first) < 0.5]
        beside = [text for text in self.texts if text.left + text.width <= self.left and not text.turned]
        last = max((text.left + text.width for text in beside), default=0)
        return [text for text in beside if abs(text.left + text.width - last) < 1.5]

    def limits(self, axis, scale="linear"):
        """What the axis shows from end to end, by the places of its labels; None where they are no numbers."""
        labels = [text for text in self.tick_labels(axis) if text.value is not None]
        if len(labels) < 2:
            return None
        places = [text.middle[0 if axis == "x" else 1] for text in labels]
        values = np.array([text.value for text in labels])
        line = np.polyfit(places, np.log10(values) if scale == "log" else values, 1)
        ends = np.polyval(line, (self.left, self.right) if axis == "x" else (self.bottom, self.top))
        return tuple(10**ends if scale == "log" else ends)
