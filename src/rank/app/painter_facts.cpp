#include "rank/app/painter_facts.hpp"

#include <nlohmann/json.hpp>

#include "core/base/error.hpp"
#include "rank/app/painter_answer.hpp"

namespace rankplot::app {

nlohmann::json painter_facts() {
  const PainterAnswer answer = ask_painter({"--examine"});
  if (!answer.exited_with(0)) refuse(answer);
  try {
    return nlohmann::json::parse(answer.text);
  } catch (const nlohmann::json::exception& error) {
    base::fail("rankplot-painter --examine gave an answer that is none: {}", error.what());
  }
}

}  // namespace rankplot::app
