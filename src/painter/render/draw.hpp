#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/base/array.hpp"
#include "core/base/error.hpp"
#include "core/base/image.hpp"
#include "core/job/job.hpp"
#include "core/job/vocabulary.hpp"

namespace rankplot::render {

/// The evaluated roles of one layer.
struct LayerData {
  std::map<std::string, base::Field> roles;
  std::map<std::string, std::string>
      role_names;          ///< what the job wrote for each role, for messages
  std::string place = {};  ///< how messages begin; empty: "layer 2 (scatter)"
};

/// How marks are drawn: the fast paths (stamps, decimation) or each mark by itself. Both must look
/// the same within the stated difference.
enum class Quality { Fast, Exact };

struct Drawing {
  base::Image image;
  std::vector<std::string> notes;  ///< for the journal: "3 of 100 points are not finite"
};

/// Draws a figure whose texts are expanded. `data` has one entry per figure.layers. Throws
/// base::Error naming layer and role when the data cannot be drawn (mismatched lengths, wrong
/// dimensions). The same input gives the same pixels, whatever was drawn before. Not thread safe:
/// one drawing thread a process.
Drawing draw(const job::Figure& figure, const std::vector<LayerData>& data,
             Quality quality = Quality::Fast);

/// Layer kinds, colormaps, colours, markers and line styles for the vocabulary.
void describe(job::Vocabulary& vocabulary);

}  // namespace rankplot::render
