#include "core/job/source_text.hpp"

#include <gtest/gtest.h>

#include <string>

namespace rankplot::job {
namespace {

void expect_place(std::string_view text, Place begin, std::size_t offset, Place expected) {
  const Place place = place_within_string(text, begin, offset);
  EXPECT_EQ(place.line, expected.line) << text;
  EXPECT_EQ(place.column, expected.column) << text;
}

TEST(SourceText, CountsCharactersWithinAString) {
  expect_place("a = 'xyz'", {1, 5}, 2, {1, 8});
  expect_place("a = 'éyz'", {1, 5}, 2, {1, 7});  // é is two bytes
  expect_place("b = 1\na = \"x\\ty\"", {2, 5}, 2, {2, 9});
  expect_place("a = \"\\u00e9y\"", {1, 5}, 2, {1, 12});
  expect_place("a = 'x\\ty'", {1, 5}, 2, {1, 8});  // no escapes between single quotes
  expect_place("a = \"\"\"\nx\ny\"\"\"", {1, 5}, 2, {3, 1});
  expect_place("a = \"\"\"\\\n   xy\"\"\"", {1, 5}, 1, {2, 5});
  expect_place("a = ''", {1, 5}, 0, {1, 6});
  expect_place("a = 'x", {1, 5}, 100, {1, 7});
  expect_place("a = 5", {1, 5}, 3, {1, 5});
  expect_place("a", {7, 5}, 3, {7, 5});
}

TEST(SourceText, CountsThePartsOfKeys) {
  const auto chain = [](const std::string& part, const std::string& joint, int count) {
    std::string all = part;
    for (int i = 1; i < count; ++i) all += joint + part;
    return all;
  };
  EXPECT_FALSE(has_key_of_too_many_parts(chain("a", ".", 16) + " = 1"));
  EXPECT_TRUE(has_key_of_too_many_parts(chain("a", ".", 17) + " = 1"));
  EXPECT_TRUE(has_key_of_too_many_parts("[" + chain("a", " . ", 17) + "]"));
  EXPECT_TRUE(has_key_of_too_many_parts(chain("'a'", ".", 17) + " = 1"));
  EXPECT_TRUE(has_key_of_too_many_parts("x = '''a'b''' \n" + chain("\"\"", ".", 17) + " = 1"));
  EXPECT_TRUE(has_key_of_too_many_parts("x = \"\\\"\" # '\n" + chain("a", ".", 17) + " = 1"));
  EXPECT_FALSE(has_key_of_too_many_parts("x = '" + chain("a", ".", 50) + "'"));
  EXPECT_FALSE(has_key_of_too_many_parts("x = '''\n" + chain("a", ".", 50) + "\n'''"));
  EXPECT_FALSE(has_key_of_too_many_parts("# " + chain("a", ".", 50)));
  EXPECT_FALSE(has_key_of_too_many_parts("x = [" + chain("1.5", ", ", 50) + "]"));
  EXPECT_FALSE(has_key_of_too_many_parts("x = \"open"));
}

}  // namespace
}  // namespace rankplot::job
