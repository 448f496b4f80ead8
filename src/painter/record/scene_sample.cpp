#include "painter/record/scene_sample.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>

#include <fmt/format.h>

#include "painter/record/random.hpp"
#include "painter/record/writer.hpp"

namespace rankplot::record {
namespace {

constexpr std::size_t kSide = 64, kLayers = 48;
constexpr int kDrops = 5, kSteps = 4;

struct Drop {
  double x, y, z;
};

std::array<Drop, kDrops> drops_at(int step) {
  std::array<Drop, kDrops> drops{};
  for (int i = 0; i < kDrops; ++i) {
    const double angle = 2 * std::numbers::pi * i / kDrops + 0.2 * step;
    drops.at(static_cast<std::size_t>(i)) = {0.55 * std::cos(angle), 0.55 * std::sin(angle),
                                             0.3 * std::sin(2 * angle)};
  }
  return drops;
}

/// Of point i of n, from -half to half.
double place(std::size_t i, std::size_t n, double half) {
  return half * (2 * static_cast<double>(i) / static_cast<double>(n - 1) - 1);
}

/// Along a trefoil knot, from 0 to 2 pi.
Drop knot(double t) {
  return {0.3 * (std::sin(t) + 2 * std::sin(2 * t)), 0.3 * (std::cos(t) - 2 * std::cos(2 * t)),
          -0.3 * std::sin(3 * t)};
}

/// A tube around the knot, of triangles, warm where it is high.
void write_mesh(Writer& writer) {
  constexpr std::size_t kAlong = 300, kAround = 32;
  constexpr double kTurn = 2 * std::numbers::pi, kRadius = 0.16, kStep = 1e-4;
  std::vector<float> points, temperature;
  std::vector<std::int64_t> triangles;
  for (std::size_t i = 0; i < kAlong; ++i) {
    const double t = kTurn * static_cast<double>(i) / kAlong;
    const Drop at = knot(t), next = knot(t + kStep);
    const double length = std::hypot(next.x - at.x, next.y - at.y, next.z - at.z);
    const Drop ahead{(next.x - at.x) / length, (next.y - at.y) / length, (next.z - at.z) / length};
    // Two directions across the knot: sideways, level, and what is across both.
    const double level = std::hypot(ahead.x, ahead.y);
    const Drop side{-ahead.y / level, ahead.x / level, 0};
    const Drop up{-ahead.z * side.y, ahead.z * side.x, ahead.x * side.y - ahead.y * side.x};
    for (std::size_t j = 0; j < kAround; ++j) {
      const double angle = kTurn * static_cast<double>(j) / kAround;
      const double a = kRadius * std::cos(angle), b = kRadius * std::sin(angle);
      for (const double place : {at.x + a * side.x + b * up.x, at.y + a * side.y + b * up.y,
                                 at.z + a * side.z + b * up.z})
        points.push_back(static_cast<float>(place));
      temperature.push_back(300 + 60 * points.back());
      const auto id = [&](std::size_t along, std::size_t around) {
        return static_cast<std::int64_t>(along % kAlong * kAround + around % kAround);
      };
      for (const std::int64_t corner :
           {id(i, j), id(i + 1, j), id(i + 1, j + 1), id(i, j), id(i + 1, j + 1), id(i, j + 1)})
        triangles.push_back(corner);
    }
  }
  writer.write("/mesh/points", points, std::array{points.size() / 3, std::size_t{3}});
  writer.write("/mesh/triangles", triangles, std::array{triangles.size() / 3, std::size_t{3}});
  writer.write("/mesh/temperature", temperature, std::array{temperature.size()});
}

/// A swarm around the drops.
void write_particles(Writer& writer, const std::array<Drop, kDrops>& drops, int step) {
  constexpr std::size_t kCount = 4000;
  Random random(static_cast<std::uint64_t>(step) + 1);
  const auto spread = [&] {  // nearly normal: the sum of three uniform numbers
    return 0.3 * (random.uniform() + random.uniform() + random.uniform() - 1.5);
  };
  std::vector<float> position, speed;
  for (std::size_t i = 0; i < kCount; ++i) {
    const Drop& drop = drops.at(i % kDrops);
    const double dx = spread(), dy = spread(), dz = spread();
    for (const double place : {drop.x + dx, drop.y + dy, drop.z + dz})
      position.push_back(static_cast<float>(place));
    speed.push_back(static_cast<float>(std::exp(-8 * (dx * dx + dy * dy + dz * dz))));
  }
  writer.write("/particles/position", position, std::array{kCount, std::size_t{3}});
  writer.write("/particles/speed", speed, std::array{kCount});
}

std::string write_scene(const std::string& folder, int step) {
  const auto drops = drops_at(step);
  std::vector<float> density, temperature;
  for (std::size_t k = 0; k < kLayers; ++k)
    for (std::size_t j = 0; j < kSide; ++j)
      for (std::size_t i = 0; i < kSide; ++i) {
        const double x = place(i, kSide, 1), y = place(j, kSide, 1), z = place(k, kLayers, 0.75);
        double sum = 0;
        for (const Drop& drop : drops) {
          const double dx = x - drop.x, dy = y - drop.y, dz = z - drop.z;
          sum += std::exp(-(dx * dx + dy * dy + dz * dz) / 0.06);
        }
        density.push_back(static_cast<float>(sum));
        temperature.push_back(static_cast<float>(300 + 40 * z + 15 * x));
      }
  const std::string path = fmt::format("{}/scenes/scene_{}.h5", folder, step);
  Writer writer(path);
  const std::array<std::size_t, 3> shape{kLayers, kSide, kSide};
  for (const auto& [name, unit, values] :
       {std::tuple{"density", "kg/m3", &density}, std::tuple{"temperature", "K", &temperature}}) {
    const std::string object = fmt::format("/fields/{}", name);
    writer.write(object, *values, shape);
    writer.attribute(object, "time", 0.1 * step);
    writer.attribute(object, "units", unit);
  }
  write_mesh(writer);
  write_particles(writer, drops, step);
  writer.save();
  return path;
}

}  // namespace

std::vector<std::string> write_scenes(const std::string& folder) {
  std::vector<std::string> files;
  for (int step = 0; step < kSteps; ++step) files.push_back(write_scene(folder, step));
  return files;
}

}  // namespace rankplot::record
