// Strings and enumerations become numbers with a table of names.
#include <cstring>

#include "scratch.hpp"

namespace rankplot::read {
namespace {

using Texts = std::vector<std::string>;
using Values = std::vector<double>;

class Categories : public Scratch {
 protected:
  static TypeHandle fixed_text(std::size_t bytes, H5T_str_t padding) {
    TypeHandle type(H5Tcopy(H5T_C_S1));
    H5Tset_size(type.id(), bytes);
    H5Tset_strpad(type.id(), padding);
    return type;
  }
  void put_variable(const std::vector<const char*>& texts) {
    const TypeHandle type(H5Tcopy(H5T_C_S1));
    H5Tset_size(type.id(), H5T_VARIABLE);
    put(create(path("a.h5")), "/s", type.id(), {texts.size()}, type.id(), texts.data());
  }
  void expect(const std::string& hyperslab, const Values& values, const Texts& names,
              const std::string& column = "") {
    const base::Field field = load(path("a.h5"), "/s", hyperslab, column);
    EXPECT_EQ(field.values, values);
    ASSERT_TRUE(field.names);
    EXPECT_EQ(*field.names, names);
  }
};

TEST_F(Categories, NumberStringsAsTheyFirstAppear) {
  put_variable({"Fe", "Cu", "Fe", "Au", "Cu"});
  expect("", {0, 1, 0, 2, 1}, {"Fe", "Cu", "Au"});
  expect("[1::2]", {0, 1}, {"Cu", "Au"});
}

TEST_F(Categories, TakeMissingStringsAsEmptyOnes) {
  put_variable({"Fe", nullptr, ""});
  expect("", {0, 1, 1}, {"Fe", ""});
}

TEST_F(Categories, ReadFixedStringsWithoutTheirPadding) {
  const std::string terminated("ab\0?abc\0", 8), null_padded("ab\0\0abcd", 8),
      space_padded("ab  abcd", 8);
  put(create(path("a.h5")), "/s", fixed_text(4, H5T_STR_NULLTERM).id(), {2},
      fixed_text(4, H5T_STR_NULLTERM).id(), terminated.data());
  expect("", {0, 1}, {"ab", "abc"});
  put(create(path("a.h5")), "/s", fixed_text(4, H5T_STR_NULLPAD).id(), {2},
      fixed_text(4, H5T_STR_NULLPAD).id(), null_padded.data());
  expect("", {0, 1}, {"ab", "abcd"});
  put(create(path("a.h5")), "/s", fixed_text(4, H5T_STR_SPACEPAD).id(), {2},
      fixed_text(4, H5T_STR_SPACEPAD).id(), space_padded.data());
  expect("[1]", {0}, {"abcd"});
}

TEST_F(Categories, ReplaceWhatIsNoUtf8AndCutWhatIsTooLong) {
  const std::string long_name(3000, 'x');
  put_variable({"\xe9t\xe9", long_name.c_str()});
  const base::Field field = load(path("a.h5"), "/s");
  EXPECT_EQ(field.names->at(0), "\ufffdt\ufffd");
  EXPECT_EQ(field.names->at(1).size(), base::kMostNameBytes);
  EXPECT_TRUE(field.names->at(1).ends_with("x\u2026"));
}

TEST_F(Categories, RefuseTooManyNames) {
  Texts texts;
  for (std::size_t i = 0; i <= base::kMostNames; ++i) texts.push_back(std::to_string(i));
  std::vector<const char*> pointers;
  for (const std::string& text : texts) pointers.push_back(text.c_str());
  put_variable(pointers);
  EXPECT_EQ(reason(read_of(path("a.h5"), "/s")),
            path("a.h5") +
                ":/s: holds more than 10000 different names, too many for categories; "
                "read a part of it");
  EXPECT_EQ(load(path("a.h5"), "/s", "[:3]").values, (Values{0, 1, 2}));
}

TEST_F(Categories, RefuseStringsThatTakeMoreMemoryThanAllowed) {
  const std::string large(100'000, 'x');
  put_variable({large.c_str(), large.c_str()});
  EXPECT_EQ(reason(read_of(path("a.h5"), "/s"), 150'000),
            path("a.h5") +
                ":/s: its strings take more than the 150000 bytes allowed; read a part "
                "of it");
  put(create(path("a.h5")), "/s", fixed_text(50'000, H5T_STR_NULLPAD).id(), {2},
      fixed_text(50'000, H5T_STR_NULLPAD).id(), large.data());
  EXPECT_EQ(reason(read_of(path("a.h5"), "/s"), 90'000),
            path("a.h5") +
                ":/s: to read it takes 100000 bytes in memory (50000 an element), more "
                "than the 90000 allowed; read a part of it");
}

TEST_F(Categories, LabelEnumerationsInTheOrderOfTheirValues) {
  const TypeHandle type(H5Tenum_create(H5T_STD_I16BE));
  const auto insert = [&](const char* name, std::int16_t value) {
    H5Tconvert(H5T_NATIVE_INT16, H5T_STD_I16BE, 1, &value, nullptr, H5P_DEFAULT);
    ASSERT_GE(H5Tenum_insert(type.id(), name, &value), 0);
  };
  insert("solid", 10);
  insert("gas", -3);
  insert("liquid", 4);
  std::vector<std::int16_t> values{10, -3, 4, 7};  // 7 has no name: HDF5 would not convert it
  H5Tconvert(H5T_NATIVE_INT16, H5T_STD_I16BE, 4, values.data(), nullptr, H5P_DEFAULT);
  put(create(path("a.h5")), "/s", type.id(), {4}, type.id(), values.data());
  expect("", {2, 0, 1, 3}, {"gas", "liquid", "solid", "7"});
}

TEST_F(Categories, AreColumnsOfTables) {
  struct Row {
    double mass;
    char element[2];
    const char* phase;
  };
  const TypeHandle variable(H5Tcopy(H5T_C_S1));
  H5Tset_size(variable.id(), H5T_VARIABLE);
  const TypeHandle type(H5Tcreate(H5T_COMPOUND, sizeof(Row)));
  H5Tinsert(type.id(), "mass", offsetof(Row, mass), H5T_NATIVE_DOUBLE);
  H5Tinsert(type.id(), "element", offsetof(Row, element), fixed_text(2, H5T_STR_NULLPAD).id());
  H5Tinsert(type.id(), "phase", offsetof(Row, phase), variable.id());
  const std::vector<Row> rows{
      {55.8, {'F', 'e'}, "solid"}, {4, {'H', 'e'}, "gas"}, {55.8, {'F', 'e'}, "gas"}};
  put(create(path("a.h5")), "/s", type.id(), {3}, type.id(), rows.data());
  expect("", {0, 1, 0}, {"Fe", "He"}, "element");
  expect("", {0, 1, 1}, {"solid", "gas"}, "phase");
  EXPECT_EQ(load(path("a.h5"), "/s", "", "mass").values, (Values{55.8, 4, 55.8}));
}

}  // namespace
}  // namespace rankplot::read
