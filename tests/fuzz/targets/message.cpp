#include <stdexcept>

#include <nlohmann/json.hpp>

#include "core/base/error.hpp"
#include "core/wire/body.hpp"
#include "fuzz/target.hpp"

namespace rankplot::fuzz {
namespace {

/// What is taken is written down the same: JSON of any shape in place of what to_body writes.
template <class Message>
void take(wire::Body body, Message (*from)(wire::Body)) {
  const wire::Body written = wire::to_body(from(std::move(body)));
  const wire::Body again = wire::to_body(from(written));
  if (again.fields != written.fields) throw std::logic_error("a message changes on its way");
}

/// Its first two bytes say which message, the rest is its fields: JSON, or CBOR as it travels.
void feed(std::string_view input) {
  if (input.size() < 2) return;
  const std::string_view rest = input.substr(2);
  wire::Body body;
  body.kind = static_cast<std::uint16_t>(input[0] & 0xF);
  try {
    body.fields = nlohmann::json::parse(rest, nullptr, false);
    if (body.fields.is_discarded()) body.fields = nlohmann::json::from_cbor(rest);
  } catch (const nlohmann::json::exception& error) {
    throw base::Error(error.what());  // as wire::Channel does
  }
  if (input[1] == '1')
    take<wire::ToPainter>(std::move(body), wire::to_painter);
  else
    take<wire::FromPainter>(std::move(body), wire::from_painter);
}

std::string seed(const wire::Body& body, bool to_painter, bool as_text) {
  std::string input{static_cast<char>('0' + body.kind), to_painter ? '1' : '0'};
  if (as_text) return input + body.fields.dump();
  std::vector<char> bytes;
  nlohmann::json::to_cbor(body.fields, bytes);
  return input.append(bytes.begin(), bytes.end());
}

plan::Task task() {
  plan::Task task;
  task.files = {"gs_1.h5"};
  task.captures = {{"step", "1"}};
  task.pictures.emplace_back();
  task.pictures.back().fields = {{"time", "0.5"}};
  task.pictures.back().implied = {{0, "x", "x [m]", "/x"}};
  task.pictures.back().members = {{{{"run", "a"}}, {"b.h5"}}};
  return task;
}

plan::FileCatalog catalog() {
  plan::DatasetInfo info;
  info.object = "/fields/V";
  info.shape = {3, 4};
  info.columns = {"x"};
  info.attributes = {{"units", {"m", {1, 2}}}};
  info.scales = {{"/x", "x"}, {}};
  plan::FileCatalog catalog;
  catalog.datasets = {info};
  return catalog;
}

/// One of each kind, as text and as it travels.
std::vector<std::string> seeds() {
  plan::Outcome outcome;
  outcome.figure = "v";
  outcome.reason = "no such dataset";
  const std::vector<wire::ToPainter> asked{
      wire::Setup{"{}", 0, 1},
      wire::Scan{1, {"a.h5", {"/{n}"}}},
      wire::Load{task()},
      wire::Paint{task(), {1}, {}},
      wire::Sample{"sample", 1, 2, 3},
      wire::Finish{},
      wire::RecordOpen{"p.h5", "o.h5", {{"s", "g", "ro-", "m", 2}}, {{0, 2, 1}}},
      wire::RecordPoints{1, {{"s", "g", "ro-", "m", 2}}, {{0, 2, 1}}, false, {}},
      wire::Inspect{}};
  const std::vector<wire::FromPainter> answered{wire::Ready{"1"},
                                                wire::Scanned{1, catalog()},
                                                wire::Loaded{1, {}, "no", "f", "o"},
                                                wire::PictureDone{outcome},
                                                wire::TaskDone{1, .1, .2, .3, .4},
                                                wire::Sampled{{"a.h5"}, ""},
                                                wire::Recorded{1, true, "", "it is gone"},
                                                wire::Inspected{}};
  std::vector<std::string> all;
  for (const bool as_text : {true, false}) {
    for (const auto& message : asked) all.push_back(seed(wire::to_body(message), true, as_text));
    for (const auto& message : answered)
      all.push_back(seed(wire::to_body(message), false, as_text));
  }
  return all;
}

}  // namespace

const Target& message_target() {
  static const Target target{"message",
                             feed,
                             {"\"task\":",
                              "\"id\":",
                              "\"pictures\":[",
                              "\"files\":[",
                              "\"captures\":{",
                              "\"outcome\":{",
                              "null",
                              "true",
                              "-1",
                              "18446744073709551615",
                              "1e400",
                              "[]",
                              "{}",
                              "\"\"",
                              "{",
                              "}",
                              "[",
                              "]",
                              ",",
                              ":",
                              "\\u0000"},
                             seeds};
  return target;
}

}  // namespace rankplot::fuzz
