#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "core/job/job.hpp"
#include "core/job/vocabulary.hpp"

namespace rankplot::job {

/// All errors of meaning in a job text (at most 20, in file order), each a line
/// "FILE:LINE:COLUMN: what is wrong; what would be right".
class JobError : public base::Error {
 public:
  using base::Error::Error;
};

/// Job text -> checked Job. `file` is named in messages. `overrides` are "key=value" of --set: the
/// key a dotted path ("output", "figure.v.title" or "figure.0.title"), the value TOML, or text
/// where it is not TOML. Unknown words are errors that name the nearest known one; blocks and
/// options of later versions are refused as "not in this version". Throws JobError.
Job parse(std::string_view text, const std::string& file, const Vocabulary& vocabulary,
          const std::vector<std::string>& overrides = {});

/// The known word nearest to `word` (edit distance with transpositions, at most a third of its
/// length), or "".
std::string nearest(std::string_view word, const std::vector<std::string>& known);

}  // namespace rankplot::job
