// PNG: ISO/IEC 15948 (W3C PNG, second edition). Chunks are written here rather than by libpng,
// whose zlib takes ten times as long; libpng reads.
#include <png.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "core/base/error.hpp"
#include "painter/encode/format.hpp"
#include "painter/encode/palette.hpp"
#include "painter/encode/scanlines.hpp"
#include "painter/encode/zlib_stream.hpp"

namespace rankplot::encode {
namespace {

using Bytes = std::vector<std::uint8_t>;

// The scanlines go to ISA-L in one call and to the file as one IDAT, both under 2^31 bytes.
constexpr std::size_t kMostRawBytes = 2'000'000'000;
// Deflate makes at most 1032 bytes of one, and a byte holds at most 8 pixels.
constexpr std::size_t kMostPixelsPerByte = 1032 * 8;
constexpr std::array<std::byte, 8> kSignature{std::byte{0x89}, std::byte{'P'},  std::byte{'N'},
                                              std::byte{'G'},  std::byte{'\r'}, std::byte{'\n'},
                                              std::byte{0x1a}, std::byte{'\n'}};

void put_u32(Bytes& out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) {
    out.push_back(static_cast<std::uint8_t>(value >> shift));
  }
}

void put_text(Bytes& out, std::string_view text) {
  out.insert(out.end(), text.begin(), text.end());
}

void put_chunk(std::vector<std::byte>& file, std::string_view type,
               std::span<const std::uint8_t> body) {
  Bytes head;
  put_u32(head, static_cast<std::uint32_t>(body.size()));
  put_text(head, type);
  Bytes tail;
  put_u32(tail, crc32(crc32(0, std::span(head).subspan(4)), body));
  for (std::span<const std::uint8_t> part :
       {std::span<const std::uint8_t>(head), body, std::span<const std::uint8_t>(tail)}) {
    const auto bytes = std::as_bytes(part);
    file.insert(file.end(), bytes.begin(), bytes.end());
  }
}

Bytes header(const base::Image& image, const std::optional<Palette>& palette) {
  Bytes body;
  put_u32(body, static_cast<std::uint32_t>(image.width_px));
  put_u32(body, static_cast<std::uint32_t>(image.height_px));
  body.push_back(static_cast<std::uint8_t>(palette ? palette_bits(palette->size()) : 8));
  body.push_back(palette ? PNG_COLOR_TYPE_PALETTE : PNG_COLOR_TYPE_RGB);
  body.insert(body.end(), {0, 0, 0});  // deflate, the five filters, not interlaced
  return body;
}

Bytes palette_body(const Palette& palette) {
  Bytes body;
  for (const std::uint32_t colour : palette) {
    for (int shift = 16; shift >= 0; shift -= 8) {
      body.push_back(static_cast<std::uint8_t>(colour >> shift));
    }
  }
  return body;
}

Bytes resolution(double dpi) {
  const double per_metre = std::clamp(std::round(dpi / 0.0254), 1.0, 2147483647.0);
  Bytes body;
  put_u32(body, static_cast<std::uint32_t>(per_metre));
  put_u32(body, static_cast<std::uint32_t>(per_metre));
  body.push_back(1);  // the unit is the metre
  return body;
}

void put_origin(std::vector<std::byte>& file, const std::string& keyword, std::string text) {
  const auto printable = [](char c) { return c >= ' ' && c <= '~'; };
  if (keyword.empty() || keyword.size() > 79 ||
      !std::all_of(keyword.begin(), keyword.end(), printable)) {
    base::fail("'{}' cannot be the keyword of a PNG text: 1 to 79 printable ASCII characters",
               keyword);
  }
  std::replace(text.begin(), text.end(), '\0', ' ');
  // tEXt is Latin-1, so only ASCII is the same in both.
  const bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
  Bytes body;
  put_text(body, keyword);
  body.push_back(0);
  if (!ascii) body.insert(body.end(), {0, 0, 0, 0});  // not compressed, no language, no translation
  put_text(body, text);
  put_chunk(file, ascii ? "tEXt" : "iTXt", body);
}

std::span<const std::uint8_t> compressed(const base::Image& image,
                                         const std::optional<Palette>& palette,
                                         const Bytes& indices, job::PngSize size) {
  thread_local Bytes lines;
  trim(lines);
  if (palette) {
    pack_indices(image, indices, palette_bits(palette->size()), lines);
  } else {
    pack_rgb(image, lines);
  }
  if (size == job::PngSize::Fast) return deflate_fast(lines);
  if (palette) return deflate_small(lines);  // neighbouring indices are no neighbouring colours

  // Filters halve smooth pictures and spoil those of flat areas: keep what is smaller.
  const auto plain = deflate_small(lines);
  thread_local Bytes kept;
  trim(kept);
  kept.assign(plain.begin(), plain.end());
  filter_rgb(image, lines);
  const auto filtered = deflate_small(lines);
  return filtered.size() < kept.size() ? filtered : std::span<const std::uint8_t>(kept);
}

std::vector<std::byte> encode_png(const base::Image& image, const Settings& settings) {
  const std::size_t pixels = image.pixels.size();
  if (pixels * 3 + static_cast<std::size_t>(image.height_px) > kMostRawBytes) {
    base::fail("a picture of {} x {} pixels is too large for PNG; at most {} bytes uncompressed",
               image.width_px, image.height_px, kMostRawBytes);
  }
  thread_local Bytes indices;
  trim(indices);
  const std::optional<Palette> palette = find_palette(image, indices);
  const auto data = compressed(image, palette, indices, settings.png);

  std::vector<std::byte> file;
  file.reserve(data.size() + 4096);
  for (const std::byte byte : kSignature) file.push_back(byte);
  put_chunk(file, "IHDR", header(image, palette));
  put_chunk(file, "pHYs", resolution(settings.dpi));
  if (palette) put_chunk(file, "PLTE", palette_body(*palette));
  for (const auto& [keyword, text] : settings.origin) put_origin(file, keyword, text);
  put_chunk(file, "IDAT", data);
  put_chunk(file, "IEND", {});
  return file;
}

/// libpng's simplified reader, released however the scope is left.
struct PngReader {
  png_image image{};
  PngReader() { image.version = PNG_IMAGE_VERSION; }
  PngReader(const PngReader&) = delete;
  PngReader& operator=(const PngReader&) = delete;
  ~PngReader() { png_image_free(&image); }

