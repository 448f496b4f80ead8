#include <algorithm>
#include <map>
#include <memory>
#include <optional>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "core/base/error.hpp"
#include "core/base/json_text.hpp"
#include "rank/app/commands.hpp"
#include "rank/app/exit_code.hpp"
#include "rank/app/painter_facts.hpp"
#include "rank/app/place.hpp"
#include "rank/app/report.hpp"
#include "rank/app/say.hpp"
#include "rank/app/team.hpp"
#include "rank/comm/library.hpp"
#include "rank/comm/session.hpp"
#include "rank/journal/lock.hpp"
#include "rank/site/launch.hpp"
#include "rank/site/memory.hpp"

namespace rankplot::app {
using nlohmann::json;
namespace {

struct DoctorOptions {
  std::string output = ".";
  bool as_json = false;
};

/// What one rank has, and what is wrong with it.
json facts_of_rank(const DoctorOptions& options) {
  json facts{{"host", site::host_name()}, {"output", options.output}};
  std::vector<std::string> problems;
  const auto guarded = [&](const char* what, const auto& task) {
    try {
      task();
    } catch (const std::exception& error) {
      problems.push_back(fmt::format("{}{}", what, error.what()));
    }
  };
  guarded("cores and memory: ", [&] {
    const Card card = own_card();
    facts["mask"] = card.mask;
    facts["quota"] = card.core_quota;
    const site::MemoryBudget budget = site::memory_budget(site::process_environment());
    facts["memory_bytes"] = budget.bytes;
    facts["memory_source"] = budget.source;
  });
  guarded("", [&] { journal::check_writable(options.output); });
  guarded("", [&] {
    facts["painter"] = painter_facts();
    if (facts["painter"].at("version") != RANKPLOT_VERSION)
      base::fail("rankplot-painter is of version {}, rankplot of {}: install both together",
                 facts["painter"].at("version").get<std::string>(), RANKPLOT_VERSION);
    for (const json& problem : facts["painter"].at("problems"))
      problems.push_back(problem.get<std::string>());
  });
  facts["problems"] = problems;
  return facts;
}

std::string filters_text(const json& painter) {
  std::string there, missing;
  for (const json& filter : painter.at("filters")) {
    const auto name = filter.at("name").get<std::string>();
    const auto package = filter.at("package").get<std::string>();
    if (filter.at("there").get<bool>()) {
      there += (there.empty() ? "" : ", ") + name;
    } else {
      missing += (missing.empty() ? "" : ", ") + name;
      if (!package.empty()) missing += " (apt install " + package + ")";
    }
  }
  std::string text = "  filters   " + there + "\n";
  if (!missing.empty()) text += "  not there " + missing + "\n";
  return text;
}

std::string painter_text(const json& painter) {
  std::string text =
      fmt::format("  HDF5      {}; plugins from {}\n", painter.at("hdf5").get<std::string>(),
                  fmt::join(painter.at("plugin_paths").get<std::vector<std::string>>(), ", "));
  text += filters_text(painter);
  if (painter.contains("scene"))
    text += fmt::format("  scenes    by VTK on {}, in {:.1f} ms\n",
                        painter.at("scene").at("device").get<std::string>(),
                        painter.at("scene").at("ms").get<double>());
  text += fmt::format("  drawing   charts by {}; no X server, no OpenGL\n",
                      fmt::join(painter.at("drawing").get<std::vector<std::string>>(), " on "));
  if (painter.contains("picture"))
    text += fmt::format("  picture   {}: drawn, encoded, read back, with its text\n",
                        painter.at("picture").get<std::string>());
  return text;
}

std::string text_of(const json& facts) {
  std::string text;
  if (facts.contains("mask")) {
    const auto mask = facts.at("mask").get<std::vector<int>>();
    text += fmt::format("  cores     {} ({}){}\n", mask.size(), fmt::join(mask, ", "),
                        facts.at("quota").get<int>() > 0
                            ? fmt::format(", time for {} of them", facts.at("quota").get<int>())
                            : "");
    text += fmt::format("  memory    {} ({})\n",
                        size_text(facts.at("memory_bytes").get<std::uint64_t>()),
                        facts.at("memory_source").get<std::string>());
  }
  text += fmt::format("  output    '{}'\n", facts.at("output").get<std::string>());
  if (facts.contains("painter")) text += painter_text(facts.at("painter"));
  for (const json& problem : facts.at("problems"))
    text += fmt::format("  PROBLEM   {}\n", problem.get<std::string>());
  return text;
}

/// "rank 0", "ranks 0 to 3", "ranks 0, 2".
std::string ranks_text(const std::vector<std::size_t>& ranks) {
  if (ranks.size() == 1) return fmt::format("rank {}", ranks.front());
  const bool row = ranks.back() - ranks.front() + 1 == ranks.size() && ranks.size() > 2;
  return row ? fmt::format("ranks {} to {}", ranks.front(), ranks.back())
             : fmt::format("ranks {}", fmt::join(ranks, ", "));
}

/// Ranks that have the same are told together. How long the picture took differs each time.
std::string key_of(json facts) {
  if (facts.contains("painter")) {
    facts["painter"].erase("picture");
    if (facts["painter"].contains("scene")) facts["painter"]["scene"].erase("ms");
  }
  return facts.dump();
}

std::string report_of(const std::vector<json>& ranks) {
  std::map<std::string, std::vector<std::size_t>> alike;
  std::vector<std::string> order;
  for (std::size_t rank = 0; rank < ranks.size(); ++rank) {
    const std::string key = key_of(ranks[rank]);
    if (!alike.contains(key)) order.push_back(key);
    alike[key].push_back(rank);
  }
  std::string text;
  for (const std::string& key : order) {
    const json& facts = ranks[alike[key].front()];
    text += fmt::format("{} on {}\n", ranks_text(alike[key]), facts.at("host").get<std::string>());
    text += text_of(facts);
  }
  return text;
}

int doctor(const DoctorOptions& options) {
  const site::Launch launch = site::read_launch(site::process_environment(), "rankplot doctor");
  json own = facts_of_rank(options);
  if (!launch.refusal.empty()) own["problems"].push_back(launch.refusal);
  comm::Session session =
      launch.mpi ? comm::Session::start(nullptr, nullptr) : comm::Session::alone();
  std::vector<json> ranks;
  for (const std::string& text : session.all_gather(base::json_text(own)))
    ranks.push_back(json::parse(text));
  const bool well = std::all_of(ranks.begin(), ranks.end(),
                                [](const json& facts) { return facts.at("problems").empty(); });
  if (session.rank() == 0 && options.as_json) {
    const json all{{"mpi", comm::library_version()}, {"ranks", ranks}, {"well", well}};
    say(stdout, all.dump(1) + "\n");
  } else if (session.rank() == 0) {
    say(stdout, fmt::format("rankplot {}, {}, {}\n{}{}\n", RANKPLOT_VERSION,
                            comm::library_version(), count_of(ranks.size(), "rank"),
                            report_of(ranks), well ? "all is well" : "not all is well"));
  }
  return well ? kAllDrawn : kSomeFailed;
}

}  // namespace

void add_doctor(CLI::App& program, Action& action) {
  auto options = std::make_shared<DoctorOptions>();
  CLI::App* command = program.add_subcommand(
      "doctor", "Say what each rank has to work with, draw a test picture, name what is wrong");
  command->add_option("-o,--output", options->output, "Output folder to try")->type_name("DIR");
  command->add_flag("--json", options->as_json, "As JSON");
  command->callback([options, &action] { action = [options] { return doctor(*options); }; });
}

}  // namespace rankplot::app
