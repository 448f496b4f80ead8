#include "rank/monitor/board.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace rankplot::monitor {
namespace {

using nlohmann::json;

constexpr double kRateOver_s = 10;
constexpr const char* kOtherReasons = "other reasons";

/// Reasons that differ in numbers alone (of a step, a dataset, a size) are one reason.
std::string without_numbers(const std::string& reason) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  std::string text;
  for (const char c : reason) {
    if (!digit(c))
      text += c;
    else if (text.empty() || text.back() != '#')
      text += '#';
  }
  return text;
}

json figure_entry(const plan::Outcome& outcome, const std::string& output) {
  json files = json::array();
  for (const std::string& file : outcome.files) files.push_back(below(output, file));
  return {{"number", outcome.picture},    {"figure", outcome.figure},
          {"captures", outcome.captures}, {"image", below(output, image_of(outcome))},
          {"files", std::move(files)},    {"rank", outcome.rank}};
}

}  // namespace

std::string image_of(const plan::Outcome& outcome) {
  for (const std::string& file : outcome.files) {
    const std::string suffix = std::filesystem::path(file).extension().string();
    if (suffix == ".png" || suffix == ".jpg" || suffix == ".jpeg" || suffix == ".svg") return file;
  }
  return {};
}

std::string below(const std::string& output, const std::string& file) {
  if (file.empty()) return {};
  const std::filesystem::path relative =
      std::filesystem::path(file).lexically_normal().lexically_relative(
          std::filesystem::path(output).lexically_normal());
  return relative.empty() ? file : relative.generic_string();
}

Board::Board(RunFacts facts, double now_s)
    : facts_(std::move(facts)), begun_s_(now_s), total_(facts_.pictures), heard_s_(now_s) {
  samples_.push_back({now_s, 0});
}

void Board::record(const plan::Outcome& outcome) {
  RankActivity& rank = ranks_[outcome.rank];
  rank.rank = outcome.rank;
  if (!outcome.saved) {
    ++rank.failed;
    note_failure(outcome);
    return;
  }
  ++rank.saved;
  if (outcome.probed) return;
  newest_.push_front(figure_entry(outcome, facts_.output));
  if (newest_.size() > kNewest) newest_.pop_back();
  const std::string image = image_of(outcome);
  if (!image.empty()) images_.push_back({outcome.picture, image});
  if (images_.size() > kNewest) images_.pop_front();
}

std::vector<Board::Image> Board::take_images() {
  const std::deque<Image> images = std::exchange(images_, {});
  return {images.begin(), images.end()};
}

void Board::note_failure(const plan::Outcome& outcome) {
  const std::string stage = plan::stage_name(outcome.stage);
  std::string key = stage + ": " + without_numbers(outcome.reason);
  if (!failures_.contains(key) && failures_.size() >= kReasons) key = kOtherReasons;
  Failures& group = failures_[key];
  if (++group.count > 1) return;
  group.example = {
      {"stage", stage},           {"reason", key == kOtherReasons ? key : outcome.reason},
      {"figure", outcome.figure}, {"captures", outcome.captures},
      {"file", outcome.file},     {"object", outcome.object},
      {"rank", outcome.rank}};
}

void Board::progress(std::uint64_t done, std::uint64_t failed, std::uint64_t total, double now_s) {
  done_ = done;
  failed_ = failed;
  total_ = total;
  heard_s_ = now_s;
  samples_.push_back({now_s, done});
  while (samples_.size() > 2 && samples_[1].time_s < now_s - kRateOver_s) samples_.pop_front();
}

void Board::activity(RankActivity activity) {
  RankActivity& known = ranks_[activity.rank];
  activity.saved = known.saved;
  activity.failed = known.failed;
  known = std::move(activity);
}

void Board::end(std::string how) { ended_ = std::move(how); }

/// Figures a second: lately while it runs, over all of it when it has ended.
double Board::rate(double now_s) const {
  const Sample since = ended_.empty() ? samples_.front() : Sample{begun_s_, 0};
  const double seconds = (ended_.empty() ? now_s : heard_s_) - since.time_s;
  return seconds > 0 ? static_cast<double>(done_ - since.done) / seconds : 0;
}

json Board::progress_part(double now_s) const {
  const double per_second = rate(now_s);
  json part = {{"done", done_}, {"failed", failed_}, {"total", total_}, {"rate", per_second}};
  if (per_second > 0 && ended_.empty())
    part["left_s"] = static_cast<double>(total_ - std::min(done_, total_)) / per_second;
  return part;
}

json Board::ranks_part() const {
  json ranks = json::array();
  for (const auto& [number, rank] : ranks_) {
    json painters = json::array();
    for (const PainterActivity& painter : rank.painters)
      painters.push_back(
          {{"stage", painter.stage}, {"what", painter.what}, {"seconds", painter.seconds}});
    ranks.push_back({{"rank", number},
                     {"node", rank.node},
                     {"host", rank.host},
                     {"saved", rank.saved},
                     {"failed", rank.failed},
                     {"painters", std::move(painters)}});
  }
  return ranks;
}

json Board::failures_part() const {
  json groups = json::array();
  for (const auto& [key, group] : failures_) {
    json entry = group.example;
    entry["count"] = group.count;
    groups.push_back(std::move(entry));
  }
  std::stable_sort(groups.begin(), groups.end(), [](const json& a, const json& b) {
    return a.at("count").get<std::uint64_t>() > b.at("count").get<std::uint64_t>();
  });
  return groups;
}

std::map<std::string, json> Board::parts(double now_s) const {
  json newest = json::array();
  for (const json& figure : newest_) newest.push_back(figure);
  return {{"run",
           {{"id", facts_.id},
            {"job", facts_.job},
            {"output", facts_.output},
            {"host", facts_.host},
            {"where", facts_.where},
            {"begun_s", begun_s_},
            {"refresh_s", facts_.refresh_s},
            {"ended", ended_}}},
          {"time", {{"now_s", now_s}, {"heard_s", heard_s_}}},
          {"progress", progress_part(now_s)},
          {"ranks", ranks_part()},
          {"figures", std::move(newest)},
          {"failures", failures_part()}};
}

}  // namespace rankplot::monitor
