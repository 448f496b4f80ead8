#include "rank/record/chart.hpp"

#include <cstring>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/base/json_text.hpp"
#include "core/job/parse.hpp"
#include "core/plan/plan.hpp"

namespace rankplot::record {
namespace {

using nlohmann::json;

constexpr std::size_t kMostLayers = 32;
constexpr std::size_t kMostBuckets = 4096;  ///< of a series; more would fall on the same pixels

/// A TOML string: JSON's are among them.
std::string quoted(const std::string& text) {
  return json(text).dump(-1, ' ', true, json::error_handler_t::replace);
}

/// Braces of a name are no fields.
std::string as_template(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    escaped += c;
    if (c == '{' || c == '}') escaped += c;
  }
  return escaped;
}

std::vector<std::size_t> chosen_series(const stream::View& view) {
  std::vector<std::size_t> chosen, own;
  for (std::size_t i = 0; i < view.series().size(); ++i) {
    if (view.history(i).size() == 0) continue;
    (view.series()[i].own ? own : chosen).push_back(i);
  }
  if (chosen.empty()) chosen = std::move(own);
  if (chosen.size() > kMostLayers) chosen.resize(kMostLayers);
  return chosen;
}

std::string job_text(const stream::View& view, const std::vector<std::size_t>& chosen,
                     const std::string& output) {
  std::string text = fmt::format(
      "output = {}\ninput = \"points.h5\"\n[[figure]]\nname = \"monitor\"\nsave = \"monitor.png\"\n"
      "data = \"/\"\n",
      quoted(output));
  for (const std::size_t i : chosen) {
    const stream::Series& series = view.series()[i];
    text +=
        fmt::format("[[figure.layer]]\nkind = \"line\"\nx = \"/x{}\"\ny = \"/y{}\"\nlabel = {}\n",
                    i, i, quoted(as_template(series.name)));
    if (!series.fmt.empty()) text += fmt::format("fmt = {}\n", quoted(series.fmt));
  }
  return text;
}

base::Array column(const std::vector<stream::Point>& points, double stream::Point::*member) {
  const std::shared_ptr<double[]> values(new double[points.size()]);
  for (std::size_t i = 0; i < points.size(); ++i) values[i] = points[i].*member;
  return {base::ElementType::Float64,
          {points.size()},
          {values, reinterpret_cast<const std::byte*>(values.get())}};
}

/// The array that a read of "/x3" or "/y3" stands for.
base::Array array_of(const stream::View& view, const std::string& object) {
  std::vector<stream::Point> points;
  const std::size_t series = std::stoul(object.substr(2));
  for (const stream::Bucket& bucket : view.history(series).since(0, kMostBuckets).buckets)
    bucket.append_to(points);
  return column(points, object[1] == 'x' ? &stream::Point::x : &stream::Point::y);
}

}  // namespace

std::optional<Chart> make_chart(const stream::View& view, const std::string& output,
                                const job::Vocabulary& vocabulary, std::uint64_t task) {
  const std::vector<std::size_t> chosen = chosen_series(view);
  if (chosen.empty()) return std::nullopt;
  const job::Job job = job::parse(job_text(view, chosen, output), "monitor.png", vocabulary);
  Chart chart;
  chart.setup = {base::json_text(job), 0, std::uint64_t{1} << 30};
  chart.paint.task.id = task;
  chart.paint.task.files = {"points.h5"};
  chart.paint.task.pictures = {{0, 0, 1}};
  for (const plan::Read& read : plan::bind(job, chart.paint.task).reads)
    chart.paint.arrays.push_back(array_of(view, read.object));
  return chart;
}

}  // namespace rankplot::record
