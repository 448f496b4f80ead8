#include <vtkFFT.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "painter/render/chart/cell_layer.hpp"

namespace rankplot::render {
namespace {

constexpr std::size_t kMostSegments = 20000;

/// Spectra of overlapping segments of a signal.
struct Segments {
  std::size_t length = 256, step = 128, count = 0;
  std::size_t frequencies() const { return length / 2 + 1; }
};

std::vector<double> hann(std::size_t length) {
  std::vector<double> window(length);
  for (std::size_t i = 0; i < length; ++i)
    window[i] = 0.5 - 0.5 * std::cos(2 * std::numbers::pi * static_cast<double>(i) /
                                     static_cast<double>(std::max<std::size_t>(length, 2) - 1));
  return window;
}

Segments segments_of(LayerInput& input, std::size_t samples) {
  Segments segments;
  segments.length = static_cast<std::size_t>(input.integer("NFFT"));
  const auto overlap = input.has_option("noverlap")
                           ? static_cast<std::size_t>(input.integer("noverlap"))
                           : segments.length / 2;
  if (overlap >= segments.length)
    input.refuse(fmt::format("noverlap = {} with NFFT = {}: right would be less than NFFT", overlap,
                             segments.length));
  segments.step = segments.length - overlap;
  segments.count = samples < segments.length ? 1 : (samples - segments.length) / segments.step + 1;
  if (segments.count > kMostSegments) {  // no picture is as wide
    segments.step *= segments.count / kMostSegments + 1;
    segments.count = (samples - segments.length) / segments.step + 1;
    input.note(fmt::format("segments {} samples apart are drawn", segments.step));
  }
  return segments;
}

/// Power spectral densities in decibels, a row a frequency (as mlab.specgram: one-sided, by
/// frequency, Hann window; P. Welch, The Use of Fast Fourier Transform, 1967).
std::vector<double> spectra(std::span<const double> signal, const Segments& segments, double rate) {
  const std::vector<double> window = hann(segments.length);
  double power = 0;
  for (const double weight : window) power += weight * weight;
  std::vector<double> levels(segments.frequencies() * segments.count);
  std::vector<double> part(segments.length);
  for (std::size_t segment = 0; segment < segments.count; ++segment) {
    for (std::size_t i = 0; i < part.size(); ++i) {
      const std::size_t at = segment * segments.step + i;
      part[i] = at < signal.size() ? signal[at] * window[i] : 0;
    }
    const std::vector<vtkFFT::ComplexNumber> spectrum = vtkFFT::RFft(part);
    for (std::size_t f = 0; f < segments.frequencies(); ++f) {
      const bool single = f == 0 || 2 * f == segments.length;
      const double density = (single ? 1 : 2) *
                             (spectrum[f].r * spectrum[f].r + spectrum[f].i * spectrum[f].i) /
                             rate / power;
      levels[f * segments.count + segment] = 10 * std::log10(density);
    }
  }
  return levels;
}

std::unique_ptr<Layer> make_spectrogram(LayerInput& input) {
  const auto signal = input.row("y");
  if (signal.empty()) input.refuse(fmt::format("y = \"{}\" has no samples", input.written("y")));
  const auto odd = std::count_if(signal.begin(), signal.end(),
                                 [](double value) { return !std::isfinite(value); });
  if (odd > 0)
    input.note(fmt::format("{} of {} samples are not finite: segments with one are blank", odd,
                           signal.size()));
  const double rate = input.number("Fs");
  if (!(rate > 0) || rate > 1e300) input.refuse(fmt::format("Fs = {} is no sampling rate", rate));
  const Segments segments = segments_of(input, signal.size());
  CellPicture picture;
  picture.own = spectra(signal, segments, rate);
  const double step = static_cast<double>(segments.step) / rate;
  picture.columns = {
      segments.count, static_cast<double>(segments.length) / 2 / rate - step / 2, step, {}};
  picture.rows = {
      segments.frequencies(), 0, rate / 2 / static_cast<double>(segments.frequencies()), {}};
  picture.colors = ColorScale(input, picture.own);
  picture.alpha = input.number("alpha");
  picture.interpolation = input.text("interpolation");
  return make_cells(std::move(picture));
}

job::Option whole_option(std::string name, std::string summary, double least, double most) {
  job::Option option;
  option.name = std::move(name);
  option.summary = std::move(summary);
  option.type = job::OptionType::Int;
  option.least = least;
  option.most = most;
  return option;
}

LayerKind describe_spectrogram() {
  job::Option length = whole_option("NFFT", "samples of a segment", 2, 1 << 20);
  length.fallback = std::int64_t{256};
  LayerKind kind;
  kind.entry.name = "spectrogram";
  kind.entry.summary = "how strong each frequency of a signal is over time, in decibels";
  kind.entry.roles = {{"y", "the signal's samples, one dimension", true}};
  kind.entry.options = joined_options(
      {length,
       whole_option("noverlap", "samples that segments share; half of NFFT when left out", 0,
                    1 << 20),
       number_option("Fs", "samples in a unit of time", 2),
       choice_option("interpolation", "smooth between the cells' middles, or cells as they are",
                     {"bilinear", "nearest"}, "bilinear"),
       alpha_option()},
      color_scale_options(false));
  kind.entry.example = R"([[figure.layer]]
kind = "spectrogram"
y = "/signal/y"
Fs = 1024
colorbar_label = "dB")";
  kind.make = make_spectrogram;
  return kind;
}

}  // namespace

const LayerKind& spectrogram_entry() {
  static const LayerKind kind = describe_spectrogram();
  return kind;
}

}  // namespace rankplot::render
