#include "rank/movies/movies.hpp"

#include <algorithm>

namespace rankplot::movies {
namespace {

/// Painters that make films at a time: an encoder has threads of its own.
constexpr std::ptrdiff_t kMostAtOnce = 4;

}  // namespace

Movies::Movies(Settings settings, std::string output, std::vector<plan::Film> films,
               std::function<void(const plan::FilmOutcome&)> ended)
    : settings_(std::move(settings)), output_(std::move(output)), ended_(std::move(ended)) {
  for (plan::Film& film : films) {
    FilmMaker& maker = *making_.emplace_back(std::make_unique<FilmMaker>(std::move(film)));
    for (std::size_t frame = 0; frame < maker.film().pictures.size(); ++frame)
      places_.emplace(maker.film().pictures[frame], Place{&maker, frame});
  }
}

void Movies::take(const plan::Outcome& outcome) {
  const auto [first, last] = places_.equal_range(outcome.picture);
  for (auto place = first; place != last; ++place) {
    place->second.maker->know(place->second.frame,
                              outcome.saved ? plan::frame_of(output_, outcome) : "");
  }
  places_.erase(first, last);
}

bool Movies::turn() {
  bool any = false;
  for (const auto& maker : making_) any = turn(*maker) || any;
  std::erase_if(making_, [&](const auto& maker) { return maker->outcome().has_value(); });
  return any;
}

bool Movies::turn(FilmMaker& maker) {
  if (!maker.begun() && !maker.outcome()) {
    if (!maker.can_begin()) {
      if (!maker.all_known()) return false;
      maker.give_up("none of its pictures could be drawn");
    } else if (std::ranges::count_if(making_, [](auto& one) { return one->begun(); }) <
               kMostAtOnce) {
      maker.begin(settings_);
    }
  }
  const bool any = maker.turn(settings_);
  if (maker.outcome()) ended_(*maker.outcome());
  return any;
}

void Movies::close() {
  places_.clear();
  unmade_ += std::erase_if(making_, [](const auto& maker) { return !maker->all_known(); });
}

std::vector<pid_t> Movies::process_ids() const {
  std::vector<pid_t> ids;
  for (const auto& maker : making_) {
    if (maker->begun()) ids.push_back(maker->process_id());
  }
  return ids;
}

}  // namespace rankplot::movies
