#pragma once

#include <algorithm>
#include <cstddef>

namespace rankplot::dispatch {

/// Seconds per unit of cost, measured over about the last hundred tasks.
class Pace {
 public:
  void took(double cost, double seconds) {
    constexpr double kKeep = 0.99;
    cost_ = cost_ * kKeep + cost;
    seconds_ = seconds_ * kKeep + seconds;
  }
  bool known() const { return cost_ > 0; }
  /// Of `count` tasks of this cost together. Never less than what a task costs at all: the pace of
  /// large ones says nothing of the overhead that small ones consist of.
  double seconds(double cost, std::size_t count) const {
    constexpr double kLeastTask_s = 200e-6;
    return std::max(known() ? cost * seconds_ / cost_ : 0.0,
                    kLeastTask_s * static_cast<double>(count));
  }

 private:
  double cost_ = 0;
  double seconds_ = 0;
};

}  // namespace rankplot::dispatch
