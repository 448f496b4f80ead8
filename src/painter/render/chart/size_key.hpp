#pragma once

#include <span>
#include <string>
#include <vector>

#include "painter/render/chart/layer.hpp"

namespace rankplot::render {

/// A layer whose samples in the legend may be larger than the usual 2 x 0.7 font sizes.
class SizedSwatches {
 public:
  virtual ~SizedSwatches() = default;
  /// Width and height in pixels of a part's sample; 0 where the usual ones do, below 0 of
  /// a part without: its text stands in the sample's place.
  virtual double swatch_px(std::size_t part) const = 0;
};

/// What a legend says of marks whose areas show data: some values with marks of their sizes.
class SizeKey {
 public:
  struct Entry {
    double value = 0;  ///< above 0
    std::string text;
  };

  SizeKey() = default;
  /// Of the options size_legend and size_label, for a layer with these sizes. Throws base::Error
  /// naming the layer where a value that is asked for is not above 0.
  SizeKey(const LayerInput& input, std::span<const double> sizes);

  /// Without entries where none are wanted, or no size is above 0.
  const std::vector<Entry>& entries() const { return entries_; }
  const std::string& title() const { return title_; }

 private:
  std::vector<Entry> entries_;
  std::string title_;
};

/// size_legend and size_label.
std::vector<job::Option> size_key_options();

/// The values themselves where at most five differ; else the multiples of 1, 2 or 5 times a power
/// of ten between the least and the largest of them, as many as five can be. Ascending; only
/// finite values above 0 count.
std::vector<double> representative_sizes(std::span<const double> sizes);

}  // namespace rankplot::render
