#include "painter/render/chart/series.hpp"

#include <fmt/ranges.h>

namespace rankplot::render {
namespace {

constexpr std::size_t kMostSeries = 1000;  // no legend and no eye parts as many

}  // namespace

Series series_of(const LayerInput& input, std::string_view role) {
  const base::Field& field = input.field(role);
  const auto& shape = field.shape;
  if (shape.size() > 2)
    input.refuse(fmt::format(
        "{} = \"{}\" is of shape ({}): one dimension is needed, or two, a row for each series",
        role, input.written(role), fmt::join(shape, ", ")));
  const bool several = shape.size() == 2;
  if (several && shape[0] > kMostSeries)
    input.refuse(fmt::format("{} = \"{}\" holds {} series; at most {} can be drawn", role,
                             input.written(role), shape[0], kMostSeries));
  return {several ? shape[0] : 1, several ? shape[1] : field.values.size(), field.values};
}

SeriesLooks looks_of(LayerInput& input, std::size_t count) {
  SeriesLooks looks;
  const std::vector<std::string> named = input.texts_or_none("colors");
  for (std::size_t i = 0; i < count; ++i) {
    if (named.empty()) {
      looks.colors.push_back(i == 0 ? input.color("color") : input.next_color());
      continue;
    }
    try {
      looks.colors.push_back(input.faded(parse_color(named[i % named.size()])));
    } catch (const base::Error& error) {
      input.refuse(fmt::format("option 'colors': {}", error.what()));
    }
  }
  looks.labels = input.texts_or_none("labels");
  if (looks.labels.size() > count)
    input.refuse(
        fmt::format("labels names {} series and there are {}", looks.labels.size(), count));
  if (looks.labels.empty() && count > 0) looks.labels = {input.text_or("label", "")};
  looks.labels.resize(count);
  return looks;
}

std::vector<job::Option> series_options() {
  job::Option labels;
  labels.name = "labels";
  labels.summary = "names in the legend, one a series";
  labels.type = job::OptionType::Texts;
  job::Option colors = labels;
  colors.name = "colors";
  colors.summary = "colours of the series, used in turn; the cycle's when left out";
  return {labels, colors};
}

}  // namespace rankplot::render
