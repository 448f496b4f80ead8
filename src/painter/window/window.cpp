#include "painter/window/window.hpp"

#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdio>
#include <utility>
#include <vector>

#include "core/base/error.hpp"

namespace rankplot::window {
namespace {

constexpr int kDepth = 24;
constexpr int kLeastSide = 64;
constexpr unsigned long kRedLast = 0xFF;  // of a visual whose first byte is blue
constexpr long kEvents = ExposureMask | StructureNotifyMask | KeyPressMask | ButtonPressMask |
                         ButtonReleaseMask | PointerMotionMask | LeaveWindowMask;

[[noreturn]] int end_without_display(Display* display) {
  std::fprintf(stderr, "the display %s has gone\n", DisplayString(display));
  ::_exit(1);
}

/// The pixels as the visual has them.
void swap_red_and_blue(base::Image& image) {
  for (std::uint32_t& pixel : image.pixels)
    pixel = (pixel & 0x00FF00) | (pixel >> 16 & 0xFF) | (pixel & 0xFF) << 16;
}

std::optional<Button> button_of(unsigned int number) {
  if (number == Button1) return Button::Left;
  if (number == Button3) return Button::Right;
  return std::nullopt;
}

}  // namespace

struct Window::State {
  Display* display = nullptr;
  XVisualInfo visual{};
  Colormap colors = 0;
  ::Window id = 0;
  GC pen = nullptr;
  Atom protocols = 0, asks_to_close = 0, name = 0, utf8 = 0;
  Size size;
  Pixmap sheet = 0;  ///< what is shown
  Size sheet_size;

  ~State() {
    if (sheet != 0) ::XFreePixmap(display, sheet);
    if (pen != nullptr) ::XFreeGC(display, pen);
    if (id != 0) ::XDestroyWindow(display, id);
    if (colors != 0) ::XFreeColormap(display, colors);
    if (display != nullptr) ::XCloseDisplay(display);
  }

  Atom atom(const char* of) { return ::XInternAtom(display, of, False); }
  int screen() const { return DefaultScreen(display); }

