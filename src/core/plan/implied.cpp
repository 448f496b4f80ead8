#include "core/plan/implied.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "core/base/error.hpp"
#include "core/plan/texts.hpp"
#include "core/plan/time_units.hpp"

namespace rankplot::plan {
namespace {

enum class Place { X, Y, ColorBar, SizeLegend, Nowhere };

/// Where the values of a role stand in the picture.
struct Standing {
  std::string_view kind;  ///< "": of any kind
  std::string_view role;
  Place place;
};
constexpr std::array<Standing, 23> kStandings{{{"heatmap", "value", Place::ColorBar},
                                               {"slice", "value", Place::ColorBar},
                                               {"volume", "value", Place::ColorBar},
                                               {"clip", "value", Place::ColorBar},
                                               {"threshold", "value", Place::ColorBar},
                                               {"heightfield", "value", Place::ColorBar},
                                               {"", "color_by", Place::ColorBar},
                                               {"contour", "value", Place::ColorBar},
                                               {"contourf", "value", Place::ColorBar},
                                               {"phase", "value", Place::ColorBar},
                                               {"", "c", Place::ColorBar},
                                               {"scatter", "s", Place::SizeLegend},
                                               {"histogram", "value", Place::X},
                                               {"box", "value", Place::Y},
                                               {"violin", "value", Place::Y},
                                               {"bar", "height", Place::Y},
                                               {"barh", "width", Place::X},
                                               {"band", "y1", Place::Y},
                                               {"spectrogram", "y", Place::Nowhere},
                                               {"pie", "x", Place::Nowhere},
                                               {"text", "x", Place::Nowhere},
                                               {"", "x", Place::X},
                                               {"", "y", Place::Y}}};

std::optional<Place> place_of(const job::Layer& layer, const std::string& role) {
  if (layer.options.contains("orientation")) return std::nullopt;
  for (const Standing& standing : kStandings) {
    if ((standing.kind.empty() || standing.kind == layer.kind) && standing.role == role) {
      return standing.place;
    }
  }
  return std::nullopt;
}

std::string text_of(const Attributes& attributes, const char* name) {
  const auto found = attributes.find(name);
  return found == attributes.end() ? "" : found->second.text;
}

/// ", noleap" where dates are not those of the calendar that we use.
std::string other_calendar(const Attributes& attributes) {
  const std::string calendar = text_of(attributes, "calendar");
  for (const char* ours : {"", "standard", "gregorian", "proleptic_gregorian"})
    if (calendar == ours) return "";
  return ", " + calendar;
}

std::string without_fields(const std::string& text) {
  std::string plain;
  for (const char c : text) plain.append(c == '{' || c == '}' ? 2 : 1, c);
  return plain;
}

/// The axes that a hyperslab leaves.
std::vector<std::size_t> axes_left(const FigurePath& path, std::size_t rank) {
  std::vector<std::size_t> axes;
  for (std::size_t axis = 0; axis < rank; ++axis) {
    const bool whole = axis >= path.hyperslab.size();
    if (whole || path.hyperslab[axis].kind == expr::Slice::Kind::Range) axes.push_back(axis);
  }
  return axes;
}

/// Gathers what the datasets of one case imply.
class Gathering {
 public:
  Gathering(const Shape& shape, std::span<const std::uint32_t> row, const Catalogs& catalogs)
      : shape_(shape), row_(row), catalogs_(catalogs) {}

  std::vector<Implied> run() && {
    const auto& layers = shape_.figure->layers;
    for (std::uint32_t layer = 0; layer < layers.size(); ++layer) {
      for (const auto& [role, expression] : layers[layer].roles) {
        const auto& places = shape_.paths.of_roles[layer].at(role);
        if (expression.is_path() && places.size() == 1) add(layer, role, places.front());
      }
    }
    return std::move(found_);
  }

 private:
  void add(std::uint32_t layer, const std::string& role, std::size_t place) {
    const FigurePath& path = shape_.paths.paths[place];
    const std::uint32_t file = row_[shape_.file_cell(shape_.used_input(path.input))];
    const DatasetInfo& dataset = catalogs_.dataset(file, row_[shape_.dataset_cell(place)]);
    if (!path.column.empty()) return;
    const std::string_view object = dataset.object;
    const std::string label = label_of(dataset.attributes, object.substr(object.rfind('/') + 1));
    if (!label.empty()) found_.push_back({layer, role, label, ""});
    if (!dataset.scales.empty()) add_scales(layer, role, path, dataset);
  }

  void add_scales(std::uint32_t layer, const std::string& role, const FigurePath& path,
                  const DatasetInfo& dataset) {
    const job::Layer& drawn = shape_.figure->layers[layer];
    const std::vector<std::size_t> axes = axes_left(path, dataset.shape.size());
    const bool has_place =
        drawn.roles.contains("x") || (role == "value" && drawn.roles.contains("y"));
    if (has_place || dataset.scales.size() != dataset.shape.size()) return;
    const auto is = [&](auto... kinds) { return ((drawn.kind == kinds) || ...); };
    if (is("line", "step", "stem") && role == "y" && axes.size() == 1) {
      add_scale(layer, "x", axes[0], path, dataset);
    } else if (is("heatmap", "contour", "contourf") && role == "value" && axes.size() == 2) {
      add_scale(layer, "y", axes[0], path, dataset);
      add_scale(layer, "x", axes[1], path, dataset);
    }
  }