  void check(int result) const {
    if (result == 0 || image.warning_or_error != 0) {
      base::fail("the PNG cannot be decoded: {}", image.message);
    }
  }
};

base::Image decode_png(std::span<const std::byte> bytes) {
  PngReader reader;
  reader.check(png_image_begin_read_from_memory(&reader.image, bytes.data(), bytes.size()));
  check_claim("PNG", reader.image.width, reader.image.height, bytes.size(), kMostPixelsPerByte);
  reader.image.format = PNG_FORMAT_RGB;
  Bytes rgb(PNG_IMAGE_SIZE(reader.image));
  const png_color white{255, 255, 255};
  reader.check(png_image_finish_read(&reader.image, &white, rgb.data(), 0, nullptr));

  base::Image image{static_cast<int>(reader.image.width), static_cast<int>(reader.image.height),
                    std::vector<std::uint32_t>(rgb.size() / 3)};
  for (std::size_t i = 0; i < image.pixels.size(); ++i) {
    image.pixels[i] =
        static_cast<std::uint32_t>(rgb[3 * i] << 16 | rgb[3 * i + 1] << 8 | rgb[3 * i + 2]);
  }
  return image;
}

job::Entry describe_png() {
  job::Entry entry;
  entry.name = "png";
  entry.summary = "PNG, lossless: exact palette up to 256 colours, else 24 bits a pixel";
  entry.suffixes = {"png"};
  job::Option size;
  size.name = "png";
  size.summary = "\"fast\" takes the least time, \"small\" the least space";
  size.type = job::OptionType::Choice;
  size.choices = {"fast", "small"};
  size.fallback = std::string("fast");
  entry.options = {size};
  entry.example = R"(input = ["gray_scott/gs_{step}.h5"]
png = "small"
[[figure]]
name = "v"
save = "v/{step:04d}.png"
  [[figure.layer]]
  kind = "heatmap"
  value = "/fields/V"
)";
  return entry;
}

}  // namespace

const Format& png_entry() {
  static const Format format{describe_png(), encode_png, decode_png};
  return format;
}

}  // namespace rankplot::encode
