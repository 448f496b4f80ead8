#!/usr/bin/python3
"""Writes src/painter/text/math/symbol_table.cpp from matplotlib's table of TeX symbols:
cmake/math_symbols.py > src/painter/text/math/symbol_table.cpp"""
import textwrap

import matplotlib
from matplotlib import _mathtext_data

# What TeX's users write and matplotlib 3.6 has not.
OTHERS = {
    "le": 0x2264, "ge": 0x2265, "gets": 0x2190, "land": 0x2227, "lor": 0x2228, "lnot": 0xAC, "iff": 0x27FA,
    "implies": 0x27F9, "lvert": 0x7C, "rvert": 0x7C, "lVert": 0x2016, "rVert": 0x2016, "setminus": 0x2216,
    "ddagger": 0x2021, "euro": 0x20AC, "pounds": 0xA3, "ohm": 0x2126, "micro": 0xB5, "Box": 0x25A1, "square": 0x25A1,
    "triangle": 0x25B3, "surd": 0x221A, "j": 0x237, "lbrace": 0x7B, "rbrace": 0x7D, "lbrack": 0x5B, "rbrack": 0x5D,
    "idotsint": 0x2A0C, "ngtr": 0x226F, "nless": 0x226E, "dotsc": 0x2026, "dotsb": 0x22EF, "qed": 0x220E, "P": 0xB6,
    "permil": 0x2030, "celsius": 0x2103, "colon": 0x3A, "Zeta": 0x396, "Mu": 0x39C, "Nu": 0x39D, "omicron": 0x3BF,
    "Alpha": 0x391, "Beta": 0x392, "Epsilon": 0x395, "Eta": 0x397, "Iota": 0x399, "Kappa": 0x39A, "Omicron": 0x39F,
    "Rho": 0x3A1, "Tau": 0x3A4, "Chi": 0x3A7,
}

symbols = {name: code for name, code in _mathtext_data.tex2uni.items() if name.isalpha()}
symbols.update({name: code for name, code in OTHERS.items() if name not in symbols})
words = " ".join(f"{name} {code:X}" for name, code in sorted(symbols.items()))
print(f"""// Written by cmake/math_symbols.py from matplotlib {matplotlib.__version__}'s table and names of TeX that it lacks.
#include "painter/text/math/symbols.hpp"

namespace rankplot::text::math {{

const char* const kSymbolTable =""")
lines = textwrap.wrap(words, 92)
print("\n".join(f'    "{line} "' for line in lines) + ";")
print("\n}  // namespace rankplot::text::math")
