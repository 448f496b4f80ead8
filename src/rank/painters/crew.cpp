#include "rank/painters/crew.hpp"

#include <poll.h>

#include <signal.h>

#include <algorithm>
#include <cassert>
#include <ctime>
#include <utility>

#include <fmt/format.h>

#include "core/base/error.hpp"
#include "core/base/narrow.hpp"
#include "rank/painters/blame.hpp"
#include "rank/painters/process.hpp"
#include "rank/painters/watch.hpp"

namespace rankplot::painters {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kInspectEvery{100};
/// Between the end of the socket and that of the process.
constexpr milliseconds kGrace{1000};
/// What the destructor gives painters to end by themselves.
constexpr milliseconds kFarewell{500};
constexpr int kMostUncharged = 3;
constexpr int kMostCharged = 16;

std::string in_gigabytes(std::uint64_t bytes) {
  return fmt::format("{:.1f} GB", static_cast<double>(bytes) / 1e9);
}

std::uint64_t cost_bytes(const wire::ToPainter& message) {
  if (const auto* paint = std::get_if<wire::Paint>(&message)) return paint->task.cost_bytes;
  if (const auto* load = std::get_if<wire::Load>(&message)) return load->task.cost_bytes;
  return 0;
}

bool is_work(const wire::ToPainter& message) {
  return !std::holds_alternative<wire::Setup>(message) &&
         !std::holds_alternative<wire::Finish>(message);
}

/// One painter's place: its process, which may be a new one after a death, and its work.
struct Slot {
  std::unique_ptr<Process> process;  // none: broken, or finished
  std::vector<int> cores;
  std::vector<wire::ToPainter> unfinished;  // in the order sent
  std::vector<wire::ToPainter> held;        // for the process that replaces this one
  bool replacing = false;
  std::string killed_because;
  Watch watch{Clock::now()};
  std::optional<Clock::time_point> closed_at;
};

/// A descriptor of a painter that is waited for.
struct Watched {
  int painter;
  pollfd end;
};

}  // namespace

struct Crew::State {
  explicit State(Settings given) : settings(std::move(given)) {}

  Settings settings;
  std::optional<wire::Setup> setup;
  std::vector<Slot> slots;
  std::vector<Event> events;
  Durations durations;
  Clock::time_point inspected = Clock::now();
  bool finishing = false;
  int uncharged_deaths = 0, charged_deaths = 0;  // since something was finished
  std::string broken;

  void launch(Slot& slot);
  void relaunch(Slot& slot);
  void deliver(Slot& slot, wire::ToPainter message);
  void transmit(Slot& slot, const wire::ToPainter& message);
  void watch_ends(int painter, std::vector<Watched>& watched);
  std::vector<int> sleep(Clock::time_point until);
  void attend(int painter);
  void receive(int painter);
  void heard(int painter, wire::FromPainter message);
  void end(Slot& slot, std::string because);
  void bury(int painter);
  void lose(int painter, const std::string& cause, bool crashed);
  void count_death(bool charged, const std::string& cause);
  void inspect();
  void inspect(Slot& slot, Clock::time_point now);
  bool busy() const;
};

void Crew::State::launch(Slot& slot) {
  slot.process = std::make_unique<Process>(settings.program, settings.arguments, slot.cores);
  slot.watch = Watch(Clock::now());
  slot.replacing = false;
  slot.killed_because.clear();
  slot.closed_at.reset();
  if (setup) transmit(slot, *setup);
}

/// After a death or a replacement: what was held for the new process is sent to it.
void Crew::State::relaunch(Slot& slot) {
  slot.process.reset();
  if (finishing && slot.held.empty()) return;
  if (broken.empty()) try {
      launch(slot);
    } catch (const base::Error& error) {
      broken = error.what();
    }
  for (wire::ToPainter& message : std::exchange(slot.held, {})) deliver(slot, std::move(message));
  if (finishing && slot.process) transmit(slot, wire::Finish{});
}

