#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/base/image.hpp"
#include "jobs/processes.hpp"

/// A window as the X server knows it.
struct Seen {
  unsigned long id = 0;
  std::string title;
  long process = 0;  ///< _NET_WM_PID
  int x = 0, y = 0, width_px = 0, height_px = 0;
};

/// An X server of 1280 x 1024 pixels without a window manager, and the hand that moves its pointer
/// and presses its keys.
class Desktop {
 public:
  /// `folder`: where the server may leave its number.
  explicit Desktop(const std::string& folder);
  ~Desktop();

  const std::string& name() const { return name_; }  ///< ":7"
  /// Those that are mapped, by title.
  std::vector<Seen> windows() const;
  /// The one with a title that begins so; id 0: there is none.
  Seen window(const std::string& title) const;
  rankplot::base::Image picture(const Seen& window) const;

  /// Of a window, from its upper left corner.
  void move(const Seen& window, int x, int y) const;
  void press(unsigned int button) const;
  void release(unsigned int button) const;
  void turn_wheel(int steps) const;
  void key(const char* symbol) const;
  /// As the close button of a window manager does it.
  void ask_to_close(const Seen& window) const;
  void resize(const Seen& window, int width_px, int height_px) const;

 private:
  struct Connection;
  std::string name_;
  std::unique_ptr<Process> server_;
  std::unique_ptr<Connection> display_;
};
