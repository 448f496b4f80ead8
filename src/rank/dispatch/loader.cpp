#include "rank/dispatch/loader.hpp"

#include <algorithm>

namespace rankplot::dispatch {
namespace {

constexpr std::size_t kLoadsInHand = 2;  // one being read, one to go on with

std::string first_file(const plan::Task& task) {
  const auto file = std::find_if(task.files.begin(), task.files.end(),
                                 [](const std::string& name) { return !name.empty(); });
  if (file != task.files.end()) return *file;
  const std::vector<std::string> of_members = plan::files_of(task);
  return of_members.empty() ? "" : of_members.front();
}

}  // namespace

Loader::Loader(int painters) : painters_(static_cast<std::size_t>(painters)) {}

int Loader::painter_of(const std::string& file) {
  const auto [place, is_new] = readers_.emplace(file, next_reader_);
  if (is_new) next_reader_ = (next_reader_ + 1) % static_cast<int>(painters_.size());
  return place->second;
}

void Loader::want(int rank, Order order) {
  std::string file = first_file(std::get<plan::Task>(order.what));
  Painter& painter = painters_[static_cast<std::size_t>(painter_of(file))];
  painter.queue.push_back({rank, std::move(order), std::move(file)});
}

std::vector<ToCrew> Loader::feed() {
  std::vector<ToCrew> messages;
  for (std::size_t i = 0; i < painters_.size(); ++i) {
    Painter& painter = painters_[i];
    while (!painter.queue.empty() && painter.in_hand.size() < kLoadsInHand) {
      painter.in_hand.push_back(std::move(painter.queue.front()));
      painter.queue.pop_front();
      ToCrew& out = messages.emplace_back();
      out.painter = static_cast<int>(i);
      out.message = wire::Load{std::get<plan::Task>(painter.in_hand.back().order.what)};
    }
  }
  return messages;
}

std::vector<Loader::Result> Loader::on(const painters::Event& event) {
  if (const auto* lost = std::get_if<painters::Lost>(&event)) return on_lost(*lost);
  const auto& said = std::get<painters::Said>(event);
  if (const auto* loaded = std::get_if<wire::Loaded>(&said.message))
    return on_loaded(said.painter, *loaded);
  return {};
}

std::vector<Loader::Result> Loader::on_loaded(int index, const wire::Loaded& loaded) {
  auto& in_hand = painters_[static_cast<std::size_t>(index)].in_hand;
  const auto found = std::find_if(in_hand.begin(), in_hand.end(),
                                  [&](const Want& want) { return want.order.id == loaded.task; });
  if (found == in_hand.end()) return {};  // given up already
  Want want = std::move(*found);
  in_hand.erase(found);
  if (!loaded.error.empty())
    return {NotLoaded{want.rank,
                      want.order.id,
                      {plan::Stage::Read, loaded.error, loaded.file, loaded.object, 0}}};
  want.order.with_arrays = true;
  return {Loaded{want.rank, std::move(want.order), loaded.arrays}};
}

std::vector<Loader::Result> Loader::on_lost(const painters::Lost& lost) {
  std::optional<std::uint64_t> charged;
  if (lost.charged && *lost.charged < lost.unfinished.size())
    if (const auto* load = std::get_if<wire::Load>(&lost.unfinished[*lost.charged]))
      charged = load->task.id;

  std::vector<Result> results;
  Painter& painter = painters_[static_cast<std::size_t>(lost.painter)];
  std::deque<Want> in_hand;
  in_hand.swap(painter.in_hand);
  for (auto want = in_hand.rbegin(); want != in_hand.rend(); ++want) {
    if (charged != want->order.id) {
      painter.queue.push_front(std::move(*want));
      continue;
    }
    // Its second reader is another one, if there is another one.
    readers_[want->file] = (lost.painter + 1) % static_cast<int>(painters_.size());
    results.push_back(Died{want->rank,
                           {want->order.id, lost.painter, lost.cause, lost.stage, lost.file,
                            lost.object, std::move(want->order.done)}});
  }
  return results;
}

std::vector<Loader::Held> Loader::drop(bool all) {
  std::vector<Held> held;
  const auto clear = [&](std::deque<Want>& wants) {
    for (const Want& want : wants) held.push_back({want.rank, want.order.id});
    wants.clear();
  };
  for (Painter& painter : painters_) {
    clear(painter.queue);
    if (all) clear(painter.in_hand);
  }
  return held;
}

}  // namespace rankplot::dispatch
