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

/// Calls visit(what, text) for each template of a figure except `save`: title, axis labels and the
/// text options of its layers. `Figure` may be const.
template <class Figure, class Visit>
void visit_templates(Figure& figure, const Visit& visit) {
  visit("title", figure.title);
  visit("xlabel", figure.x.label);
  visit("ylabel", figure.y.label);
  for (auto& layer : figure.layers) {
    for (auto& [name, value] : layer.options) {
      if (auto* text = std::get_if<std::string>(&value)) visit(name, *text);
      if (auto* texts = std::get_if<std::vector<std::string>>(&value)) {
        for (auto& text : *texts) visit(name, text);
      }
    }
  }
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

/// A path to an object as a role takes it, in backticks where it would be arithmetic without; empty:
/// it cannot be written.
std::string role_text(const std::string& path, const std::string& object);

/// Throws Error when a template of the figure is malformed or uses a field that is not known.
void check_templates(const job::Job& job, const job::Figure& figure,
                     const std::vector<std::string>& fields);

}  // namespace rankplot::plan
