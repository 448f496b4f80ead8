#include <algorithm>

#include <nlohmann/json.hpp>

#include "core/base/error.hpp"
#include "core/plan/pattern.hpp"
#include "rank/dispatch/dispatch.hpp"

namespace rankplot::dispatch {
namespace {

using nlohmann::json;

/// Absolute object pattern of a path in a figure whose relative names resolve against `data`.
std::string absolute_object(const expr::Path& path, const std::string& data) {
  if (path.object.starts_with('/')) return path.object;
  const std::size_t colon = data.find(':');
  std::string group = colon == std::string::npos ? data : data.substr(colon + 1);
  if (!group.starts_with('/')) group.insert(group.begin(), '/');
  if (!group.ends_with('/')) group += '/';
  return group + path.object;
}

/// A capture runs over an axis along which compressed chunks are thicker than one.
bool cuts_through_chunks(const expr::Path& path, const plan::DatasetInfo& dataset) {
  if (!dataset.compressed) return false;
  const std::size_t axes = std::min(path.hyperslab.size(), dataset.chunk.size());
  for (std::size_t axis = 0; axis < axes; ++axis)
    if (path.hyperslab[axis].kind == expr::Slice::Kind::Capture && dataset.chunk[axis] > 1)
      return true;
  return false;
}

bool path_shares_chunks(const expr::Path& path, const std::string& data,
                        const std::vector<plan::FileCatalog>& catalogs) {
  const bool captures = std::any_of(
      path.hyperslab.begin(), path.hyperslab.end(),
      [](const expr::Slice& slice) { return slice.kind == expr::Slice::Kind::Capture; });
  if (!captures) return false;
  const plan::Pattern pattern = plan::Pattern::parse(absolute_object(path, data));
  for (const plan::FileCatalog& catalog : catalogs)
    for (const plan::DatasetInfo& dataset : catalog.datasets)
      if (cuts_through_chunks(path, dataset) && pattern.match(dataset.object)) return true;
  return false;
}

bool tasks_share_chunks(const job::Job& job, const std::vector<plan::FileCatalog>& catalogs) {
  for (const job::Figure& figure : job.figures)
    for (const job::Layer& layer : figure.layers)
      for (const auto& [role, expression] : layer.roles)
        for (const expr::Path& path : expression.paths())
          if (path_shares_chunks(path, figure.data, catalogs)) return true;
  return false;
}

/// What this rank sees of the files, as text to be compared; a file that it cannot stat differs
/// from every file.
std::string identities_seen(const std::vector<std::string>& paths, int rank) {
  std::uint64_t hash = 0xcbf29ce484222325U;  // FNV-1a, 64 bit
  const auto add = [&](const std::string& text) {
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  };
  for (const std::string& path : paths) {
    try {
      const plan::FileIdentity seen = plan::identify(path);
      add(fmt::format("{}\n{} {} {}\n", path, seen.size, seen.mtime_ns, seen.inode));
    } catch (const base::Error&) {
      return fmt::format("rank {} does not see {}", rank, path);
    }
  }
  return fmt::format("{:016x}", hash);
}

}  // namespace

bool see_the_same(comm::Session& session, const std::vector<std::string>& files) {
  std::string bytes;
  if (session.rank() == 0) json::to_cbor(files, bytes);
  const auto paths = json::from_cbor(session.broadcast(bytes, 0)).get<std::vector<std::string>>();
  const auto seen = session.all_gather(identities_seen(paths, session.rank()));
  return std::all_of(seen.begin(), seen.end(),
                     [&](const std::string& text) { return text == seen.front(); });
}

bool wants_scatter(const job::Job& job, const std::vector<plan::FileCatalog>& catalogs,
                   bool same_files) {
  if (job.distribute != job::Distribute::Auto) return job.distribute == job::Distribute::Scatter;
  return !same_files || tasks_share_chunks(job, catalogs);
}

}  // namespace rankplot::dispatch
