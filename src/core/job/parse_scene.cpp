#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "core/job/figure_parser.hpp"
#include "core/job/words.hpp"

namespace rankplot::job {

namespace {

using Values = std::map<std::string, Value>;

double length(const std::vector<double>& vector) {
  return std::hypot(vector[0], vector[1], vector[2]);
}

class CameraParser {
 public:
  CameraParser(const toml::table& table, const Context& context)
      : table_(table), problems_(context.problems) {
    const Block& block = camera_block();
    check_keys(table, names_of(block), block.later, "in " + block.name, problems_);
    values_ = check_options(block.keys, Keys{&table, {}}, context.vocabulary, problems_);
  }

  Camera run() {
    Camera camera;
    camera.view = value_or(values_, "view", camera.view);
    camera.position = place("position");
    camera.focal_point = place("focal_point");
    camera.up = place("up");
    camera.azimuth = value_or(values_, "azimuth", camera.azimuth);
    camera.elevation = value_or(values_, "elevation", camera.elevation);
    camera.roll = value_or(values_, "roll", camera.roll);
    camera.zoom = value_or(values_, "zoom", camera.zoom);
    camera.angle = value_or(values_, "angle", camera.angle);
    camera.parallel = value_or(values_, "parallel", camera.parallel);
    camera.orbit = static_cast<int>(value_or(values_, "orbit", std::int64_t{0}));
    if (camera.up.size() == 3 && length(camera.up) == 0) {
      problems_.add(*table_.get("up"), "'up' takes a direction, and [0, 0, 0] is none");
    }
    if (!camera.position.empty() && camera.position == camera.focal_point) {
      problems_.add(*table_.get("position"), "'position' and 'focal_point' are the same place");
    }
    if (!camera.position.empty() && table_.contains("view")) {
      problems_.add(*table_.get("view"), "'view' and 'position' say the same: leave one out");
    }
    return camera;
  }

 private:
  std::vector<double> place(const char* key) {
    auto numbers = value_or(values_, key, std::vector<double>());
    if (!values_.contains(key) || numbers.size() == 3) return numbers;
    problems_.add(*table_.get(key),
                  fmt::format("'{}' takes [x, y, z], not {} numbers", key, numbers.size()));
    return {};
  }

  const toml::table& table_;
  Problems& problems_;
  Values values_;
};

/// The layers' tables in the order of Figure::layers.
std::vector<const toml::node*> layer_nodes(const toml::table& figure) {
  std::vector<const toml::node*> nodes;
  const auto add = [&](const toml::table& block) {
    const toml::node* list = block.get("layer");
    if (list == nullptr || !list->is_array()) return;
    for (const toml::node& node : *list->as_array())
      if (node.is_table()) nodes.push_back(&node);
  };
  add(figure);
  const toml::node* panels = figure.get("panel");
  if (panels == nullptr || !panels->is_array()) return nodes;
  for (const toml::node& panel : *panels->as_array())
    if (const auto* table = panel.as_table()) add(*table);
  return nodes;
}

bool is_scene(const Layer& layer, const Vocabulary& vocabulary) {
  return std::any_of(vocabulary.layers.begin(), vocabulary.layers.end(),
                     [&](const Entry& entry) { return entry.name == layer.kind && entry.scene; });
}

/// Keys that only charts, or only scenes, make something of.
constexpr std::array kChartKeys{"xscale", "yscale", "xlim", "ylim", "grid"};
constexpr std::array kSceneKeys{"camera", "background", "box", "zlabel", "orientation"};

template <class Words>
void refuse_keys(const toml::table& block, const Words& keys, const char* why, Problems& problems) {
  for (const char* key : keys)
    if (const toml::node* node = block.get(key))
      problems.add(*node, fmt::format("'{}' {}", key, why));
}

}  // namespace

SceneView parse_scene_view(const Keys& keys, const Values& values, const Context& context,
                           CaptureCheck& captures) {
  SceneView view;
  view.background = value_or(values, "background", view.background);
  view.box = value_or(values, "box", view.box);
  view.orientation = value_or(values, "orientation", view.orientation);
  view.z_label = value_or(values, "zlabel", view.z_label);
  captures.uses_template(keys.find("zlabel"));
  const toml::node* camera = keys.find("camera");
  if (camera == nullptr) return view;
  if (const auto* table = camera->as_table()) {
    view.camera = CameraParser(*table, context).run();
    if (view.camera.orbit > 0) captures.makes("orbit");
  } else {
    context.problems.add(*camera, fmt::format("'camera' is a table, as in [figure.camera] or "
                                              "camera = {{ view = \"+z\" }}, not {}",
                                              kind_of(*camera)));
  }
  return view;
}

namespace {

/// Pictures of an orbit would write over each other.
void check_orbit(const toml::table& table, const Figure& figure, const Context& context) {
  std::set<int> orbits{figure.scene.camera.orbit};
  for (const Panel& panel : figure.panels) orbits.insert(panel.scene.camera.orbit);
  orbits.erase(0);
  if (orbits.empty()) return;
  if (orbits.size() > 1)
    context.problems.add(table,
                         fmt::format("the panels of a figure go around together: orbit = {} and {} "
                                     "are two of them",
                                     *orbits.begin(), *orbits.rbegin()));
  for (const std::string& save : figure.save) {
    if (save.find("{orbit") != save.npos) continue;
    const toml::node* node = table.get("save");
    context.problems.add(
        node != nullptr ? *node : table,
        fmt::format("the camera's orbit makes {} pictures of each case: '{}' needs "
                    "{{orbit}}, as in \"turn_{{orbit:03d}}.png\"",
                    *orbits.rbegin(), save));
  }
}

}  // namespace

void check_scenes(const toml::table& table, const Figure& figure, const Context& context) {
  const std::vector<const toml::node*> nodes = layer_nodes(table);
  std::map<std::size_t, const Layer*> first;  // by panel
  std::size_t scenes = 0, charts = 0;
  for (std::size_t i = 0; i < figure.layers.size(); ++i) {
    const Layer& layer = figure.layers[i];
    if (layer.kind.empty()) return;  // noted already
    const bool scene = is_scene(layer, context.vocabulary);
    (scene ? scenes : charts) += 1;
    const Layer* other = first.emplace(layer.panel, &layer).first->second;
    if (is_scene(*other, context.vocabulary) == scene) continue;
    context.problems.add(i < nodes.size() ? *nodes[i] : table,
                         fmt::format("'{}' is drawn in {}, '{}' in {}: put them in panels of "
                                     "their own",
                                     layer.kind, scene ? "a 3-D scene" : "a chart", other->kind,
                                     scene ? "a chart" : "a 3-D scene"));
  }
  if (scenes > 0) check_orbit(table, figure, context);
  if (charts == 0 && scenes > 0)
    refuse_keys(table, kChartKeys, "is about charts, and the figure draws a 3-D scene",
                context.problems);
  if (scenes == 0 && charts > 0)
    refuse_keys(table, kSceneKeys,
                "is about 3-D scenes, and the figure draws a chart (rankplot list says which kinds "
                "of layers are scenes)",
                context.problems);
}

}  // namespace rankplot::job
