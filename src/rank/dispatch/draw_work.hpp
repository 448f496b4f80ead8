#pragma once

#include <functional>
#include <unordered_map>

#include "rank/dispatch/work.hpp"

namespace rankplot::dispatch {

/// A plan's tasks shared out. Tells `outcome` once for each picture of the plan that was not
/// dropped.
class DrawWork final : public Work {
 public:
  /// What Observer::outcome is.
  using Outcome = std::function<void(const plan::Outcome&)>;
  /// Job and plan must outlive it. The plan may lack tasks and pictures that need no drawing.
  DrawWork(const job::Job& job, const plan::Plan& plan, Outcome outcome);

  /// The plan's refusals, as failed outcomes.
  void refuse();

  std::vector<Item> items() const override;
  std::optional<std::size_t> item_of(std::uint64_t id) const override;
  Order order(std::size_t item) const override;
  void take(int rank, Report& report) override;
  void note_done(std::size_t item, const std::vector<std::uint64_t>& pictures) override;
  void give_up(std::size_t item, const Blame& blame) override;
  void drop(std::size_t item) override;
  bool complete() const override { return settled() == wanted_; }

  std::uint64_t wanted() const { return wanted_; }  ///< pictures

  std::uint64_t saved() const { return saved_; }
  std::uint64_t failed() const { return failed_; }
  std::uint64_t not_drawn() const { return not_drawn_; }

 private:
  std::uint64_t settled() const { return saved_ + failed_ + not_drawn_; }
  plan::Outcome failure(const plan::Picture& picture, const plan::Captures& captures,
                        const Blame& blame) const;
  void tell(const plan::Outcome& outcome);
  bool is_done(std::size_t item, std::uint64_t picture) const;

  const job::Job& job_;
  const plan::Plan& plan_;
  Outcome outcome_;
  std::unordered_map<std::uint64_t, std::size_t> items_;  ///< by task id
  std::unordered_map<std::size_t, std::vector<std::uint64_t>> done_;
  std::uint64_t wanted_ = 0;
  std::vector<bool> told_;  ///< by picture
  std::uint64_t saved_ = 0, failed_ = 0, not_drawn_ = 0;
};

}  // namespace rankplot::dispatch
