#pragma once

namespace rankplot::wire {

/// Makes a painter write the sheet of all colormaps and end: --colormaps FILE.
inline constexpr const char* kColormapsOption = "--colormaps";
/// Exit code of such a painter that could not write it; its last words say why.
inline constexpr int kSheetRefused = 74;

}  // namespace rankplot::wire
