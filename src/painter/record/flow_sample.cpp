#include "painter/record/flow_sample.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

#include <fmt/format.h>

#include "painter/record/writer.hpp"

namespace rankplot::record {
namespace {

constexpr std::size_t kSide = 48, kLayers = 40;

std::vector<float> even(std::size_t count, double low, double high) {
  std::vector<float> places(count);
  for (std::size_t i = 0; i < count; ++i)
    places[i] = static_cast<float>(low + (high - low) * static_cast<double>(i) /
                                             static_cast<double>(count - 1));
  return places;
}

void write_row(Writer& writer, const std::string& object, const std::vector<float>& values) {
  writer.write(object, values, std::array{values.size()});
}

/// A whirl about an axis that wanders with height; in m/s.
void write_wind(Writer& writer) {
  const std::vector<float> across = even(kSide, -1, 1), up = even(kLayers, 0, 1.5);
  std::array<std::vector<float>, 4> fields;
  for (const double z : up)
    for (const double y : across)
      for (const double x : across) {
        const double dx = x - 0.25 * std::sin(2.5 * z), dy = y - 0.25 * (1 - std::cos(2.5 * z));
        const double square = dx * dx + dy * dy;
        const double turn = 18 * std::exp(-square / 0.2), core = std::exp(-square / 0.08);
        const double inward = 1.2 * (1 - z / 1.5);
        fields[0].push_back(static_cast<float>(-turn * dy - inward * dx));
        fields[1].push_back(static_cast<float>(turn * dx - inward * dy));
        fields[2].push_back(static_cast<float>(4.5 * core + 0.3));
        fields[3].push_back(static_cast<float>(1000 - 40 * std::exp(-square / 0.2) - 12 * z));
      }
  const std::array<std::size_t, 3> shape{kLayers, kSide, kSide};
  constexpr std::array kNames{"u", "v", "w", "pressure"};
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const std::string object = fmt::format("/wind/{}", kNames[i]);
    writer.write(object, fields[i], shape);
    writer.attribute(object, "units", i < 3 ? "m/s" : "hPa");
  }
  write_row(writer, "/wind/x", across);
  write_row(writer, "/wind/y", across);
  write_row(writer, "/wind/z", up);
}

void write_ground(Writer& writer) {
  constexpr std::size_t kRows = 96, kColumns = 128;
  const std::vector<float> x = even(kColumns, 0, 8), y = even(kRows, 0, 6);
  std::vector<float> height;
  for (const double b : y)
    for (const double a : x) {
      const double hill = 620 * std::exp(-((a - 5.2) * (a - 5.2) + (b - 3.6) * (b - 3.6)) / 2.2);
      const double ridge = 260 * std::exp(-(a - 1.2 - 0.4 * b) * (a - 1.2 - 0.4 * b) / 0.8);
      const double waves =
          25 * std::sin(3.1 * a) * std::cos(2.3 * b) + 10 * std::sin(7 * a + 5 * b);
      height.push_back(static_cast<float>(std::max(60.0, 80 + hill + ridge + waves)));
    }
  writer.write("/ground/height", height, std::array{kRows, kColumns});
  writer.attribute("/ground/height", "units", "m");
  write_row(writer, "/ground/x", x);
  write_row(writer, "/ground/y", y);
}

/// Points on three floors of three by three, and the tops of the spires.
std::vector<float> tower_points() {
  std::vector<float> points;
  for (int floor = 0; floor < 3; ++floor)
    for (int row = 0; row < 3; ++row)
      for (int column = 0; column < 3; ++column)
        for (const int place : {column, row, floor}) points.push_back(static_cast<float>(place));
  for (const double place : {0.5, 0.5, 3.2, 1.5, 1.5, 2.8, 1.7, 0.3, 2.8})
    points.push_back(static_cast<float>(place));
  return points;
}

/// Two floors of blocks, one of them cut into wedges; a pyramid, another and a tetrahedron on top.
void write_tower(Writer& writer) {
  constexpr std::int64_t kTetra = 10, kHexahedron = 12, kWedge = 13, kPyramid = 14;
  std::vector<std::int64_t> cells, offsets{0}, types;
  const auto add = [&](std::int64_t type, const std::vector<std::int64_t>& corners) {
    cells.insert(cells.end(), corners.begin(), corners.end());
    offsets.push_back(static_cast<std::int64_t>(cells.size()));
    types.push_back(type);
  };
  const auto id = [](std::int64_t column, std::int64_t row, std::int64_t floor) {
    return 9 * floor + 3 * row + column;
  };
  for (std::int64_t floor = 0; floor < 2; ++floor)
    for (std::int64_t row = 0; row < 2; ++row)
      for (std::int64_t column = 0; column < 2; ++column) {
        const std::int64_t a = id(column, row, floor), b = id(column, row, floor + 1);
        if (floor == 1 && row == 0 && column == 1) {
          add(kWedge, {a, a + 3, a + 1, b, b + 3, b + 1});
          continue;
        }
        add(kHexahedron, {a, a + 1, a + 4, a + 3, b, b + 1, b + 4, b + 3});
      }
  add(kPyramid, {id(0, 0, 2), id(1, 0, 2), id(1, 1, 2), id(0, 1, 2), 27});
  add(kPyramid, {id(1, 1, 2), id(2, 1, 2), id(2, 2, 2), id(1, 2, 2), 28});
  add(kTetra, {id(1, 0, 2), id(2, 0, 2), id(1, 1, 2), 29});
  std::vector<float> load(types.size());
  for (std::size_t i = 0; i < load.size(); ++i) load[i] = static_cast<float>(load.size() - i);
  writer.write("/tower/points", tower_points(), 30, 3);
  writer.write("/tower/cells", cells);
  writer.write("/tower/offsets", offsets);
  writer.write("/tower/types", types);
  write_row(writer, "/tower/load", load);
}

}  // namespace

std::string write_flow(const std::string& folder) {
  const std::string path = folder + "/flow.h5";
  Writer writer(path);
  write_wind(writer);
  write_ground(writer);
  write_tower(writer);
  writer.save();
  return path;
}

}  // namespace rankplot::record
