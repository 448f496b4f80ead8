#pragma once

#include <string>
#include <vector>

#include "core/job/vocabulary.hpp"

namespace rankplot::job {

/// A block of the job file: its keys, each declared once. The checker, the messages and the
/// reference come from it.
struct Block {
  std::string name;  ///< as it is written: "[[figure]]"; "" for the top of the job
  std::string summary;
  std::vector<Option> keys;
  std::vector<Role> tables;  ///< keys that hold tables or several forms, read by code of their own
  std::vector<std::string> later;  ///< keys of later versions: refused as such
};

const Block& job_block();
const Block& figure_block();
const Block& panel_block();
const Block& camera_block();
const Block& layer_block();     ///< what every layer has besides its kind's roles and options
const Block& defaults_block();  ///< [defaults]

/// Keys of [[figure]] that are about its axes, which panels have too; and their names: those of
/// [defaults.axes].
const std::vector<Option>& axes_options();
const std::vector<std::string>& axes_keys();

/// Kinds of layers that later versions draw.
const std::vector<std::string>& later_kinds();
/// What movies are saved as, and pictures cannot be.
const std::vector<std::string>& movie_suffixes();

/// The key of that name, or nullptr.
const Option* find_key(const std::vector<Option>& keys, const std::string& name);

/// All names that may be written in a block.
std::vector<std::string> names_of(const Block& block);

}  // namespace rankplot::job
