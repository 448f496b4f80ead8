#pragma once

#include <nlohmann/json.hpp>

#include "core/job/figure.hpp"

namespace rankplot::job {

/// The value of an option; lists say what they hold, so that empty ones come back as they were.
nlohmann::json value_json(const Value& value);

/// Throws base::Error on what value_json does not write.
Value value_of(const nlohmann::json& json);

}  // namespace rankplot::job
