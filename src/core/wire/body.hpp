#pragma once

#include <cstdint>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/array.hpp"
#include "core/wire/messages.hpp"

namespace rankplot::wire {

/// A message apart from how it travels: which one of its variant, its fields, its arrays. Private
/// to core/wire.
struct Body {
  std::uint16_t kind = 0;
  nlohmann::json fields;  ///< an object
  std::vector<base::Array> arrays;
};

Body to_body(const ToPainter& message);
Body to_body(const FromPainter& message);
/// Throw base::Error on an unknown kind and on fields that to_body does not write.
ToPainter to_painter(Body body);
FromPainter from_painter(Body body);

}  // namespace rankplot::wire
