#include "core/plan/shared_limits.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/job/limits.hpp"

namespace rankplot::plan {
namespace {

constexpr const char* kLimits = "limits";
constexpr const char* kNorm = "norm";
constexpr const char* kMeasured = "measured";

std::optional<job::SharedRange> shared_range(const job::Layer& layer) {
  const auto option = layer.options.find(kLimits);
  if (option == layer.options.end() || !layer.roles.contains(measured_role(layer)))
    return std::nullopt;
  const auto* text = std::get_if<std::string>(&option->second);
  return text == nullptr ? std::nullopt : job::parse_shared_range(*text);
}

bool is_log(const job::Layer& layer) {
  const auto norm = layer.options.find(kNorm);
  return norm != layer.options.end() && norm->second == job::Value("log");
}

/// The layer with what its colours come from and nothing else.
job::Layer bare(const job::Layer& layer, std::size_t limits) {
  job::Layer bare = layer;
  const std::string kept = measured_role(layer);
  std::erase_if(bare.roles, [&](const auto& role) { return role.first != kept; });
  std::erase_if(bare.options, [](const auto& option) {
    return option.first != kLimits && option.first != kNorm;
  });
  bare.options[kMeasured] = static_cast<std::int64_t>(limits);
  return bare;
}

/// What the file says of the one dataset that the layer shows as it is.
std::optional<Measured> said_of(const job::Layer& layer, const BoundLayer& bound,
                                const std::vector<Read>& reads, const SaidLimits& files) {
  const std::string role = measured_role(layer);
  const std::vector<std::size_t>& shown = bound.reads_of_role.at(role);
  const auto range = shared_range(layer);
  const bool as_it_is = layer.roles.at(role).is_path() && shown.size() == 1;
  if (!as_it_is || !range || range->percent.low > 0 || range->percent.high < 100)
    return std::nullopt;
  const Read& read = reads.at(shown.front());
  const auto said = files.find({read.file, read.object});
  if (said == files.end() || !read.column.empty()) return std::nullopt;
  if (is_log(layer) && said->second[0] <= 0) return std::nullopt;
  Measured measured{measured_limits(layer).value(), {}};
  measured.values.add(said->second, false);
  return measured;
}

}  // namespace

std::string measured_role(const job::Layer& layer) {
  return layer.roles.contains("value") ? "value" : "c";
}

std::vector<SharedLimits> shared_limits(const job::Job& job) {
  std::vector<SharedLimits> found;
  for (std::size_t figure = 0; figure < job.figures.size(); ++figure) {
    const auto& layers = job.figures[figure].layers;
    for (std::size_t layer = 0; layer < layers.size(); ++layer) {
      const auto range = shared_range(layers[layer]);
      if (range) found.push_back({figure, layer, range->percent.low, range->percent.high});
    }
  }
  return found;
}

job::Job measuring_job(const job::Job& job, const std::vector<SharedLimits>& limits) {
  job::Job measuring = job;
  for (job::Figure& figure : measuring.figures) {
    figure.layers.clear();
    figure.title.clear();
    static_cast<job::Axes&>(figure) = {};
    figure.save = {"measured.png"};
    figure.width_px = figure.height_px = 16;
  }
  for (std::size_t i = 0; i < limits.size(); ++i) {
    measuring.figures[limits[i].figure].layers.push_back(
        bare(job.figures[limits[i].figure].layers[limits[i].layer], i));
  }
  return measuring;
}

Plan measuring_plan(const Plan& plan, const std::vector<SharedLimits>& limits) {
  std::set<std::uint32_t> figures;
  for (const SharedLimits& one : limits) figures.insert(static_cast<std::uint32_t>(one.figure));
  Plan measuring;
  for (const Task& task : plan.tasks) {
    Task measured = task;
    std::erase_if(measured.pictures,
                  [&](const Picture& picture) { return !figures.contains(picture.figure); });
    if (measured.pictures.empty()) continue;
    measured.id = measuring.tasks.size();
    for (Picture& picture : measured.pictures) {
      picture.id = measuring.picture_count++;
      picture.fields.clear();   // of texts
      picture.implied.clear();  // of layers by their place in the job
    }
    measuring.tasks.push_back(std::move(measured));
  }
  return measuring;
}

std::optional<std::size_t> measured_limits(const job::Layer& layer) {
  const auto option = layer.options.find(kMeasured);
  if (option == layer.options.end()) return std::nullopt;
  return static_cast<std::size_t>(std::get<std::int64_t>(option->second));
}

SaidLimits said_limits(const std::vector<FileCatalog>& catalogs) {
  SaidLimits files;
  for (const FileCatalog& catalog : catalogs)
    for (const DatasetInfo& dataset : catalog.datasets) {
      const auto said = dataset.attributes.find(kLimits);
      if (said == dataset.attributes.end()) continue;
      const std::vector<double>& ends = said->second.numbers;
      if (ends.size() == 2 && ends[0] < ends[1])
        files.emplace(std::pair(catalog.file.path, dataset.object), ends);
    }
  return files;
}

std::vector<Measured> limits_said(const job::Job& measuring, const Task& task,
                                  const Picture& picture, const SaidLimits& files) {
  if (files.empty()) return {};  // binding takes its time
  Task alone = task;
  alone.pictures = {picture};
  const BoundTask bound = bind(measuring, alone);
  const BoundPicture& shown = bound.pictures.front();
  std::vector<Measured> all;
  for (std::size_t i = 0; i < shown.layers.size(); ++i) {
    const auto said = said_of(shown.figure.layers.at(i), shown.layers[i], bound.reads, files);
    if (!said) return {};
    all.push_back(*said);
  }
  return all;
}

Sketch measure(const job::Layer& layer, const std::vector<double>& values) {
  const bool log = is_log(layer);
  std::vector<double> shown;
  std::copy_if(values.begin(), values.end(), std::back_inserter(shown),
               [&](double value) { return std::isfinite(value) && (!log || value > 0); });
  const auto range = shared_range(layer);
  Sketch sketch;
  sketch.add(shown, range && (range->percent.low > 0 || range->percent.high < 100));
  return sketch;
}

void set_limits(job::Job& job, const std::vector<SharedLimits>& limits,
                const std::vector<Sketch>& found) {
  for (std::size_t i = 0; i < limits.size(); ++i) {
    const SharedLimits& one = limits[i];
    const Sketch& values = found.at(i);
    std::vector<double> range;
    if (values.count() > 0 && one.takes_percentiles()) {
      range = {values.percentile(one.low_percent), values.percentile(one.high_percent)};
    } else if (values.count() > 0) {
      range = {values.least(), values.most()};
    }
    job.figures.at(one.figure).layers.at(one.layer).options[kLimits] = range;
  }
}

}  // namespace rankplot::plan
