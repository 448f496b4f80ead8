#include "core/expr/path.hpp"

#include <gtest/gtest.h>

namespace rankplot::expr {
namespace {

struct Mistake {
  const char* text;
  std::size_t offset;
  const char* part;  ///< of the message
};

TEST(Path, NamesInputObjectColumnAndHyperslab) {
  const Path path = parse_path("a:/fields/V[:, 2:10:2, -1, {t}]");
  EXPECT_EQ(path.input, "a");
  EXPECT_EQ(path.object, "/fields/V");
  ASSERT_EQ(path.hyperslab.size(), 4U);
  EXPECT_EQ(path.hyperslab[0], Slice{});
  EXPECT_EQ(path.hyperslab[1].start, 2);
  EXPECT_EQ(path.hyperslab[1].stop, 10);
  EXPECT_EQ(path.hyperslab[1].step, 2);
  EXPECT_EQ(path.hyperslab[2].kind, Slice::Kind::Index);
  EXPECT_EQ(path.hyperslab[2].index, -1);
  EXPECT_EQ(path.hyperslab[3].kind, Slice::Kind::Capture);
  EXPECT_EQ(path.hyperslab[3].capture, "t");

  const Path column = parse_path("/table[pressure][0:100]");
  EXPECT_EQ(column.column, "pressure");
  EXPECT_EQ(column.hyperslab[0].stop, 100);
  EXPECT_EQ(parse_path("/t[\"odd, name\"]").column, "odd, name");
}

TEST(Path, TakesSpacesAndSignsInNamesAndDropsEmptyComponents) {
  EXPECT_EQ(parse_path("  /my run-1/x*y ").object, "/my run-1/x*y");
  EXPECT_EQ(parse_path("//a///b/").object, "/a/b");
  EXPECT_EQ(parse_path("/").object, "/");
  EXPECT_EQ(parse_path("/odd:name").input, "");
  EXPECT_EQ(parse_path("b:y").input, "b");
  EXPECT_EQ(parse_path("b:y").object, "y");
}

TEST(Path, ComesBackFromItsText) {
  for (const char* text : {"V", "/", "a:/f/V[:, :, 64]", "a:f/V", "/table[pressure]", "x[-3:]",
                           "x[::2]", "x[1:5:3, {t}, -1]", "/t[\"a b,c\"][0]", "/plot_{n}/a"}) {
    const Path path = parse_path(text);
    EXPECT_EQ(to_string(path), text);
    EXPECT_EQ(parse_path(to_string(path)), path) << text;
  }
}

TEST(Path, ComesBackWithBlanksAtTheEndsOfItsNames) {
  for (const char* text : {"/a \n/", "/t[\"x \"]", "/t[\"x\n\"]", "/a\t[3]"})
    EXPECT_EQ(parse_path(to_string(parse_path(text))), parse_path(text)) << text;
}

TEST(Path, ListsItsCapturesOnce) {
  EXPECT_EQ(captures_of(parse_path("/run_{run}/{n}/{run}[{t}, :, {n}]")),
            (std::vector<std::string>{"run", "n", "t"}));
}

TEST(Path, SaysWhereItIsWrong) {
  const Mistake mistakes[] = {
      {"", 0, "missing"},
      {"   ", 0, "missing"},
      {"a:", 2, "behind 'a:' belongs a path"},
      {"/V[1:2", 6, "the end"},
      {"/V[", 3, "the end"},
      {"/V[1 2]", 5, "','"},
      {"/V[::0]", 5, "above zero"},
      {"/V[5:0:-1]", 7, "above zero"},
      {"/V[...]", 3, "not in this version"},
      {"/V[99999999999999999999]", 3, "64 bits"},
      {"/V[-]", 3, "not an index"},
      {"/V[0]x", 5, "behind the path"},
      {"/V[0][1]", 5, "second hyperslab"},
      {"/t[a][b]", 5, "second column"},
      {"/t[a, b]", 3, "several columns"},
      {"/t['a]", 6, "']'"},
      {"/run_{run", 5, "not closed"},
      {"/run_{3}", 5, "name in braces"},
      {"/run_}", 5, "without its '{'"},
      {"/V[{t]", 3, "not closed"},
  };
  for (const Mistake& mistake : mistakes) {
    try {
      parse_path(mistake.text);
      ADD_FAILURE() << mistake.text << " was taken";
    } catch (const SyntaxError& error) {
      EXPECT_EQ(error.offset, mistake.offset) << mistake.text << ": " << error.message;
      EXPECT_NE(error.message.find(mistake.part), std::string::npos) << error.message;
    }
  }
}

TEST(Path, RefusesWhatIsTooLong) {
  EXPECT_THROW(parse_path(std::string(5000, 'a')), SyntaxError);
  std::string axes = "/V[0";
  for (int i = 0; i < 40; ++i) axes += ",0";
  EXPECT_THROW(parse_path(axes + "]"), SyntaxError);
}

}  // namespace
}  // namespace rankplot::expr
