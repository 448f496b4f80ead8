#include "core/plan/sketch.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include <nlohmann/json.hpp>

namespace rankplot::plan {
namespace {

using Values = std::vector<double>;

Sketch of(const Values& values) {
  Sketch sketch;
  sketch.add(values, true);
  return sketch;
}

double exact(Values values, double percent) {
  std::sort(values.begin(), values.end());
  const double rank = percent / 100 * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(rank);
  if (below + 1 == values.size()) return values.back();
  return values[below] + (values[below + 1] - values[below]) * (rank - std::floor(rank));
}

TEST(Sketch, IsExactForFewDifferentNumbers) {
  const Values values{-3, 0, -0.0, 2.5, 1e300, 7, 7, -1e-300};
  const Sketch sketch = of(values);
  EXPECT_EQ(sketch.count(), 8U);
  EXPECT_EQ(sketch.least(), -3);
  EXPECT_EQ(sketch.most(), 1e300);
  EXPECT_EQ(sketch.percentile(0), -3);
  EXPECT_EQ(sketch.percentile(100), 1e300);
  EXPECT_EQ(sketch.percentile(50), 1.25);  // rank 3.5: between 0 and 2.5
  EXPECT_EQ(of({5}).percentile(99), 5);
  EXPECT_EQ(Sketch().percentile(50), 0);
}

TEST(Sketch, StaysWithinItsStatedError) {
  std::mt19937_64 random(20240607);
  std::normal_distribution<double> normal;
  Values wide, narrow;
  for (int i = 0; i < 200000; ++i) {
    wide.push_back(normal(random));
    narrow.push_back(293.15 + 0.1 * normal(random));
  }
  const Sketch wide_sketch = of(wide), narrow_sketch = of(narrow);
  const double range = narrow_sketch.most() - narrow_sketch.least();
  for (const double percent : {0.1, 1.0, 25.0, 60.0, 99.0, 99.9}) {
    const double truth = exact(wide, percent);
    EXPECT_NEAR(wide_sketch.percentile(percent), truth, std::abs(truth) / 64) << percent;
    EXPECT_NEAR(narrow_sketch.percentile(percent), exact(narrow, percent), range / 2048) << percent;
  }
}

TEST(Sketch, IsTheSameHoweverItsPartsWereMerged) {
  std::mt19937_64 random(7);
  std::lognormal_distribution<double> spread(0, 4);
  Values all;
  std::vector<Sketch> parts(23);
  for (std::size_t part = 0; part < parts.size(); ++part) {
    Values values(100 * part * part);
    for (double& value : values) value = (part % 2 == 0 ? 1 : -1) * spread(random);
    parts[part].add(values, true);
    all.insert(all.end(), values.begin(), values.end());
  }
  const Sketch whole = of(all);
  for (int round = 0; round < 5; ++round) {
    std::shuffle(parts.begin(), parts.end(), random);
    Sketch left, right;
    for (std::size_t i = 0; i < parts.size(); ++i) (i % 3 == 0 ? left : right).merge(parts[i]);
    left.merge(right);
    EXPECT_EQ(left, whole);
  }
}

TEST(Sketch, ComesBackFromItsJson) {
  std::mt19937_64 random(3);
  Values values(20000);
  for (double& value : values) value = std::uniform_real_distribution<double>(-1, 1)(random);
  const Sketch sketch = of(values);
  EXPECT_EQ(nlohmann::json::from_cbor(nlohmann::json::to_cbor(sketch)).get<Sketch>(), sketch);
  nlohmann::json damaged = sketch;
  damaged["level"] = 64;
  EXPECT_ANY_THROW(damaged.get<Sketch>());
}

}  // namespace
}  // namespace rankplot::plan