void Crew::State::deliver(Slot& slot, wire::ToPainter message) {
  if (slot.replacing) {
    slot.held.push_back(std::move(message));
    return;
  }
  if (slot.unfinished.empty()) slot.watch.progress(Clock::now());
  if (slot.process) transmit(slot, message);
  slot.unfinished.push_back(std::move(message));
  if (!slot.process) {
    const auto painter = static_cast<int>(&slot - slots.data());
    lose(painter, broken.empty() ? "the painters were told to end" : broken, false);
  }
}

/// A painter that is gone is noticed by its socket and its work is given back then.
void Crew::State::transmit(Slot& slot, const wire::ToPainter& message) {
  if (slot.process->channel_closed()) return;
  try {
    slot.process->channel().send(message);
  } catch (const wire::Channel::Closed&) {
  }
}

bool Crew::State::busy() const {
  return std::any_of(slots.begin(), slots.end(), [](const Slot& slot) {
    return slot.process && (!slot.unfinished.empty() || slot.closed_at || slot.replacing);
  });
}

/// What of this painter is waited for: that it says something or ends, that it takes what is queued
/// for it, that it writes to stderr.
void Crew::State::watch_ends(int painter, std::vector<Watched>& watched) {
  Process& process = *slots[static_cast<std::size_t>(painter)].process;
  if (process.errors_fd() >= 0) watched.push_back({painter, {process.errors_fd(), POLLIN, 0}});
  if (process.channel_closed()) return;
  bool sent = true;
  try {
    sent = process.channel().flush();
  } catch (const wire::Channel::Closed&) {
  }
  const int wanted = sent ? POLLIN : POLLIN | POLLOUT;
  watched.push_back({painter, {process.channel().fd(), static_cast<short>(wanted), 0}});
}

/// Waits for any painter; says which need attention.
std::vector<int> Crew::State::sleep(Clock::time_point until) {
  std::vector<Watched> watched;
  std::vector<int> ready;
  for (std::size_t i = 0; i < slots.size(); ++i) {
    if (!slots[i].process) continue;
    const auto painter = static_cast<int>(i);
    watch_ends(painter, watched);
    if (!slots[i].process->channel_closed()) continue;
    ready.push_back(painter);  // it is about to end
    until = std::min(until, Clock::now() + milliseconds(1));
  }
  std::vector<pollfd> ends;
  for (const Watched& one : watched) ends.push_back(one.end);
  const auto left = std::max(until - Clock::now(), Clock::duration::zero());
  const auto left_s = std::chrono::duration_cast<std::chrono::seconds>(left);
  const timespec timeout{left_s.count(), std::chrono::nanoseconds(left - left_s).count()};
  ::ppoll(ends.data(), ends.size(), &timeout, nullptr);
  for (std::size_t i = 0; i < ends.size(); ++i) {
    const int painter = watched[i].painter;
    const bool known = !ready.empty() && ready.back() == painter;
    if (ends[i].revents != 0 && !known) ready.push_back(painter);
  }
  return ready;
}

void Crew::State::attend(int painter) {
  Slot& slot = slots[static_cast<std::size_t>(painter)];
  if (!slot.process) return;
  slot.process->forward_errors();
  receive(painter);
  if (slot.process && slot.process->channel_closed()) bury(painter);
}

void Crew::State::receive(int painter) {
  Slot& slot = slots[static_cast<std::size_t>(painter)];
  try {
    while (!slot.process->channel_closed()) {
      auto message = slot.process->channel().receive_from_painter(milliseconds(0));
      if (!message) return;
      heard(painter, std::move(*message));
    }
  } catch (const wire::Channel::Closed&) {
    slot.process->close_channel();
    slot.closed_at = Clock::now();
  } catch (const base::Error& error) {
    end(slot, error.what());
  }
}

