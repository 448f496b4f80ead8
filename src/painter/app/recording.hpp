#pragma once

#include <optional>

#include "core/wire/messages.hpp"
#include "painter/record/points_file.hpp"

namespace rankplot::app {

/// The painter's role as recorder: keeps the points that its rank sends. What fails is an answer;
/// afterwards points are dropped.
class Recording {
 public:
  wire::Recorded open(const wire::RecordOpen& open);
  /// An answer where one is asked for, or where it went wrong.
  std::optional<wire::Recorded> add(const wire::RecordPoints& points);

 private:
  /// What a recorder that was killed left behind. Returns why not; empty: done.
  static std::string mend(const wire::RecordOpen& open);
  void append(const wire::RecordPoints& points);

  std::optional<record::PointsFile> file_;
};

}  // namespace rankplot::app
