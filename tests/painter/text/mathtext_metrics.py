#!/usr/bin/python3
"""Prints the table of mathtext_table.hpp: what matplotlib's mathtext measures at 100 pixels an em.
tests/painter/text/mathtext_metrics.py > tests/painter/text/mathtext_table.hpp"""
import matplotlib
from matplotlib.font_manager import FontProperties
from matplotlib.mathtext import MathTextParser

FORMULAS = r"""
\alpha\beta\gamma\delta\epsilon\zeta
\eta\theta\iota\kappa\lambda\mu
\nu\xi\pi\rho\sigma\tau
\upsilon\phi\chi\psi\omega
\Gamma\Delta\Theta\Lambda\Xi\Pi
\Sigma\Upsilon\Phi\Psi\Omega
\varepsilon\vartheta\varphi\varrho
x^2
x_i
x_i^2
x_{i,j}
x^{y^z}
a_{b_c}
e^{-x^2/2}
f'(x)
\frac{a}{b}
\dfrac{a}{b}
\frac{1}{1+\frac{1}{x}}
\frac{\partial u}{\partial t}
\binom{n}{k}
\sqrt{x}
\sqrt{2}
\sqrt[3]{x}
\sqrt{\frac{a}{b}}
\sum_{i=0}^{n}
\sum_{i=0}^{\infty} x_i
\prod_{k=1}^{N}
\int_0^1 f(x)
\int_a^b
\oint E
\hat{x}
\bar{x}
\vec{v}
\dot{q}
\ddot{q}
\tilde{n}
\widehat{xyz}
\overline{AB}
\mathrm{kg\,m^{-3}}
\mathbf{B}
\mathit{speed}
\mathrm{d}x
\sin x
\cos(\theta)
\log_{10}
\lim_{x\to 0}
\left(\frac{a}{b}\right)
\left[\frac{a}{b}\right]
\left(x\right)
\left\{\frac{x}{y}\right\}
a \rightarrow b
A \Rightarrow B
a \leq b
a \neq b
a + b
a - b = c
a \times b
a \pm b
x \in A
A \subset B
\infty
\nabla \cdot E
\hbar\omega
10^{-3}
\sigma = \sqrt{\frac{1}{N}}
E = mc^2
\langle x \rangle
\rho_{\mathrm{max}}
T\;[\mathrm{K}]
\AA
45^\circ
x \quad y
n! / k!
|x|
""".strip().split("\n")

parser = MathTextParser("path")
font = FontProperties(size=100)
print(f"""// Written by mathtext_metrics.py from matplotlib {matplotlib.__version__}.
#pragma once

namespace rankplot::text {{

/// What mathtext measures at 100 pixels an em: advance, ink or box above and below the baseline.
struct Measured {{
  const char* formula;
  double width, height, depth;
}};

// clang-format off
constexpr Measured kMathtext[] = {{""")
for formula in FORMULAS:
    width, height, depth, *_ = parser.parse(f"${formula}$", dpi=72, prop=font)
    print(f'    {{R"({formula})", {width:.2f}, {height - depth:.2f}, {depth:.2f}}},')
print("""};
// clang-format on

}  // namespace rankplot::text""")
