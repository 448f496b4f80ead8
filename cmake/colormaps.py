#!/usr/bin/env python3
"""Writes src/painter/render/chart/colormap_table.cpp from Debian's matplotlib (python3-matplotlib 3.6.3).

Run once; the table is committed. Every map that matplotlib registers, without the reversed ones, at its
own length; colours rounded to 8 bits (matplotlib's pictures truncate them), three bytes each, in base64.
"""
import base64
import sys

import matplotlib
import numpy

HEAD = """// Written by cmake/colormaps.py from matplotlib {version}: do not edit. Licences: THIRD_PARTY.md.
#include "painter/render/chart/colormap_table.hpp"

namespace rankplot::render {{
namespace {{

// clang-format off
constexpr ColormapText kTable[] = {{
"""
TAIL = """};
// clang-format on

}  // namespace

std::span<const ColormapText> colormap_table() { return kTable; }

}  // namespace rankplot::render
"""


def main(path):
    names = sorted((n for n in matplotlib.colormaps if not n.endswith("_r")), key=lambda n: n.encode())
    with open(path, "w", encoding="ascii") as out:
        out.write(HEAD.format(version=matplotlib.__version__))
        for name in names:
            colormap = matplotlib.colormaps[name]
            rgb = numpy.rint(colormap(numpy.arange(colormap.N))[:, :3] * 255).astype(numpy.uint8)
            text = base64.b64encode(rgb.tobytes()).decode()
            lines = [f'    "{text[i:i + 92]}"' for i in range(0, len(text), 92)]
            out.write(f'{{"{name}",\n' + "\n".join(lines) + "},\n")
        out.write(TAIL)


if __name__ == "__main__":
    main(sys.argv[1])
