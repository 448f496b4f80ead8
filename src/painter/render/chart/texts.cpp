#include "painter/render/chart/texts.hpp"

namespace rankplot::render {

std::vector<job::Option> text_options(std::string across, std::string up) {
  job::Option text = label_option();
  text.name = "text";
  text.summary = "what is written; may hold {fields}";
  job::Option texts;
  texts.name = "texts";
  texts.summary = "instead: a list, one for each point";
  texts.type = job::OptionType::Texts;
  job::Option color = color_option("colour of the text");
  color.fallback = std::string("black");
  return {text,
          texts,
          number_option("fontsize", "size in points", 10),
          color,
          choice_option("ha", "which part of the text stands at x", {"left", "center", "right"},
                        std::move(across)),
          choice_option("va", "which part of the text stands at y",
                        {"baseline", "bottom", "center", "top"}, std::move(up)),
          choice_option("fontweight", "of the letters", {"normal", "bold"}, "normal"),
          choice_option("fontstyle", "of the letters", {"normal", "italic"}, "normal"),
          alpha_option()};
}

namespace {

text::Shape shape_of(const LayerInput& input) {
  const bool bold = input.text("fontweight") == "bold";
  if (input.text("fontstyle") == "italic")
    return bold ? text::Shape::BoldItalic : text::Shape::Italic;
  return bold ? text::Shape::Bold : text::Shape::Regular;
}

}  // namespace

std::vector<std::string> texts_of(const LayerInput& input, std::size_t count) {
  std::vector<std::string> texts = input.texts_or_none("texts");
  if (texts.empty()) return std::vector<std::string>(count, input.text_or("text", ""));
  if (texts.size() != count)
    input.refuse(fmt::format("texts holds {} texts for {} points", texts.size(), count));
  return texts;
}

TextStyle text_style_of(const LayerInput& input, const std::string& across, const std::string& up) {
  const std::string ha = input.text_or("ha", across), va = input.text_or("va", up);
  TextStyle style;
  style.size_px = std::clamp(input.metrics().px(input.number("fontsize")), 1.0, 1000.0);
  style.color = input.named_color("color").value_or(input.metrics().look->ink);
  style.shape = shape_of(input);
  style.across = ha == "left" ? Align::Near : ha == "center" ? Align::Middle : Align::Far;
  style.up = va == "baseline" ? TextStyle::Up::Baseline
             : va == "bottom" ? TextStyle::Up::Bottom
             : va == "center" ? TextStyle::Up::Middle
                              : TextStyle::Up::Top;
  return style;
}

Rectangle box_of(const std::string& text, const Point& at, const TextStyle& style) {
  const TextExtent extent = measure(text, style.size_px, style.shape);
  const double x = static_cast<double>(at.x), y = static_cast<double>(at.y);
  const double left = style.across == Align::Near     ? x
                      : style.across == Align::Middle ? x - extent.width / 2
                                                      : x - extent.width;
  const double bottom = style.up == TextStyle::Up::Top      ? y - extent.height
                        : style.up == TextStyle::Up::Middle ? y - extent.height / 2
                        : style.up == TextStyle::Up::Bottom ? y
                                                            : y - extent.descent;
  return {left, bottom, left + extent.width, bottom + extent.height};
}

void text_on_patch(Canvas& canvas, Point at, const std::string& text, const TextStyle& style,
                   Color paper) {
  if (text.empty()) return;
  Rectangle box = box_of(text, at, style);
  const double pad = style.size_px / 10;
  box = {box.left - pad, box.bottom - pad, box.right + pad, box.top + pad};
  paper.alpha = 200;
  canvas.rounded_rectangle(box, style.size_px / 5, paper, kNoStroke);
  canvas.text(at, text, style);
}

}  // namespace rankplot::render
