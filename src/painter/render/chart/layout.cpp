#include "painter/render/chart/layout.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "painter/render/chart/color_bar.hpp"

namespace rankplot::render {
namespace {

// In points. The margins are those of matplotlib's 640x480 figure, less where it wastes room.
constexpr double kPadPt = 5, kTitlePt = 12, kTitlePadPt = 6, kBarGapPt = 12;
constexpr double kLeftPt = 57.6, kBottomPt = 38, kRightPt = 26, kTopPt = 26, kTopTitlePt = 34;
constexpr int kMostTitleLines = 3;
constexpr int kRounds = 4;
/// Shares of the picture that the plot must have, else text gets smaller.
constexpr double kLeastShare = 0.4;
constexpr std::array<double, 5> kTextScales{1, 0.85, 0.7, 0.58, 0.48};

struct Margins {
  double left = 0, bottom = 0, right = 0, top = 0;

  bool operator==(const Margins&) const = default;
};

Margins largest(const Margins& a, const Margins& b) {
  return {std::max(a.left, b.left), std::max(a.bottom, b.bottom), std::max(a.right, b.right),
          std::max(a.top, b.top)};
}

/// Margins that a figure has at least: shares of a small picture, fixed in a large one, so that the
/// plots of like figures stand at the same place.
Margins usual(const LayoutRequest& request, const Metrics& metrics) {
  const double width = request.width_px, height = request.height_px;
  const double top = request.title.empty() ? kTopPt : kTopTitlePt;
  return {std::min(metrics.px(kLeftPt), 0.125 * width),
          std::min(metrics.px(kBottomPt), 0.11 * height),
          std::min(metrics.px(kRightPt), 0.06 * width), std::min(metrics.px(top), 0.12 * height)};
}

class Arrangement {
 public:
  Arrangement(const LayoutRequest& request, const Metrics& metrics)
      : request_(request),
        pad_(metrics.px(kPadPt)),
        out_{metrics,
             {pad_, pad_, request.width_px - pad_, request.height_px - pad_},
             {},
             AxisLine(true, request.x, request.x_scale, request.x_label, metrics, request.names.x),
             AxisLine(false, request.y, request.y_scale, request.y_label, metrics, request.names.y),
             {},
             {},
             {}} {
    out_.title = fit_text(request.title, metrics.px(kTitlePt), std::max(1.0, out_.figure.width()),
                          kMostTitleLines);
    Margins margins = usual(request, metrics);
    for (int round = 0; round < kRounds; ++round) {
      fit(margins);
      const Margins next = largest(margins, needed());
      if (next == margins) break;
      margins = next;
    }
    fit(margins);
    place_title();
    place_bars();
  }

  bool roomy() const {
    return room_.width() >= kLeastShare * request_.width_px &&
           room_.height() >= kLeastShare * request_.height_px;
  }
  Layout take() { return std::move(out_); }

 private:
  double px(double points) const { return out_.metrics.px(points); }

  /// The plot within the margins, and the axes' ticks for it.
  void fit(const Margins& margins) {
    Rectangle& plot = out_.plot;
    plot = {std::round(margins.left), std::round(margins.bottom),
            std::round(request_.width_px - margins.right),
            std::round(request_.height_px - margins.top)};
    constexpr double kLeast = 4;
    plot.right = std::max(plot.right, plot.left + kLeast);
    plot.top = std::max(plot.top, plot.bottom + kLeast);
    room_ = plot;
    if (request_.equal_aspect) shrink_to_aspect(plot);
    out_.x.fit(plot.width(), out_.figure.width());
    out_.y.fit(plot.height(), out_.figure.height());
    bar_widths_.clear();
    for (const ColorBarRequest& bar : request_.bars)
      bar_widths_.push_back(std::ceil(color_bar_width_px(bar, plot.height(), out_.metrics)) +
                            px(kBarGapPt));
  }

  void shrink_to_aspect(Rectangle& plot) const {
    if (request_.x_scale != job::AxisScale::Linear || request_.y_scale != job::AxisScale::Linear)
      return;
    const double ratio = std::abs(request_.y.high / 2 - request_.y.low / 2) /
                         std::abs(request_.x.high / 2 - request_.x.low / 2);
    constexpr double kThinnest = 0.02;  // beyond it there is nothing to see
    if (!(ratio > kThinnest && ratio < 1 / kThinnest)) return;
    const double width = std::min(plot.width(), plot.height() / ratio);
    const double height = std::min(plot.height(), plot.width() * ratio);
    plot.left += std::floor((plot.width() - width) / 2);
    plot.bottom += std::floor((plot.height() - height) / 2);
    plot.right = plot.left + std::round(width);
    plot.top = plot.bottom + std::round(height);
  }

  double bars_width() const {
    double sum = 0;
    for (const double width : bar_widths_) sum += width;
    return sum;
  }

  /// The title stands above the offset texts of y axis and colour bars where it would meet them.
  double title_rise() const {
    const double beside = (out_.plot.width() - out_.title.extent.width) / 2 - px(kPadPt);
    const double over_axis = beside < out_.y.offset_width() ? out_.y.offset_height() : 0;
    return beside < 0 ? std::max(over_axis, bar_offset_height()) : over_axis;
  }
  double bar_offset_height() const {
    double height = 0;
    for (const ColorBarRequest& bar : request_.bars)
      height = std::max(height, color_bar_offset_height_px(bar, out_.plot.height(), out_.metrics));
    return height;
  }

  Margins needed() const {
    const double title =
        out_.title.empty() ? 0 : px(kTitlePadPt) + out_.title.extent.height + title_rise();
    const double bars = bars_width();
    return {pad_ + std::max(out_.y.depth(), out_.x.overhang_low()),
            pad_ + std::max(out_.x.depth(), out_.y.overhang_low()),
            pad_ + std::max(bars, out_.x.overhang_high()),
            pad_ + std::max({title, out_.y.overhang_high(), out_.y.offset_height(),
                             bar_offset_height()})};
  }

  void place_title() {
    if (out_.title.empty()) return;
    const double half = out_.title.extent.width / 2;
    const double low = out_.figure.left + half, high = out_.figure.right - half;
    const double middle = (out_.plot.left + out_.plot.right) / 2;
    const double x = low < high ? std::clamp(middle, low, high) : (low + high) / 2;
    const double y = out_.plot.top + px(kTitlePadPt) + title_rise() - out_.title.extent.descent;
    out_.title_at = {static_cast<float>(x), static_cast<float>(y)};
  }

  void place_bars() {
    double left = out_.plot.right;
    for (const double width : bar_widths_) {
      left += px(kBarGapPt);
      const double right = left + width - px(kBarGapPt);
      out_.bar_areas.push_back({std::round(left), out_.plot.bottom, right, out_.plot.top});
      left = right;
    }
  }

  const LayoutRequest& request_;
  double pad_;
  Layout out_;
  Rectangle room_;  ///< for the plot, before its aspect is respected
  std::vector<double> bar_widths_;
};

}  // namespace

Layout lay_out(const LayoutRequest& request, const Metrics& metrics) {
  for (const double scale : kTextScales) {
    Arrangement arrangement(request, {metrics.dpi * scale});
    if (arrangement.roomy()) return arrangement.take();
  }
  return Arrangement(request, {metrics.dpi * kTextScales.back()}).take();
}

}  // namespace rankplot::render
