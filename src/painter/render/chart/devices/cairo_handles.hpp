#pragma once

#include <cairo.h>

#include <memory>
#include <utility>

#include "core/base/error.hpp"

namespace rankplot::render {

struct SurfaceRelease {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
using Surface = std::unique_ptr<cairo_surface_t, SurfaceRelease>;

struct CairoRelease {
  void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
};
using Cairo = std::unique_ptr<cairo_t, CairoRelease>;

/// Throws base::Error where Cairo says that something went wrong before.
inline void check(cairo_status_t status, const char* call) {
  if (status != CAIRO_STATUS_SUCCESS)
    base::fail("Cairo's {} failed: {}", call, cairo_status_to_string(status));
}

inline Surface checked(cairo_surface_t* surface, const char* call) {
  Surface owned(surface);
  check(cairo_surface_status(surface), call);
  return owned;
}

inline Cairo cairo_on(cairo_surface_t* surface) {
  Cairo owned(cairo_create(surface));
  check(cairo_status(owned.get()), "cairo_create");
  return owned;
}

}  // namespace rankplot::render
