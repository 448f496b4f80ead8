#include "painter/render/scene/entries/common.hpp"

#include <utility>

#include "painter/render/chart/color_limits.hpp"

namespace rankplot::scene {
namespace {

job::Option option(std::string name, std::string summary, job::OptionType type) {
  job::Option option;
  option.name = std::move(name);
  option.summary = std::move(summary);
  option.type = type;
  return option;
}

}  // namespace

job::Option flag_option(std::string name, std::string summary, bool fallback) {
  job::Option made = option(std::move(name), std::move(summary), job::OptionType::Bool);
  made.fallback = fallback;
  return made;
}

job::Option numbers_option(std::string name, std::string summary,
                           std::optional<std::vector<double>> fallback) {
  job::Option made = option(std::move(name), std::move(summary), job::OptionType::Numbers);
  if (fallback) made.fallback = std::move(*fallback);
  return made;
}

job::Option choice_option(std::string name, std::string summary, std::vector<std::string> choices) {
  job::Option made = option(std::move(name), std::move(summary), job::OptionType::Choice);
  if (!choices.empty()) made.fallback = choices.front();
  made.choices = std::move(choices);
  return made;
}

job::Option whole_option(std::string name, std::string summary, double least, double most) {
  job::Option made = option(std::move(name), std::move(summary), job::OptionType::Int);
  made.least = least;
  made.most = most;
  return made;
}

std::vector<job::Role> grid_roles(std::string value_summary) {
  return {
      {"value", std::move(value_summary) + "; three dimensions (z, y, x)", true},
      {"x", "places along the last axis: a row, or one for each value (a curvilinear grid)", false},
      {"y", "the same of the middle axis", false},
      {"z", "the same of the first axis", false}};
}

std::vector<job::Role> vector_roles(std::string u_summary, bool required) {
  std::vector<job::Role> roles = grid_roles("");
  roles.front() = {"u", std::move(u_summary), required};
  roles.insert(roles.begin() + 1, {{"v", "the same along y", required},
                                   {"w", "the same along z; 0 when left out", false}});
  return roles;
}

std::vector<job::Role> place_roles() {
  return {{"points", "where they are, (N, 3); or x, y and z", false},
          {"x", "in place of points: a row of their x", false},
          {"y", "a row of their y", false},
          {"z", "a row of their z", false}};
}

std::vector<job::Role> mesh_roles(bool required) {
  return {{"cells",
           "numbers of each cell's corners, from 0: (M, 3), (M, 4) or (M, 8); or of all in a row, "
           "with types",
           required},
          {"types", "VTK's number of each cell's type, 1 to 16: all linear cells", false},
          {"offsets", "where each cell begins in the row of corners", false}};
}

std::vector<job::Role> body_roles() {
  std::vector<job::Role> roles =
      grid_roles("the values, on a grid; or with cells one a point or one a cell");
  roles.push_back({"points", "of a mesh: where its points are, (N, 3); or rows x, y and z", false});
  for (job::Role& role : mesh_roles(false)) roles.push_back(std::move(role));
  return roles;
}

std::vector<job::Option> plane_options(std::string otherwise) {
  job::Option axis = choice_option("axis", "the axis that the plane is across", {"x", "y", "z"});
  axis.fallback = std::move(otherwise);
  job::Option position = render::number_option(
      "position", "where it cuts the axis; the middle when left out", std::nullopt);
  position.least.reset();
  return {std::move(axis), std::move(position),
          numbers_option("normal", "the direction that an oblique plane is across: [x, y, z]"),
          numbers_option("point",
                         "where an oblique plane goes through; the data's middle when left out")};
}

job::Option cell_option() {
  return choice_option("cell", "what four or eight corners are; auto: quadrilaterals and hexahedra",
                       {"auto", "triangle", "quad", "tetra", "hexahedron"});
}

std::vector<job::Option> grid_options() {
  return {numbers_option("origin", "where the first value stands: [x, y, z]",
                         std::vector<double>{0, 0, 0}),
          numbers_option("spacing", "from one value to the next: [x, y, z]; below 0 is backwards",
                         std::vector<double>{1, 1, 1})};
}

std::vector<job::Option> color_options(bool shared) {
  job::Option cmap =
      choice_option("cmap", "colormap by matplotlib's name; NAME_r is its reverse", {});
  cmap.fallback = std::string("viridis");
  job::Option limits = render::color_limits_option();
  if (!shared) {
    limits.summary =
        "values at the ends of the colormap: own (the data's), [low, high], or percentiles of the "
        "data, as in \"1%..99%\"";
    limits.choices = {"own", "1%..99%"};
  }
  job::Option label = render::label_option();
  label.name = "colorbar_label";
  label.summary = "what the colour bar shows; may hold {fields}";
  return {std::move(cmap), std::move(limits),
          choice_option("norm", "how values are spread over the colormap", {"linear", "log"}),
          flag_option("colorbar", "a bar beside the scene that tells the colours", true),
          std::move(label)};
}

job::Option opacity_option() { return render::alpha_option(); }

std::vector<job::Option> joined(std::vector<job::Option> first, std::vector<job::Option> second) {
  first.insert(first.end(), std::make_move_iterator(second.begin()),
               std::make_move_iterator(second.end()));
  return first;
}

}  // namespace rankplot::scene
