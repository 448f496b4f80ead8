#include <fmt/format.h>

#include "painter/encode/movie/pixels.hpp"

extern "C" {
#include <libavfilter/avfilter.h>
#include <libavfilter/buffersink.h>
#include <libavfilter/buffersrc.h>
}

namespace rankplot::encode {
namespace {

struct FreeGraph {
  void operator()(AVFilterGraph* graph) const { avfilter_graph_free(&graph); }
};

/// libavfilter's palettes: each image's colours are chosen from its own.
constexpr const char* kFilters =
    "split [count][draw]; "
    "[count] palettegen=stats_mode=single:reserve_transparent=0 [palette]; "
    "[draw][palette] paletteuse=new=1:dither=none";

class PalettePixels final : public Pixels {
 public:
  PalettePixels(int width_px, int height_px, const std::string& file)
      : file_(file), graph_(check(avfilter_graph_alloc(), "avfilter_graph_alloc", file_)) {
    avfilter_graph_set_auto_convert(graph_.get(), AVFILTER_AUTO_CONVERT_ALL);
    graph_->nb_threads = 1;
    const std::string input =
        fmt::format("video_size={}x{}:pix_fmt={}:time_base=1/100:pixel_aspect=1/1", width_px,
                    height_px, static_cast<int>(AV_PIX_FMT_0RGB32));
    source_ = add("buffer", "in", input.c_str());
    sink_ = add("buffersink", "out", nullptr);
    AVFilterInOut* from = ends("in", source_);
    AVFilterInOut* to = ends("out", sink_);
    const int code = avfilter_graph_parse_ptr(graph_.get(), kFilters, &to, &from, nullptr);
    avfilter_inout_free(&from);
    avfilter_inout_free(&to);
    check(code, "avfilter_graph_parse_ptr", file_);
    check(avfilter_graph_config(graph_.get(), nullptr), "avfilter_graph_config", file_);
  }

  Libav<AVFrame> frame_of(const base::Image& image) override {
    const Libav<AVFrame> from = view_of(image, file_);
    from->pts = count_++;
    from->sample_aspect_ratio = {1, 1};
    // Not counted, so the graph copies what it keeps.
    check(av_buffersrc_write_frame(source_, from.get()), "av_buffersrc_write_frame", file_);
    Libav<AVFrame> to(check(av_frame_alloc(), "av_frame_alloc", file_));
    check(av_buffersink_get_frame(sink_, to.get()), "av_buffersink_get_frame", file_);
    return to;
  }

 private:
  AVFilterContext* add(const char* filter, const char* name, const char* arguments) {
    AVFilterContext* context = nullptr;
    check(avfilter_graph_create_filter(&context, avfilter_get_by_name(filter), name, arguments,
                                       nullptr, graph_.get()),
          "avfilter_graph_create_filter", file_);
    return context;
  }
  AVFilterInOut* ends(const char* name, AVFilterContext* filter) {
    AVFilterInOut* end = check(avfilter_inout_alloc(), "avfilter_inout_alloc", file_);
    *end = {av_strdup(name), filter, 0, nullptr};
    return end;
  }

  std::string file_;
  std::unique_ptr<AVFilterGraph, FreeGraph> graph_;
  AVFilterContext* source_ = nullptr;  ///< of graph_
  AVFilterContext* sink_ = nullptr;
  std::int64_t count_ = 0;
};

}  // namespace

std::unique_ptr<Pixels> palette_pixels(int width_px, int height_px, const std::string& file) {
  return std::make_unique<PalettePixels>(width_px, height_px, file);
}

}  // namespace rankplot::encode