  void create(Size wanted, int place);
  void describe(const std::string& title);
  void put(base::Image& image);
  void paint();
  std::optional<Event> translated(XEvent& event);
  std::optional<Event> key(XKeyEvent& event);
  std::optional<Event> button(const XButtonEvent& event, bool pressed);
  Event all_steps(const XButtonEvent& event);
  Event last_movement(XMotionEvent event);
  std::optional<Event> last_size(XConfigureEvent event);
};

void Window::State::create(Size wanted, int place) {
  const int columns = std::max(1, DisplayWidth(display, screen()) / wanted.width_px);
  const int rows = std::max(1, DisplayHeight(display, screen()) / wanted.height_px);
  const int slot = place % (columns * rows);
  XSetWindowAttributes attributes{};
  attributes.colormap = colors =
      ::XCreateColormap(display, RootWindow(display, screen()), visual.visual, AllocNone);
  attributes.border_pixel = 0;
  attributes.bit_gravity = NorthWestGravity;  // what is there stays while it is drawn again
  attributes.event_mask = kEvents;
  id = ::XCreateWindow(
      display, RootWindow(display, screen()), slot % columns * wanted.width_px,
      slot / columns * wanted.height_px, static_cast<unsigned int>(wanted.width_px),
      static_cast<unsigned int>(wanted.height_px), 0, visual.depth, InputOutput, visual.visual,
      CWColormap | CWBorderPixel | CWBitGravity | CWEventMask, &attributes);
  XGCValues values{};
  values.graphics_exposures = False;
  pen = ::XCreateGC(display, id, GCGraphicsExposures, &values);
  size = wanted;
}

/// What window managers want to know: name, class, process, least size, and that closing is asked
/// for.
void Window::State::describe(const std::string& title) {
  XSizeHints sizes{};
  sizes.flags = PSize | PMinSize;
  sizes.width = size.width_px;
  sizes.height = size.height_px;
  sizes.min_width = sizes.min_height = kLeastSide;
  std::string program = "rankplot", group = "Rankplot";
  XClassHint group_hint{program.data(), group.data()};
  XWMHints hints{};
  hints.flags = InputHint | StateHint;
  hints.input = True;
  hints.initial_state = NormalState;
  // Sets WM_CLIENT_MACHINE too, without which the process' number says nothing.
  ::Xutf8SetWMProperties(display, id, title.c_str(), title.c_str(), nullptr, 0, &sizes, &hints,
                         &group_hint);
  const auto process = static_cast<long>(::getpid());
  ::XChangeProperty(display, id, atom("_NET_WM_PID"), XA_CARDINAL, 32, PropModeReplace,
                    reinterpret_cast<const unsigned char*>(&process), 1);
  name = atom("_NET_WM_NAME");
  utf8 = atom("UTF8_STRING");
  protocols = atom("WM_PROTOCOLS");
  asks_to_close = atom("WM_DELETE_WINDOW");
  ::XSetWMProtocols(display, id, &asks_to_close, 1);
}

/// Into a sheet on the server's side, since pictures are sent in parts: from there they are seen
/// at once.
void Window::State::put(base::Image& image) {
  const auto width = static_cast<unsigned int>(image.width_px);
  const auto height = static_cast<unsigned int>(image.height_px);
  const auto depth = static_cast<unsigned int>(visual.depth);
  if (sheet_size != Size{image.width_px, image.height_px}) {
    if (sheet != 0) ::XFreePixmap(display, sheet);
    sheet = ::XCreatePixmap(display, id, width, height, depth);
    sheet_size = {image.width_px, image.height_px};
  }
  XImage* sent = ::XCreateImage(display, visual.visual, depth, ZPixmap, 0,
                                reinterpret_cast<char*>(image.pixels.data()), width, height, 32, 0);
  if (sent == nullptr) base::fail("X cannot take a picture of {} x {} pixels", width, height);
  sent->byte_order = std::endian::native == std::endian::little ? LSBFirst : MSBFirst;
  ::XInitImage(sent);
  ::XPutImage(display, sheet, pen, sent, 0, 0, 0, 0, width, height);
  sent->data = nullptr;  // it is the image's
  XDestroyImage(sent);
}

void Window::State::paint() {
  if (sheet == 0) return;
  ::XCopyArea(display, sheet, id, pen, 0, 0, static_cast<unsigned int>(sheet_size.width_px),
              static_cast<unsigned int>(sheet_size.height_px), 0, 0);
  ::XFlush(display);
}

std::optional<Event> Window::State::key(XKeyEvent& event) {
  std::array<char, 16> text{};
  KeySym symbol = NoSymbol;
  ::XLookupString(&event, text.data(), static_cast<int>(text.size()), &symbol, nullptr);
  const char* known = ::XKeysymToString(symbol);
  if (known == nullptr) return std::nullopt;
  return KeyPressed{known};
}

std::optional<Event> Window::State::button(const XButtonEvent& event, bool pressed) {
  const Pixel at{event.x, event.y};
  if (pressed && (event.button == Button4 || event.button == Button5)) return all_steps(event);
  const std::optional<Button> which = button_of(event.button);
  if (!which) return std::nullopt;
  if (pressed) return ButtonPressed{*which, at};
  return ButtonReleased{*which, at};
}

/// Each step is a press and a release; those that wait are one turn.
Event Window::State::all_steps(const XButtonEvent& event) {
  int steps = 1;
  XEvent next;
  while (::XEventsQueued(display, QueuedAfterReading) > 0) {
    ::XPeekEvent(display, &next);
    const bool same = (next.type == ButtonPress || next.type == ButtonRelease) &&
                      next.xbutton.button == event.button && next.xbutton.x == event.x &&
                      next.xbutton.y == event.y;
    if (!same) break;
    ::XNextEvent(display, &next);
    if (next.type == ButtonPress) ++steps;
  }
  return WheelTurned{event.button == Button4 ? steps : -steps, {event.x, event.y}};
}

/// A figure that takes long to draw is drawn where the pointer is, not where it was.
Event Window::State::last_movement(XMotionEvent event) {
  XEvent next;
  while (::XEventsQueued(display, QueuedAfterReading) > 0) {
    ::XPeekEvent(display, &next);
    if (next.type != MotionNotify) break;
    ::XNextEvent(display, &next);
    event = next.xmotion;
  }
  return PointerMoved{{event.x, event.y}};
}

std::optional<Event> Window::State::last_size(XConfigureEvent event) {
  XEvent next;
  while (::XCheckTypedWindowEvent(display, id, ConfigureNotify, &next)) event = next.xconfigure;
  const Size now{event.width, event.height};
  if (now == size) return std::nullopt;
  size = now;
  return Resized{now};
}

std::optional<Event> Window::State::translated(XEvent& event) {
  switch (event.type) {
    case Expose:
      if (event.xexpose.count == 0) paint();
      return std::nullopt;
    case KeyPress: return key(event.xkey);
    case ButtonPress: return button(event.xbutton, true);
    case ButtonRelease: return button(event.xbutton, false);
    case MotionNotify: return last_movement(event.xmotion);
    case LeaveNotify: return PointerLeft{};
    case ConfigureNotify: return last_size(event.xconfigure);
    case MappingNotify: ::XRefreshKeyboardMapping(&event.xmapping); return std::nullopt;
    case ClientMessage:
      if (event.xclient.message_type == protocols &&
          static_cast<Atom>(event.xclient.data.l[0]) == asks_to_close)
        return CloseAsked{};
      return std::nullopt;
    default: return std::nullopt;
  }
}

Window::Window(std::unique_ptr<State> state) : state_(std::move(state)) {}
Window::~Window() = default;

std::unique_ptr<Window> Window::connect() {
  auto state = std::make_unique<State>();
  state->display = ::XOpenDisplay(nullptr);
  if (state->display == nullptr) return nullptr;
  ::XSetIOErrorHandler(end_without_display);
  if (::XMatchVisualInfo(state->display, state->screen(), kDepth, TrueColor, &state->visual) == 0)
    base::fail("the display {} shows no true colours ({} bits a pixel): figures need {}",
               DisplayString(state->display), DefaultDepth(state->display, state->screen()),
               kDepth);
  return std::unique_ptr<Window>(new Window(std::move(state)));
}

Size Window::screen() const {
  return {DisplayWidth(state_->display, state_->screen()),
          DisplayHeight(state_->display, state_->screen())};
}

void Window::open(Size size, const std::string& title, int place) {
  state_->create(size, place);
  state_->describe(title);
  this->title(title);
  ::XMapWindow(state_->display, state_->id);
  ::XFlush(state_->display);
}

void Window::title(const std::string& title) {
  ::Xutf8SetWMProperties(state_->display, state_->id, title.c_str(), nullptr, nullptr, 0, nullptr,
                         nullptr, nullptr);
  ::XChangeProperty(state_->display, state_->id, state_->name, state_->utf8, 8, PropModeReplace,
                    reinterpret_cast<const unsigned char*>(title.data()),
                    static_cast<int>(title.size()));
  ::XFlush(state_->display);
}

void Window::show(base::Image image) {
  if (state_->visual.red_mask == kRedLast) swap_red_and_blue(image);
  state_->put(image);
  state_->paint();
}

int Window::fd() const { return ConnectionNumber(state_->display); }

bool Window::has_events() { return ::XPending(state_->display) > 0; }

std::optional<Event> Window::next() {
  while (has_events()) {
    XEvent event;
    ::XNextEvent(state_->display, &event);
    if (auto translated = state_->translated(event)) return translated;
  }
  return std::nullopt;
}

}  // namespace rankplot::window
