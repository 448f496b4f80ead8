#pragma once

#include <span>
#include <vector>

namespace rankplot::render {

/// The finite values, ascending.
std::vector<double> sorted_finite(std::span<const double> values);

/// Of ascending values, by linear interpolation as NumPy's default; `share` from 0 to 1. NaN for
/// none.
double quantile(std::span<const double> ascending, double share);

/// What a box shows (J. Tukey, Exploratory Data Analysis, 1977).
struct BoxSummary {
  double low_whisker = 0, low_quartile = 0, median = 0, high_quartile = 0, high_whisker = 0;
  double mean = 0;
  std::vector<double> outliers;  ///< beyond the whiskers
};

/// Whiskers end at the farthest values within `reach` interquartile ranges of the quartiles. Of
/// ascending values, at least one.
BoxSummary summarise(std::span<const double> ascending, double reach);

/// Gaussian kernel density at `places` (D. Scott, Multivariate Density Estimation, 1992: bandwidth
/// = deviation * n^(-1/5), times `factor`), as scipy.stats.gaussian_kde. Of ascending values; where
/// they are all equal, 1 at that value and 0 elsewhere.
std::vector<double> kernel_density(std::span<const double> ascending,
                                   std::span<const double> places, double factor);

}  // namespace rankplot::render
