#include "painter/app/origin.hpp"

#include <filesystem>
#include <set>

#include <fmt/format.h>

namespace rankplot::app {
namespace {

constexpr std::size_t kMostSources = 100;  ///< a picture of thousands of arrays names these

std::string without_machine(const std::string& path) {
  const std::filesystem::path given(path);
  return given.is_absolute() ? given.filename().string() : path;
}

std::string text_of(const plan::Read& read) {
  const expr::Path path{without_machine(read.file), read.object, read.column, read.hyperslab};
  return expr::to_string(path);
}

std::string text_of(const plan::Captures& captures) {
  std::string text;
  for (const auto& [name, value] : captures) {
    text += fmt::format("{}{}={}", text.empty() ? "" : ", ", name, value);
  }
  return text;
}

std::set<std::size_t> reads_of(const plan::BoundPicture& picture) {
  std::set<std::size_t> places;
  for (const plan::BoundLayer& layer : picture.layers) {
    for (const auto& [role, reads] : layer.reads_of_role) places.insert(reads.begin(), reads.end());
    for (const auto& [role, gathers] : layer.gathers_of_role) {
      for (const plan::BoundGather& gather : gathers) {
        for (const plan::BoundValue& value : gather) {
          places.insert(value.reads.begin(), value.reads.end());
        }
      }
    }
  }
  return places;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> origin(const job::Job& job,
                                                        const plan::Captures& captures,
                                                        const std::vector<plan::Read>& reads,
                                                        const plan::BoundPicture& picture) {
  std::vector<std::pair<std::string, std::string>> texts{
      {"Software", "rankplot " RANKPLOT_VERSION},
      {"rankplot:job", without_machine(job.file)},
      {"rankplot:figure", picture.figure.name}};
  if (!captures.empty()) texts.emplace_back("rankplot:case", text_of(captures));
  const std::set<std::size_t> places = reads_of(picture);
  std::size_t told = 0;
  for (const std::size_t place : places) {
    if (told++ == kMostSources) {
      texts.emplace_back("rankplot:source",
                         fmt::format("and {} more", places.size() - kMostSources));
      break;
    }
    texts.emplace_back("rankplot:source", text_of(reads.at(place)));
  }
  return texts;
}

}  // namespace rankplot::app
