#include "painter/app/colormap_sheet.hpp"

#include <algorithm>
#include <numeric>
#include <string>

#include "painter/app/default_layer.hpp"
#include "painter/encode/encode.hpp"
#include "painter/render/chart/colormap_groups.hpp"
#include "painter/render/draw.hpp"

namespace rankplot::app {
namespace {

using render::ColormapGroup;

constexpr int kWidth = 1000, kRow = 20, kTitle = 60;  // pixels
constexpr std::size_t kColumns = 2;
constexpr std::size_t kHeadingRows = 2, kNoteRows = 4;
/// Across a column, which is 1 wide.
constexpr double kNamesEnd = 0.25, kStripBegin = 0.27, kStripEnd = 0.95, kMark = 0.97;
constexpr double kStripHeight = 0.72;  ///< of a row
constexpr const char* kMarkText = "\u2022";
constexpr const char* kNote =
    "\u2022 lightness rises or falls all along: values\n"
    "keep their order in grey print and for readers\n"
    "who do not see all colours.\n"
    "Each map is also there reversed, as NAME_r.";

base::Field row_of(std::vector<double> values) {
  const std::size_t count = values.size();
  return {{count}, std::move(values), {}};
}

/// The figure, filled from the top of each column downwards.
class Sheet {
 public:
  Sheet() {
    const auto groups = render::colormap_groups();
    const std::size_t left = share_of_left(groups);
    rows_ = std::max(rows_of(groups.first(left)) + kNoteRows + 1, rows_of(groups.subspan(left)));
    make_figure();
    for (std::size_t i = 0; i < groups.size(); ++i) {
      if (i == left) row_ = 0;
      add(groups[i], i < left ? 0 : 1);
    }
    write(0, kStripBegin, height() - 1 - kNoteRows / 2.0, kNote, "left");
  }

  render::Drawing draw(const render::Wanted& wanted) const {
    return render::draw(figure_, data_, wanted);
  }
  double dpi() const { return figure_.dpi; }

 private:
  static std::size_t rows_of(std::span<const ColormapGroup> groups) {
    return std::accumulate(groups.begin(), groups.end(), std::size_t{0},
                           [](std::size_t sum, const ColormapGroup& group) {
                             return sum + kHeadingRows + group.names.size();
                           });
  }
  /// How many groups stand in the left column: as many as leave it no longer than the right one.
  static std::size_t share_of_left(std::span<const ColormapGroup> groups) {
    std::size_t count = 0;
    while (count < groups.size() &&
           rows_of(groups.first(count + 1)) <= rows_of(groups.subspan(count + 1)))
      ++count;
    return count;
  }
  double height() const { return static_cast<double>(rows_); }

  void make_figure() {
    figure_.title = "Colormaps";
    figure_.width_px = kWidth;
    figure_.height_px = kTitle + kRow * static_cast<int>(rows_);
    figure_.rows = 1;
    figure_.columns = kColumns;
    figure_.panels.resize(kColumns);
    for (job::Panel& panel : figure_.panels) {
      panel.spines = {false, false, false, false};
      panel.x.low = 0, panel.x.high = 1;
      panel.y.low = height(), panel.y.high = 0;
      panel.x.ticks.emplace();
      panel.y.ticks.emplace();
    }
  }

  void add(const ColormapGroup& group, std::size_t panel) {
    row_ += kHeadingRows;
    write(panel, kStripBegin, static_cast<double>(row_) - 0.6, group.title, "left", "bold");
    for (const std::string_view name : group.names) {
      const double middle = static_cast<double>(row_++) + 0.5;
      const render::Colormap& map = render::colormap(name);
      write(panel, kNamesEnd, middle, name, "right");
      strip(panel, middle, map);
      if (group.ordered && keeps_order_of_lightness(map))
        write(panel, kMark, middle, kMarkText, "center");
    }
  }

  void write(std::size_t panel, double x, double y, std::string_view text, const char* across,
             const char* weight = "normal") {
    job::Layer layer = default_layer("text");
    layer.panel = panel;
    layer.options["text"] = std::string(text);
    layer.options["ha"] = std::string(across);
    layer.options["va"] = std::string("center");
    layer.options["fontweight"] = std::string(weight);
    figure_.layers.push_back(std::move(layer));
    data_.emplace_back().roles = {{"x", row_of({x})}, {"y", row_of({y})}};
  }

  void strip(std::size_t panel, double middle, const render::Colormap& map) {
    job::Layer layer = default_layer("heatmap");
    layer.panel = panel;
    layer.options["cmap"] = map.name;
    layer.options["colorbar"] = false;
    figure_.layers.push_back(std::move(layer));
    const std::size_t count = map.colors.size();
    std::vector<double> values(count), edges(count + 1);
    std::iota(values.begin(), values.end(), 0.0);
    for (std::size_t i = 0; i <= count; ++i)
      edges[i] = kStripBegin +
                 (kStripEnd - kStripBegin) * static_cast<double>(i) / static_cast<double>(count);
    const double half = kStripHeight / 2;
    data_.emplace_back().roles = {{"value", {{1, count}, std::move(values), {}}},
                                  {"x", row_of(std::move(edges))},
                                  {"y", row_of({middle - half, middle + half})}};
  }

  job::Figure figure_;
  std::vector<render::LayerData> data_;  ///< by layer
  std::size_t rows_ = 0;                 ///< of a column
  std::size_t row_ = 0;                  ///< the next one of the column at hand
};

}  // namespace

std::vector<std::byte> colormap_sheet(std::string_view suffix) {
  const Sheet sheet;
  const render::Origin origin{{"Software", "rankplot " RANKPLOT_VERSION},
                              {"rankplot:figure", "colormaps"}};
  render::Wanted wanted{true, {}, origin};
  if (render::is_document(suffix)) wanted = {false, {std::string(suffix)}, origin};
  render::Drawing drawing = sheet.draw(wanted);
  if (!wanted.image) return std::move(drawing.documents.begin()->second);
  encode::Settings settings;
  settings.dpi = sheet.dpi();
  settings.origin = origin;
  return encode::encode(drawing.image, suffix, settings);
}

}  // namespace rankplot::app
