#include "painter/render/chart/categories.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace rankplot::render {
namespace {

constexpr std::size_t kMostCharacters = 30;

/// Gives the values of one layer their places in the axis' table.
void renumber(base::Field& field, base::NameTable& table) {
  std::vector<double> places;
  places.reserve(field.names->size());
  for (const std::string& name : *field.names) {
    places.push_back(static_cast<double>(table.number(name)));
  }
  for (double& value : field.values) {
    if (value >= 0 && value < static_cast<double>(places.size())) {
      value = places[static_cast<std::size_t>(value)];
    }
  }
}

enum class Along { X, Y, None };

/// The axis that a role's values stand along; a histogram counts along x.
Along along(const std::string& kind, const std::string& role) {
  if (role == "x" || (kind == "histogram" && role == "value")) return Along::X;
  return role == "y" ? Along::Y : Along::None;
}

base::Names share(const job::Figure& figure, std::vector<LayerData>& data, Along axis) {
  std::vector<base::Field*> fields;
  for (std::size_t i = 0; i < data.size(); ++i) {
    for (auto& [role, field] : data[i].roles) {
      if (field.names && along(figure.layers.at(i).kind, role) == axis) fields.push_back(&field);
    }
  }
  if (fields.empty()) return nullptr;
  base::NameTable table;
  for (base::Field* field : fields) renumber(*field, table);
  base::Names names = table.names();
  for (base::Field* field : fields) field->names = names;
  return names;
}

std::string label_of(const std::string& name) {
  std::size_t characters = 0;
  for (std::size_t at = 0; at < name.size(); ++at) {
    const bool begins = (static_cast<unsigned char>(name[at]) & 0xC0U) != 0x80U;
    if (begins && characters++ == kMostCharacters) return name.substr(0, at) + "\u2026";
  }
  return name;
}

/// Pixels that a label takes along the axis, with a gap to the next.
double room(const std::string& label, const TickSpace& space) {
  if (!space.horizontal) return 1.3 * space.font_px;
  const double width = space.label_width_px
                           ? space.label_width_px(label)
                           : 0.62 * space.font_px * static_cast<double>(label.size());
  return width + 0.6 * space.font_px;
}

bool fit(const std::vector<Tick>& ticks, double px_per_unit, const TickSpace& space) {
  for (std::size_t i = 1; i < ticks.size(); ++i) {
    const double needed = (room(ticks[i - 1].label, space) + room(ticks[i].label, space)) / 2;
    if ((ticks[i].value - ticks[i - 1].value) * px_per_unit < needed) return false;
  }
  return true;
}

}  // namespace

bool has_names(const std::vector<LayerData>& data) {
  return std::any_of(data.begin(), data.end(), [](const LayerData& layer) {
    return std::any_of(layer.roles.begin(), layer.roles.end(),
                       [](const auto& role) { return role.second.names != nullptr; });
  });
}

AxisNames share_names(const job::Figure& figure, std::vector<LayerData>& data) {
  for (std::size_t i = 0; i < data.size(); ++i) {
    for (const auto& [role, field] : data[i].roles) {
      const std::string& kind = figure.layers.at(i).kind;
      if (!field.names || along(kind, role) != Along::None) continue;
      const auto written = data[i].role_names.find(role);
      base::fail(
          "layer {} ({}): {} = \"{}\" holds names (categories), which only x, y and a histogram's "
          "value can show",
          i + 1, kind, role, written == data[i].role_names.end() ? "" : written->second);
    }
  }
  return {share(figure, data, Along::X), share(figure, data, Along::Y)};
}

Ticks category_ticks(const std::vector<std::string>& names, Range range, const TickSpace& space) {
  const double low = std::min(range.low, range.high), high = std::max(range.low, range.high);
  if (names.empty() || !(high > low) || high < 0) return {};
  const auto first = static_cast<std::size_t>(std::ceil(std::max(low, 0.0)));
  const double last_place = std::min(std::floor(high), static_cast<double>(names.size() - 1));
  if (static_cast<double>(first) > last_place) return {};
  const auto last = static_cast<std::size_t>(last_place);
  for (std::size_t step = (last - first) / static_cast<std::size_t>(kMostTicks) + 1;; ++step) {
    Ticks ticks;
    for (std::size_t place = first; place <= last; place += step) {
      ticks.major.push_back({static_cast<double>(place), label_of(names[place])});
    }
    if (fit(ticks.major, space.length_px / (high - low), space)) return ticks;
  }
}

}  // namespace rankplot::render
