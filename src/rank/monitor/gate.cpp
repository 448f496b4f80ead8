#include "rank/monitor/gate.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include <fmt/format.h>

namespace rankplot::monitor {
namespace {

constexpr std::string_view kTokenTarget = "/?token=";
constexpr std::string_view kFigureTarget = "/figure/";

/// "localhost" of "localhost:8080", "[::1]" of "[::1]:8080"; empty where it is not of that form.
std::string_view without_port(std::string_view host) {
  const std::size_t from = host.starts_with('[') ? host.find(']') : 0;
  if (from == std::string_view::npos) return {};
  const std::size_t colon = host.find(':', from);
  if (colon == std::string_view::npos) return host;
  const std::string_view port = host.substr(colon + 1);
  const bool digits = !port.empty() && port.size() <= 5 &&
                      port.find_first_not_of("0123456789") == std::string_view::npos;
  return digits ? host.substr(0, colon) : std::string_view();
}

bool same_name(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

/// The value of a cookie in a Cookie header: the first of that name, as browsers send the most
/// specific one first.
std::optional<std::string_view> cookie_value(std::string_view header, std::string_view name) {
  while (!header.empty()) {
    const std::size_t end = header.find(';');
    std::string_view pair = header.substr(0, end);
    header = end == std::string_view::npos ? std::string_view() : header.substr(end + 1);
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
      return pair.substr(name.size() + 1);
  }
  return std::nullopt;
}

struct Target {
  Page page = Page::None;
  std::uint64_t figure = 0;
};

/// The list of all there is.
Target target_of(std::string_view target) {
  if (target == "/") return {Page::Html};
  if (target == "/page.js") return {Page::Script};
  if (target == "/page.css") return {Page::Style};
  if (target == "/icon.svg") return {Page::Icon};
  if (target == "/live") return {Page::Live};
  if (!target.starts_with(kFigureTarget)) return {};
  const std::string_view number = target.substr(kFigureTarget.size());
  std::uint64_t figure = 0;
  const auto [end, problem] = std::from_chars(number.data(), number.data() + number.size(), figure);
  const bool whole = problem == std::errc() && end == number.data() + number.size();
  return whole ? Target{Page::Figure, figure} : Target{};
}

}  // namespace

Gate::Gate(Secrets secrets, std::uint16_t port, std::string name)
    : secrets_(std::move(secrets)),
      // Cookies know no ports: two monitors on one machine would take each other's.
      cookie_name_(fmt::format("rankplot_{}", port)),
      name_(std::move(name)) {}

bool Gate::known_host(std::string_view host) const {
  const std::string_view name = without_port(host);
  return same_name(name, "localhost") || name == "127.0.0.1" || name == "[::1]" ||
         (!name_.empty() && same_name(name, name_));
}

Gate::Key Gate::key_of(const Asked& asked) const {
  if (asked.target.starts_with(kTokenTarget))
    return same_secret(asked.target.substr(kTokenTarget.size()), secrets_.token) ? Key::Right
                                                                                 : Key::Wrong;
  if (asked.cookies.empty()) return Key::Missing;
  const auto value =
      asked.cookies.size() == 1 ? cookie_value(asked.cookies[0], cookie_name_) : std::nullopt;
  if (!value) return Key::Missing;
  return same_secret(*value, secrets_.cookie) ? Key::Right : Key::Wrong;
}

Decision Gate::decide(const Asked& asked) const {
  const auto refuse = [](int status) { return Decision{status, Page::None, 0, false, false}; };
  if (asked.hosts.size() != 1 || !known_host(asked.hosts[0])) return refuse(421);
  if (asked.method != "GET" && asked.method != "HEAD") return refuse(405);
  const std::string own_origin = fmt::format("http://{}", asked.hosts[0]);
  if (asked.origins.size() > 1) return refuse(403);
  if (asked.origins.size() == 1 && asked.origins[0] != own_origin) return refuse(403);

  const Key key = key_of(asked);
  if (key != Key::Right) return {401, Page::None, 0, key == Key::Wrong, false};
  Decision decision{404, Page::None, 0, false, true};
  if (asked.target.starts_with(kTokenTarget)) {
    decision.status = 303;
    return decision;
  }
  const Target target = target_of(asked.target);
  if (target.page == Page::None) return decision;
  const bool live = target.page == Page::Live;
  // Browsers always say where a WebSocket comes from.
  if (live && asked.origins.empty())
    decision.status = 403;
  else if (live != asked.upgrade || (live && asked.method != "GET"))
    decision.status = 400;
  else
    decision = {live ? 101 : 200, target.page, target.figure, false, true};
  return decision;
}

std::string Gate::set_cookie() const {
  return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict", cookie_name_, secrets_.cookie);
}

double Patience::guess(double now_s) {
  guesses_ = std::max(0.0, guesses_ - (now_s - last_s_) / kForgive_s) + 1;
  last_s_ = now_s;
  return guesses_ > kFree ? kDelay_s : 0;
}

}  // namespace rankplot::monitor
