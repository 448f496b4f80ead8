#pragma once

#include <nlohmann/json.hpp>

#include "core/job/axes.hpp"
#include "core/job/json_fields.hpp"
#include "core/job/style.hpp"

namespace rankplot::job {

/// An object with a member for each of the axes' own.
nlohmann::json axes_json(const Axes& axes);
/// Takes what axes_json has written from among other members. Throws base::Error.
void take_axes(JsonFields& fields, Axes& axes);

nlohmann::json panel_json(const Panel& panel);
/// Throws base::Error on anything that panel_json does not write.
Panel panel_of(const nlohmann::json& object);

nlohmann::json style_json(const Style& style);
/// Throws base::Error on anything that style_json does not write.
Style style_of(const nlohmann::json& object);

}  // namespace rankplot::job
