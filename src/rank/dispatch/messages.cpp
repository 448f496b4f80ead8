#include "rank/dispatch/messages.hpp"

#include <nlohmann/json.hpp>

#include "core/base/error.hpp"

namespace rankplot::dispatch {

using nlohmann::json;

namespace {

std::string pack(const json& value) {
  std::string bytes;
  json::to_cbor(value, bytes);
  return bytes;
}

/// Unpacks CBOR and reads it with `read`; whatever is wrong with it names the rank.
template <class Read>
auto unpack(std::string_view bytes, int rank, const char* what, Read read) {
  try {
    return read(json::from_cbor(bytes));
  } catch (const std::exception& error) {
    base::fail("rank {} sent a {} of {} bytes that cannot be read: {}", rank, what, bytes.size(),
               error.what());
  }
}

plan::Stage stage_from(int number) {
  if (number < 0 || number > static_cast<int>(plan::Stage::Write))
    base::fail("stage {} is not known", number);
  return static_cast<plan::Stage>(number);
}

}  // namespace

static void to_json(json& j, const Order& order) {
  const bool scan = std::holds_alternative<plan::ScanRequest>(order.what);
  const json what =
      scan ? json(std::get<plan::ScanRequest>(order.what)) : json(std::get<plan::Task>(order.what));
  j = json::array({order.id, scan, what, order.done, order.avoid_painter, order.with_arrays});
}
static void from_json(const json& j, Order& order) {
  j.at(0).get_to(order.id);
  if (j.at(1).get<bool>())
    order.what = j.at(2).get<plan::ScanRequest>();
  else
    order.what = j.at(2).get<plan::Task>();
  j.at(3).get_to(order.done);
  j.at(4).get_to(order.avoid_painter);
  j.at(5).get_to(order.with_arrays);
}

static void to_json(json& j, const Charge& charge) {
  j = json::array({charge.id, charge.painter, charge.cause, static_cast<int>(charge.stage),
                   charge.file, charge.object, charge.done});
}
static void from_json(const json& j, Charge& charge) {
  j.at(0).get_to(charge.id);
  j.at(1).get_to(charge.painter);
  j.at(2).get_to(charge.cause);
  charge.stage = stage_from(j.at(3).get<int>());
  j.at(4).get_to(charge.file);
  j.at(5).get_to(charge.object);
  j.at(6).get_to(charge.done);
}

static void to_json(json& j, const Report::Finished& f) { j = json::array({f.id, f.seconds}); }
static void from_json(const json& j, Report::Finished& f) {
  j.at(0).get_to(f.id);
  j.at(1).get_to(f.seconds);
}
static void to_json(json& j, const Report::Catalog& c) { j = json::array({c.id, c.catalog}); }
static void from_json(const json& j, Report::Catalog& c) {
  j.at(0).get_to(c.id);
  j.at(1).get_to(c.catalog);
}
static void to_json(json& j, const Report::Returned& r) { j = json::array({r.id, r.done}); }
static void from_json(const json& j, Report::Returned& r) {
  j.at(0).get_to(r.id);
  j.at(1).get_to(r.done);
}
static void to_json(json& j, const Totals& t) {
  j = json::array({t.saved, t.failed, t.not_drawn, t.seconds, t.retried, t.set_aside, t.scattered});
}
static void from_json(const json& j, Totals& t) {
  j.at(0).get_to(t.saved);
  j.at(1).get_to(t.failed);
  j.at(2).get_to(t.not_drawn);
  j.at(3).get_to(t.seconds);
  j.at(4).get_to(t.retried);
  j.at(5).get_to(t.set_aside);
  j.at(6).get_to(t.scattered);
}

static json doing_json(const std::vector<painters::Doing>& all) {
  json list = json::array();
  for (const painters::Doing& doing : all)
    list.push_back({static_cast<int>(doing.stage), doing.file, doing.object, doing.seconds});
  return list;
}
static std::vector<painters::Doing> doing_from(const json& list) {
  std::vector<painters::Doing> all;
  for (const json& j : list)
    all.push_back({stage_from(j.at(0).get<int>()), j.at(1).get<std::string>(),
                   j.at(2).get<std::string>(), j.at(3).get<double>()});
  return all;
}

bool Report::empty() const {
  return outcomes.empty() && catalogs.empty() && finished.empty() && charged.empty() &&
         returned.empty() && dropped.empty() && broken.empty() && !stop && doing.empty();
}

std::string encode(const Grant& grant) {
  return pack(json::array({grant.orders, grant.last, grant.drop}));
}
Grant decode_grant(std::string_view bytes, int rank) {
  return unpack(bytes, rank, "grant", [](const json& j) {
    return Grant{j.at(0).get<std::vector<Order>>(), j.at(1).get<bool>(), j.at(2).get<bool>()};
  });
}

std::string encode(const Report& r) {
  return pack(json::array({r.outcomes, r.catalogs, r.finished, r.charged, r.returned, r.dropped,
                           r.broken, r.stop, doing_json(r.doing)}));
}
Report decode_report(std::string_view bytes, int rank) {
  return unpack(bytes, rank, "report", [](const json& j) {
    Report r;
    j.at(0).get_to(r.outcomes);
    j.at(1).get_to(r.catalogs);
    j.at(2).get_to(r.finished);
    j.at(3).get_to(r.charged);
    j.at(4).get_to(r.returned);
    j.at(5).get_to(r.dropped);
    j.at(6).get_to(r.broken);
    j.at(7).get_to(r.stop);
    r.doing = doing_from(j.at(8));
    return r;
  });
}

std::string encode(const Control& control) {
  if (const auto* leave = std::get_if<Leave>(&control))
    return pack(json::array({"leave", leave->error, leave->totals, leave->transfers}));
  if (const auto* trouble = std::get_if<Trouble>(&control))
    return pack(json::array({"trouble", trouble->error}));
  return pack(json::array({"bye"}));
}
Control decode_control(std::string_view bytes, int rank) {
  return unpack(bytes, rank, "control message", [](const json& j) -> Control {
    const auto kind = j.at(0).get<std::string>();
    if (kind == "bye") return Bye{};
    if (kind == "trouble") return Trouble{j.at(1).get<std::string>()};
    if (kind != "leave") base::fail("its kind is '{}'; known are leave, trouble, bye", kind);
    return Leave{j.at(1).get<std::string>(), j.at(2).get<Totals>(), j.at(3).get<std::uint64_t>()};
  });
}

}  // namespace rankplot::dispatch
