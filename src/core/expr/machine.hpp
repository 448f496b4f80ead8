#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/base/array.hpp"
#include "core/expr/broadcast.hpp"
#include "core/expr/compile.hpp"

namespace rankplot::expr {

/// A piece of code that muParser can run, value by value; safe to call from several threads.
class Elementwise {
 public:
  /// `program` must outlive it.
  Elementwise(const Program& program, std::string code);
  ~Elementwise();

  /// Which paths and calls of the program the code names.
  const std::vector<std::size_t>& paths() const { return paths_; }
  const std::vector<std::size_t>& calls() const { return calls_; }
  /// True where the code is nothing but one of them.
  bool is_alone() const { return alone_; }

  /// `operands` belong to paths() and then calls(); their shapes are broadcast as NumPy does.
  /// Throws Error naming both operands where they cannot be.
  base::Field run(const std::vector<Operand>& operands, const std::vector<double>& captures) const;

 private:
  class Machine;
  std::unique_ptr<Machine> take() const;
  void give_back(std::unique_ptr<Machine> machine) const;

  const Program& program_;
  std::string code_;
  std::vector<std::size_t> paths_, calls_;
  bool alone_ = false;
  mutable std::mutex mutex_;
  mutable std::vector<std::unique_ptr<Machine>> idle_;
};

}  // namespace rankplot::expr
