#pragma once

#include "core/job/vocabulary.hpp"

namespace rankplot::job {

/// A small vocabulary made by hand: what the painter's registries say, in miniature.
inline Vocabulary small_vocabulary() {
  using enum OptionType;
  const Option color{"color", "colour", Color, {}, {}, {}, {}};
  const Option alpha{"alpha", "opacity", Number, 1.0, {}, 0.0, 1.0};
  const Option label{"label", "legend's text", Template, "", {}, {}, {}};
  const Option marker{"marker", "marker", Choice, "none", {}, {}, {}};
  const Option linestyle{"linestyle", "line style", Choice, "-", {}, {}, {}};
  const Option bins{"bins", "number of bins", Int, std::int64_t{10}, {}, 1, 100000};
  const Option edges{"edges", "edges of bins", Numbers, {}, {}, {}, {}};
  const Option density{"density", "area of one", Bool, false, {}, {}, {}};
  const Option cmap{"cmap", "colormap", Choice, "viridis", {}, {}, {}};
  const Option limits{
      "limits", "colour limits", Limits, std::vector<double>{}, {"own", "1%..99%"}, {}, {}};
  const Role x{"x", "values along x", true}, y{"y", "values along y", true};
  Vocabulary words;
  words.layers = {
      {"scatter", "markers", {x, y}, {color, alpha, label}, "", {}},
      {"line", "a line", {x, y}, {color, alpha, label, marker, linestyle}, "", {}},
      {"bar", "bars", {x, {"height", "heights", true}}, {color, label}, "", {}},
      {"pie", "wedges", {{"sizes", "sizes", true}}, {}, "", {}},
      {"histogram", "bins", {x}, {bins, edges, density, color}, "", {}},
      {"heatmap",
       "an image",
       {{"value", "the image", true}, {"x", "x edges", false}},
       {cmap, limits},
       "",
       {}},
  };
  words.formats = {{"png", "PNG", {}, {}, "", {"png"}},
                   {"jpeg", "JPEG", {}, {}, "", {"jpg", "jpeg"}}};
  words.colormaps = {"viridis", "plasma", "gray"};
  words.colors = {"r", "g", "b", "k", "red", "blue", "tab:orange"};
  words.markers = {"o", "s", "x", ".", "none"};
  words.linestyles = {"-", "--", "-.", ":", "none"};
  return words;
}

}  // namespace rankplot::job
