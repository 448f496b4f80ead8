#include "painter/render/chart/layout.hpp"

#include <algorithm>
#include <cmath>

#include "painter/render/chart/plot_fit.hpp"

namespace rankplot::render {
namespace {

// In points. The margins are those of matplotlib's 640x480 figure, less where it wastes room.
constexpr double kLeftPt = 57.6, kBottomPt = 38, kRightPt = 26, kTopPt = 26, kTopTitlePt = 34;

/// Margins that a figure has at least: shares of a small picture, fixed in a large one, so that the
/// plots of like figures stand at the same place.
Margins usual(const LayoutRequest& request, const Metrics& metrics) {
  if (request.frameless) return {};
  const double width = request.width_px, height = request.height_px;
  const double top = request.title.empty() ? kTopPt : kTopTitlePt;
  return {std::min(metrics.text_px(kLeftPt), 0.125 * width),
          std::min(metrics.text_px(kBottomPt), 0.11 * height),
          std::min(metrics.text_px(kRightPt), 0.06 * width),
          std::min(metrics.text_px(top), 0.12 * height)};
}

/// The whole picture less its margins, as whole pixels.
Rectangle room_within(const Margins& margins, const LayoutRequest& request) {
  Rectangle room{std::round(margins.left), std::round(margins.bottom),
                 std::round(request.width_px - margins.right),
                 std::round(request.height_px - margins.top)};
  constexpr double kLeast = 4;
  room.right = std::max(room.right, room.left + kLeast);
  room.top = std::max(room.top, room.bottom + kLeast);
  return room;
}

class Arrangement {
 public:
  Arrangement(const LayoutRequest& request, const Metrics& metrics)
      : request_(request),
        pad_(metrics.text_px(kPadPt)),
        fit_(request, metrics, {pad_, pad_, request.width_px - pad_, request.height_px - pad_}) {
    Margins margins = usual(request, metrics);
    for (int round = 0; round < kRounds; ++round) {
      fit(margins);
      const Margins next = largest(margins, needed());
      if (next == margins) break;
      margins = next;
    }
    fit(margins);
    fit_.place();
  }

  bool roomy() const {
    return room_.width() >= kLeastShare * request_.width_px &&
           room_.height() >= kLeastShare * request_.height_px;
  }
  Layout take() { return fit_.take(); }

 private:
  void fit(const Margins& margins) {
    room_ = room_within(margins, request_);
    fit_.fit(room_);
  }

  Margins needed() const {
    const Margins inner = fit_.needed();
    return {pad_ + inner.left, pad_ + inner.bottom, pad_ + inner.right, pad_ + inner.top};
  }

  const LayoutRequest& request_;
  double pad_;
  PlotFit fit_;
  Rectangle room_;  ///< for the plot, before its aspect is respected
};

}  // namespace

Layout lay_out(const LayoutRequest& request, const Metrics& metrics) {
  for (const double scale : kTextScales) {
    Arrangement arrangement(request, metrics.smaller(scale));
    if (arrangement.roomy()) return arrangement.take();
  }
  return Arrangement(request, metrics.smaller(std::end(kTextScales)[-1])).take();
}

}  // namespace rankplot::render
