#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/job/vocabulary.hpp"
#include "painter/render/chart/devices/mark.hpp"
#include "painter/render/chart/devices/path.hpp"
#include "painter/render/draw.hpp"
#include "painter/text/line.hpp"

namespace rankplot::render {

struct PageSize {
  int width_px = 0, height_px = 0;
  double dpi = 100;

  double points_per_px() const { return 72 / dpi; }
};

/// Where a line of text stands: the left end of its baseline, turned counterclockwise about it.
struct TextPlace {
  double x = 0, y = 0;
  double radians = 0;
  Color color;
};

/// A part of a page.
struct Area {
  double left = 0, top = 0, width = 0, height = 0;
};

/// Pixels within a page: Cairo's ARGB32 (premultiplied), rows from the top, drawn without
/// smoothing.
struct Picture {
  std::span<const std::uint32_t> argb;
  int width_px = 0, height_px = 0;
};

/// How much of each pixel one colour takes, of 255.
struct Coverage {
  std::span<const std::uint8_t> shares;
  int width_px = 0, height_px = 0;
  Color ink;  ///< opaque: its opacity is in the shares
};

/// A page of vectors: what a VectorDevice makes of a chart, in a document's own words. Pixels, y
/// down, of the page's size. All may throw base::Error.
class Page {
 public:
  virtual ~Page() = default;

  virtual void stroke(const Path& path, const Pen& pen) = 0;
  virtual void fill(const Path& path, Color color, bool even_odd) = 0;
  /// The mark at each of the points; where there are colours, as many, they replace the mark's.
  virtual void repeat(const Mark& mark, std::span<const Point> at,
                      std::span<const Color> colors) = 0;
  virtual void write(const text::Line& line, const TextPlace& place) = 0;
  virtual void show(const Picture& picture, const Area& place) = 0;
  virtual void show(const Coverage& coverage, const Area& place) = 0;
  /// Nothing outside is touched until the next call or unclip.
  virtual void clip(const Area& area) = 0;
  virtual void unclip() = 0;

  /// The document. Nothing is called after it.
  virtual std::vector<std::byte> finish() = 0;
};

/// A kind of document: one file in chart/devices/documents/ and one word in
/// painter/render/CMakeLists.txt.
struct DocumentFormat {
  job::Entry entry;  ///< its suffixes are what a job's `save` may end in
  std::unique_ptr<Page> (*open)(const PageSize& size, const Origin& origin) = nullptr;
};

/// All, in the order of CMakeLists.txt (generated).
const std::vector<const DocumentFormat*>& document_formats();

}  // namespace rankplot::render
