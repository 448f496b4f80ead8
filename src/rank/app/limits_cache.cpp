#include "rank/app/limits_cache.hpp"

#include <nlohmann/json.hpp>

#include "core/base/error.hpp"
#include "core/base/files.hpp"

namespace rankplot::app {
namespace {

using nlohmann::json;

constexpr int kVersion = 1;
constexpr std::size_t kMostBytes = std::size_t{64} << 20;

}  // namespace

LimitsCache::LimitsCache(const std::string& output) : path_(output + "/.rankplot/limits") {
  try {
    const json kept = json::from_cbor(base::read_text(path_, kMostBytes));
    if (kept.at("version") == kVersion) kept.at("measured").get_to(known_);
  } catch (const std::exception&) {
    known_.clear();  // everything is read again
  }
}

const std::vector<plan::Measured>* LimitsCache::find(const std::string& key) const {
  const auto found = known_.find(key);
  return found == known_.end() ? nullptr : &found->second;
}

void LimitsCache::keep(const std::map<std::string, std::vector<plan::Measured>>& measured) {
  std::string bytes;
  json::to_cbor({{"version", kVersion}, {"measured", measured}}, bytes);
  if (bytes.size() <= kMostBytes) base::write_atomically(path_, bytes);
}

}  // namespace rankplot::app
