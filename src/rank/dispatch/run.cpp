#include "rank/dispatch/run.hpp"

#include <chrono>
#include <thread>

#include "core/base/error.hpp"
#include "core/wire/channel.hpp"

namespace rankplot::dispatch {
namespace {

using std::chrono::milliseconds;

constexpr int kMessagesPerWake = 64;
constexpr int kTransfersPerWake = 16;
constexpr double kSilence_s = 60;
constexpr double kActivityEvery_s = 0.5;

}  // namespace

Run::Run(comm::Session& session, painters::Crew& crew, const Observer& observer, Lead* lead)
    : session_(session),
      crew_(crew),
      observer_(observer),
      lead_(lead),
      worker_(session.rank(), crew.count()),
      flusher_(observer.sync),
      sent_transfers_(static_cast<std::size_t>(session.size())) {}

double Run::now_s() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

Totals Run::until_done(std::string error) {
  try {
    while (error.empty() && !leave_ && !(lead_ && lead_->coordinator.complete())) step();
  } catch (const std::exception& caught) {
    error = caught.what();
    if (error.empty()) error = "unknown error";
  }
  if (session_.rank() == 0)
    leave_as_lead(error);
  else
    leave_as_member(error);
  if (!leave_->error.empty()) throw base::Error(leave_->error);
  return leave_->totals;
}

void Run::step() {
  hear_painters();
  hear_ranks();
  hear_arrays();
  watch();
  settle_files();
  if (observer_.turn) observer_.turn();
  report();
  if (lead_) lead();
  feed();
}

/// How long the painters may be waited for.
milliseconds Run::pause() const { return milliseconds(session_.moving() ? 0 : 1); }

void Run::hear_painters() {
  // Painters with work for milliseconds need no rank: to wake for each of their words would take
  // the core from them.
  const bool nap = worker_.well_fed() && !session_.moving();
  if (nap) std::this_thread::sleep_for(milliseconds(2));
  for (const painters::Event& event : crew_.wait(nap ? milliseconds(0) : pause()))
    on_painter(event);
}

void Run::on_painter(const painters::Event& event) {
  if (lead_ && lead_->loader)
    for (Loader::Result& result : lead_->loader->on(event)) on_loaded(std::move(result));
  std::visit([&](const auto& what) { worker_.on(what, now_s()); }, event);
}

void Run::on_loaded(Loader::Result result) {
  Coordinator& coordinator = lead_->coordinator;
  if (auto* failed = std::get_if<Loader::NotLoaded>(&result)) {
    coordinator.not_loaded(failed->rank, failed->id, failed->blame);
    return;
  }
  if (auto* died = std::get_if<Loader::Died>(&result)) {
    Report report;
    report.charged.push_back(std::move(died->charge));
    coordinator.accept(died->rank, std::move(report));
    return;
  }
  auto& loaded = std::get<Loader::Loaded>(result);
  const std::uint64_t id = loaded.order.id;
  Grant grant;
  grant.last = coordinator.all_granted();
  grant.drop = coordinator.stopped();
  grant.orders.push_back(std::move(loaded.order));
  if (loaded.rank == session_.rank()) {
    worker_.accept(std::move(grant));
    worker_.arrays(id, std::move(loaded.arrays));
    return;
  }
  session_.send(loaded.rank, comm::Tag::Grant, encode(grant));
  session_.send_arrays(loaded.rank, id, std::move(loaded.arrays));
  ++sent_transfers_[static_cast<std::size_t>(loaded.rank)];
}

void Run::hear_ranks() {
  for (int i = 0; i < kMessagesPerWake; ++i) {
    const auto message = session_.receive();
    if (!message) return;
    on_message(*message);
    if (leave_) return;
  }
}

void Run::on_message(const comm::Message& message) {
  const int from = message.source;
  if (message.tag == comm::Tag::Grant) {
    worker_.accept(decode_grant(message.bytes, from));
    return;
  }
  if (message.tag == comm::Tag::Request && lead_) {
    take_report(from, decode_report(message.bytes, from));
    return;
  }
  if (message.tag != comm::Tag::Control)
    base::fail("rank {} sent rank {} a message with tag {} while work is shared out", from,
               session_.rank(), static_cast<int>(message.tag));
  Control control = decode_control(message.bytes, from);
  if (auto* leave = std::get_if<Leave>(&control))
    leave_ = std::move(*leave);
  else if (auto* trouble = std::get_if<Trouble>(&control))
    throw base::Error(trouble->error);
  else
    ++byes_;
}

void Run::hear_arrays() {
  for (int i = 0; i < kTransfersPerWake; ++i) {
    auto came = session_.receive_arrays(wire::shared_bytes);
    if (!came) return;
    ++received_transfers_;
    worker_.arrays(came->id, std::move(came->arrays));
  }
}

/// What comes from outside: a wish to stop, painters that cannot work.
void Run::watch() {
  if (observer_.stop && observer_.stop()) worker_.stop();
  if (!told_broken_ && !crew_.broken().empty()) {
    told_broken_ = true;
    worker_.broken(crew_.broken());
  }
}

void Run::settle_files() {
  if (const auto error = flusher_.ended()) worker_.synced(*error);
  if (worker_.begin_sync(now_s())) flusher_.begin();
}

void Run::report() {
  if (observer_.show_activity) report_activity();
  auto report = worker_.report(now_s());
  if (!report) return;
  if (lead_)
    take_report(session_.rank(), std::move(*report));
  else
    session_.send(0, comm::Tag::Request, encode(*report));
}

void Run::report_activity() {
  if (now_s() - last_activity_s_ < kActivityEvery_s) return;
  last_activity_s_ = now_s();
  Report report;
  report.doing = crew_.doing();
  if (lead_)
    take_report(session_.rank(), std::move(report));
  else if (!report.empty())
    session_.send(0, comm::Tag::Request, encode(report));
}

void Run::take_report(int rank, Report report) {
  if (!report.doing.empty() && observer_.activity) observer_.activity(rank, report.doing);
  lead_->coordinator.accept(rank, std::move(report));
}

void Run::lead() {
  if (lead_->loader) settle_loader();
  hand_out();
  if (lead_->progress && now_s() - last_progress_s_ >= 0.1) {
    last_progress_s_ = now_s();
    lead_->progress();
  }
}

/// Tasks that are not going to be loaded any more: stopped, or nobody is left who could.
void Run::settle_loader() {
  Coordinator& coordinator = lead_->coordinator;
  if (!crew_.broken().empty()) {
    const Blame blame{
        plan::Stage::Read,
        fmt::format("rank 0 has no painter left to read for the others: {}", crew_.broken()),
        {},
        {},
        0,
        false};
    for (const auto& [rank, id] : lead_->loader->drop(true))
      coordinator.not_loaded(rank, id, blame);
    coordinator.give_up_queued(blame);
  } else if (coordinator.stopped()) {
    for (const auto& [rank, id] : lead_->loader->drop(false)) {
      Report report;
      report.dropped.push_back(id);
      coordinator.accept(rank, std::move(report));
    }
  }
}

void Run::hand_out() {
  for (auto& [rank, grant] : lead_->coordinator.grants()) {
    if (lead_->loader) {
      for (Order& order : grant.orders) lead_->loader->want(rank, std::move(order));
      grant.orders.clear();
      if (!grant.last && !grant.drop) continue;
    }
    if (rank == session_.rank())
      worker_.accept(std::move(grant));
    else
      session_.send(rank, comm::Tag::Grant, encode(grant));
  }
}

void Run::feed() {
  for (ToCrew& out : worker_.feed(now_s())) crew_.send(out.painter, std::move(out.message));
  if (!lead_ || !lead_->loader) return;
  for (ToCrew& out : lead_->loader->feed()) crew_.send(out.painter, std::move(out.message));
}

/// Tells all ranks to leave and waits for their last message, so that none is left for what comes
/// next.
void Run::leave_as_lead(const std::string& error) {
  leave_ = Leave{error, error.empty() ? lead_->totals(lead_->coordinator) : Totals{}, 0};
  const int others = session_.size() - 1;
  for (int rank = 1; rank <= others; ++rank) {
    Leave leave = *leave_;
    leave.transfers = sent_transfers_[static_cast<std::size_t>(rank)];
    session_.send(rank, comm::Tag::Control, encode(Control(leave)));
  }
  drain_until([&] { return byes_ == others && session_.unsent() == 0; });
}

void Run::leave_as_member(const std::string& error) {
  if (!leave_) {
    const std::string text = fmt::format("rank {}: {}", session_.rank(), error);
    session_.send(0, comm::Tag::Control, encode(Control(Trouble{text})));
    drain_until([&] { return leave_.has_value(); });
  }
  drain_until([&] { return received_transfers_ == leave_->transfers; });
  session_.send(0, comm::Tag::Control, encode(Control(Bye{})));
  drain_until([&] { return session_.unsent() == 0; });
}

/// Takes and drops what still comes, until `done`. Throws base::Error after a minute of silence.
void Run::drain_until(const std::function<bool()>& done) {
  double heard_s = now_s();
  while (!done()) {
    const auto message = session_.receive();
    if (message && message->tag == comm::Tag::Control) {
      Control control = decode_control(message->bytes, message->source);
      if (auto* leave = std::get_if<Leave>(&control)) leave_ = std::move(*leave);
      if (std::holds_alternative<Bye>(control)) ++byes_;
    }
    const auto thrown_away = session_.receive_arrays([](std::size_t) { return nullptr; });
    if (thrown_away) ++received_transfers_;
    if (message || thrown_away || session_.moving()) {
      heard_s = now_s();
      continue;
    }
    if (now_s() - heard_s > kSilence_s)
      base::fail("rank {}: the other ranks did not leave within {} s", session_.rank(), kSilence_s);
    std::this_thread::sleep_for(std::chrono::microseconds(200));
  }
}

}  // namespace rankplot::dispatch
