#include "show/desktop.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <stdexcept>

// X11 has macros of common names: after all others.
#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XTest.h>
#include <X11/keysym.h>

namespace {

/// A window may go between the questions about it.
int pass_over(Display*, XErrorEvent*) { return 0; }

}  // namespace

struct Desktop::Connection {
  Display* x = nullptr;

  ~Connection() {
    if (x != nullptr) ::XCloseDisplay(x);
  }
  Atom atom(const char* name) const { return ::XInternAtom(x, name, False); }
  /// The bytes of a property; empty where there is none.
  std::string property(::Window window, const char* name) const {
    Atom type = 0;
    int bits = 0;
    unsigned long count = 0, rest = 0;
    unsigned char* bytes = nullptr;
    ::XGetWindowProperty(x, window, atom(name), 0, 1024, False, AnyPropertyType, &type, &bits,
                         &count, &rest, &bytes);
    if (bytes == nullptr) return {};
    const std::size_t each = bits == 32 ? sizeof(long) : static_cast<std::size_t>(bits / 8);
    const std::string found(reinterpret_cast<char*>(bytes), count * each);
    ::XFree(bytes);
    return found;
  }
};

Desktop::Desktop(const std::string& folder) {
  const std::string number = folder + "/display";
  server_ = std::make_unique<Process>(
      std::vector<std::string>{"sh", "-c",
                               "exec Xvfb -displayfd 3 -screen 0 1280x1024x24 -noreset -nolisten "
                               "tcp 3>display"},
      folder);
  const auto told = [&] {
    std::string line;
    if (!std::getline(std::ifstream(number), line)) return false;
    name_ = ":" + line;
    return true;
  };
  if (!eventually(told)) throw std::runtime_error("Xvfb did not start");
  display_ = std::make_unique<Connection>();
  display_->x = ::XOpenDisplay(name_.c_str());
  if (display_->x == nullptr) throw std::runtime_error("cannot open the display of Xvfb");
  ::XSetErrorHandler(pass_over);
}

Desktop::~Desktop() = default;

std::vector<Seen> Desktop::windows() const {
  ::Window root = 0, parent = 0, *children = nullptr;
  unsigned int count = 0;
  ::XQueryTree(display_->x, DefaultRootWindow(display_->x), &root, &parent, &children, &count);
  std::vector<Seen> found;
  for (unsigned int i = 0; i < count; ++i) {
    XWindowAttributes known{};
    if (::XGetWindowAttributes(display_->x, children[i], &known) == 0) continue;
    if (known.map_state != IsViewable) continue;
    Seen seen{children[i], display_->property(children[i], "_NET_WM_NAME"),
              0,           known.x,
              known.y,     known.width,
              known.height};
    const std::string process = display_->property(children[i], "_NET_WM_PID");
    if (process.size() == sizeof seen.process)
      std::memcpy(&seen.process, process.data(), process.size());
    found.push_back(std::move(seen));
  }
  if (children != nullptr) ::XFree(children);
  std::sort(found.begin(), found.end(),
            [](const Seen& a, const Seen& b) { return a.title < b.title; });
  return found;
}

Seen Desktop::window(const std::string& title) const {
  for (const Seen& seen : windows())
    if (seen.title.starts_with(title)) return seen;
  return {};
}

rankplot::base::Image Desktop::picture(const Seen& window) const {
  XImage* got =
      ::XGetImage(display_->x, window.id, 0, 0, static_cast<unsigned int>(window.width_px),
                  static_cast<unsigned int>(window.height_px), AllPlanes, ZPixmap);
  if (got == nullptr) return {};
  rankplot::base::Image image{window.width_px, window.height_px, {}};
  for (int y = 0; y < image.height_px; ++y)
    for (int x = 0; x < image.width_px; ++x)
      image.pixels.push_back(static_cast<std::uint32_t>(XGetPixel(got, x, y)) & 0xFFFFFF);
  XDestroyImage(got);
  return image;
}

void Desktop::move(const Seen& window, int x, int y) const {
  ::XTestFakeMotionEvent(display_->x, -1, window.x + x, window.y + y, CurrentTime);
  ::XSync(display_->x, False);
}

void Desktop::press(unsigned int button) const {
  ::XTestFakeButtonEvent(display_->x, button, True, CurrentTime);
  ::XSync(display_->x, False);
}

void Desktop::release(unsigned int button) const {
  ::XTestFakeButtonEvent(display_->x, button, False, CurrentTime);
  ::XSync(display_->x, False);
}

void Desktop::turn_wheel(int steps) const {
  const unsigned int button = steps > 0 ? Button4 : Button5;
  for (int i = 0; i < std::abs(steps); ++i) {
    press(button);
    release(button);
  }
}

void Desktop::key(const char* symbol) const {
  const KeyCode code = ::XKeysymToKeycode(display_->x, ::XStringToKeysym(symbol));
  ::XTestFakeKeyEvent(display_->x, code, True, CurrentTime);
  ::XTestFakeKeyEvent(display_->x, code, False, CurrentTime);
  ::XSync(display_->x, False);
}

void Desktop::ask_to_close(const Seen& window) const {
  XEvent event{};
  event.xclient.type = ClientMessage;
  event.xclient.window = window.id;
  event.xclient.message_type = display_->atom("WM_PROTOCOLS");
  event.xclient.format = 32;
  event.xclient.data.l[0] = static_cast<long>(display_->atom("WM_DELETE_WINDOW"));
  ::XSendEvent(display_->x, window.id, False, NoEventMask, &event);
  ::XSync(display_->x, False);
}

void Desktop::resize(const Seen& window, int width_px, int height_px) const {
  ::XResizeWindow(display_->x, window.id, static_cast<unsigned int>(width_px),
                  static_cast<unsigned int>(height_px));
  ::XSync(display_->x, False);
}
