#include "painter/read/hdf5.hpp"

#include <cstdio>
#include <cstdlib>

#include "painter/read/read.hpp"

namespace rankplot::read {
namespace {

/// The first (innermost) and the last description met on the error stack.
struct Descriptions {
  std::string innermost;
  std::string outermost;
};

herr_t collect(unsigned, const H5E_error2_t* error, void* data) {
  auto& found = *static_cast<Descriptions*>(data);
  const char* text = error->desc == nullptr ? "" : error->desc;
  if (found.innermost.empty()) found.innermost = text;
  if (*text != '\0') found.outermost = text;
  return 0;
}

}  // namespace

void log_unreleased(const char* what) noexcept {
  std::fprintf(stderr, "rankplot-painter: could not release %s\n", what);
}

void quiet() {
  // Raw data files are named relative to their HDF5 file. HDF5 reads this once, as it starts.
  static const int prepared = ::setenv("HDF5_EXTFILE_PREFIX", "${ORIGIN}", 0);
  (void)prepared;
  thread_local const bool done = H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr) >= 0;
  (void)done;  // where it fails, HDF5 prints as well: no reason to stop
}

std::string hdf5_reason() {
  Descriptions found;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, collect, &found);
  if (found.outermost.empty()) return "HDF5 gives no reason";
  if (found.innermost.empty() || found.innermost == found.outermost) return found.outermost;
  return found.outermost + ": " + found.innermost;
}

void fail_call(const char* call, const std::string& file, const std::string& object) {
  const std::string reason = hdf5_reason();
  throw ReadError(object.empty() ? fmt::format("{}: {} failed: {}", file, call, reason)
                                 : fmt::format("{}:{}: {} failed: {}", file, object, call, reason),
                  file, object);
}

}  // namespace rankplot::read
