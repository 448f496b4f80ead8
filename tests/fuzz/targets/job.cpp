#include <stdexcept>

#include <nlohmann/json.hpp>

#include "core/base/files.hpp"
#include "core/job/job.hpp"
#include "core/job/parse.hpp"
#include "fuzz/target.hpp"

namespace rankplot::fuzz {
namespace {

const job::Vocabulary& vocabulary() {
  static const auto words =
      nlohmann::json::parse(base::read_text(RANKPLOT_VOCABULARY, 1u << 24)).get<job::Vocabulary>();
  return words;
}

/// A job that is right is the same after its way to a painter.
void feed(std::string_view text) {
  const job::Job read = job::parse(text, "job.toml", vocabulary());
  const nlohmann::json sent = read;
  const nlohmann::json again = sent.get<job::Job>();
  if (again != sent) throw std::logic_error("a job changes on its way to a painter");
}

}  // namespace

const Target& job_target() {
  static const Target target{"job",
                             feed,
                             {"[[figure]]\n",
                              "[[figure.layer]]\n",
                              "[[figure.panel]]\n",
                              "[[figure.panel.layer]]\n",
                              "[defaults.figure]\n",
                              "[defaults.layer.line]\n",
                              "[input]\n",
                              "[[source]]\n",
                              "[monitor]\n",
                              "input = ",
                              "save = ",
                              "select = { step = ",
                              "kind = ",
                              "x = ",
                              "y = ",
                              "value = ",
                              "over = ",
                              "panels = [2, 2]\n",
                              "title = ",
                              "limits = ",
                              "every = \"500 ms\"\n",
                              "\"{step}\"",
                              "'line'\n",
                              "'heatmap'\n",
                              "{attr.units}",
                              "gather({step})",
                              "1e400",
                              "-9223372036854775808",
                              "0x7fffffffffffffff",
                              "'''",
                              "\xff",
                              "\xc3\xa9"}};
  return target;
}

}  // namespace rankplot::fuzz
