#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/plan/catalog.hpp"

namespace rankplot::plan {

/// What `rankplot inspect` shows of a link in a file, and of what is below it. Texts that files
/// give are as they stand there: any bytes.
struct Node {
  enum class Kind { Group, Dataset, Datatype, Broken };

  std::string name;  ///< of the link; "/" for the root
  Kind kind = Kind::Broken;
  std::string link;  ///< "-> /V", "-> b.h5:/V": where a soft or external link leads; empty: hard
  std::string
      same_as;  ///< the path under which this group was shown before; it has no members here
  std::string problem;  ///< why it cannot be opened or read; empty: it can

  std::string type;                   ///< of a dataset's elements: "float64", "text of 8 bytes"
  std::vector<std::uint64_t> shape;   ///< of a dataset
  std::vector<std::uint64_t> most;    ///< UINT64_MAX: unlimited; empty: as large as it may be
  std::vector<std::uint64_t> chunk;   ///< empty: not chunked
  std::string layout;                 ///< "compact", "contiguous", "chunked", "virtual"
  std::vector<std::string> filters;   ///< "deflate 4"
  std::vector<std::string> columns;   ///< of a compound: "name type"
  std::vector<std::string> drawable;  ///< the names of those that are numbers
  std::uint64_t stored_bytes = 0;

  std::vector<std::string> attributes;  ///< "units = m"
  std::uint64_t attribute_count = 0;    ///< more than `attributes` where they were cut

  std::vector<Node> members;
  std::uint64_t member_count = 0;  ///< more than `members` where they were cut
};

/// What one file holds, as far as the request goes.
struct Inspection {
  Node root;
  std::string error;  ///< the file as a whole cannot be opened: why
};

struct InspectRequest {
  std::string file;
  std::uint64_t depth = 0;         ///< groups below the root that are entered
  std::uint64_t most_members = 0;  ///< of a group that are shown
};

/// Nodes of an inspection; what is beyond is counted alone.
inline constexpr std::uint64_t kMostNodes = 50'000;

void to_json(nlohmann::json& json, const Node& node);
void from_json(const nlohmann::json& json, Node& node);
void to_json(nlohmann::json& json, const Inspection& inspection);
void from_json(const nlohmann::json& json, Inspection& inspection);
void to_json(nlohmann::json& json, const InspectRequest& request);
void from_json(const nlohmann::json& json, InspectRequest& request);

}  // namespace rankplot::plan
