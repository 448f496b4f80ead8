#include "painter/render/chart/panel_layout.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "painter/render/chart/color_bar.hpp"
#include "painter/render/chart/plot_fit.hpp"

namespace rankplot::render {
namespace {

constexpr double kGapPt = 7;      ///< between what belongs to one panel and to the next
constexpr double kBarGapPt = 12;  ///< before the bar of all panels

/// A row or a column of plots, from its first edge on: before and behind the plots of a row are
/// bottom and top, of a column left and right.
struct Track {
  double share = 1;               ///< of what all plots have, relative
  double before = 0, behind = 0;  ///< room that panels need
  double size = 0;                ///< of its plots
  double low = 0, high = 0;       ///< with the room
  double plot_low = 0, plot_high = 0;
};

std::vector<Track> tracks(int count, const std::vector<double>& shares) {
  std::vector<Track> all(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < all.size() && i < shares.size(); ++i) all[i].share = shares[i];
  return all;
}

/// Gives the plots what rooms and gaps leave of a length.
void share_out(std::vector<Track>& tracks, double length, double gap) {
  constexpr double kLeast = 4;
  double shares = 0;
  for (const Track& track : tracks) {
    length -= track.before + track.behind;
    shares += track.share;
  }
  length -= gap * static_cast<double>(tracks.size() - 1);
  for (Track& track : tracks)
    track.size = std::max(kLeast, std::floor(length * track.share / shares));
}

/// Of the plot that reaches over `count` tracks.
double spanned(const std::vector<Track>& tracks, std::size_t first, std::size_t count, double gap) {
  double size = tracks[first].size;
  for (std::size_t i = first + 1; i < first + count; ++i)
    size += tracks[i - 1].behind + gap + tracks[i].before + tracks[i].size;
  return size;
}

/// The first and last track of a panel.
struct Ends {
  std::size_t first = 0, last = 0;
  std::size_t count() const { return last - first + 1; }
};

class Grid {
 public:
  Grid(const PanelsRequest& request, const Metrics& metrics)
      : request_(request),
        metrics_(metrics),
        pad_(metrics.text_px(kPadPt)),
        gap_(metrics.text_px(kGapPt)),
        columns_(tracks(request.columns, request.widths)),
        rows_(tracks(request.rows, request.heights)) {
    out_.metrics = metrics;
    out_.title = fit_text(request.title, metrics.text_px(kTitlePt),
                          std::max(1.0, request.width_px - 2 * pad_), kMostTitleLines);
    make_fits();
    for (int round = 0; round < kRounds; ++round) {
      if (!grow()) break;
    }
    place();
  }

  bool roomy() const {
    const auto sum = [](const std::vector<Track>& all) {
      return std::accumulate(all.begin(), all.end(), 0.0,
                             [](double total, const Track& one) { return total + one.size; });
    };
    return sum(columns_) >= kLeastShare * request_.width_px &&
           sum(rows_) >= kLeastShare * request_.height_px;
  }
  PanelsLayout take() { return std::move(out_); }

 private:
  PanelSpan span_of(std::size_t panel) const {
    return request_.spans.empty() ? PanelSpan{} : request_.spans[panel];
  }
  Ends columns_of(std::size_t panel) const {
    const std::size_t first = panel % columns_.size();
    return {first, first + static_cast<std::size_t>(span_of(panel).columns) - 1};
  }
  Ends rows_of(std::size_t panel) const {
    const std::size_t first = panel / columns_.size();
    return {first, first + static_cast<std::size_t>(span_of(panel).rows) - 1};
  }

  void make_fits() {
    const double width = (request_.width_px - 2 * pad_) / request_.columns;
    const double height = (request_.height_px - 2 * pad_ - title_height()) / request_.rows;
    for (std::size_t i = 0; i < request_.panels.size(); ++i) {
      fits_.emplace_back();
      const PanelSpan span = span_of(i);
      if (request_.panels[i])
        fits_.back().emplace(*request_.panels[i], metrics_,
                             Rectangle{0, 0, width * span.columns, height * span.rows});
    }
  }

