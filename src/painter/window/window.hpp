#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "core/base/image.hpp"

/// A window on an X display, and how keys and mouse change what a figure shows in it.
namespace rankplot::window {

/// Of the picture, from its upper left corner.
struct Pixel {
  int x = 0, y = 0;

  bool operator==(const Pixel&) const = default;
};

struct Size {
  int width_px = 0, height_px = 0;

  bool operator==(const Size&) const = default;
};

struct KeyPressed {
  std::string name;  ///< X's name of its symbol: "q", "Escape", "Left"
};
enum class Button { Left, Right };
struct ButtonPressed {
  Button button;
  Pixel at;
};
struct ButtonReleased {
  Button button;
  Pixel at;
};
struct PointerMoved {
  Pixel at;
};
struct PointerLeft {};
struct WheelTurned {
  int steps = 1;  ///< above 0: away from the user
  Pixel at;
};
struct Resized {
  Size size;
};
struct CloseAsked {};

using Event = std::variant<KeyPressed, ButtonPressed, ButtonReleased, PointerMoved, PointerLeft,
                           WheelTurned, Resized, CloseAsked>;

/// The display that $DISPLAY names, and one window on it. When the display goes away the process
/// ends, as all programs on it do.
class Window {
 public:
  /// Null where the display cannot be opened. Throws base::Error where it shows no true colours.
  static std::unique_ptr<Window> connect();
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  Size screen() const;
  /// Maps the window. `place`: 0, 1, ... of the windows that are opened together, which stand side
  /// by side where no window manager decides.
  void open(Size size, const std::string& title, int place);
  void title(const std::string& title);
  /// Replaces what the window shows; kept for when it is uncovered.
  void show(base::Image image);

  int fd() const;  ///< readable when events may have come; drawing may have read them already:
  bool has_events();
  /// The next event, if one has come. Of movements and sizes that follow each other, the
  /// last; of steps of the wheel, all together.
  std::optional<Event> next();

 private:
  struct State;
  explicit Window(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace rankplot::window
