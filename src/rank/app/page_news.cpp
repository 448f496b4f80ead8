#include "rank/app/page_news.hpp"

#include <nlohmann/json.hpp>

#include "core/base/error.hpp"
#include "core/base/json_text.hpp"

namespace rankplot::app {
using nlohmann::json;

void PageNews::record(const plan::Outcome& outcome) {
  send_(base::json_text(json{{"record", outcome}}));
}

void PageNews::activity(int rank, const std::vector<painters::Doing>& doing) {
  json list = json::array();
  for (const painters::Doing& one : doing)
    list.push_back({static_cast<int>(one.stage), one.file, one.object, one.seconds});
  send_(base::json_text(json{{"rank", rank}, {"doing", std::move(list)}}));
}

void PageNews::show(const dispatch::Progress& progress) {
  send_(base::json_text(
      json{{"done", progress.done}, {"failed", progress.failed}, {"total", progress.total}}));
}

void PageNews::begin_round(const std::vector<plan::Outcome>& kept, std::uint64_t pictures) {
  send_(base::json_text(json{{"kept", kept}, {"pictures", pictures}}));
}

namespace {

std::vector<painters::Doing> doing_of(const json& list) {
  std::vector<painters::Doing> doing;
  for (const json& one : list) {
    const int stage = one.at(0).get<int>();
    if (stage < 0 || stage > static_cast<int>(plan::Stage::Write))
      base::fail("stage {} is not known", stage);
    doing.push_back({static_cast<plan::Stage>(stage), one.at(1).get<std::string>(),
                     one.at(2).get<std::string>(), one.at(3).get<double>()});
  }
  return doing;
}

void tell(const json& news, PageSink& page) {
  if (news.contains("record"))
    page.record(news.at("record").get<plan::Outcome>());
  else if (news.contains("doing"))
    page.activity(news.at("rank").get<int>(), doing_of(news.at("doing")));
  else if (news.contains("kept"))
    page.begin_round(news.at("kept").get<std::vector<plan::Outcome>>(),
                     news.at("pictures").get<std::uint64_t>());
  else
    page.show({news.at("done").get<std::uint64_t>(), news.at("failed").get<std::uint64_t>(),
               news.at("total").get<std::uint64_t>()});
}

}  // namespace

void hear(const std::string& news, PageSink& page) {
  try {
    tell(json::parse(news), page);
  } catch (const json::exception& error) {
    base::fail("rank 0 told the page something that cannot be read: {}", error.what());
  }
}

}  // namespace rankplot::app