  double title_height() const {
    return out_.title.empty() ? 0 : out_.title.extent.height + metrics_.text_px(kTitlePadPt);
  }

  double bar_width(double height) const {
    if (!request_.bar) return 0;
    return std::ceil(color_bar_width_px(*request_.bar, height, metrics_)) +
           metrics_.text_px(kBarGapPt);
  }

  /// Fits all panels to plots of the size that the margins leave; true when some need more.
  bool grow() {
    measure_plots();
    bool grown = false;
    for (std::size_t i = 0; i < fits_.size(); ++i) {
      if (!fits_[i]) continue;
      const Ends across = columns_of(i), down = rows_of(i);
      fits_[i]->fit({0, 0, spanned(columns_, across.first, across.count(), gap_),
                     spanned(rows_, down.first, down.count(), gap_)});
      const Margins needed = fits_[i]->needed();
      for (const auto& [side, wanted] : {std::pair{&columns_[across.first].before, needed.left},
                                         std::pair{&columns_[across.last].behind, needed.right},
                                         std::pair{&rows_[down.last].before, needed.bottom},
                                         std::pair{&rows_[down.first].behind, needed.top}}) {
        grown = grown || wanted > *side;
        *side = std::max(*side, wanted);
      }
    }
    return grown;
  }

  void measure_plots() {
    const double height = request_.height_px - 2 * pad_ - title_height();
    share_out(rows_, height, gap_);
    share_out(columns_, request_.width_px - 2 * pad_ - bar_width(height), gap_);
  }

  void place_tracks() {
    double top = request_.height_px - pad_ - title_height();
    for (Track& row : rows_) {
      row.high = top;
      row.plot_high = std::floor(top - row.behind);
      row.plot_low = row.plot_high - row.size;
      row.low = row.plot_low - row.before;
      top = row.low - gap_;
    }
    double left = pad_;
    for (Track& column : columns_) {
      column.low = left;
      column.plot_low = std::ceil(left + column.before);
      column.plot_high = column.plot_low + column.size;
      column.high = column.plot_high + column.behind;
      left = column.high + gap_;
    }
  }

  void place() {
    measure_plots();
    place_tracks();
    for (std::size_t i = 0; i < fits_.size(); ++i) {
      if (fits_[i]) {
        const Ends across = columns_of(i), down = rows_of(i);
        const Track &first = columns_[across.first], &last = columns_[across.last];
        const Track &upper = rows_[down.first], &lower = rows_[down.last];
        fits_[i]->set_figure({first.low, lower.low, last.high, upper.high});
        fits_[i]->fit({first.plot_low, lower.plot_low, last.plot_high, upper.plot_high});
        fits_[i]->place();
      }
      out_.panels.push_back(fits_[i] ? std::optional(fits_[i]->take()) : std::nullopt);
    }
    place_bar();
    out_.title_at = {static_cast<float>(request_.width_px / 2.0),
                     static_cast<float>(request_.height_px - pad_ - out_.title.extent.height)};
  }

  void place_bar() {
    if (!request_.bar) return;
    const double bottom = rows_.back().plot_low, top = rows_.front().plot_high;
    const double left = std::round(columns_.back().high + metrics_.text_px(kBarGapPt));
    const double width = bar_width(top - bottom) - metrics_.text_px(kBarGapPt);
    out_.bar_area = {left, bottom, left + width, top};
  }

  const PanelsRequest& request_;
  Metrics metrics_;
  double pad_, gap_;
  std::vector<Track> columns_;  ///< from the left
  std::vector<Track> rows_;     ///< from the top
  std::vector<std::optional<PlotFit>> fits_;
  PanelsLayout out_;
};

}  // namespace

PanelsLayout lay_out(const PanelsRequest& request, const Metrics& metrics) {
  for (const double scale : kTextScales) {
    Grid grid(request, metrics.smaller(scale));
    if (grid.roomy()) return grid.take();
  }
  return Grid(request, metrics.smaller(std::end(kTextScales)[-1])).take();
}

}  // namespace rankplot::render
