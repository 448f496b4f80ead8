#include "core/base/error.hpp"

#include <system_error>

namespace rankplot::base {

std::string errno_text(int error_number) {
  return std::error_code(error_number, std::generic_category()).message();
}

}  // namespace rankplot::base
