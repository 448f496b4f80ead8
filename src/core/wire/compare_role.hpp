#pragma once

namespace rankplot::wire {

/// Makes a painter compare two pictures and end: --compare OLD NEW. It prints an object of JSON:
/// {"pixels", "changed", "greatest"}, or {"refusal"} where they cannot be compared.
inline constexpr const char* kCompareOption = "--compare";

}  // namespace rankplot::wire
