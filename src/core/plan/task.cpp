// JSON of tasks and reads: what crosses between ranks and their painters.
#include "core/plan/plan.hpp"
#include "core/plan/strict_json.hpp"

namespace rankplot::plan {

void to_json(nlohmann::json& json, const Implied& implied) {
  json = {{"layer", implied.layer},
          {"role", implied.role},
          {"label", implied.label},
          {"text", implied.text}};
}

void from_json(const nlohmann::json& json, Implied& implied) {
  StrictObject(json, "what a file implies")
      .required("layer", implied.layer)
      .required("role", implied.role)
      .required("label", implied.label)
      .required("text", implied.text)
      .finish();
}

void to_json(nlohmann::json& json, const Picture& picture) {
  json = {{"id", picture.id}, {"figure", picture.figure}, {"index", picture.index}};
  if (!picture.fields.empty()) json["fields"] = picture.fields;
  if (!picture.implied.empty()) json["implied"] = picture.implied;
}

void from_json(const nlohmann::json& json, Picture& picture) {
  StrictObject object(json, "a picture");
  object.required("id", picture.id)
      .required("figure", picture.figure)
      .required("index", picture.index);
  object.optional("fields", picture.fields);
  object.optional("implied", picture.implied);
  object.finish();
}

void to_json(nlohmann::json& json, const Task& task) {
  json = {{"id", task.id},
          {"files", task.files},
          {"captures", task.captures},
          {"pictures", task.pictures},
          {"cost_bytes", task.cost_bytes},
          {"memory_bytes", task.memory_bytes}};
}

void from_json(const nlohmann::json& json, Task& task) {
  StrictObject(json, "a task")
      .required("id", task.id)
      .required("files", task.files)
      .required("captures", task.captures)
      .required("pictures", task.pictures)
      .required("cost_bytes", task.cost_bytes)
      .required("memory_bytes", task.memory_bytes)
      .finish();
}

// The hyperslab travels in the job's own notation, so that it has one grammar.
void to_json(nlohmann::json& json, const Read& read) {
  json = {{"file", read.file},
          {"object", read.object},
          {"column", read.column},
          {"hyperslab", expr::to_string(expr::Path{"", "/x", "", read.hyperslab}).substr(2)}};
}

void from_json(const nlohmann::json& json, Read& read) {
  std::string hyperslab;
  StrictObject(json, "a read")
      .required("file", read.file)
      .required("object", read.object)
      .required("column", read.column)
      .required("hyperslab", hyperslab)
      .finish();
  try {
    read.hyperslab = expr::parse_path("/x" + hyperslab).hyperslab;
  } catch (const expr::SyntaxError& error) {
    base::fail("'hyperslab' of a read in JSON is '{}': {}", hyperslab, error.message);
  }
}

}  // namespace rankplot::plan
