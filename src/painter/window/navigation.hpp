#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/job/figure.hpp"
#include "painter/render/view.hpp"
#include "painter/window/window.hpp"

namespace rankplot::window {

/// A figure in a window: what it shows, and what mouse and size make of that. The left button drags
/// a chart along or turns a scene; the wheel comes closer, to the pointer; the right button draws a
/// rectangle that then fills the plot. Pure but for what it remembers.
class Navigation {
 public:
  /// Larger figures than `screen` begin smaller, at fewer dots per inch.
  Navigation(job::Figure figure, Size screen);

  /// What is to be drawn.
  const job::Figure& figure() const { return figure_; }
  /// figure() was drawn, with its plots at `places`.
  void drawn(std::vector<render::PlotPlace> places);
  /// figure() cannot be drawn: back to what was drawn last.
  void revert();

  /// Another case of the figure; what the user has moved stays so.
  void replace(job::Figure figure);
  /// All limits and cameras as the job has them.
  void home();

  /// What has to be done after an event.
  enum class Change { None, Overlay, Figure };
  Change take(const Event& event);

  /// The rectangle that is being drawn, over the picture.
  void paint_overlay(base::Image& image) const;
  /// What stands under the pointer: "x = 1.25, y = 3.4"; empty outside of plots.
  std::string coordinates() const;
  std::string limits_text() const;
  std::string cameras_text() const;

 private:
  /// A drag, from where it began.
  struct Drag {
    Button button;
    Pixel from;
    job::Figure figure;
    render::PlotPlace place;
  };

  Change on(const ButtonPressed& press);
  Change on(const ButtonReleased& release);
  Change on(const PointerMoved& move);
  Change on(const PointerLeft& left);
  Change on(const WheelTurned& turn);
  Change on(const Resized& resize);
  Change on(const KeyPressed&) { return Change::None; }
  Change on(const CloseAsked&) { return Change::None; }

  Change drag_to(Pixel at);
  const render::PlotPlace* place_at(Pixel at) const;
  double x_of(Pixel at) const { return at.x + 0.5; }
  double y_of(Pixel at) const { return figure_.height_px - (at.y + 0.5); }
  render::Rectangle band() const;

  job::Figure original_, figure_, drawn_;
  std::vector<render::PlotPlace> places_;
  std::optional<Drag> drag_;
  std::optional<Pixel> pointer_;
  bool moved_ = false;  ///< by the user, from what the job says
};

}  // namespace rankplot::window
