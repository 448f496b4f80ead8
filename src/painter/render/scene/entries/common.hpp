#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/job/vocabulary.hpp"

/// What the words of several kinds of scene layers have in common.
namespace rankplot::scene {

job::Option flag_option(std::string name, std::string summary, bool fallback);
job::Option numbers_option(std::string name, std::string summary,
                           std::optional<std::vector<double>> fallback = std::nullopt);
job::Option choice_option(std::string name, std::string summary, std::vector<std::string> choices);
job::Option whole_option(std::string name, std::string summary, double least, double most);

/// The values, and x, y and z where they stand.
std::vector<job::Role> grid_roles(std::string value_summary);
/// u, v and w, and x, y and z where they stand; w may be left out (0).
std::vector<job::Role> vector_roles(std::string u_summary, bool required);
/// points, or x, y and z.
std::vector<job::Role> place_roles();
/// cells, types and offsets.
std::vector<job::Role> mesh_roles(bool required);
/// value on a grid, or on a mesh of points and cells; with these.
std::vector<job::Role> body_roles();
/// axis (`otherwise` when left out), position, normal and point.
std::vector<job::Option> plane_options(std::string otherwise);
/// What rows of four or eight corners are.
job::Option cell_option();
/// origin and spacing.
std::vector<job::Option> grid_options();
/// cmap, limits, norm, colorbar, colorbar_label; `shared`: the limits are those of the role value,
/// which may be shared by all cases.
std::vector<job::Option> color_options(bool shared);
job::Option opacity_option();

/// `first`, then `second`.
std::vector<job::Option> joined(std::vector<job::Option> first, std::vector<job::Option> second);

}  // namespace rankplot::scene
