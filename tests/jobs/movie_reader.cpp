#include "movie_reader.hpp"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/pixdesc.h>
#include <libswscale/swscale.h>
}

using rankplot::base::Image;

namespace {

/// With the matrix and range that the frame is tagged with, as a player does it.
Image image_of(const AVFrame& frame) {
  Image image{frame.width, frame.height, {}};
  image.pixels.resize(static_cast<std::size_t>(frame.width * frame.height));
  const auto format = static_cast<AVPixelFormat>(frame.format);
  SwsContext* scaler = sws_getContext(
      frame.width, frame.height, format, frame.width, frame.height, AV_PIX_FMT_0RGB32,
      SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT, nullptr, nullptr, nullptr);
  const int* matrix =
      sws_getCoefficients(frame.colorspace == AVCOL_SPC_BT709 ? SWS_CS_ITU709 : SWS_CS_ITU601);
  const int full = frame.color_range == AVCOL_RANGE_JPEG ? 1 : 0;
  sws_setColorspaceDetails(scaler, matrix, full, matrix, 1, 0, 1 << 16, 1 << 16);
  std::uint8_t* const to[] = {reinterpret_cast<std::uint8_t*>(image.pixels.data())};
  const int stride[] = {4 * frame.width};
  sws_scale(scaler, frame.data, frame.linesize, 0, frame.height, to, stride);
  sws_freeContext(scaler);
  for (std::uint32_t& pixel : image.pixels) pixel &= 0x00ffffff;
  return image;
}

void take_frames(AVCodecContext* decoder, const AVStream& stream, AVFrame* frame, Movie& movie) {
  while (avcodec_receive_frame(decoder, frame) == 0) {
    movie.frames.push_back(image_of(*frame));
    movie.times_s.push_back(static_cast<double>(frame->best_effort_timestamp) *
                            av_q2d(stream.time_base));
    const auto name = [](const char* text) { return std::string(text == nullptr ? "?" : text); };
    movie.color_tags = name(av_color_space_name(frame->colorspace)) + " " +
                       name(av_color_transfer_name(frame->color_trc)) + " " +
                       name(av_color_primaries_name(frame->color_primaries)) + " " +
                       name(av_color_range_name(frame->color_range));
  }
}

}  // namespace

Movie read_movie(const std::string& file) {
  Movie movie;
  AVFormatContext* reader = nullptr;
  if (avformat_open_input(&reader, file.c_str(), nullptr, nullptr) != 0 ||
      avformat_find_stream_info(reader, nullptr) < 0) {
    ADD_FAILURE() << file << " is no movie";
    return movie;
  }
  const AVStream& stream = *reader->streams[0];
  const AVCodec* codec = avcodec_find_decoder(stream.codecpar->codec_id);
  AVCodecContext* decoder = avcodec_alloc_context3(codec);
  avcodec_parameters_to_context(decoder, stream.codecpar);
  EXPECT_EQ(avcodec_open2(decoder, codec, nullptr), 0);
  movie.codec = avcodec_get_name(stream.codecpar->codec_id);
  movie.seconds = static_cast<double>(reader->duration) / AV_TIME_BASE;
  AVPacket* packet = av_packet_alloc();
  AVFrame* frame = av_frame_alloc();
  while (av_read_frame(reader, packet) == 0) {
    EXPECT_EQ(avcodec_send_packet(decoder, packet), 0);
    av_packet_unref(packet);
    take_frames(decoder, stream, frame, movie);
  }
  avcodec_send_packet(decoder, nullptr);
  take_frames(decoder, stream, frame, movie);
  av_frame_free(&frame);
  av_packet_free(&packet);
  avcodec_free_context(&decoder);
  avformat_close_input(&reader);
  return movie;
}

double psnr_db(const Image& a, const Image& b) {
  if (a.width_px != b.width_px || a.height_px != b.height_px) return 0;
  double squares = 0;
  for (std::size_t i = 0; i < a.pixels.size(); ++i) {
    for (int shift = 0; shift <= 16; shift += 8) {
      const int one = static_cast<int>(a.pixels[i] >> shift & 255);
      const int other = static_cast<int>(b.pixels[i] >> shift & 255);
      squares += (one - other) * (one - other);
    }
  }
  if (squares == 0) return std::numeric_limits<double>::infinity();
  return 10 * std::log10(255.0 * 255.0 * 3 * static_cast<double>(a.pixels.size()) / squares);
}
