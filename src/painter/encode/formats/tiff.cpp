// TIFF (revision 6.0) through libtiff: one picture of 24 bits a pixel, its resolution, and what it
// was drawn from in ImageDescription. No date.
#include <tiffio.h>

#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <memory>

#include "core/base/error.hpp"
#include "core/base/narrow.hpp"
#include "painter/encode/format.hpp"

namespace rankplot::encode {
namespace {

// Deflate makes at most 1032 bytes of one, LZW 1365.
constexpr std::size_t kMostPixelsPerByte = 1365 * 8;
constexpr std::size_t kMostRawBytes = 2'000'000'000;  // classic TIFF counts in 32 bits
constexpr int kDifferences = 2;                       // a pixel less its neighbour (section 14)
constexpr std::uint32_t kStripBytes = 64 << 10;

/// A file in memory.
struct Stream {
  std::vector<std::byte> bytes;
  std::size_t at = 0;
  std::string failure;  ///< libtiff's first message
};

Stream& stream_of(thandle_t handle) { return *static_cast<Stream*>(handle); }

tmsize_t read_bytes(thandle_t handle, void* to, tmsize_t size) {
  Stream& stream = stream_of(handle);
  const std::size_t left =
      stream.at < stream.bytes.size() ? stream.bytes.size() - stream.at : std::size_t{0};
  const std::size_t count = std::min(left, static_cast<std::size_t>(std::max<tmsize_t>(size, 0)));
  if (count > 0) std::memcpy(to, stream.bytes.data() + stream.at, count);
  stream.at += count;
  return static_cast<tmsize_t>(count);
}

tmsize_t write_bytes(thandle_t handle, void* from, tmsize_t size) {
  Stream& stream = stream_of(handle);
  const auto count = static_cast<std::size_t>(size);
  try {
    if (stream.at + count > stream.bytes.size()) stream.bytes.resize(stream.at + count);
  } catch (const std::bad_alloc&) {
    return -1;  // libtiff is C: nothing may be thrown through it
  }
  std::memcpy(stream.bytes.data() + stream.at, from, count);
  stream.at += count;
  return size;
}

toff_t seek(thandle_t handle, toff_t offset, int from) {
  Stream& stream = stream_of(handle);
  const std::size_t start = from == SEEK_SET   ? 0
                            : from == SEEK_CUR ? stream.at
                                               : stream.bytes.size();
  stream.at = start + static_cast<std::size_t>(offset);
  return stream.at;
}

int close_nothing(thandle_t) { return 0; }
toff_t size_of(thandle_t handle) { return stream_of(handle).bytes.size(); }

int keep_error(TIFF*, void* stream, const char*, const char* format, std::va_list arguments) {
  std::array<char, 400> text{};
  std::vsnprintf(text.data(), text.size(), format, arguments);
  if (stream_of(stream).failure.empty()) stream_of(stream).failure = text.data();
  return 1;
}
int ignore_warning(TIFF*, void*, const char*, const char*, std::va_list) { return 1; }

struct TiffRelease {
  void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};
using Tiff = std::unique_ptr<TIFF, TiffRelease>;
struct OptionsRelease {
  void operator()(TIFFOpenOptions* options) const { TIFFOpenOptionsFree(options); }
};

Tiff open(Stream& stream, const char* mode) {
  const std::unique_ptr<TIFFOpenOptions, OptionsRelease> options(TIFFOpenOptionsAlloc());
  TIFFOpenOptionsSetErrorHandlerExtR(options.get(), keep_error, &stream);
  TIFFOpenOptionsSetWarningHandlerExtR(options.get(), ignore_warning, nullptr);
  return Tiff(TIFFClientOpenExt("picture", mode, &stream, read_bytes, write_bytes, seek,
                                close_nothing, size_of, nullptr, nullptr, options.get()));
}

std::string description(const Settings& settings) {
  std::string text;
  for (const auto& [keyword, value] : settings.origin)
    text += fmt::format("{}{}: {}", text.empty() ? "" : "\n", keyword, value);
  std::replace(text.begin(), text.end(), '\0', ' ');
  return text;
}

void describe_picture(TIFF* tiff, const base::Image& image, const Settings& settings) {
  TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, static_cast<std::uint32_t>(image.width_px));
  TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, static_cast<std::uint32_t>(image.height_px));
  TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, 8);
  TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, 3);
  TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_RGB);
  TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  TIFFSetField(
      tiff, TIFFTAG_COMPRESSION,
      settings.tiff == job::TiffPacking::Lzw ? COMPRESSION_LZW : COMPRESSION_ADOBE_DEFLATE);
  TIFFSetField(tiff, TIFFTAG_PREDICTOR, kDifferences);
  TIFFSetField(tiff, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
  TIFFSetField(tiff, TIFFTAG_XRESOLUTION, settings.dpi);
  TIFFSetField(tiff, TIFFTAG_YRESOLUTION, settings.dpi);
  const std::uint32_t row = 3 * static_cast<std::uint32_t>(image.width_px);
  TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, std::max(1U, kStripBytes / row));
  const std::string text = description(settings);
  if (!text.empty()) TIFFSetField(tiff, TIFFTAG_IMAGEDESCRIPTION, text.c_str());
}

