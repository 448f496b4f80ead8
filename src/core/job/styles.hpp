#pragma once

#include <map>
#include <string>

#include "core/job/check_value.hpp"
#include "core/job/style.hpp"

namespace rankplot::job {

/// Styles by name, each a table of style_block()'s keys: those that there always are, and the job's
/// own [style.NAME], which say over the one that they name as their `base`.
class Styles {
 public:
  /// `node` is the job's table `style`, or nullptr. Notes what is wrong with it.
  Styles(const toml::node* node, const Vocabulary& vocabulary, Problems& problems);

  /// nullptr where there is none of that name.
  const toml::table* find(const std::string& name) const;
  std::vector<std::string> names() const;

 private:
  void add(const std::string& name, const toml::node& node, const Vocabulary& vocabulary,
           Problems& problems);

  std::map<std::string, toml::table> tables_;
};

/// [style.NAME]
const Block& style_block();

/// What a style's table says of the looks.
Style style_of(const toml::table& table, const Vocabulary& vocabulary, Problems& problems);

}  // namespace rankplot::job
