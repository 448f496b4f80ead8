#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace rankplot::job {

/// How a scene is looked at. A view names the side that the camera stands on; position, focal_point
/// and up replace what they say of it. Lengths in the data's units, angles in degrees.
struct Camera {
  std::string view = "iso";                       ///< "iso", "+x", "-x", "+y", "-y", "+z", "-z"
  std::vector<double> position, focal_point, up;  ///< three numbers, or none
  double azimuth = 0;    ///< about the up direction through the focal point, to the right
  double elevation = 0;  ///< towards the up direction
  double roll = 0;       ///< about the line of sight, counterclockwise
  double zoom = 1;       ///< above 1: closer
  double angle = 30;     ///< of the view, from bottom to top
  bool parallel = false;
  int orbit = 0;  ///< so many pictures of each case, once around by azimuth; 0: one

  bool operator==(const Camera&) const = default;
};

/// What a figure or panel says of a scene in it.
struct SceneView {
  Camera camera;
  std::string background = "white";
  std::string box = "axes";  ///< around the data: "axes" (with ticks), "outline" or "none"
  std::string z_label;       ///< a template
  bool orientation = false;  ///< a small tripod shows where the axes point

  bool operator==(const SceneView&) const = default;
};

// from_json throws base::Error on anything that to_json does not write.
void to_json(nlohmann::json& json, const SceneView& view);
void from_json(const nlohmann::json& json, SceneView& view);

}  // namespace rankplot::job
