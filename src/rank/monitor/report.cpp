#include "rank/monitor/report.hpp"

#include <atomic>
#include <chrono>
#include <thread>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/base/error.hpp"
#include "core/base/files.hpp"
#include "core/base/json_text.hpp"
#include "core/base/warning.hpp"
#include "rank/monitor/board.hpp"
#include "rank/monitor/encoder.hpp"
#include "rank/monitor/pages.hpp"

namespace rankplot::monitor {
namespace {

using nlohmann::json;
constexpr std::size_t kMostTexts = 1000;

/// JSON that ends no <script> element. '<' stands only inside of strings.
std::string inside_html(const std::string& text) {
  std::string safe;
  safe.reserve(text.size() + text.size() / 64);
  for (const char c : text) {
    if (c == '<')
      safe += "\\u003c";
    else
      safe += c;
  }
  return safe;
}

}  // namespace

Gallery::Gallery(std::string output) : output_(std::move(output)) {}

void Gallery::add(const plan::Outcome& outcome) {
  OfFigure& figure = figures_[outcome.figure];
  if (figure.rows.empty()) {
    for (const auto& [name, value] : outcome.captures) figure.captures.push_back(name);
  }
  json files = json::array();
  for (const std::string& file : outcome.files) files.push_back(below(output_, file));
  json values = json::array();
  for (const std::string& name : figure.captures) {
    const auto found = outcome.captures.find(name);
    values.push_back(found == outcome.captures.end() ? std::string() : found->second);
  }
  json row = json::array({files.size() == 1 ? files[0] : files, std::move(values)});
  if (!outcome.saved)
    row.push_back(reasons_.place_of(
        std::string(plan::stage_name(outcome.stage)) + ": " + outcome.reason, "other reasons"));
  json warned = json::array();
  for (const std::string& note : outcome.notes)
    if (outcome.saved && base::is_warning(note))
      warned.push_back(
          warnings_.place_of(note.substr(base::kWarning.size()), "others are in journal.jsonl"));
  if (!warned.empty()) row.insert(row.end(), {nullptr, std::move(warned)});
  if (!figure.rows.empty()) figure.rows += ',';
  figure.rows += base::json_text(row);
}

std::size_t Gallery::Texts::place_of(const std::string& text, const char* other) {
  const std::string told = !places.contains(text) && all.size() >= kMostTexts ? other : text;
  const auto [at, added] = places.try_emplace(told, all.size());
  if (added) all.push_back(told);
  return at->second;
}

std::string Gallery::text() const {
  std::string all = "{\"figures\":[";
  for (const auto& [name, figure] : figures_) {
    if (all.back() != '[') all += ',';
    all += "{\"name\":" + base::json_text(name) +
           ",\"captures\":" + base::json_text(figure.captures) + ",\"rows\":[" + figure.rows + "]}";
  }
  return all + "],\"reasons\":" + base::json_text(reasons_.all) +
         ",\"warnings\":" + base::json_text(warnings_.all) + "}";
}

std::string report(const State& state, const Gallery& gallery) {
  std::string data = base::json_text(to_json_value(state));
  data.back() = ',';  // the gallery's text joins the object's
  return report_with(inside_html(data + "\"gallery\":" + gallery.text() + "}"));
}

struct ReportWriter::Work {
  std::atomic<bool> busy{false};
  double seconds = 0;
  std::string problem;
  std::thread thread;
};

ReportWriter::ReportWriter(std::string output)
    : output_(std::move(output)), work_(std::make_unique<Work>()) {}
ReportWriter::~ReportWriter() { wait(); }

bool ReportWriter::busy() const { return work_->busy; }
double ReportWriter::seconds() const { return work_->seconds; }
std::string ReportWriter::problem() const { return work_->problem; }

void ReportWriter::wait() {
  if (work_->thread.joinable()) work_->thread.join();
}

void ReportWriter::begin(const State& state, const Gallery& gallery) {
  wait();
  work_->busy = true;
  work_->thread = std::thread([this, state, gallery] {
    const auto begun = std::chrono::steady_clock::now();
    try {
      base::write_atomically(output_ + "/index.html", report(state, gallery));
      work_->problem.clear();
    } catch (const std::exception& error) {
      work_->problem = error.what();
    }
    work_->seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    work_->busy = false;
  });
}

}  // namespace rankplot::monitor
