#include "painter/record/gallery_sample.hpp"

#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include "painter/record/random.hpp"
#include "painter/record/writer.hpp"

namespace rankplot::record {
namespace {

using Row = std::vector<double>;

/// Of mean 0 and deviation 1 (G. Box, M. Muller, 1958).
double normal(Random& random) {
  const double radius = std::sqrt(-2 * std::log(1 - random.uniform()));
  return radius * std::cos(2 * std::numbers::pi * random.uniform());
}

Row spread(std::size_t count, double low, double high) {
  Row row(count);
  for (std::size_t i = 0; i < count; ++i)
    row[i] = low + (high - low) * static_cast<double>(i) / static_cast<double>(count - 1);
  return row;
}

void write_series(Writer& writer, Random& random) {
  const Row t = spread(60, 0, 12);
  Row y, error, low, high;
  for (const double at : t) {
    const double ideal = std::exp(-at / 6) * std::cos(2 * at);
    error.push_back(0.04 + 0.06 * random.uniform());
    y.push_back(ideal + 0.7 * error.back() * normal(random));
    low.push_back(ideal - 0.15 - 0.01 * at);
    high.push_back(ideal + 0.15 + 0.01 * at);
  }
  writer.write("/series/t", t);
  writer.write("/series/y", y);
  writer.write("/series/yerr", error);
  writer.write("/series/low", low);
  writer.write("/series/high", high);
}

void write_shares(Writer& writer, Random& random) {
  const Row t = spread(40, 1980, 2019);
  std::vector<float> shares;
  for (const double peak : {1985.0, 1998.0, 2015.0})
    for (const double at : t)
      shares.push_back(static_cast<float>(1 + 4 * std::exp(-std::pow((at - peak) / 9, 2)) +
                                          0.15 * random.uniform()));
  writer.write("/shares/t", t);
  writer.write("/shares/y", shares, 3, t.size());
  writer.write("/shares/parts", Row{15, 30, 45, 10});
  writer.write("/counts/place", Row{1, 2, 3, 4});
  writer.write("/counts/value", std::vector<float>{20, 34, 30, 35, 25, 32, 34, 20, 12, 18, 26, 31},
               3, 4);
}

void write_points(Writer& writer, Random& random) {
  Row x, y, c, s;
  for (int i = 0; i < 300; ++i) {
    const double side = i % 2 == 0 ? -1 : 1;
    x.push_back(side + normal(random));
    y.push_back(0.6 * x.back() * side + 0.7 * normal(random));
    c.push_back(std::hypot(x.back(), y.back()));
    s.push_back(10 + 150 * std::pow(random.uniform(), 3));
  }
  writer.write("/points/x", x);
  writer.write("/points/y", y);
  writer.write("/points/c", c);
  writer.write("/points/s", s);
}

void write_cloud(Writer& writer, Random& random) {
  Row x, y, w;
  for (int i = 0; i < 20000; ++i) {
    const double a = normal(random), b = normal(random);
    const bool first = i % 5 < 3;
    x.push_back(first ? a : 2.5 + 0.6 * a);
    y.push_back(first ? 0.8 * a + 0.6 * b : 2 - 0.5 * a + 0.5 * b);
    w.push_back(std::exp(-0.5 * b * b) + 0.3 * x.back());
  }
  writer.write("/cloud/x", x);
  writer.write("/cloud/y", y);
  writer.write("/cloud/w", w);
}

void write_groups(Writer& writer, Random& random) {
  constexpr std::size_t kGroups = 5, kValues = 120;
  std::vector<float> values;
  for (std::size_t group = 0; group < kGroups; ++group)
    for (std::size_t i = 0; i < kValues; ++i) {
      const double middle = 2 + std::sin(static_cast<double>(group));
      const double width = 0.4 + 0.15 * static_cast<double>(group);
      values.push_back(static_cast<float>(middle + width * normal(random)));
    }
  writer.write("/groups/values", values, kGroups, kValues);
}

/// Hills and hollows: differences of bells.
double height(double x, double y) {
  return 3 * std::pow(1 - x, 2) * std::exp(-x * x - std::pow(y + 1, 2)) -
         10 * (x / 5 - std::pow(x, 3) - std::pow(y, 5)) * std::exp(-x * x - y * y) -
         std::exp(-std::pow(x + 1, 2) - y * y) / 3;
}

void write_field(Writer& writer) {
  const Row x = spread(81, -3, 3), y = spread(61, -3, 3);
  std::vector<float> z;
  for (const double up : y)
    for (const double across : x) z.push_back(static_cast<float>(height(across, up)));
  Row uneven_x = spread(x.size(), -1, 1), uneven_y = spread(y.size(), 0, 1);
  for (double& at : uneven_x) at = 3 * at * std::abs(at);
  for (double& at : uneven_y) at = std::pow(10, at);
  writer.write("/field/x", x);
  writer.write("/field/y", y);
  writer.write("/field/z", z, y.size(), x.size());
  writer.write("/field/uneven_x", uneven_x);
  writer.write("/field/uneven_y", uneven_y);
}

void write_wind(Writer& writer) {
  const Row x = spread(30, -3, 3), y = spread(20, -2, 2);
  std::vector<float> u, v;
  for (const double up : y)
    for (const double across : x) {
      double along = 0.6, rise = 0;
      for (const double turn : {1.0, -1.0}) {
        const double dx = across - 1.3 * turn, dy = up;
        const double push = 2 * turn * std::exp(-dx * dx - dy * dy);
        along -= push * dy;
        rise += push * dx;
      }
      u.push_back(static_cast<float>(along));
      v.push_back(static_cast<float>(rise));
    }
  writer.write("/wind/x", x);
  writer.write("/wind/y", y);
  writer.write("/wind/u", u, y.size(), x.size());
  writer.write("/wind/v", v, y.size(), x.size());
}

void write_signal(Writer& writer, Random& random) {
  constexpr std::size_t kSamples = 8192;
  Row t, y;
  for (std::size_t i = 0; i < kSamples; ++i) {
    const double at = static_cast<double>(i) / 1024;
    t.push_back(at);
    y.push_back(std::sin(2 * std::numbers::pi * (40 * at + 20 * at * at)) +
                0.5 * std::sin(2 * std::numbers::pi * 120 * at) + 0.2 * normal(random));
  }
  writer.write("/signal/t", t);
  writer.write("/signal/y", y);
}

void write_table(Writer& writer, Random& random) {
  std::vector<float> values;
  for (int row = 0; row < 60; ++row) {
    const double kind = row % 3;
    for (const double scale : {1.0, 10.0, 0.1, 100.0, 1.0})
      values.push_back(
          static_cast<float>(scale * (2 + kind * (scale > 1 ? 1 : -0.6) + 0.35 * normal(random))));
  }
  writer.write("/table/values", values, 60, 5);
  const Row theta = spread(200, 0, 2 * std::numbers::pi);
  Row r;
  for (const double angle : theta) r.push_back(1 + 0.6 * std::cos(5 * angle));
  writer.write("/polar/theta", theta);
  writer.write("/polar/r", r);
}

void write_station(Writer& writer, Random& random) {
  Row time, temperature, rain, charge;
  for (int day = 0; day < 900; ++day) {
    const double season = std::cos(2 * std::numbers::pi * (day - 130) / 365.25);
    time.push_back(day);
    temperature.push_back(10 + 9 * season + 2.5 * normal(random));
    rain.push_back(random.uniform() < 0.3 ? 12 * std::pow(random.uniform(), 2) : 0);
    charge.push_back(std::sinh(3.6 * normal(random) * (0.6 + 0.4 * season)));
  }
  writer.write("/station/time", time);
  writer.attribute("/station/time", "units", "days since 2021-03-05");
  writer.write("/station/temperature", temperature);
  writer.attribute("/station/temperature", "long_name", "air temperature");
  writer.attribute("/station/temperature", "units", "\u00b0C");
  writer.write("/station/rain", rain);
  writer.attribute("/station/rain", "units", "mm");
  writer.write("/station/charge", charge);
}

}  // namespace

std::string write_gallery(const std::string& folder, std::uint64_t seed) {
  const std::string path = folder + "/gallery.h5";
  Writer writer(path);
  Random random(seed);
  write_series(writer, random);
  write_shares(writer, random);
  write_points(writer, random);
  write_cloud(writer, random);
  write_groups(writer, random);
  write_field(writer);
  write_wind(writer);
  write_signal(writer, random);
  write_table(writer, random);
  write_station(writer, random);
  writer.save();
  return path;
}

}  // namespace rankplot::record
