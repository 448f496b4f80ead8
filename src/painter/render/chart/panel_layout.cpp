#include "painter/render/chart/panel_layout.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "painter/render/chart/plot_fit.hpp"

namespace rankplot::render {
namespace {

constexpr double kGapPt = 7;  ///< between what belongs to one panel and to the next

/// Before and behind the plots of a row (bottom and top) or a column (left and right).
struct Sides {
  double before = 0, behind = 0;
};

class Grid {
 public:
  Grid(const PanelsRequest& request, const Metrics& metrics)
      : request_(request),
        metrics_(metrics),
        pad_(metrics.text_px(kPadPt)),
        gap_(metrics.text_px(kGapPt)),
        columns_(count(request.columns)),
        rows_(count(request.rows)) {
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
    return width_ * request_.columns >= kLeastShare * request_.width_px &&
           height_ * request_.rows >= kLeastShare * request_.height_px;
  }
  PanelsLayout take() { return std::move(out_); }

 private:
  static std::size_t count(int number) { return static_cast<std::size_t>(number); }

  void make_fits() {
    const double width = (request_.width_px - 2 * pad_) / request_.columns;
    const double height = (request_.height_px - 2 * pad_ - title_height()) / request_.rows;
    for (const auto& panel : request_.panels) {
      fits_.emplace_back();
      if (panel) fits_.back().emplace(*panel, metrics_, Rectangle{0, 0, width, height});
    }
  }

  double title_height() const {
    return out_.title.empty() ? 0 : out_.title.extent.height + metrics_.text_px(kTitlePadPt);
  }

  /// Fits all panels to plots of the size that the margins leave; true when some need more.
  bool grow() {
    measure_plots();
    bool grown = false;
    for (std::size_t i = 0; i < fits_.size(); ++i) {
      if (!fits_[i]) continue;
      fits_[i]->fit({0, 0, width_, height_});
      const Margins needed = fits_[i]->needed();
      Sides& column = columns_[i % columns_.size()];
      Sides& row = rows_[i / columns_.size()];
      for (const auto& [side, wanted] :
           {std::pair{&column.before, needed.left}, std::pair{&column.behind, needed.right},
            std::pair{&row.before, needed.bottom}, std::pair{&row.behind, needed.top}}) {
        grown = grown || wanted > *side;
        *side = std::max(*side, wanted);
      }
    }
    return grown;
  }

  /// One size for all plots.
  void measure_plots() {
    constexpr double kLeast = 4;
    const auto sum = [](const std::vector<Sides>& all) {
      return std::accumulate(all.begin(), all.end(), 0.0, [](double total, const Sides& one) {
        return total + one.before + one.behind;
      });
    };
    const double width = request_.width_px - 2 * pad_ - gap_ * (request_.columns - 1);
    const double height =
        request_.height_px - 2 * pad_ - title_height() - gap_ * (request_.rows - 1);
    width_ = std::max(kLeast, std::floor((width - sum(columns_)) / request_.columns));
    height_ = std::max(kLeast, std::floor((height - sum(rows_)) / request_.rows));
  }

  void place() {
    measure_plots();
    double top = request_.height_px - pad_ - title_height();
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      const double plot_top = std::floor(top - rows_[row].behind);
      const double bottom = plot_top - height_ - rows_[row].before;
      double left = pad_;
      for (std::size_t column = 0; column < columns_.size(); ++column) {
        const double plot_left = std::ceil(left + columns_[column].before);
        const double right = plot_left + width_ + columns_[column].behind;
        auto& fit = fits_[row * columns_.size() + column];
        if (fit) {
          fit->set_figure({left, bottom, right, top});
          fit->fit({plot_left, plot_top - height_, plot_left + width_, plot_top});
          fit->place();
        }
        out_.panels.push_back(fit ? std::optional(fit->take()) : std::nullopt);
        left = right + gap_;
      }
      top = bottom - gap_;
    }
    out_.title_at = {static_cast<float>(request_.width_px / 2.0),
                     static_cast<float>(request_.height_px - pad_ - out_.title.extent.height)};
  }

  const PanelsRequest& request_;
  Metrics metrics_;
  double pad_, gap_;
  std::vector<Sides> columns_, rows_;
  std::vector<std::optional<PlotFit>> fits_;
  double width_ = 0, height_ = 0;  ///< of every plot
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
