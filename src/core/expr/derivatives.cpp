#include "core/expr/derivatives.hpp"

#include <cmath>

#include <fmt/ranges.h>

#include "core/base/error.hpp"
#include "core/expr/spacing.hpp"

namespace rankplot::expr {

namespace {

using Weights = Spacing::Weights;

/// The derivative at `at` between values `below` before and `above` behind it.
double slope(const double* at, std::size_t below, std::size_t above, Weights weights) {
  const double low = *(at - below), high = *(at + above);
  if (weights.before == weights.after) return (high - low) * weights.after;
  return (*at - low) * weights.before + (high - *at) * weights.after;
}

/// The derivatives of a whole row along itself.
void along_row(const double* row, const Spacing& spacing, std::span<double> to) {
  const std::size_t last = spacing.points() - 1;
  to[0] = slope(row, 0, 1, spacing.at(0));
  to[last] = slope(row + last, 1, 0, spacing.at(last));
  if (spacing.is_even()) {
    const double weight = spacing.inside(0).after;
    for (std::size_t i = 1; i < last; ++i) to[i] = (row[i + 1] - row[i - 1]) * weight;
    return;
  }
  for (std::size_t i = 1; i < last; ++i) to[i] = slope(row + i, 1, 1, spacing.inside(i));
}

/// Those of a row along another axis, whose neighbours are other rows.
void across_rows(const double* row, std::size_t below, std::size_t above, Weights weights,
                 std::span<double> to) {
  const double *low = row - below, *high = row + above;
  if (weights.before == weights.after) {
    for (std::size_t i = 0; i < to.size(); ++i) to[i] = (high[i] - low[i]) * weights.after;
    return;
  }
  for (std::size_t i = 0; i < to.size(); ++i) {
    to[i] = (row[i] - low[i]) * weights.before + (high[i] - row[i]) * weights.after;
  }
}

/// The derivative of row-major values along one axis, a row at a time.
class Partial {
 public:
  /// `stride`: how many values lie between neighbours along the axis; `along`: the axis is the row.
  Partial(const double* values, const Spacing& spacing, std::size_t stride, bool along)
      : values_(values), spacing_(spacing), stride_(stride), along_(along) {}

  /// Of as many values as `to` takes, which is a row's length.
  void row(std::size_t place, std::span<double> to) const {
    const std::size_t offset = place * to.size();
    if (along_) return along_row(values_ + offset, spacing_, to);
    const std::size_t point = offset / stride_ % spacing_.points();
    const std::size_t below = point == 0 ? 0 : stride_;
    const std::size_t above = point + 1 == spacing_.points() ? 0 : stride_;
    across_rows(values_ + offset, below, above, spacing_.at(point), to);
  }

 private:
  const double* values_;
  const Spacing& spacing_;
  std::size_t stride_;
  bool along_;
};

/// Components along x, y (and z) on one grid.
class VectorField {
 public:
  explicit VectorField(std::span<const Operand> values) {
    const std::size_t count = values.size() > 3 ? values.size() / 2 : values.size();
    components_ = values.first(count);
    check(components_);
    std::size_t stride = 1;
    for (std::size_t direction = 0; direction < count; ++direction) {
      const std::size_t axis = shape().size() - 1 - direction;
      const bool placed = values.size() > count;
      spacings_.emplace_back(placed ? &values[count + direction] : nullptr, shape()[axis], axis);
      strides_.push_back(stride);
      stride *= shape()[axis];
    }
  }

  std::size_t count() const { return components_.size(); }
  const std::vector<std::size_t>& shape() const { return components_[0].field->shape; }
  Partial partial(std::size_t component, std::size_t direction) const {
    return {components_[component].field->values.data(), spacings_[direction], strides_[direction],
            direction == 0};
  }

 private:
  static void check(std::span<const Operand> components) {
    const Operand& first = components[0];
    for (const Operand& other : components) {
      if (other.field->shape == first.field->shape) continue;
      base::fail("{} has shape [{}] and {} has [{}]; components have one shape", first.name,
                 fmt::join(first.field->shape, ", "), other.name,
                 fmt::join(other.field->shape, ", "));
    }
    if (first.field->shape.size() >= components.size()) return;
    base::fail("{} has shape [{}]; {} components need an axis each, {}", first.name,
               fmt::join(first.field->shape, ", "), components.size(),
               components.size() == 3 ? "(z, y, x)" : "(y, x)");
  }

  std::span<const Operand> components_;
  std::vector<Spacing> spacings_;
  std::vector<std::size_t> strides_;
};

/// The derivatives of a vector field at one row: what is combined stays in the cache.
class RowOfDerivatives {
 public:
  RowOfDerivatives(const VectorField& field, std::size_t length)
      : field_(field), length_(length), kept_(field.count() * field.count() * length) {}

