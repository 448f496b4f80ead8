#include "core/wire/messages.hpp"

#include <type_traits>
#include <utility>

#include "core/base/error.hpp"
#include "core/wire/body.hpp"

namespace rankplot::wire {
namespace {
using nlohmann::json;

json write(const Setup& setup) {
  return {
      {"job", setup.job_json}, {"rank", setup.rank}, {"most_array_bytes", setup.most_array_bytes}};
}
void read(const json& fields, Setup& setup) {
  fields.at("job").get_to(setup.job_json);
  fields.at("rank").get_to(setup.rank);
  fields.at("most_array_bytes").get_to(setup.most_array_bytes);
}

json write(const Scan& scan) { return {{"id", scan.id}, {"request", scan.request}}; }
void read(const json& fields, Scan& scan) {
  fields.at("id").get_to(scan.id);
  fields.at("request").get_to(scan.request);
}

json write(const Load& load) { return {{"task", load.task}}; }
void read(const json& fields, Load& load) { fields.at("task").get_to(load.task); }

json write(const Paint& paint) { return {{"task", paint.task}, {"done", paint.done}}; }
void read(const json& fields, Paint& paint) {
  fields.at("task").get_to(paint.task);
  fields.at("done").get_to(paint.done);
}

json write(const Sample& sample) {
  return {{"folder", sample.folder}, {"random_plots", sample.random_plots},
          {"grid", sample.grid},     {"steps", sample.steps},
          {"every", sample.every},   {"seed", sample.seed}};
}
void read(const json& fields, Sample& sample) {
  fields.at("folder").get_to(sample.folder);
  fields.at("random_plots").get_to(sample.random_plots);
  fields.at("grid").get_to(sample.grid);
  fields.at("steps").get_to(sample.steps);
  fields.at("every").get_to(sample.every);
  fields.at("seed").get_to(sample.seed);
}

json write(const Inspect& inspect) { return {{"request", inspect.request}}; }
void read(const json& fields, Inspect& inspect) { fields.at("request").get_to(inspect.request); }

json write(const Finish&) { return json::object(); }
void read(const json&, Finish&) {}

json write(const std::vector<RecordSeries>& all) {
  json array = json::array();
  for (const RecordSeries& one : all)
    array.push_back({one.name, one.group, one.fmt, one.unit, one.expected});
  return array;
}
void read(const json& array, std::vector<RecordSeries>& all) {
  for (const json& from : array) {
    RecordSeries& one = all.emplace_back();
    from.at(0).get_to(one.name);
    from.at(1).get_to(one.group);
    from.at(2).get_to(one.fmt);
    from.at(3).get_to(one.unit);
    from.at(4).get_to(one.expected);
  }
}

json write(const std::vector<RecordRun>& runs) {
  json array = json::array();
  for (const RecordRun& run : runs) array.push_back({run.series, run.count, run.stands_for});
  return array;
}
void read(const json& array, std::vector<RecordRun>& runs) {
  for (const json& from : array)
    runs.push_back({from.at(0).get<std::uint64_t>(), from.at(1).get<std::uint64_t>(),
                    from.at(2).get<std::uint64_t>()});
}

json write(const RecordOpen& open) {
  return {{"path", open.path},
          {"before", open.before},
          {"declared", write(open.declared)},
          {"runs", write(open.runs)}};
}
void read(const json& fields, RecordOpen& open) {
  fields.at("path").get_to(open.path);
  fields.at("before").get_to(open.before);
  read(fields.at("declared"), open.declared);
  read(fields.at("runs"), open.runs);
}

json write(const RecordPoints& points) {
  return {{"batch", points.batch},
          {"declared", write(points.declared)},
          {"runs", write(points.runs)},
          {"flush", points.flush}};
}
void read(const json& fields, RecordPoints& points) {
  fields.at("batch").get_to(points.batch);
  read(fields.at("declared"), points.declared);
  read(fields.at("runs"), points.runs);
  fields.at("flush").get_to(points.flush);
}

json write(const MovieOpen& open) {
  json fields{{"files", open.files}, {"fps", open.fps}, {"loop", open.loop}, {"title", open.title}};
  if (open.quality) fields["quality"] = *open.quality;
  return fields;
}
void read(const json& fields, MovieOpen& open) {
  fields.at("files").get_to(open.files);
  fields.at("fps").get_to(open.fps);
  fields.at("loop").get_to(open.loop);
  fields.at("title").get_to(open.title);
  if (fields.contains("quality")) open.quality = fields["quality"].get<int>();
}

json write(const MovieFrame& frame) { return {{"number", frame.number}, {"file", frame.file}}; }
void read(const json& fields, MovieFrame& frame) {
  fields.at("number").get_to(frame.number);
  fields.at("file").get_to(frame.file);
}

json write(const MovieEnd&) { return json::object(); }
void read(const json&, MovieEnd&) {}

json write(const Filmed& filmed) {
  return {{"frame", filmed.frame},
          {"complete", filmed.complete},
          {"bytes", filmed.bytes},
          {"error", filmed.error}};
}
void read(const json& fields, Filmed& filmed) {
  fields.at("frame").get_to(filmed.frame);
  fields.at("complete").get_to(filmed.complete);
  fields.at("bytes").get_to(filmed.bytes);
  fields.at("error").get_to(filmed.error);
}

json write(const Recorded& recorded) {
  return {{"batch", recorded.batch},
          {"opened", recorded.opened},
          {"error", recorded.error},
          {"before", recorded.before}};
}
void read(const json& fields, Recorded& recorded) {
  fields.at("batch").get_to(recorded.batch);
  fields.at("opened").get_to(recorded.opened);
  fields.at("error").get_to(recorded.error);
  fields.at("before").get_to(recorded.before);
}

json write(const Ready& ready) { return {{"version", ready.version}}; }
void read(const json& fields, Ready& ready) { fields.at("version").get_to(ready.version); }

json write(const Scanned& scanned) { return {{"id", scanned.id}, {"catalog", scanned.catalog}}; }
void read(const json& fields, Scanned& scanned) {
  fields.at("id").get_to(scanned.id);
  fields.at("catalog").get_to(scanned.catalog);
}

json write(const Loaded& loaded) {
  return {{"task", loaded.task},
          {"error", loaded.error},
          {"file", loaded.file},
          {"object", loaded.object}};
}
void read(const json& fields, Loaded& loaded) {
  fields.at("task").get_to(loaded.task);
  fields.at("error").get_to(loaded.error);
  fields.at("file").get_to(loaded.file);
  fields.at("object").get_to(loaded.object);
}

json write(const PictureDone& done) { return {{"outcome", done.outcome}}; }
void read(const json& fields, PictureDone& done) { fields.at("outcome").get_to(done.outcome); }

json write(const TaskDone& done) {
  return {{"task", done.task},
          {"read_s", done.read_s},
          {"draw_s", done.draw_s},
          {"encode_s", done.encode_s},
          {"write_s", done.write_s}};
}
void read(const json& fields, TaskDone& done) {
  fields.at("task").get_to(done.task);
  fields.at("read_s").get_to(done.read_s);
  fields.at("draw_s").get_to(done.draw_s);
  fields.at("encode_s").get_to(done.encode_s);
  fields.at("write_s").get_to(done.write_s);
}

json write(const Sampled& sampled) { return {{"files", sampled.files}, {"error", sampled.error}}; }
void read(const json& fields, Sampled& sampled) {
  fields.at("files").get_to(sampled.files);
  fields.at("error").get_to(sampled.error);
}

json write(const Inspected& inspected) { return {{"inspection", inspected.inspection}}; }
void read(const json& fields, Inspected& inspected) {
  fields.at("inspection").get_to(inspected.inspection);
}

template <class Message>
constexpr bool kHasArrays = std::is_same_v<Message, Paint> || std::is_same_v<Message, Loaded> ||
                            std::is_same_v<Message, RecordPoints>;

template <class Variant>
Body body_of(const Variant& message) {
  return std::visit(
      [&](const auto& alternative) {
        Body body{static_cast<std::uint16_t>(message.index()), write(alternative), {}};
        if constexpr (kHasArrays<std::decay_t<decltype(alternative)>>) {
          body.arrays = alternative.arrays;
        }
        return body;
      },
      message);
}

template <class Message>
Message message_of(Body& body) {
  Message message;
  read(body.fields, message);
  if constexpr (kHasArrays<Message>) {
    message.arrays = std::move(body.arrays);
  } else if (!body.arrays.empty()) {
    base::fail("received {} arrays with a message that has none", body.arrays.size());
  }
  return message;
}

template <class Variant, std::size_t... Index>
Variant variant_of(Body& body, std::index_sequence<Index...>) {
  Variant message;
  const bool known =
      ((body.kind == Index &&
        (message = message_of<std::variant_alternative_t<Index, Variant>>(body), true)) ||
       ...);
  if (!known) {
    base::fail("received a message of kind {}; known: 0 to {}", body.kind, sizeof...(Index) - 1);
  }
  return message;
}

template <class Variant>
Variant checked_variant_of(Body& body) try {
  return variant_of<Variant>(body, std::make_index_sequence<std::variant_size_v<Variant>>());
} catch (const json::exception& error) {
  base::fail("received a message of kind {} with wrong fields: {}", body.kind, error.what());
}

}  // namespace

Body to_body(const ToPainter& message) { return body_of(message); }
Body to_body(const FromPainter& message) { return body_of(message); }
ToPainter to_painter(Body body) { return checked_variant_of<ToPainter>(body); }
FromPainter from_painter(Body body) { return checked_variant_of<FromPainter>(body); }

}  // namespace rankplot::wire
