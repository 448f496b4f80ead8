#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/job/job.hpp"
#include "core/plan/pattern.hpp"
#include "core/plan/plan.hpp"

namespace rankplot::plan {

/// Calls visit(what, text) for the templates of a panel: title, labels and legend; of a figure the
/// same, its panels and layers aside. What is visited may be const.
template <class Panel, class Visit>
void visit_axes(Panel& panel, const Visit& visit) {
  visit("title", panel.title);
  visit("xlabel", panel.x.label);
  visit("ylabel", panel.y.label);
  visit("zlabel", panel.scene.z_label);
  visit("x2label", panel.x2.label);
  visit("y2label", panel.y2.label);
  visit("legend_title", panel.legend_title);
}

/// The text options of a layer.
template <class Layer, class Visit>
void visit_layer(Layer& layer, const Visit& visit) {
  for (auto& [name, value] : layer.options) {
    if (auto* text = std::get_if<std::string>(&value)) visit(name, *text);
    if (auto* texts = std::get_if<std::vector<std::string>>(&value)) {
      for (auto& text : *texts) visit(name, text);
    }
  }
}

/// All templates of a figure except `save`.
template <class Figure, class Visit>
void visit_templates(Figure& figure, const Visit& visit) {
  visit_axes(figure, visit);
  for (auto& panel : figure.panels) visit_axes(panel, visit);
  for (auto& layer : figure.layers) visit_layer(layer, visit);
}

inline bool has_fields(std::string_view text) {
  return text.find_first_of("{}") != std::string_view::npos;
}

/// The fields of a picture: captures, index, what its file answered, and file and dataset unless
/// `file` is empty.
std::map<std::string, std::string> fields_of_picture(const Captures& captures,
                                                     const Picture& picture, std::string_view file,
                                                     std::string_view object);

/// Where an expanded `save` is written: below `output`, without "." and doubled slashes. Throws
/// Error when it is absolute, climbs with "..", or names no file.
std::string save_path(const std::string& output, const std::string& expanded);

/// A path to an object as a role takes it, in backticks where it would be arithmetic without;
/// empty: it cannot be written.
std::string role_text(const std::string& path, const std::string& object);

/// Checks the templates of a figure before any case. Its methods throw Error when a template is
/// malformed or uses a field that is not among those given.
class TextCheck {
 public:
  /// Both outlive it.
  TextCheck(const job::Job& job, const job::Figure& figure);

  /// `save` and title with the fields of a picture; the axes, and all panels, with those of a
  /// panel.
  void own(const std::vector<std::string>& fields,
           const std::vector<std::string>& panel_fields) const;
  void layer(std::size_t index, const std::vector<std::string>& fields) const;

 private:
  const job::Figure& figure_;
  std::string title_;
};

}  // namespace rankplot::plan
