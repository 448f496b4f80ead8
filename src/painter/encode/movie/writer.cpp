#include <unistd.h>

#include <cmath>

extern "C" {
#include <libavutil/opt.h>
}

#include "core/base/error.hpp"
#include "painter/encode/movie.hpp"
#include "painter/encode/movie/libav.hpp"
#include "painter/encode/movie/pixels.hpp"
#include "painter/encode/movie/recipe.hpp"

namespace rankplot::encode {
namespace {

/// Frames between two that can be begun at: those of two seconds.
constexpr double kSeekable_s = 2;
constexpr int kMostDenominator = 100'000;  ///< of a rate of frames
constexpr AVRational kGifClock{1, 100};

/// Options by name; what libav takes none of is a fault of ours.
class Options {
 public:
  explicit Options(const std::vector<std::pair<std::string, std::string>>& given) {
    for (const auto& [name, value] : given) av_dict_set(&options_, name.c_str(), value.c_str(), 0);
  }
  ~Options() { av_dict_free(&options_); }
  Options(const Options&) = delete;
  Options& operator=(const Options&) = delete;

  AVDictionary** get() { return &options_; }
  void check_taken(const std::string& by) const {
    const AVDictionaryEntry* left = av_dict_get(options_, "", nullptr, AV_DICT_IGNORE_SUFFIX);
    if (left != nullptr) base::fail("libav's {} does not take the option '{}'", by, left->key);
  }

 private:
  AVDictionary* options_ = nullptr;
};

class LibavWriter final : public MovieWriter {
 public:
  LibavWriter(const std::string& file, std::string_view suffix, const MovieSettings& settings)
      : file_(file),
        recipe_(recipe_of(suffix, settings.quality, settings.loop)),
        rate_(av_d2q(settings.fps, kMostDenominator)),
        packet_(check(av_packet_alloc(), "av_packet_alloc", file_)) {
    keep_complaints();
  }
  ~LibavWriter() override {
    if (!finished_ && muxer_) ::unlink(file_.c_str());
  }

  void add(const base::Image& image) override {
    if (!muxer_) begin(image);
    if (image.width_px != width_px_ || image.height_px != height_px_) {
      base::fail("cannot write '{}': frame {} has {} x {} pixels, those before have {} x {}", file_,
                 frames_ + 1, image.width_px, image.height_px, width_px_, height_px_);
    }
    const Libav<AVFrame> frame = pixels_->frame_of(image);
    frame->pts = av_rescale_q(frames_++, av_inv_q(rate_), encoder_->time_base);
    frame->pict_type = AV_PICTURE_TYPE_NONE;
    encode(frame.get());
  }

  void finish() override {
    if (!muxer_) base::fail("cannot write '{}': it has no frames", file_);
    encode(nullptr);
    check(av_write_trailer(muxer_.get()), "av_write_trailer", file_);
    check(avio_closep(&muxer_->pb), "avio_close", file_);
    finished_ = true;
  }

 private:
  bool has_palette() const { return recipe_.pixels == AV_PIX_FMT_PAL8; }

  void begin(const base::Image& first) {
    width_px_ = first.width_px;
    height_px_ = first.height_px;
    pixels_ = has_palette() ? palette_pixels(width_px_, height_px_, file_)
                            : video_pixels(width_px_, height_px_, file_);
    AVFormatContext* muxer = nullptr;
    check(avformat_alloc_output_context2(&muxer, nullptr, recipe_.container.c_str(), file_.c_str()),
          "avformat_alloc_output_context2", file_);
    muxer_.reset(muxer);
    muxer_->flags |= AVFMT_FLAG_BITEXACT;
    open_encoder();
    stream_ = check(avformat_new_stream(muxer, nullptr), "avformat_new_stream", file_);
    stream_->time_base = encoder_->time_base;
    stream_->avg_frame_rate = rate_;
    check(avcodec_parameters_from_context(stream_->codecpar, encoder_.get()),
          "avcodec_parameters_from_context", file_);
    check(avio_open(&muxer_->pb, file_.c_str(), AVIO_FLAG_WRITE), "avio_open", file_);
    Options options(recipe_.container_options);
    check(avformat_write_header(muxer, options.get()), "avformat_write_header", file_);
    options.check_taken(recipe_.container);
  }

  void open_encoder() {
    const AVCodec* codec = avcodec_find_encoder_by_name(recipe_.encoder.c_str());
    if (codec == nullptr) {
      base::fail("cannot write '{}': this libavcodec was built without the encoder {}", file_,
                 recipe_.encoder);
    }
    encoder_.reset(check(avcodec_alloc_context3(codec), "avcodec_alloc_context3", file_));
    encoder_->width = has_palette() ? width_px_ : even(width_px_);
    encoder_->height = has_palette() ? height_px_ : even(height_px_);
    encoder_->pix_fmt = recipe_.pixels;
    encoder_->time_base = has_palette() ? kGifClock : av_inv_q(rate_);
    encoder_->framerate = rate_;
    encoder_->flags |= AV_CODEC_FLAG_BITEXACT;
    if ((muxer_->oformat->flags & AVFMT_GLOBALHEADER) != 0)
      encoder_->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    if (!has_palette()) describe_video();
    Options options(recipe_.encoder_options);
    check(avcodec_open2(encoder_.get(), codec, options.get()), "avcodec_open2", file_);
    options.check_taken(recipe_.encoder);
  }

  void describe_video() {
    encoder_->colorspace = AVCOL_SPC_BT709;
    encoder_->color_primaries = AVCOL_PRI_BT709;
    encoder_->color_trc = AVCOL_TRC_IEC61966_2_1;
    encoder_->color_range = AVCOL_RANGE_MPEG;
    encoder_->gop_size = std::max(1, static_cast<int>(std::lround(kSeekable_s * av_q2d(rate_))));
  }

  /// Null: nothing more comes, and what the encoder still holds is written.
  void encode(const AVFrame* frame) {
    check(avcodec_send_frame(encoder_.get(), frame), "avcodec_send_frame", file_);
    while (true) {
      const int code = avcodec_receive_packet(encoder_.get(), packet_.get());
      if (code == AVERROR(EAGAIN) || code == AVERROR_EOF) return;
      check(code, "avcodec_receive_packet", file_);
      if (packet_->duration == 0)
        packet_->duration = av_rescale_q(1, av_inv_q(rate_), encoder_->time_base);
      av_packet_rescale_ts(packet_.get(), encoder_->time_base, stream_->time_base);
      packet_->stream_index = stream_->index;
      check(av_interleaved_write_frame(muxer_.get(), packet_.get()), "av_interleaved_write_frame",
            file_);
    }
  }

  std::string file_;
  Recipe recipe_;
  AVRational rate_;
  std::int64_t frames_ = 0;
  int width_px_ = 0, height_px_ = 0;
  bool finished_ = false;
  std::unique_ptr<Pixels> pixels_;
  Libav<AVCodecContext> encoder_;
  Libav<AVFormatContext> muxer_;
  Libav<AVPacket> packet_;
  AVStream* stream_ = nullptr;  ///< of muxer_
};

}  // namespace
}  // namespace rankplot::encode

extern "C" __attribute__((visibility("default"))) std::unique_ptr<rankplot::encode::MovieWriter>
rankplot_write_movie(const std::string& file, std::string_view suffix,
                     const rankplot::encode::MovieSettings& settings) {
  return std::make_unique<rankplot::encode::LibavWriter>(file, suffix, settings);
}
