#pragma once

#include <memory>
#include <string>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/frame.h>
#include <libswscale/swscale.h>
}

/// What libav hands out, owned; and its calls, checked.
namespace rankplot::encode {

struct FreeLibav {
  void operator()(AVFrame* frame) const { av_frame_free(&frame); }
  void operator()(AVPacket* packet) const { av_packet_free(&packet); }
  void operator()(AVCodecContext* context) const { avcodec_free_context(&context); }
  void operator()(AVFormatContext* context) const {
    if (context->pb != nullptr) avio_closep(&context->pb);
    avformat_free_context(context);
  }
  void operator()(SwsContext* context) const { sws_freeContext(context); }
};
template <class T>
using Libav = std::unique_ptr<T, FreeLibav>;

/// Has libav keep what it complains of for messages, instead of writing it to stderr.
void keep_complaints();

/// Throws base::Error "cannot write 'FILE': CALL: REASON (what libav complained of)" where `code`
/// is negative. Returns it.
int check(int code, const char* call, const std::string& file);
/// The same where `given` is null: memory ran out.
template <class T>
T* check(T* given, const char* call, const std::string& file) {
  if (given == nullptr) check(AVERROR(ENOMEM), call, file);
  return given;
}

}  // namespace rankplot::encode