void Crew::State::heard(int painter, wire::FromPainter message) {
  Slot& slot = slots[static_cast<std::size_t>(painter)];
  slot.watch.progress(Clock::now());
  if (const auto finished = finished_by(message, slot.unfinished)) {
    const auto place = slot.unfinished.begin() + static_cast<std::ptrdiff_t>(*finished);
    if (const auto* done = std::get_if<wire::TaskDone>(&message)) {
      durations.add(done->read_s + done->draw_s + done->encode_s + done->write_s,
                    cost_bytes(*place));
    }
    slot.unfinished.erase(place);
    uncharged_deaths = charged_deaths = 0;
  }
  events.emplace_back(Said{painter, std::move(message)});
}

/// Ends a painter; it is buried when it is dead.
void Crew::State::end(Slot& slot, std::string because) {
  if (slot.killed_because.empty()) slot.killed_because = std::move(because);
  slot.process->kill();
}

/// A painter whose socket has ended: takes its exit status, says what became of its work and starts
/// the next one.
void Crew::State::bury(int painter) {
  Slot& slot = slots[static_cast<std::size_t>(painter)];
  const std::optional<Ending> ending = slot.process->reap();
  if (!ending) {
    if (Clock::now() - *slot.closed_at > kGrace) end(slot, "closed its socket and went on");
    return;
  }
  slot.process->forward_errors();
  const bool as_told = slot.killed_because.empty() && !ending->by_signal && ending->number == 0 &&
                       slot.unfinished.empty() && (finishing || slot.replacing);
  if (!as_told && !(finishing && slot.unfinished.empty())) {
    std::string cause = slot.killed_because;
    if (cause.empty()) {
      cause = describe(*ending);
      const std::string said = slot.process->last_errors();
      const bool own_words = !ending->by_signal || ending->number == SIGABRT;
      if (own_words && !said.empty()) cause += ": " + said;
    }
    lose(painter, cause, slot.killed_because.empty() && ending->by_signal);
  }
  relaunch(slot);
}

void Crew::State::lose(int painter, const std::string& cause, bool crashed) {
  Slot& slot = slots[static_cast<std::size_t>(painter)];
  Lost lost{painter, cause, std::exchange(slot.unfinished, {}), {}, plan::Stage::Idle, {}, {}};
  if (slot.process) {
    const wire::StatusBlock& status = slot.process->status();
    slot.watch.still_s(status, Clock::now());  // what moved since the last look
    Blame found = blame(status, lost.unfinished, crashed, slot.watch.slowest_thread(status));
    lost.charged = found.charged;
    lost.stage = found.stage;
    lost.file = std::move(found.file);
    lost.object = std::move(found.object);
    remove_unfinished_files(status, slot.process->id());
    count_death(lost.charged.has_value(), cause);
  }
  events.emplace_back(std::move(lost));
}

void Crew::State::count_death(bool charged, const std::string& cause) {
  ++(charged ? charged_deaths : uncharged_deaths);
  if (!broken.empty()) return;
  if (uncharged_deaths >= kMostUncharged || charged_deaths >= kMostCharged) {
    broken =
        fmt::format("{} painters in a row ended without having finished anything; the last: {}",
                    uncharged_deaths + charged_deaths, cause);
  }
}

void Crew::State::inspect() {
  const Clock::time_point now = Clock::now();
  if (now - inspected < kInspectEvery) return;
  inspected = now;
  for (Slot& slot : slots) {
    const bool at_work = !slot.unfinished.empty() || slot.replacing;
    if (slot.process && slot.killed_because.empty() && at_work) inspect(slot, now);
  }
}

void Crew::State::inspect(Slot& slot, Clock::time_point now) {
  const Limits& limits = settings.limits;
  const wire::ToPainter* oldest = slot.unfinished.empty() ? nullptr : &slot.unfinished.front();
  // Samples are a simulation of the user's choice of size, without a beat.
  const bool timed = !(oldest != nullptr && std::holds_alternative<wire::Sample>(*oldest));
  const double deadline_s =
      durations.deadline_s(limits, oldest != nullptr ? cost_bytes(*oldest) : 0);
  if (slot.watch.still_s(slot.process->status(), now) > deadline_s && timed) {
    end(slot, fmt::format("no progress for {:.3g} s", deadline_s));
    return;
  }
  const std::uint64_t resident = slot.process->resident_bytes();
  if (limits.memory_bytes > 0 && resident > limits.memory_bytes) {
    end(slot, fmt::format("used {} of its {}", in_gigabytes(resident),
                          in_gigabytes(limits.memory_bytes)));
    return;
  }
  const std::uint64_t grown = slot.watch.grown_bytes(resident);
  if (limits.growth_bytes > 0 && grown > limits.growth_bytes && !slot.replacing && !finishing) {
    transmit(slot, wire::Finish{});
    slot.replacing = true;
  }
}

