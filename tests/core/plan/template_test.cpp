#include "core/plan/template.hpp"

#include "jobs.hpp"

namespace rankplot::plan {
namespace {

using testing::contains;
using testing::error_of;

const std::map<std::string, std::string> kFields{{"step", "7"},     {"pad", "0042"},
                                                 {"time", "2.5"},   {"neg", "-3"},
                                                 {"run", "red-ä"},  {"big", "99999999999999999999"},
                                                 {"many", "1234"},  {"cost", "-1234567.891"},
                                                 {"part", "0.256"}, {"bits", "65535"}};

std::string ex(const std::string& text) { return expand(text, kFields); }

TEST(Template, PutsFieldsIn) {
  EXPECT_EQ(ex("no fields"), "no fields");
  EXPECT_EQ(ex("{run}/{step}.png"), "red-ä/7.png");
  EXPECT_EQ(ex("{{{step}}}"), "{7}");
  EXPECT_EQ(ex("{pad} {big}"), "0042 99999999999999999999");  // as they were found
}

// Each expected text is what Python's format() gives for the number or the text.
TEST(Template, FormatsAsPythonDoes) {
  EXPECT_EQ(ex("{step:04d}"), "0007");
  EXPECT_EQ(ex("{pad:d}"), "42");
  EXPECT_EQ(ex("{pad:06d}"), "000042");
  EXPECT_EQ(ex("{neg:05d}"), "-0003");
  EXPECT_EQ(ex("{neg:=5d}"), "-   3");
  EXPECT_EQ(ex("{neg:*=5d}"), "-***3");
  EXPECT_EQ(ex("{step:+d}"), "+7");
  EXPECT_EQ(ex("{step: d}"), " 7");
  EXPECT_EQ(ex("{step:4}|"), "   7|");
  EXPECT_EQ(ex("{step:<4}|"), "7   |");
  EXPECT_EQ(ex("{step:*^5}"), "**7**");
  EXPECT_EQ(ex("{step:04}"), "0007");
  EXPECT_EQ(ex("{step:<04}"), "7000");
  EXPECT_EQ(ex("{time:.2f}"), "2.50");
  EXPECT_EQ(ex("{time:8.3e}"), "2.500e+00");
  EXPECT_EQ(ex("{time:10.3e}"), " 2.500e+00");
  EXPECT_EQ(ex("{time:g}"), "2.5");
  EXPECT_EQ(ex("{time:.2}"), "2.5");
  EXPECT_EQ(ex("{step:.1f}"), "7.0");
  EXPECT_EQ(ex("{pad:x}"), "2a");
  EXPECT_EQ(ex("{run:8}|"), "red-ä   |");
  EXPECT_EQ(ex("{run:>7s}"), "  red-ä");
  EXPECT_EQ(ex("{run:.3}"), "red");
  EXPECT_EQ(ex("{run:→>7}"), "→→red-ä");
  EXPECT_EQ(ex("{pad:s}"), "0042");
}

TEST(Template, GroupsDigitsAsPythonDoes) {
  EXPECT_EQ(ex("{many:,}"), "1,234");
  EXPECT_EQ(ex("{many:_d}"), "1_234");
  EXPECT_EQ(ex("{cost:,.2f}"), "-1,234,567.89");
  EXPECT_EQ(ex("{many:>8,}|"), "   1,234|");
  EXPECT_EQ(ex("{many:07,d}"), "001,234");
  EXPECT_EQ(ex("{many:08,d}"), "0,001,234");  // a separator never comes first
  EXPECT_EQ(ex("{many:+012,d}"), "+000,001,234");
  EXPECT_EQ(ex("{many:0=10,}"), "00,001,234");
  EXPECT_EQ(ex("{bits:_x}"), "ffff");
  EXPECT_EQ(ex("{bits:09_x}"), "0000_ffff");
  EXPECT_EQ(ex("{bits:_b}"), "1111_1111_1111_1111");
}

TEST(Template, WritesEveryTypeOfPython) {
  EXPECT_EQ(ex("{part:.1%}"), "25.6%");
  EXPECT_EQ(ex("{part:%}"), "25.600000%");
  EXPECT_EQ(ex("{part:08.1%}"), "00025.6%");
  EXPECT_EQ(ex("{bits:X}"), "FFFF");
  EXPECT_EQ(ex("{step:o}{step:b}"), "7111");
  EXPECT_EQ(ex("{cost:.3E}"), "-1.235E+06");
  EXPECT_EQ(ex("{cost:.3G}"), "-1.23E+06");
}

TEST(Template, SaysWhatAFieldHoldsThatDoesNotFitItsFormat) {
  const std::string word = error_of([] { ex("{run:04d}"); });
  EXPECT_TRUE(contains(word, "{run}")) << word;
  EXPECT_TRUE(contains(word, "'red-ä'")) << word;
  EXPECT_TRUE(contains(error_of([] { ex("{time:d}"); }), "'2.5'"));
  EXPECT_TRUE(contains(error_of([] { ex("{run:.2f}"); }), "number"));
  EXPECT_TRUE(contains(error_of([] { ex("{run:+}"); }), "number"));
  EXPECT_TRUE(contains(error_of([] { ex("{big:d}"); }), "64 bits"));
}

TEST(Template, NamesTheFieldsThereAre) {
  const std::string message = error_of([] { expand("{stp}", {{"step", "1"}, {"index", "2"}}); });
  EXPECT_TRUE(contains(message, "{stp}")) << message;
  EXPECT_TRUE(contains(message, "{index}, {step}")) << message;
}

TEST(Template, ListsItsFieldsOnce) {
  EXPECT_EQ(fields_of("{a}_{b:04d}_{a:x}{{c}}"), (std::vector<std::string>{"a", "b"}));
  EXPECT_TRUE(fields_of("").empty());
}

TEST(Template, RefusesWhatFmtWouldThrowOnOrAllocateFor) {
  for (const char* text : {"{",      "}",        "{}",
                           "{a",     "{a:",      "{a:100000000d}",
                           "{a:65}", "{a:.65f}", "{a:,x}",
                           "{a:,s}", "{a:{b}}",  "{a!r}",
                           "{a:#x}", "{a:q}",    "{a:.}",
                           "{0}",    "{a:.2d}",  "{a:+s}",
                           "{a.b}",  "{a:Lf}",   "{a:99999999999999999999d}"}) {
    EXPECT_NE(error_of([&] { fields_of(text); }), "") << text;
    EXPECT_NE(error_of([&] { expand(text, {{"a", "1"}, {"b", "2"}}); }), "") << text;
  }
  EXPECT_TRUE(contains(error_of([] { fields_of("{a:,x}"); }), "'x'"));
}

}  // namespace
}  // namespace rankplot::plan
