#include "painter/render/scene/places.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace rankplot::scene {
namespace {

std::vector<Vector> from_triples(render::LayerInput& input) {
  const base::Field& field = input.field("points");
  if (field.shape.size() != 2 || field.shape[1] != 3)
    input.refuse(fmt::format("points = \"{}\" is of shape ({}): right would be (N, 3)",
                             input.written("points"), fmt::join(field.shape, ", ")));
  std::vector<Vector> places(field.shape[0]);
  for (std::size_t i = 0; i < places.size(); ++i)
    places[i] = {field.values[3 * i], field.values[3 * i + 1], field.values[3 * i + 2]};
  return places;
}

std::vector<Vector> from_rows(render::LayerInput& input) {
  input.require_same_length("x", "y");
  input.require_same_length("x", "z");
  const auto x = input.row("x"), y = input.row("y"), z = input.row("z");
  std::vector<Vector> places(x.size());
  for (std::size_t i = 0; i < places.size(); ++i) places[i] = {x[i], y[i], z[i]};
  return places;
}

}  // namespace

std::vector<Vector> take_places(render::LayerInput& input) {
  const bool rows = input.has("x") || input.has("y") || input.has("z");
  if (rows && input.has("points")) input.refuse("points and x, y, z say the same: leave one out");
  if (!rows && !input.has("points")) input.refuse("it needs 'points', or x, y and z");
  std::vector<Vector> places = rows ? from_rows(input) : from_triples(input);
  if (places.empty()) input.refuse("there are no points to draw");
  return places;
}

Box box_of(const std::vector<Vector>& places) {
  Box box;
  for (const Vector& place : places)
    if (is_finite(place)) box.include(place);
  return box;
}

}  // namespace rankplot::scene
