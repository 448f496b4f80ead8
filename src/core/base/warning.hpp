#pragma once

#include <string>
#include <string_view>

namespace rankplot::base {

/// Some of the notes of an outcome are warnings: the picture is there and does not show what it
/// should. Journals keep notes as texts, so they are told apart by how they begin.
inline constexpr std::string_view kWarning = "warning: ";

inline bool is_warning(std::string_view note) { return note.starts_with(kWarning); }
inline std::string warning(std::string_view what) { return std::string(kWarning).append(what); }

}  // namespace rankplot::base
