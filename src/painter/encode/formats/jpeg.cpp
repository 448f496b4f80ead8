// Baseline JPEG through libjpeg-turbo, in a JFIF container with its resolution and a comment.
#include <cstdio>  // jpeglib.h needs FILE

#include <jerror.h>
#include <jpeglib.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <csetjmp>
#include <new>
#include <optional>

#include "core/base/error.hpp"
#include "painter/encode/format.hpp"
#include "painter/encode/restart_segments.hpp"
#include "painter/encode/zlib_stream.hpp"

namespace rankplot::encode {
namespace {

// From here on 4:4:4: halved chroma bleeds out of thin coloured lines. Below, 4:2:0 as matplotlib
// writes; it takes half the time of everything else that a chart costs.
constexpr int kFullChromaQuality = 95;
constexpr int kBlock_px = 8, kMostMcu_px = 16;  // a side of an MCU, 4:4:4 and 4:2:0
constexpr std::size_t kMostComment = 65533;     // a marker's length is 16 bits and counts itself
// Baseline: a block of 64 pixels (with 4:2:0, 256) takes at least a bit or so in each component.
constexpr std::size_t kMostPixelsPerByte = 4096;

/// libjpeg leaves a failed call by error_exit. It is C compiled without unwind promises, so we jump
/// rather than throw; nothing with a destructor lives between setjmp and the calls.
struct Failure {
  jpeg_error_mgr manager{};
  std::jmp_buf back{};
  char message[JMSG_LENGTH_MAX] = "";
};

void leave(j_common_ptr codec) {
  auto* failure = reinterpret_cast<Failure*>(codec->err);
  failure->manager.format_message(codec, failure->message);
  std::longjmp(failure->back, 1);
}

void keep_warning(j_common_ptr codec, int level) {
  auto* failure = reinterpret_cast<Failure*>(codec->err);
  if (level >= 0 || failure->manager.num_warnings++ > 0) return;
  failure->manager.format_message(codec, failure->message);
}

jpeg_error_mgr* install(Failure& failure) {
  jpeg_std_error(&failure.manager);
  failure.manager.error_exit = leave;
  failure.manager.emit_message = keep_warning;
  return &failure.manager;
}

/// Compressed bytes into a vector that grows.
struct Destination {
  jpeg_destination_mgr manager{};
  std::vector<std::uint8_t>* buffer = nullptr;
};

bool grow(std::vector<std::uint8_t>& buffer) {
  try {
    buffer.resize(std::max<std::size_t>(65536, buffer.size() * 2));
    return true;
  } catch (const std::bad_alloc&) {
    return false;
  }
}

void start_output(j_compress_ptr codec) {
  auto* to = reinterpret_cast<Destination*>(codec->dest);
  to->manager.next_output_byte = to->buffer->data();
  to->manager.free_in_buffer = to->buffer->size();
}

boolean more_output(j_compress_ptr codec) {
  auto* to = reinterpret_cast<Destination*>(codec->dest);
  const std::size_t used = to->buffer->size();
  if (!grow(*to->buffer)) ERREXIT1(codec, JERR_OUT_OF_MEMORY, 0);
  to->manager.next_output_byte = to->buffer->data() + used;
  to->manager.free_in_buffer = to->buffer->size() - used;
  return TRUE;
}

void end_output(j_compress_ptr) {}

bool full_chroma(const Settings& settings) { return settings.jpeg_quality >= kFullChromaQuality; }

/// What is encoded: the picture as it is, or the strip of its segments.
struct Source {
  const base::Image& image;
  RestartSegments* segments = nullptr;
};

void set_up(jpeg_compress_struct& codec, const Source& source, const Settings& settings) {
  const RestartSegments* segments = source.segments;
  codec.image_width =
      static_cast<JDIMENSION>(segments ? segments->width_px() : source.image.width_px);
  codec.image_height =
      static_cast<JDIMENSION>(segments ? segments->height_px() : source.image.height_px);
  codec.input_components = 4;
  codec.in_color_space = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? JCS_EXT_BGRX : JCS_EXT_XRGB;
  jpeg_set_defaults(&codec);
  jpeg_set_quality(&codec, settings.jpeg_quality, TRUE);
  if (segments) codec.restart_interval = static_cast<unsigned>(segments->interval());
  if (full_chroma(settings)) {
    codec.comp_info[0].h_samp_factor = codec.comp_info[0].v_samp_factor = 1;
  }
  codec.density_unit = 1;  // dots per inch
  codec.X_density = codec.Y_density =
      static_cast<UINT16>(std::clamp(std::round(settings.dpi), 1.0, 65535.0));
}

JSAMPROW samples(const std::uint32_t* pixels) {
  return const_cast<JSAMPROW>(reinterpret_cast<const JSAMPLE*>(pixels));
}

void write_picture(jpeg_compress_struct& codec, const base::Image& image) {
  const auto width = static_cast<std::size_t>(image.width_px);
  while (codec.next_scanline < codec.image_height) {
    JSAMPROW rows[1] = {samples(image.pixels.data() + codec.next_scanline * width)};
    jpeg_write_scanlines(&codec, rows, 1);
  }
}

void write_strip(jpeg_compress_struct& codec, RestartSegments& segments) {
  for (int band = 0; band < segments.bands(); ++band) {
    std::array<JSAMPROW, kMostMcu_px> rows;
    const auto& pixels = segments.rows(band);
    std::transform(pixels.begin(), pixels.end(), rows.begin(), samples);
    jpeg_write_scanlines(&codec, rows.data(), static_cast<JDIMENSION>(pixels.size()));
  }
}

/// False after a failure, which is then in `failure`.
bool compress(jpeg_compress_struct& codec, Failure& failure, Destination& to, const Source& source,
              const Settings& settings, const std::string& comment) {
  if (setjmp(failure.back) != 0) return false;
  jpeg_create_compress(&codec);
  codec.dest = &to.manager;
  set_up(codec, source, settings);
  jpeg_start_compress(&codec, TRUE);
  if (!comment.empty()) {
    jpeg_write_marker(&codec, JPEG_COM, reinterpret_cast<const JOCTET*>(comment.data()),
                      static_cast<unsigned>(comment.size()));
  }
  if (source.segments) {
    write_strip(codec, *source.segments);
  } else {
    write_picture(codec, source.image);
  }
  jpeg_finish_compress(&codec);
  return true;
}

std::string comment_of(const Settings& settings) {
  std::string comment;
  for (const auto& [keyword, text] : settings.origin) {
    comment += fmt::format("{}: {}\n", keyword, text);
  }
  if (comment.size() <= kMostComment) return comment;
  std::size_t end = kMostComment;
  while (end > 0 && (static_cast<unsigned char>(comment[end]) & 0xc0) == 0x80) --end;
  return comment.substr(0, end);  // whole UTF-8 characters only
}

void check_encodable(const base::Image& image, const Settings& settings) {
  if (std::max(image.width_px, image.height_px) > JPEG_MAX_DIMENSION) {
    base::fail("a picture of {} x {} pixels is too large for JPEG; at most {} a side, use PNG",
               image.width_px, image.height_px, JPEG_MAX_DIMENSION);
  }
  if (settings.jpeg_quality < 1 || settings.jpeg_quality > 100) {
    base::fail("JPEG quality {} is out of range; 1 to 100", settings.jpeg_quality);
  }
}

std::vector<std::byte> encode_jpeg(const base::Image& image, const Settings& settings) {
  check_encodable(image, settings);
  const std::string comment = comment_of(settings);
  thread_local std::vector<std::uint8_t> buffer;
  trim(buffer);
  if (buffer.empty()) buffer.resize(std::size_t{256} << 10);
  Destination to;
  to.buffer = &buffer;
  to.manager.init_destination = start_output;
  to.manager.empty_output_buffer = more_output;
  to.manager.term_destination = end_output;

  jpeg_compress_struct codec{};
  Failure failure;
  codec.err = install(failure);
  std::optional<RestartSegments> segments =
      RestartSegments::cut(image, full_chroma(settings) ? kBlock_px : kMostMcu_px);
  const Source source{image, segments ? &*segments : nullptr};
  const bool done = compress(codec, failure, to, source, settings, comment);
  jpeg_destroy_compress(&codec);
  if (!done) base::fail("the JPEG cannot be encoded: {}", failure.message);
  const auto made =
      std::span<const std::uint8_t>(buffer).first(buffer.size() - to.manager.free_in_buffer);
  if (segments) return segments->joined(made);
  const auto bytes = std::as_bytes(made);
  return {bytes.begin(), bytes.end()};
}

bool read_header(jpeg_decompress_struct& codec, Failure& failure,
                 std::span<const std::byte> bytes) {
  if (setjmp(failure.back) != 0) return false;
  jpeg_create_decompress(&codec);
  jpeg_mem_src(&codec, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  jpeg_read_header(&codec, TRUE);
  return true;
}

bool read_pixels(jpeg_decompress_struct& codec, Failure& failure, base::Image& image) {
  if (setjmp(failure.back) != 0) return false;
  codec.out_color_space = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? JCS_EXT_BGRX : JCS_EXT_XRGB;
  jpeg_start_decompress(&codec);
  while (codec.output_scanline < codec.output_height) {
    JSAMPROW rows[1] = {reinterpret_cast<JSAMPROW>(
        image.pixels.data() + std::size_t{codec.output_scanline} * codec.output_width)};
    jpeg_read_scanlines(&codec, rows, 1);
  }
  jpeg_finish_decompress(&codec);
  return true;
}

/// Releases what libjpeg allocated, however the scope is left.
struct Decompressor {
  jpeg_decompress_struct codec{};
  Failure failure;
  Decompressor() { codec.err = install(failure); }
  Decompressor(const Decompressor&) = delete;
  Decompressor& operator=(const Decompressor&) = delete;
  ~Decompressor() { jpeg_destroy_decompress(&codec); }

  /// A warning means damaged data that libjpeg would fill with grey.
  void check(bool done) const {
    if (!done || failure.manager.num_warnings > 0) {
      base::fail("the JPEG cannot be decoded: {}", failure.message);
    }
  }
};

base::Image decode_jpeg(std::span<const std::byte> bytes) {
  if (bytes.empty()) base::fail("the JPEG cannot be decoded: it is empty");
  Decompressor reader;
  reader.check(read_header(reader.codec, reader.failure, bytes));
  const auto width = std::size_t{reader.codec.image_width};
  const auto height = std::size_t{reader.codec.image_height};
  check_claim("JPEG", width, height, bytes.size(), kMostPixelsPerByte);
  base::Image image{static_cast<int>(width), static_cast<int>(height),
                    std::vector<std::uint32_t>(width * height)};
  reader.check(read_pixels(reader.codec, reader.failure, image));
  for (std::uint32_t& pixel : image.pixels) pixel &= 0x00ffffff;  // X comes back as 0xff
  return image;
}

job::Entry describe_jpeg() {
  job::Entry entry;
  entry.name = "jpeg";
  entry.summary = "Baseline JPEG, lossy; colour at full resolution from quality 95 on";
  entry.suffixes = {"jpg", "jpeg"};
  job::Option quality;
  quality.name = "jpeg_quality";
  quality.summary = "1 (smallest) to 100 (nearest to the original)";
  quality.type = job::OptionType::Int;
  quality.fallback = std::int64_t{90};
  quality.least = 1;
  quality.most = 100;
  entry.options = {quality};
  entry.example = R"(input = ["concurrent_saving.h5"]
[[figure]]
name = "random"
data = "/plot_{n}"
save = "{n:03d}.jpg"
jpeg_quality = 80
  [[figure.layer]]
  kind = "scatter"
  x = "a"
  y = "b"
)";
  return entry;
}

}  // namespace

const Format& jpeg_entry() {
  static const Format format{describe_jpeg(), encode_jpeg, decode_jpeg};
  return format;
}

}  // namespace rankplot::encode
