#include "core/expr/template.hpp"

#include <gtest/gtest.h>

namespace rankplot::expr {
namespace {

TEST(Template, SplitsTextAndFields) {
  const auto pieces = parse_template("V {{at}} {step:04d}|{run}");
  ASSERT_EQ(pieces.size(), 4U);
  EXPECT_EQ(std::get<std::string>(pieces[0]), "V {at} ");
  const auto& step = std::get<TemplateField>(pieces[1]);
  EXPECT_EQ(step.name, "step");
  EXPECT_EQ(step.offset, 9U);
  EXPECT_TRUE(step.spec.zero);
  EXPECT_EQ(step.spec.width, 4);
  EXPECT_EQ(step.spec.type, 'd');
  EXPECT_EQ(std::get<std::string>(pieces[2]), "|");
  EXPECT_EQ(std::get<TemplateField>(pieces[3]).name, "run");
  EXPECT_TRUE(parse_template("").empty());
}

TEST(Template, ReadsFillAlignSignAndPrecision) {
  const auto pieces = parse_template("{x:é^+12.3e}");
  const FieldSpec& spec = std::get<TemplateField>(pieces.at(0)).spec;
  EXPECT_EQ(spec.fill, "é");
  EXPECT_EQ(spec.align, '^');
  EXPECT_EQ(spec.sign, '+');
  EXPECT_EQ(spec.width, 12);
  EXPECT_EQ(spec.precision, 3);
  EXPECT_EQ(spec.type, 'e');
}

TEST(Template, ReadsGroupingPercentAndAttributes) {
  const auto pieces = parse_template("{x:,} {x:_.1%} {attr.Grid size (m):8s}");
  EXPECT_EQ(std::get<TemplateField>(pieces.at(0)).spec.grouping, ',');
  EXPECT_EQ(std::get<TemplateField>(pieces.at(2)).spec.grouping, '_');
  EXPECT_EQ(std::get<TemplateField>(pieces.at(2)).spec.type, '%');
  EXPECT_EQ(std::get<TemplateField>(pieces.at(4)).name, "attr.Grid size (m)");
  EXPECT_EQ(std::get<TemplateField>(pieces.at(4)).spec.width, 8);
}

TEST(Template, SaysWhereItIsWrong) {
  struct Mistake {
    const char* text;
    std::size_t offset;
    const char* part;
  };
  const Mistake mistakes[] = {
      {"a {step", 2, "not closed"},
      {"a } b", 2, "without its '{'"},
      {"{}", 0, "name in braces"},
      {"{0}", 0, "name in braces"},
      {"{x:100000000d}", 3, "above 64"},
      {"{x:.65f}", 4, "above 64"},
      {"{x:.f}", 4, "missing"},
      {"{x:q}", 3, "'q'"},
      {"{x:,,}", 4, "found ','"},
      {"{x:_,}", 4, "found ','"},
      {"{attr.}", 0, "{attr.units}"},
      {"{attr.a{b}", 0, "not closed"},
      {"{x:{y}}", 3, "'{'"},
      {"{x!r}", 0, "not closed"},
  };
  for (const Mistake& mistake : mistakes) {
    try {
      parse_template(mistake.text);
      ADD_FAILURE() << mistake.text << " was taken";
    } catch (const SyntaxError& error) {
      EXPECT_EQ(error.offset, mistake.offset) << mistake.text << ": " << error.message;
      EXPECT_NE(error.message.find(mistake.part), std::string::npos) << error.message;
    }
  }
}

/// "text", or "<name>" of a field, one after the other.
std::string shown(std::string_view text) {
  std::string all;
  for (const TemplatePiece& piece : parse_template(text)) {
    const auto* field = std::get_if<TemplateField>(&piece);
    all += field != nullptr ? "<" + field->name + ">" : std::get<std::string>(piece);
  }
  return all;
}

TEST(Template, LeavesTheBracesOfFormulasToTeX) {
  EXPECT_EQ(shown("$\\frac{a}{b}$ {step}"), "$\\frac{a}{b}$ <step>");
  EXPECT_EQ(shown("$x_{i}^{2}\\,\\{y\\}$"), "$x_{i}^{2}\\,\\{y\\}$");
  EXPECT_EQ(shown("$\\sqrt[3]{x}{\\rm kg}$"), "$\\sqrt[3]{x}{\\rm kg}$");
  EXPECT_EQ(shown("$t = {time:.2f}$"), "$t = <time>$");
  EXPECT_EQ(shown("$10^{{step}}$"), "$10^{<step>}$");
  EXPECT_EQ(shown("$\\alpha$ of {attr.units}"), "$\\alpha$ of <attr.units>");
  EXPECT_EQ(shown("5 \\$ and {step}"), "5 \\$ and <step>");
  EXPECT_EQ(shown("5 $ of {{x}}"), "5 $ of {x}");
  EXPECT_THROW(shown("5 $ {"), SyntaxError);
}

}  // namespace
}  // namespace rankplot::expr
