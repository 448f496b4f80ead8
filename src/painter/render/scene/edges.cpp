#include "painter/render/scene/edges.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace rankplot::scene {
namespace {

/// What tells pixels apart: the light of a colour, far below black where nothing covers it, so that
/// an outline counts for more than any shade beside it.
using Light = std::int16_t;

std::vector<Light> light_of(std::span<const std::uint32_t> argb) {
  std::vector<Light> light(argb.size());
  std::transform(argb.begin(), argb.end(), light.begin(), [](std::uint32_t pixel) {
    const auto channel = [pixel](unsigned shift) {
      return static_cast<int>(pixel >> shift & 255U);
    };
    const int shade = (77 * channel(16) + 150 * channel(8) + 29 * channel(0)) >> 8;
    return static_cast<Light>(shade - 2 * (255 - channel(24)));
  });
  return light;
}

std::uint32_t mixed(std::uint32_t here, std::uint32_t there, float share) {
  std::uint32_t pixel = 0;
  for (const unsigned shift : {0U, 8U, 16U, 24U}) {
    const auto from = static_cast<float>(here >> shift & 255U);
    const auto to = static_cast<float>(there >> shift & 255U);
    pixel |= static_cast<std::uint32_t>(std::lround(from + share * (to - from))) << shift;
  }
  return pixel;
}

class Smoother {
 public:
  Smoother(std::span<const std::uint32_t> argb, std::size_t width)
      : pixels_(argb),
        light_(light_of(argb)),
        width_(static_cast<std::ptrdiff_t>(width)),
        height_(static_cast<std::ptrdiff_t>(argb.size() / width)) {}

  struct Change {
    std::size_t at;
    std::uint32_t pixel;
  };

  std::vector<Change> changes() const {
    std::vector<Change> changes;
    std::vector<std::uint8_t> is_edge(static_cast<std::size_t>(width_), 0);
    for (std::ptrdiff_t y = 1; y + 1 < height_; ++y) {
      mark_edges(y, is_edge);
      for (auto at = is_edge.begin();; ++at) {
        at = std::find(at, is_edge.end(), 1);
        if (at == is_edge.end()) break;
        add_change(at - is_edge.begin(), y, changes);
      }
    }
    return changes;
  }

 private:
  static constexpr int kLeastContrast = 16;  ///< of 255
  static constexpr std::ptrdiff_t kFarthest = 48;
  /// How much a pixel differs from those around it: beside a straight edge by a third of the edge,
  /// in a slanting one, whose pixels cover a sixth of each other on average, by 5/12.
  static constexpr float kStraight = 1.0F / 3, kMostOfDot = 0.25F;

  /// How an edge runs past a pixel: `along` it, and the neighbour beyond it is `across`.
  struct Edge {
    std::ptrdiff_t along = 1, across = 0;
    std::ptrdiff_t before = 0, after = 0;  ///< pixels of the picture on either side
    float step = 0;                        ///< in light, to the neighbour
  };

  void mark_edges(std::ptrdiff_t y, std::vector<std::uint8_t>& is_edge) const {
    const Light* row = &light_[static_cast<std::size_t>(y * width_)];
    const Light* above = row - width_;
    const Light* below = row + width_;
    std::uint8_t* mark = is_edge.data();
    for (std::ptrdiff_t x = 1; x + 1 < width_; ++x) {
      const Light low = std::min({row[x], row[x - 1], row[x + 1], above[x], below[x]});
      const Light high = std::max({row[x], row[x - 1], row[x + 1], above[x], below[x]});
      mark[x] = high - low >= kLeastContrast ? 1 : 0;
    }
  }

  Edge edge_at(std::ptrdiff_t x, std::ptrdiff_t y) const {
    const Light* at = &light_[static_cast<std::size_t>(y * width_ + x)];
    const auto bend = [&](std::ptrdiff_t along, std::ptrdiff_t across) {
      const auto one = [&](std::ptrdiff_t shift) {
        return std::abs(at[shift - across] + at[shift + across] - 2 * at[shift]);
      };
      return 2 * one(0) + one(along) + one(-along);
    };
    Edge edge;
    const bool level = bend(1, width_) >= bend(width_, 1);
    edge.along = level ? 1 : width_;
    edge.before = level ? x : y;
    edge.after = level ? width_ - 1 - x : height_ - 1 - y;
    const std::ptrdiff_t across = level ? width_ : 1;
    const int back = at[-across] - at[0], ahead = at[across] - at[0];
    edge.across = std::abs(back) >= std::abs(ahead) ? -across : across;
    edge.step = static_cast<float>(std::abs(back) >= std::abs(ahead) ? back : ahead);
    return edge;
  }

  /// How far a step of an edge goes on in one direction, and by how much the light between both
  /// sides changes there.
  struct End {
    float distance = 0, change = 0;
  };

  End end_of(const Light* at, std::ptrdiff_t along, std::ptrdiff_t across, std::ptrdiff_t room,
             float step) const {
    const int middle = at[0] + at[across];
    End end;
    for (std::ptrdiff_t i = 1; i <= std::min(kFarthest, room); ++i) {
      end.distance = static_cast<float>(i);
      end.change = static_cast<float>(at[i * along] + at[i * along + across] - middle) / 2;
      if (std::abs(end.change) >= std::abs(step) / 4) break;
    }
    return end;
  }

  /// Of the pixel, what the other side of the edge covers.
  float share_of_step(const Light* at, const Edge& edge) const {
    const End back = end_of(at, -edge.along, edge.across, edge.before, edge.step);
    const End ahead = end_of(at, edge.along, edge.across, edge.after, edge.step);
    const End& near = back.distance < ahead.distance ? back : ahead;
    const bool crosses = near.change * edge.step > 0;  // the edge bends to this side
    const float span = back.distance + ahead.distance;
    return crosses && span > 0 ? 0.5F - near.distance / span : 0;
  }

  /// Of steps of one pixel, which have no ends.
  float share_of_dot(const Light* at) const {
    const int sides = at[-1] + at[1] + at[-width_] + at[width_];
    const int corners = at[-width_ - 1] + at[-width_ + 1] + at[width_ - 1] + at[width_ + 1];
    const int low = std::min({at[0], at[-1], at[1], at[-width_], at[width_]});
    const int high = std::max({at[0], at[-1], at[1], at[-width_], at[width_]});
    const float off = std::abs(static_cast<float>(2 * sides + corners) / 12 - at[0]);
    const float part = off / static_cast<float>(high - low);
    return std::clamp(2 * (part - kStraight), 0.0F, kMostOfDot);
  }

  void add_change(std::ptrdiff_t x, std::ptrdiff_t y, std::vector<Change>& changes) const {
    const auto here = static_cast<std::size_t>(y * width_ + x);
    const Edge edge = edge_at(x, y);
    if (edge.step == 0) return;
    const float share = std::max(share_of_step(&light_[here], edge), share_of_dot(&light_[here]));
    if (share <= 0) return;
    const auto there = static_cast<std::size_t>(y * width_ + x + edge.across);
    changes.push_back({here, mixed(pixels_[here], pixels_[there], share)});
  }

  std::span<const std::uint32_t> pixels_;
  std::vector<Light> light_;
  std::ptrdiff_t width_, height_;
};

}  // namespace

void smooth_edges(std::span<std::uint32_t> argb, std::size_t width_px) {
  if (width_px < 3 || argb.size() < 3 * width_px) return;
  for (const auto& change : Smoother(argb, width_px).changes()) argb[change.at] = change.pixel;
}

}  // namespace rankplot::scene
