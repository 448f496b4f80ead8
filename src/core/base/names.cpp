#include "core/base/names.hpp"

#include "core/base/error.hpp"
#include "core/base/utf8.hpp"

namespace rankplot::base {
namespace {

constexpr std::string_view kEllipsis = "\u2026";

bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

}  // namespace

std::string clean_name(std::string_view bytes) {
  std::string name = to_utf8(bytes.substr(0, kMostNameBytes));
  if (bytes.size() <= kMostNameBytes && name.size() <= kMostNameBytes) return name;
  std::size_t end = kMostNameBytes - kEllipsis.size();
  while (end > 0 && continues_character(name[end])) --end;
  return name.substr(0, end).append(kEllipsis);
}

void check_names(const std::vector<std::string>& names) {
  if (names.size() > kMostNames) {
    fail("{} names of categories; at most {} are possible", names.size(), kMostNames);
  }
  for (const std::string& name : names) {
    if (name.size() > kMostNameBytes) {
      fail("a category's name of {} bytes; at most {} are possible", name.size(), kMostNameBytes);
    }
  }
}

std::size_t NameTable::number(std::string_view name) {
  const auto known = numbers_.find(name);
  if (known != numbers_.end()) return known->second;
  if (names_.size() == kMostNames) {
    fail("holds more than {} different names, too many for categories; read a part of it",
         kMostNames);
  }
  names_.push_back(clean_name(name));
  return numbers_.emplace(name, names_.size() - 1).first->second;
}

}  // namespace rankplot::base
