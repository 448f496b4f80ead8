#include <nlohmann/json.hpp>

#include "core/job/json_fields.hpp"
#include "core/job/scene_view.hpp"

namespace rankplot::job {

namespace {

nlohmann::json camera_json(const Camera& camera) {
  return {{"view", camera.view},
          {"position", camera.position},
          {"focal_point", camera.focal_point},
          {"up", camera.up},
          {"azimuth", camera.azimuth},
          {"elevation", camera.elevation},
          {"roll", camera.roll},
          {"zoom", camera.zoom},
          {"angle", camera.angle},
          {"parallel", camera.parallel},
          {"orbit", camera.orbit}};
}

Camera camera_of(const nlohmann::json& json) {
  Camera camera;
  JsonFields fields(json, "a camera");
  fields.take("view", camera.view);
  fields.take("position", camera.position);
  fields.take("focal_point", camera.focal_point);
  fields.take("up", camera.up);
  fields.take("azimuth", camera.azimuth);
  fields.take("elevation", camera.elevation);
  fields.take("roll", camera.roll);
  fields.take("zoom", camera.zoom);
  fields.take("angle", camera.angle);
  fields.take("parallel", camera.parallel);
  fields.take("orbit", camera.orbit);
  fields.finish();
  return camera;
}

}  // namespace

void to_json(nlohmann::json& json, const SceneView& view) {
  json = {{"camera", camera_json(view.camera)},
          {"background", view.background},
          {"box", view.box},
          {"z_label", view.z_label},
          {"orientation", view.orientation}};
}

void from_json(const nlohmann::json& json, SceneView& view) {
  JsonFields fields(json, "the view of a scene");
  view.camera = camera_of(fields.member("camera"));
  fields.take("background", view.background);
  fields.take("box", view.box);
  fields.take("z_label", view.z_label);
  fields.take("orientation", view.orientation);
  fields.finish();
}

}  // namespace rankplot::job