Crew::Crew(Settings settings) : state_(std::make_unique<State>(std::move(settings))) {}

Crew::~Crew() {
  // The end of its socket asks a painter to leave what it has not begun.
  for (Slot& slot : state_->slots) {
    if (slot.process) slot.process->close_channel();
  }
  const Clock::time_point last = Clock::now() + kFarewell;
  for (Slot& slot : state_->slots) {
    if (!slot.process) continue;
    slot.process->await_end(last);
    remove_unfinished_files(slot.process->status(), slot.process->id());
  }
}

int Crew::start(const std::vector<int>& cores) {
  Slot slot;
  slot.cores = cores;
  state_->launch(slot);
  state_->slots.push_back(std::move(slot));
  return count() - 1;
}

void Crew::pin(int painter, const std::vector<int>& cores) {
  Slot& slot = state_->slots.at(static_cast<std::size_t>(painter));
  slot.cores = cores;
  if (slot.process) slot.process->pin(cores);
}

void Crew::setup(const wire::Setup& setup) {
  state_->setup = setup;
  for (Slot& slot : state_->slots) {
    if (slot.process && !slot.replacing) state_->transmit(slot, setup);
  }
}

void Crew::limit(const Limits& limits) { state_->settings.limits = limits; }

void Crew::send(int painter, wire::ToPainter message) {
  Slot& slot = state_->slots.at(static_cast<std::size_t>(painter));
  assert(is_work(message));
  state_->deliver(slot, std::move(message));
}

int Crew::count() const { return base::narrow<int>(state_->slots.size(), "number of painters"); }

std::size_t Crew::load(int painter) const {
  const Slot& slot = state_->slots.at(static_cast<std::size_t>(painter));
  return slot.unfinished.size() + slot.held.size();
}

const std::string& Crew::broken() const { return state_->broken; }

std::vector<Event> Crew::wait(milliseconds timeout) {
  const Clock::time_point until = Clock::now() + timeout;
  State& state = *state_;
  do {
    Clock::time_point next = state.events.empty() ? until : Clock::now();
    if (state.busy()) next = std::min(next, state.inspected + kInspectEvery);
    for (const int painter : state.sleep(next)) state.attend(painter);
    state.inspect();
  } while (state.events.empty() && Clock::now() < until);
  return std::exchange(state.events, {});
}

void Crew::finish() {
  state_->finishing = true;
  for (Slot& slot : state_->slots) {
    if (slot.process && !slot.replacing) state_->transmit(slot, wire::Finish{});
  }
}

std::vector<int> Crew::process_ids() const {
  std::vector<int> ids;
  for (const Slot& slot : state_->slots) {
    if (slot.process) ids.push_back(slot.process->id());
  }
  return ids;
}

std::vector<Doing> Crew::doing() {
  std::vector<Doing> all;
  const Clock::time_point now = Clock::now();
  for (Slot& slot : state_->slots) {
    Doing& doing = all.emplace_back();
    if (!slot.process) continue;
    const wire::StatusBlock& status = slot.process->status();
    slot.watch.still_s(status, now);
    const auto thread = slot.watch.slowest_thread(status);
    if (!thread) continue;
    wire::Activity activity = wire::activity(status.threads[*thread]);
    doing = {activity.stage, std::move(activity.file), std::move(activity.object),
             std::chrono::duration<double>(now - slot.watch.moved(*thread)).count()};
  }
  return all;
}

}  // namespace rankplot::painters
