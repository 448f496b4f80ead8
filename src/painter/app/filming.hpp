#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/image.hpp"
#include "core/wire/messages.hpp"
#include "painter/encode/movie.hpp"

namespace rankplot::app {

/// The painter's role as maker of a movie: encodes the pictures that its rank names. What fails is
/// an answer; afterwards frames are dropped.
class Filming {
 public:
  Filming() = default;
  ~Filming();
  Filming(const Filming&) = delete;
  Filming& operator=(const Filming&) = delete;

  /// An answer where it cannot begin.
  std::optional<wire::Filmed> open(const wire::MovieOpen& open);
  std::optional<wire::Filmed> add(const wire::MovieFrame& frame);
  wire::Filmed end();

 private:
  struct Film {
    std::string file, temporary;
    std::unique_ptr<encode::MovieWriter> writer;
  };
  void show(const base::Image& image);
  wire::Filmed give_up();

  std::vector<Film> films_;  ///< one a format
  std::string title_;
  double fps_ = 24;
  base::Image shown_;  ///< the frame before
  std::uint64_t frame_ = 0;
};

}  // namespace rankplot::app