  void add_scale(std::uint32_t layer, const std::string& role, std::size_t axis,
                 const FigurePath& path, const DatasetInfo& dataset) {
    const DimensionScale& scale = dataset.scales[axis];
    std::string text;
    if (!scale.object.empty() && scale.object != dataset.object) {
      expr::Path along{shape_.job->inputs[path.input].name, scale.object, "", {}};
      if (axis < path.hyperslab.size()) along.hyperslab = {path.hyperslab[axis]};
      text = role_text(expr::to_string(along), scale.object);
    }
    if (!text.empty() || !scale.label.empty()) found_.push_back({layer, role, scale.label, text});
  }

  const Shape& shape_;
  std::span<const std::uint32_t> row_;
  const Catalogs& catalogs_;
  std::vector<Implied> found_;
};

const std::string& label_for(const std::vector<Implied>& implied, std::size_t layer,
                             const std::string& role) {
  static const std::string kNone;
  const auto found = std::find_if(implied.begin(), implied.end(), [&](const Implied& one) {
    return one.layer == layer && one.role == role;
  });
  return found == implied.end() ? kNone : found->label;
}

/// Which of the layers stand along an axis.
struct AxisOf {
  Place place;
  bool second = false;               ///< on top or on the right
  std::optional<std::size_t> panel;  ///< absent: all

  bool measures(const job::Layer& layer) const {
    return (place == Place::X ? layer.on_top : layer.on_right) == second &&
           (!panel || layer.panel == *panel);
  }
};

/// The label that all roles along an axis share; "" where they differ or have none.
std::string shared_label(const std::vector<Implied>& implied, const job::Figure& figure,
                         const AxisOf& axis) {
  const Place place = axis.place;
  std::optional<std::string> shared;
  for (std::size_t i = 0; i < figure.layers.size(); ++i) {
    const job::Layer& layer = figure.layers[i];
    if (!axis.measures(layer)) continue;
    bool stands = false;
    for (const auto& [role, expression] : layer.roles) {
      if (place_of(layer, role) != place) continue;
      stands = true;
      const std::string& label = label_for(implied, i, role);
      if (shared && *shared != label) return "";
      shared = label;
    }
    // A line without x counts its points, a heatmap its cells.
    const std::string& counted =
        stands ? shared.value_or("") : label_for(implied, i, place == Place::X ? "x" : "y");
    if (shared && *shared != counted) return "";
    shared = counted;
  }
  return shared.value_or("");
}

/// The option of a layer that says what is shown there, where it is not an axis; else nullptr.
const char* label_option_of(std::optional<Place> place) {
  if (place == Place::ColorBar) return "colorbar_label";
  return place == Place::SizeLegend ? "size_label" : nullptr;
}

/// Gives an axis its label, and dates where the label's units are those of times.
void take(std::string label, job::Axis& axis, bool with_label) {
  const std::size_t bracket = label.rfind(" [");
  if (bracket != label.npos && label.ends_with(']') && axis.scale == job::AxisScale::Linear) {
    const std::string_view units = std::string_view(label).substr(bracket + 2);
    if (const auto time = time_units(units.substr(0, units.size() - 1))) {
      axis.time = time;
      label.resize(bracket);
    }
  }
  if (with_label && axis.label.empty()) axis.label = without_fields(label);
}

}  // namespace

std::string label_of(const Attributes& attributes, std::string_view name) {
  std::string label = text_of(attributes, "long_name");
  std::string units = text_of(attributes, "units");
  if (units.find(" since ") != units.npos) units += other_calendar(attributes);
  const bool has_units = !units.empty() && units != "1" && units != "none";
  if (label.empty() && !has_units) return "";
  if (label.empty()) label = name;
  return has_units ? fmt::format("{} [{}]", label, units) : label;
}

std::vector<Implied> implied(const Shape& shape, std::span<const std::uint32_t> row,
                             const Catalogs& catalogs) {
  return Gathering(shape, row, catalogs).run();
}

void apply(const std::vector<Implied>& implied, job::Figure& figure) {
  for (const Implied& one : implied) {
    job::Layer& layer = figure.layers.at(one.layer);
    if (!one.text.empty()) layer.roles.emplace(one.role, expr::Expression::parse(one.text));
    const char* const option = label_option_of(place_of(layer, one.role));
    if (!option) continue;
    const auto given = layer.options.find(option);
    if (given == layer.options.end() || given->second == job::Value(std::string())) {
      layer.options[option] = without_fields(one.label);
    }
  }
  for (const bool second : {false, true}) {
    take(shared_label(implied, figure, {Place::X, second, {}}), second ? figure.x2 : figure.x,
         true);
    take(shared_label(implied, figure, {Place::Y, second, {}}), second ? figure.y2 : figure.y,
         true);
    for (std::size_t i = 0; i < figure.panels.size(); ++i) {
      job::Panel& panel = figure.panels[i];
      take(shared_label(implied, figure, {Place::X, second, i}), second ? panel.x2 : panel.x,
           false);
      take(shared_label(implied, figure, {Place::Y, second, i}), second ? panel.y2 : panel.y,
           false);
    }
  }
}

}  // namespace rankplot::plan
