#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/array.hpp"
#include "core/base/error.hpp"
#include "core/base/image.hpp"
#include "core/job/figure.hpp"
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

/// What was drawn from where, as a document records it: keyword and UTF-8 text.
using Origin = std::vector<std::pair<std::string, std::string>>;

/// What a figure is to become. One layout serves all of it.
struct Wanted {
  bool image = true;
  std::vector<std::string> documents = {};  ///< suffixes, of which is_document is true
  Origin origin = {};                       ///< recorded in documents
};

struct Drawing {
  base::Image image;                                        ///< empty where it is not wanted
  std::map<std::string, std::vector<std::byte>> documents;  ///< by suffix
  std::vector<std::string> notes;  ///< for the journal: "3 of 100 points are not finite"
};

/// Draws a figure whose texts are expanded. `data` has one entry per figure.layers. Throws
/// base::Error naming layer and role when the data cannot be drawn (mismatched lengths, wrong
/// dimensions). The same input gives the same pixels, whatever was drawn before. Not thread safe:
/// one drawing thread a process.
Drawing draw(const job::Figure& figure, const std::vector<LayerData>& data,
             Quality quality = Quality::Fast);

/// The same, of everything wanted. Throws base::Error for unknown documents.
Drawing draw(const job::Figure& figure, const std::vector<LayerData>& data, const Wanted& wanted,
             Quality quality = Quality::Fast);

/// Whether files with this suffix ("pdf") are pages of vectors, drawn and written here, rather than
/// encoded images.
bool is_document(std::string_view suffix);

/// Layer kinds, documents, colormaps, colours, markers and line styles for the vocabulary.
void describe(job::Vocabulary& vocabulary);

}  // namespace rankplot::render
