#include "painter/app/failure.hpp"

#include <exception>
#include <new>
#include <utility>

#include "painter/read/read.hpp"

namespace rankplot::app {

void set_failure(plan::Outcome& outcome, Failure failure) {
  outcome.saved = false;
  outcome.stage = failure.stage;
  outcome.reason = std::move(failure.reason);
  outcome.file = std::move(failure.file);
  outcome.object = std::move(failure.object);
}

Failure current_failure(plan::Stage stage, const std::string& file, const std::string& object) {
  try {
    throw;
  } catch (const read::ReadError& error) {
    return {stage, error.what(), error.file, error.object};
  } catch (const std::bad_alloc&) {
    return {stage, "the painter ran out of memory", file, object};
  } catch (const std::exception& error) {
    return {stage, error.what(), file, object};
  } catch (...) {
    return {stage, "an exception of unknown type", file, object};
  }
}

}  // namespace rankplot::app
