#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/wire/messages.hpp"
#include "core/wire/status_page.hpp"

namespace rankplot::painters {

/// What an ended painter was at, from the page it left behind.
struct Blame {
  std::optional<std::size_t> charged;  ///< place in its unfinished work
  plan::Stage stage = plan::Stage::Idle;
  std::string file, object;
};

/// `crashed`: it ended by a signal of its own making, so the thread that its handler named is to
/// blame. Else, or when no thread was named, the one that stood still longest (`slowest`).
Blame blame(const wire::StatusBlock& status, const std::vector<wire::ToPainter>& unfinished,
            bool crashed, std::optional<int> slowest);

/// The place in `work` of what a message finishes.
std::optional<std::size_t> finished_by(const wire::FromPainter& message,
                                       const std::vector<wire::ToPainter>& work);

/// Removes what an ended process was writing under temporary names.
void remove_unfinished_files(const wire::StatusBlock& status, int process);

}  // namespace rankplot::painters
