#pragma once

#include <cstddef>
#include <vector>

#include "core/expr/broadcast.hpp"

namespace rankplot::expr {

/// Where the points along one axis of a grid are, as what a derivative multiplies the differences
/// of their values by.
class Spacing {
 public:
  /// Of the slopes to the neighbours on both sides; equal ones stand for the slope between these.
  struct Weights {
    double before, after;
  };

  /// `places`: nullptr (a unit apart), one distance, or a row of `points` places that go one way.
  /// Throws Error naming `axis`.
  Spacing(const Operand* places, std::size_t points, std::size_t axis);

  std::size_t points() const { return points_; }
  /// True where the weights of all points but the two ends are the same.
  bool is_even() const { return uneven_.empty(); }
  /// Of a point between the ends.
  Weights inside(std::size_t point) const { return is_even() ? even_ : uneven_[point]; }
  /// Of any point; at an end the neighbour that is not there is the point itself.
  Weights at(std::size_t point) const;

 private:
  void set_distance(double distance);
  void set_places(const Operand& row);

  std::size_t points_;
  double first_ = 1, last_ = 1;  ///< at the ends
  Weights even_{0.5, 0.5};
  std::vector<Weights> uneven_;  ///< by point
};

}  // namespace rankplot::expr
