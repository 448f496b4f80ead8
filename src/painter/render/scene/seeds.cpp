#include "painter/render/scene/seeds.hpp"

#include <cmath>
#include <numbers>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "painter/render/scene/places.hpp"
#include "painter/render/scene/plane.hpp"

namespace rankplot::scene {
namespace {

Vector vector_or(render::LayerInput& input, const char* option, const Vector& otherwise) {
  return input.has_option(option) ? vector_option(input, option) : otherwise;
}

std::vector<Vector> given(render::LayerInput& input) {
  const base::Field& field = input.field("seeds");
  if (field.shape.size() != 2 || field.shape[1] != 3 || field.shape[0] == 0)
    input.refuse(fmt::format("seeds = \"{}\" is of shape ({}): right would be (N, 3)",
                             input.written("seeds"), fmt::join(field.shape, ", ")));
  std::vector<Vector> seeds(field.shape[0]);
  for (std::size_t i = 0; i < seeds.size(); ++i)
    seeds[i] = {field.values[3 * i], field.values[3 * i + 1], field.values[3 * i + 2]};
  return seeds;
}

/// On Vogel's spiral around a ball, each for the same volume.
std::vector<Vector> in_sphere(render::LayerInput& input, const Grid& grid, std::size_t count) {
  const Vector center = vector_or(input, "center", grid.frame.middle);
  const double radius = input.has_option("radius") ? input.number("radius") : grid.frame.size / 4;
  const double golden = std::numbers::pi * (3 - std::sqrt(5.0));
  constexpr double kSilver = 0.7548776662466927;  // (an irrational step of the second coordinate)
  std::vector<Vector> seeds(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto at = static_cast<double>(i) + 0.5;
    const double far = radius * std::cbrt(at / static_cast<double>(count));
    const double height = 2 * (kSilver * at - std::floor(kSilver * at)) - 1;
    const double across = std::sqrt(1 - height * height);
    seeds[i] = center +
               far * Vector{across * std::cos(golden * at), across * std::sin(golden * at), height};
  }
  return seeds;
}

std::vector<Vector> on_line(render::LayerInput& input, const Grid& grid, std::size_t count) {
  const Vector from = vector_or(input, "from", grid.box.low);
  const Vector to = vector_or(input, "to", grid.box.high);
  std::vector<Vector> seeds(count);
  for (std::size_t i = 0; i < count; ++i) {
    const double share = count == 1 ? 0.5 : static_cast<double>(i) / static_cast<double>(count - 1);
    seeds[i] = (1 - share) * from + share * to;
  }
  return seeds;
}

/// In the middles of about `count` equal parts of the plane, as square as can be.
std::vector<Vector> on_plane(render::LayerInput& input, const Grid& grid, std::size_t count) {
  const std::size_t axis = axis_named(input.text("axis"));
  const std::size_t one = (axis + 1) % 3, other = (axis + 2) % 3;
  const Vector side = grid.box.high - grid.box.low;
  const auto wanted = static_cast<double>(count);
  const double ratio = side[one] > 0 && side[other] > 0 ? side[one] / side[other]
                       : side[one] > 0                  ? wanted
                                                        : 1 / wanted;
  const double columns = std::clamp(std::round(std::sqrt(wanted * ratio)), 1.0, wanted);
  const double rows = std::max(1.0, std::floor(wanted / columns));
  std::vector<Vector> seeds;
  Vector at = grid.frame.middle;
  if (input.has_option("position")) at[axis] = input.number("position");
  for (double row = 0; row < rows; ++row)
    for (double column = 0; column < columns; ++column) {
      at[one] = grid.box.low[one] + side[one] * (column + 0.5) / columns;
      at[other] = grid.box.low[other] + side[other] * (row + 0.5) / rows;
      seeds.push_back(at);
    }
  return seeds;
}

bool is_inside(const Vector& seed, const Box& box) {
  for (std::size_t axis = 0; axis < 3; ++axis)
    if (!(seed[axis] >= box.low[axis] && seed[axis] <= box.high[axis])) return false;
  return true;
}

}  // namespace

std::vector<Vector> take_seeds(render::LayerInput& input, const Grid& grid) {
  const auto count = static_cast<std::size_t>(input.integer("count"));
  const std::string& seeding = input.text("seeding");
  std::vector<Vector> seeds = input.has("seeds")    ? given(input)
                              : seeding == "sphere" ? in_sphere(input, grid, count)
                              : seeding == "line"   ? on_line(input, grid, count)
                                                    : on_plane(input, grid, count);
  const std::size_t all = seeds.size();
  std::erase_if(seeds, [&](const Vector& seed) { return !is_inside(seed, grid.box); });
  if (seeds.empty())
    input.refuse(fmt::format("none of {} seeds lies in the data, which is from ({}) to ({})", all,
                             fmt::join(grid.box.low, ", "), fmt::join(grid.box.high, ", ")));
  if (seeds.size() < all)
    input.note(fmt::format("{} of {} seeds are outside of the data", all - seeds.size(), all));
  return seeds;
}

}  // namespace rankplot::scene
