#include <gtest/gtest.h>

#include <string>

#include "core/base/error.hpp"
#include "painter/text/bundled.hpp"
#include "painter/text/typeface.hpp"

namespace rankplot::text {
namespace {

constexpr double kSize = 20;

std::string error_of(const std::string& font) {
  try {
    typeface_named(font);
  } catch (const base::Error& error) {
    return error.what();
  }
  return "no error";
}

TEST(NamedTypefaces, FindsAFamilyWhateverItsCase) {
  Typeface& mono = typeface_named("dejavu sans mono");
  EXPECT_EQ(mono.font().name().family, "DejaVu Sans Mono");
  EXPECT_DOUBLE_EQ(mono.lay_out("iii", kSize).advance, mono.lay_out("WWW", kSize).advance);
  EXPECT_EQ(&typeface_named("dejavu sans mono"), &mono);
}

TEST(NamedTypefaces, FindsItsBoldAndItalic) {
  Typeface& mono = typeface_named("DejaVu Sans Mono");
  EXPECT_FALSE(mono.font().name().bold);
  EXPECT_TRUE(mono.font(Shape::Bold).name().bold);
  EXPECT_TRUE(mono.font(Shape::Italic).name().italic);
  EXPECT_FALSE(mono.font(Shape::Italic).name().bold);
  EXPECT_TRUE(mono.font(Shape::BoldItalic).name().bold);
  EXPECT_TRUE(mono.font(Shape::BoldItalic).name().italic);
}

TEST(NamedTypefaces, TakesAFileAndTheRestOfItsFamily) {
  const std::string file = font_file("DejaVuSerif.ttf");
  Typeface& typeface = typeface_named(file);
  EXPECT_EQ(typeface.font().file(), file);
  EXPECT_EQ(typeface.font(Shape::Bold).name().family, "DejaVu Serif");
  EXPECT_TRUE(typeface.font(Shape::Bold).name().bold);
}

TEST(NamedTypefaces, IsDejaVuWhereNothingIsNamed) { EXPECT_EQ(&typeface_named(""), &sans()); }

TEST(NamedTypefaces, NamesTheNearestFamily) {
  const std::string error = error_of("DejaVu Sans Mno");
  EXPECT_NE(error.find("no font 'DejaVu Sans Mno' (did you mean 'DejaVu Sans Mono'?)"),
            std::string::npos)
      << error;
}

TEST(NamedTypefaces, NamesAFileThatIsNotThere) {
  const std::string error = error_of("fonts/none.ttf");
  EXPECT_NE(error.find("fonts/none.ttf"), std::string::npos) << error;
}

TEST(NamedTypefaces, NamesAFileThatIsNoFont) {
  const std::string error = error_of("/proc/self/maps");
  EXPECT_NE(error.find("/proc/self/maps"), std::string::npos) << error;
}

TEST(Shaped, SetsLinesInAnotherShapeWhileItLives) {
  const double regular = current().lay_out("weight", kSize).advance;
  {
    const Shaped bold(Shape::Bold);
    EXPECT_GT(current().lay_out("weight", kSize).advance, regular * 1.05);
    EXPECT_TRUE(current().lay_out("weight", kSize).pieces.front().font->name().bold);
  }
  EXPECT_DOUBLE_EQ(current().lay_out("weight", kSize).advance, regular);
}

}  // namespace
}  // namespace rankplot::text
