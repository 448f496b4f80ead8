#include "painter/render/chart/streamlines.hpp"

#include <algorithm>
#include <cmath>
#include <deque>

namespace rankplot::render {
namespace {

constexpr double kCells = 30;
constexpr double kShortest = 0.1;  ///< of the plane's side
constexpr double kLongest = 4;
constexpr int kMostSteps = 100000;
constexpr double kError = 0.003, kLargestStep = 0.1;

/// A place in the plane: 0 to 1 along both axes, by columns and rows.
struct Place {
  double x = 0, y = 0;
};
Place operator+(Place a, Place b) { return {a.x + b.x, a.y + b.y}; }
Place operator*(double by, Place a) { return {by * a.x, by * a.y}; }
double length(Place a) { return std::hypot(a.x, a.y); }

class Weaver {
 public:
  Weaver(const VectorField& field, double density)
      : field_(field),
        side_(static_cast<std::size_t>(std::max(1.0, std::round(kCells * density)))),
        taken_(side_ * side_, false) {
    scale();
  }

  std::vector<Rows> weave() {
    std::vector<Rows> lines;
    // From the border inward, as matplotlib: long lines come first.
    for (std::size_t ring = 0; 2 * ring < side_; ++ring)
      for (std::size_t i = ring; i + ring < side_; ++i)
        for (const auto& [column, row] : {std::array{i, ring}, std::array{side_ - 1 - ring, i},
                                          std::array{i, side_ - 1 - ring}, std::array{ring, i}})
          if (!taken_[row * side_ + column]) {
            Rows line = line_from(middle(column, row));
            if (!line.x.empty()) lines.push_back(std::move(line));
          }
    return lines;
  }

 private:
  /// Speeds in sides of the plane, the largest 1: the field's own unit of time does not matter.
  void scale() {
    const double width = field_.x_row.back() - field_.x_row.front();
    const double height = field_.y_row.back() - field_.y_row.front();
    double most = 0;
    along_.resize(field_.u.size());
    for (std::size_t row = 0; row < field_.rows; ++row)
      for (std::size_t column = 0; column < field_.columns; ++column) {
        const std::size_t i = row * field_.columns + column;
        along_[i] = {field_.u[i] / (width * stretch(field_.x_row, column)),
                     field_.v[i] / (height * stretch(field_.y_row, row))};
        if (std::isfinite(length(along_[i]))) most = std::max(most, length(along_[i]));
      }
    for (Place& one : along_) one = most > 0 ? (1 / most) * one : Place{};
  }

  /// How much larger a step is here than the mean one, on uneven axes.
  static double stretch(const std::vector<double>& row, std::size_t i) {
    const std::size_t from = i == 0 ? 0 : i - 1, to = std::min(i + 1, row.size() - 1);
    const double here = (row[to] - row[from]) / static_cast<double>(to - from);
    return here / (row.back() - row.front()) * static_cast<double>(row.size() - 1);
  }

  static bool inside(Place at) { return at.x >= 0 && at.x <= 1 && at.y >= 0 && at.y <= 1; }
  Place middle(std::size_t column, std::size_t row) const {
    const auto side = static_cast<double>(side_);
    return {(static_cast<double>(column) + 0.5) / side, (static_cast<double>(row) + 0.5) / side};
  }
  std::size_t cell(Place at) const {
    const auto index = [&](double share) {
      return std::min(static_cast<std::size_t>(share * static_cast<double>(side_)), side_ - 1);
    };
    return index(at.y) * side_ + index(at.x);
  }

  /// The direction at a place; zero where the field stands still, NaN where it is not finite.
  Place velocity(Place at) const {
    const double x = at.x * static_cast<double>(field_.columns - 1);
    const double y = at.y * static_cast<double>(field_.rows - 1);
    const std::size_t column = std::min(static_cast<std::size_t>(x), field_.columns - 2);
    const std::size_t row = std::min(static_cast<std::size_t>(y), field_.rows - 2);
    const double fx = x - static_cast<double>(column), fy = y - static_cast<double>(row);
    const Place* low = &along_[row * field_.columns + column];
    const Place* high = low + field_.columns;
    return (1 - fy) * ((1 - fx) * low[0] + fx * low[1]) + fy * ((1 - fx) * high[0] + fx * high[1]);
  }
  /// Of length 1.
  Place direction(Place at, double sign) const {
    const Place here = velocity(at);
    const double size = length(here);
    return size > 1e-12 ? (sign / size) * here : Place{};
  }

  Rows line_from(Place start) {
    std::vector<std::size_t> own;
    taken_[cell(start)] = true;
    own.push_back(cell(start));
    std::deque<Place> line{start};
    double total = 0;
    for (const double sign : {-1.0, 1.0}) total += extend(line, own, sign);
    if (total < kShortest) {
      for (const std::size_t i : own) taken_[i] = false;
      return {};
    }
    Rows rows;
    for (const Place& at : line) {
      rows.x.push_back(data(field_.x_row, at.x));
      rows.y.push_back(data(field_.y_row, at.y));
    }
    return rows;
  }

  /// Runge-Kutta of orders 1 and 2 with steps fitted to their difference (Heun's method).
  double extend(std::deque<Place>& line, std::vector<std::size_t>& own, double sign) {
    Place at = sign > 0 ? line.back() : line.front();
    std::size_t current = cell(at);
    double total = 0, entered = 0;  // length where the cell was entered
    const double most_in_cell = 3 / static_cast<double>(side_);  // beyond it circles there for ever
    double step = std::min(kLargestStep, 0.5 / static_cast<double>(side_));
    for (int steps = 0; steps < kMostSteps && total < kLongest / 2; ++steps) {
      const Place first = direction(at, sign);
      if (!(length(first) > 0.5) || !inside(at + step * first)) return total;
      const Place second = direction(at + step * first, sign);
      if (!(length(second) > 0.5)) return total;
      const double error = step / 2 * length(second + -1.0 * first);
      if (error > kError && step > 1e-4) {
        step *= std::max(0.3, 0.85 * std::sqrt(kError / error));
        continue;
      }
      const Place next = at + step / 2 * (first + second);
      const double moved = length(next + -1.0 * at);
      if (!(moved > 0.1 * step)) return total;  // where the field flows together
      const std::size_t before = current;
      if (!inside(next) || !enter(next, current, own)) return total;
      if (current != before) entered = total;
      if (total - entered > most_in_cell) return total;
      total += moved;
      at = next;
      if (sign > 0)
        line.push_back(at);
      else
        line.push_front(at);
      step = std::min({kLargestStep, 0.7 / static_cast<double>(side_),
                       error > 0 ? 0.85 * step * std::sqrt(kError / error) : kLargestStep});
    }
    return total;
  }

  /// False where a new cell belongs to another line, or to an earlier part of this one.
  bool enter(Place at, std::size_t& current, std::vector<std::size_t>& own) {
    const std::size_t here = cell(at);
    if (here == current) return true;
    if (taken_[here]) return false;
    taken_[here] = true;
    own.push_back(here);
    current = here;
    return true;
  }

  static double data(const std::vector<double>& row, double share) {
    const double place = share * static_cast<double>(row.size() - 1);
    const std::size_t i = std::min(static_cast<std::size_t>(place), row.size() - 2);
    const double part = place - static_cast<double>(i);
    return row[i] * (1 - part) + row[i + 1] * part;
  }

  const VectorField& field_;
  std::size_t side_;
  std::vector<bool> taken_;
  std::vector<Place> along_;
};

}  // namespace

std::vector<Rows> streamlines(const VectorField& field, double density) {
  return Weaver(field, density).weave();
}

}  // namespace rankplot::render
