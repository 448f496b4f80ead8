#include "core/plan/outcome.hpp"

#include <array>

#include "core/plan/strict_json.hpp"

namespace rankplot::plan {
namespace {

constexpr std::array<const char*, 7> kStages{"idle", "plan",   "scan", "read",
                                             "draw", "encode", "write"};

Stage stage_of(const std::string& name) {
  for (std::size_t i = 0; i < kStages.size(); ++i) {
    if (name == kStages[i]) return static_cast<Stage>(i);
  }
  base::fail("'stage' of an outcome in JSON is '{}'; known: {}", name, fmt::join(kStages, ", "));
}

}  // namespace

const char* stage_name(Stage stage) { return kStages.at(static_cast<std::size_t>(stage)); }

void to_json(nlohmann::json& json, const Measured& measured) {
  json = {{"limits", measured.limits}, {"values", measured.values}};
}

void from_json(const nlohmann::json& json, Measured& measured) {
  measured = {};
  StrictObject object(json, "what was measured");
  object.required("limits", measured.limits).required("values", measured.values);
  object.finish();
}

void to_json(nlohmann::json& json, const Outcome& outcome) {
  json = {{"picture", outcome.picture},   {"task", outcome.task},   {"figure", outcome.figure},
          {"captures", outcome.captures}, {"key", outcome.key},     {"saved", outcome.saved},
          {"files", outcome.files},       {"bytes", outcome.bytes}, {"rank", outcome.rank},
          {"seconds", outcome.seconds}};
  if (outcome.set_aside) json["set_aside"] = true;
  if (!outcome.notes.empty()) json["notes"] = outcome.notes;
  if (!outcome.measured.empty()) json["measured"] = outcome.measured;
  if (outcome.probed) json["probed"] = {outcome.probed->x, outcome.probed->y};
  if (outcome.stage != Stage::Idle) json["stage"] = stage_name(outcome.stage);
  if (!outcome.reason.empty()) json["reason"] = outcome.reason;
  if (!outcome.file.empty()) json["file"] = outcome.file;
  if (!outcome.object.empty()) json["object"] = outcome.object;
}

void from_json(const nlohmann::json& json, Outcome& outcome) {
  outcome = {};
  StrictObject object(json, "an outcome");
  object.required("picture", outcome.picture)
      .required("task", outcome.task)
      .required("figure", outcome.figure)
      .required("captures", outcome.captures)
      .required("key", outcome.key)
      .required("saved", outcome.saved)
      .required("files", outcome.files)
      .required("bytes", outcome.bytes)
      .required("rank", outcome.rank)
      .required("seconds", outcome.seconds);
  object.optional("set_aside", outcome.set_aside);
  object.optional("notes", outcome.notes);
  object.optional("measured", outcome.measured);
  if (std::vector<double> point; object.optional("probed", point)) {
    if (point.size() != 2)
      base::fail("'probed' of an outcome in JSON has {} numbers, not x and y", point.size());
    outcome.probed = {point[0], point[1]};
  }
  std::string stage;
  if (object.optional("stage", stage)) outcome.stage = stage_of(stage);
  object.optional("reason", outcome.reason);
  object.optional("file", outcome.file);
  object.optional("object", outcome.object);
  object.finish();
}

}  // namespace rankplot::plan
