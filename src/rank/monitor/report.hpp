#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/plan/outcome.hpp"
#include "rank/monitor/state.hpp"

namespace rankplot::monitor {

/// The pictures of a run as a page lists them. Grows by a line a picture, so that writing it out
/// costs no more than copying it.
class Gallery {
 public:
  explicit Gallery(std::string output);
  void add(const plan::Outcome& outcome);
  /// {"figures": [{"name": ..., "captures": [...], "rows": [[files, values, reason, warned],
  /// ...]}],
  ///  "reasons": [...], "warnings": [...]}: `files` is a name or a list of several, `reason` the
  /// place of why it failed among the reasons, absent (or null) for a saved picture, `warned` the
  /// places of its warnings, absent where it has none.
  std::string text() const;

 private:
  struct OfFigure {
    std::vector<std::string> captures;
    std::string rows;  ///< JSON, commas between
  };
  /// Texts told once each, up to a number; later ones share `other`.
  struct Texts {
    std::size_t place_of(const std::string& text, const char* other);
    std::map<std::string, std::size_t> places;
    std::vector<std::string> all;
  };

  std::string output_;
  std::map<std::string, OfFigure> figures_;
  Texts reasons_, warnings_;
};

/// OUTPUT/index.html: the page with its data inside. Written on a thread of its own, so that a slow
/// file system holds up nobody.
class ReportWriter {
 public:
  explicit ReportWriter(std::string output);
  ~ReportWriter();
  bool busy() const;
  /// Begins to write; to be called when not busy().
  void begin(const State& state, const Gallery& gallery);
  /// Waits until what was begun is written.
  void wait();
  /// Seconds that the last one took; why it could not be written (empty: it was).
  double seconds() const;
  std::string problem() const;

 private:
  struct Work;
  std::string output_;
  std::unique_ptr<Work> work_;
};

/// The text of index.html.
std::string report(const State& state, const Gallery& gallery);

}  // namespace rankplot::monitor