bool write_rows(TIFF* tiff, const base::Image& image) {
  const auto width = static_cast<std::size_t>(image.width_px);
  std::vector<std::uint8_t> row(3 * width);
  for (int y = 0; y < image.height_px; ++y) {
    const std::uint32_t* pixels = image.pixels.data() + static_cast<std::size_t>(y) * width;
    for (std::size_t x = 0; x < width; ++x) {
      row[3 * x] = static_cast<std::uint8_t>(pixels[x] >> 16);
      row[3 * x + 1] = static_cast<std::uint8_t>(pixels[x] >> 8);
      row[3 * x + 2] = static_cast<std::uint8_t>(pixels[x]);
    }
    if (TIFFWriteScanline(tiff, row.data(), static_cast<std::uint32_t>(y), 0) < 0) return false;
  }
  return true;
}

std::vector<std::byte> encode_tiff(const base::Image& image, const Settings& settings) {
  if (image.pixels.size() * 3 > kMostRawBytes) {
    base::fail("a picture of {} x {} pixels is too large for TIFF; at most {} bytes uncompressed",
               image.width_px, image.height_px, kMostRawBytes);
  }
  Stream stream;
  const Tiff tiff = open(stream, "wl");  // little-endian on every machine
  if (!tiff) base::fail("the TIFF cannot be begun: {}", stream.failure);
  describe_picture(tiff.get(), image, settings);
  if (!write_rows(tiff.get(), image) || TIFFFlush(tiff.get()) != 1 || !stream.failure.empty())
    base::fail("the TIFF cannot be encoded: {}", stream.failure);
  return std::move(stream.bytes);
}

/// Reads 24 bits a pixel as encode_tiff writes them, and refuses other kinds.
base::Image decode_tiff(std::span<const std::byte> bytes) {
  Stream stream;
  stream.bytes.assign(bytes.begin(), bytes.end());
  const Tiff tiff = open(stream, "rm");
  if (!tiff) base::fail("the TIFF cannot be decoded: {}", stream.failure);
  std::uint32_t width = 0, height = 0;
  std::uint16_t bits = 0, samples = 0, planes = 0;
  TIFFGetField(tiff.get(), TIFFTAG_IMAGEWIDTH, &width);
  TIFFGetField(tiff.get(), TIFFTAG_IMAGELENGTH, &height);
  TIFFGetFieldDefaulted(tiff.get(), TIFFTAG_BITSPERSAMPLE, &bits);
  TIFFGetFieldDefaulted(tiff.get(), TIFFTAG_SAMPLESPERPIXEL, &samples);
  TIFFGetFieldDefaulted(tiff.get(), TIFFTAG_PLANARCONFIG, &planes);
  check_claim("TIFF", width, height, bytes.size(), kMostPixelsPerByte);
  const auto row_bytes = static_cast<tmsize_t>(3) * width;
  if (width == 0 || height == 0 || bits != 8 || samples != 3 || planes != PLANARCONFIG_CONTIG ||
      TIFFIsTiled(tiff.get()) != 0 || TIFFScanlineSize(tiff.get()) != row_bytes)
    base::fail("the TIFF cannot be decoded: {} x {} pixels of {} samples of {} bits; 3 of 8 can",
               width, height, samples, bits);
  base::Image image{base::narrow<int>(width, "a width"), base::narrow<int>(height, "a height"), {}};
  image.pixels.reserve(std::size_t{width} * height);
  std::vector<std::uint8_t> row(static_cast<std::size_t>(row_bytes));
  for (std::uint32_t y = 0; y < height; ++y) {
    if (TIFFReadScanline(tiff.get(), row.data(), y, 0) != 1)
      base::fail("the TIFF cannot be decoded: {}", stream.failure);
    for (std::size_t x = 0; x < row.size(); x += 3)
      image.pixels.push_back(
          static_cast<std::uint32_t>(row[x] << 16 | row[x + 1] << 8 | row[x + 2]));
  }
  if (!stream.failure.empty()) base::fail("the TIFF cannot be decoded: {}", stream.failure);
  return image;
}

job::Entry describe_tiff() {
  job::Entry entry;
  entry.name = "tiff";
  entry.summary = "TIFF, lossless: 24 bits a pixel, for publishers who ask for it";
  entry.suffixes = {"tif", "tiff"};
  job::Option packing;
  packing.name = "tiff";
  packing.summary = "how it is compressed: \"deflate\", or \"lzw\" for old programs";
  packing.type = job::OptionType::Choice;
  packing.choices = {"deflate", "lzw"};
  packing.fallback = std::string("deflate");
  entry.options = {packing};
  entry.example = R"(input = ["gray_scott/gs_{step}.h5"]
tiff = "lzw"
[[figure]]
name = "v"
save = "v/{step:04d}.tif"
dpi = 300
figsize = [3.4, 2.55]
  [[figure.layer]]
  kind = "heatmap"
  value = "/fields/V"
)";
  return entry;
}

}  // namespace

const Format& tiff_entry() {
  static const Format format{describe_tiff(), encode_tiff, decode_tiff};
  return format;
}

}  // namespace rankplot::encode