  void move_to(std::size_t row) { row_ = row; }
  /// d component / d direction, both counted x, y, z.
  const double* operator()(std::size_t component, std::size_t direction) {
    double* to = kept_.data() + (component * field_.count() + direction) * length_;
    field_.partial(component, direction).row(row_, {to, length_});
    return to;
  }

 private:
  const VectorField& field_;
  std::size_t length_, row_ = 0;
  std::vector<double> kept_;
};

/// `combine(derivatives, to)` adds to each row of the result, which begins as zeros.
template <class Combine>
base::Field combined(const VectorField& field, Combine combine) {
  base::Field result{field.shape(), {}};
  result.values.resize(base::element_count(result.shape));
  const std::size_t length = result.shape.back();
  RowOfDerivatives derivatives(field, length);
  for (std::size_t row = 0; row < result.values.size() / length; ++row) {
    derivatives.move_to(row);
    combine(derivatives, std::span(result.values).subspan(row * length, length));
  }
  return result;
}

/// `add(total, turn)` takes in one component of the vorticity: 0, 1, 2 are x, y, z.
template <class Add>
void add_turn(RowOfDerivatives& derivatives, std::size_t component, std::span<double> to, Add add) {
  const std::size_t next = (component + 1) % 3, last = (component + 2) % 3;
  const double *rises = derivatives(last, next), *falls = derivatives(next, last);
  for (std::size_t i = 0; i < to.size(); ++i) add(to[i], rises[i] - falls[i]);
}

base::Field turn(std::span<const Operand> values, std::size_t component) {
  return combined(VectorField(values), [&](RowOfDerivatives& derivatives, std::span<double> to) {
    add_turn(derivatives, component, to, [](double& total, double by) { total += by; });
  });
}

}  // namespace

base::Field gradient(std::span<const Operand> values, std::size_t axis) {
  const base::Field& field = *values[0].field;
  if (field.is_scalar()) base::fail("{} is a single number, which has no gradient", values[0].name);
  const Spacing spacing(values.size() > 1 ? &values[1] : nullptr, field.shape[axis], axis);
  base::Field result{field.shape, {}};
  result.values.resize(base::element_count(result.shape));
  if (result.values.empty()) return result;
  const bool along = axis + 1 == field.shape.size();
  const std::size_t stride = base::element_count(std::span(field.shape).subspan(axis + 1));
  const std::size_t length = along ? spacing.points() : stride;
  const Partial partial(field.values.data(), spacing, stride, along);
  for (std::size_t row = 0; row < result.values.size() / length; ++row) {
    partial.row(row, std::span(result.values).subspan(row * length, length));
  }
  return result;
}

base::Field divergence(std::span<const Operand> values, std::size_t) {
  const VectorField field(values);
  return combined(field, [&](RowOfDerivatives& derivatives, std::span<double> to) {
    for (std::size_t k = 0; k < field.count(); ++k) {
      const double* stretch = derivatives(k, k);
      for (std::size_t i = 0; i < to.size(); ++i) to[i] += stretch[i];
    }
  });
}

base::Field vorticity(std::span<const Operand> values, std::size_t axis) {
  const VectorField field(values);
  if (field.count() == 2) return vorticity_z(values, axis);
  return combined(field, [](RowOfDerivatives& derivatives, std::span<double> to) {
    for (std::size_t component = 0; component < 3; ++component) {
      add_turn(derivatives, component, to, [](double& total, double by) { total += by * by; });
    }
    for (double& length : to) length = std::sqrt(length);
  });
}

base::Field vorticity_x(std::span<const Operand> values, std::size_t) { return turn(values, 0); }
base::Field vorticity_y(std::span<const Operand> values, std::size_t) { return turn(values, 1); }
base::Field vorticity_z(std::span<const Operand> values, std::size_t) { return turn(values, 2); }

/// |Omega|^2 - |S|^2 is minus the sum of du_i/dx_j du_j/dx_i.
base::Field qcriterion(std::span<const Operand> values, std::size_t) {
  const VectorField field(values);
  return combined(field, [&](RowOfDerivatives& derivatives, std::span<double> to) {
    for (std::size_t k = 0; k < field.count(); ++k) {
      const double* stretch = derivatives(k, k);
      for (std::size_t i = 0; i < to.size(); ++i) to[i] -= 0.5 * stretch[i] * stretch[i];
      for (std::size_t other = 0; other < k; ++other) {
        const double *there = derivatives(k, other), *back = derivatives(other, k);
        for (std::size_t i = 0; i < to.size(); ++i) to[i] -= there[i] * back[i];
      }
    }
  });
}

}  // namespace rankplot::expr
