#pragma once

namespace rankplot::wire {

/// Makes a painter show instead of save: --window N, its place among those opened together.
inline constexpr const char* kWindowOption = "--window";
/// Exit code of such a painter that found no display.
inline constexpr int kNoDisplay = 2;

}  // namespace rankplot::wire
