#include "painter/app/default_layer.hpp"

#include <algorithm>

#include "core/job/vocabulary.hpp"
#include "painter/render/draw.hpp"

namespace rankplot::app {

job::Layer default_layer(std::string_view kind) {
  static const job::Vocabulary vocabulary = [] {
    job::Vocabulary words;
    render::describe(words);
    return words;
  }();
  job::Layer layer;
  layer.kind = kind;
  for (const job::Option& option :
       std::ranges::find(vocabulary.layers, layer.kind, &job::Entry::name)->options) {
    if (option.fallback) layer.options[option.name] = *option.fallback;
  }
  return layer;
}

}  // namespace rankplot::app
