#include "painter/record/gray_scott.hpp"

#include <algorithm>
#include <utility>

#include "painter/record/random.hpp"

namespace rankplot::record {
namespace {

// Diffusion as in Pearson's paper, scaled to cells and steps of 1; feed and kill give growing
// corals.
constexpr float kDu = 0.16f;
constexpr float kDv = 0.08f;
constexpr float kFeed = 0.0545f;
constexpr float kKill = 0.062f;

struct Row {
  const float* above;
  const float* here;
  const float* below;

  float laplacian(std::size_t left, std::size_t x, std::size_t right) const {
    return above[x] + below[x] + here[left] + here[right] - 4.0f * here[x];
  }
};

Row row(const std::vector<float>& field, std::size_t grid, std::size_t y) {
  const std::size_t above = y == 0 ? grid - 1 : y - 1;
  const std::size_t below = y + 1 == grid ? 0 : y + 1;
  return {&field[above * grid], &field[y * grid], &field[below * grid]};
}

}  // namespace

GrayScott::GrayScott(std::size_t grid, std::uint64_t seed)
    : grid_(grid), u_(grid * grid, 1.0f), v_(grid * grid, 0.0f), next_u_(u_), next_v_(v_) {
  Random random(seed);
  const std::size_t side = std::clamp<std::size_t>(grid / 16, 1, 8);
  const std::size_t squares = std::max<std::size_t>(1, grid * grid / 1024);
  for (std::size_t i = 0; i < squares; ++i) {
    const auto left = static_cast<std::size_t>(random.uniform() * static_cast<double>(grid));
    const auto top = static_cast<std::size_t>(random.uniform() * static_cast<double>(grid));
    for (std::size_t y = top; y < top + side; ++y) {
      for (std::size_t x = left; x < left + side; ++x) {
        const std::size_t cell = (y % grid) * grid + x % grid;
        u_[cell] = 0.5f;
        v_[cell] = 0.25f + 0.02f * static_cast<float>(random.uniform());
      }
    }
  }
}

void GrayScott::step() {
  for (std::size_t y = 0; y < grid_; ++y) {
    const Row u = row(u_, grid_, y);
    const Row v = row(v_, grid_, y);
    float* next_u = &next_u_[y * grid_];
    float* next_v = &next_v_[y * grid_];
    const auto cell = [&](std::size_t left, std::size_t x, std::size_t right) {
      const float reaction = u.here[x] * v.here[x] * v.here[x];
      next_u[x] =
          u.here[x] + kDu * u.laplacian(left, x, right) - reaction + kFeed * (1.0f - u.here[x]);
      next_v[x] =
          v.here[x] + kDv * v.laplacian(left, x, right) + reaction - (kFeed + kKill) * v.here[x];
    };
    const std::size_t last = grid_ - 1;
    cell(last, 0, last == 0 ? 0 : 1);
    for (std::size_t x = 1; x < last; ++x) cell(x - 1, x, x + 1);
    if (last > 0) cell(last - 1, last, 0);
  }
  std::swap(u_, next_u_);
  std::swap(v_, next_v_);
}

}  // namespace rankplot::record
