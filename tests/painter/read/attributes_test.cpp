#include "painter/read/attributes.hpp"

#include <cmath>

#include "scratch.hpp"

namespace rankplot::read {
namespace {

/// Writes attributes of the object that it is made for.
class Writer {
 public:
  explicit Writer(hid_t object) : object_(object) {}

  void numbers(const char* name, const std::vector<double>& values,
               hid_t type = H5T_NATIVE_DOUBLE) const {
    const hsize_t count = values.size();
    write(name, type, SpaceHandle(H5Screate_simple(1, &count, nullptr)), H5T_NATIVE_DOUBLE,
          values.data());
  }
  void number(const char* name, double value, hid_t type = H5T_NATIVE_DOUBLE) const {
    write(name, type, SpaceHandle(H5Screate(H5S_SCALAR)), H5T_NATIVE_DOUBLE, &value);
  }
  void fixed(const char* name, const std::string& text) const {
    const TypeHandle type(H5Tcopy(H5T_C_S1));
    H5Tset_size(type.id(), text.size());
    write(name, type.id(), SpaceHandle(H5Screate(H5S_SCALAR)), type.id(), text.data());
  }
  void variable(const char* name, const std::vector<const char*>& texts) const {
    const TypeHandle type(H5Tcopy(H5T_C_S1));
    H5Tset_size(type.id(), H5T_VARIABLE);
    const hsize_t count = texts.size();
    write(name, type.id(), SpaceHandle(H5Screate_simple(1, &count, nullptr)), type.id(),
          texts.data());
  }

 private:
  void write(const char* name, hid_t type, const SpaceHandle& space, hid_t from,
             const void* values) const {
    const AttributeHandle made(
        H5Acreate2(object_, name, type, space.id(), H5P_DEFAULT, H5P_DEFAULT));
    ASSERT_TRUE(made) << name << ": " << hdf5_reason();
    ASSERT_GE(H5Awrite(made.id(), from, values), 0) << name << ": " << hdf5_reason();
  }
  hid_t object_;
};

class AttributesOf : public Scratch {
 protected:
  /// The catalog of one dataset of a.h5, asked for attributes and time.
  plan::DatasetInfo seen(const std::string& object, const std::vector<std::string>& attributes,
                         bool time = true) {
    const auto catalog = scan({path("a.h5"), {object}, attributes, time});
    EXPECT_EQ(catalog.error, "");
    EXPECT_EQ(catalog.datasets.size(), 1u);
    return catalog.datasets.empty() ? plan::DatasetInfo{} : catalog.datasets[0];
  }
  static ObjectHandle open(const FileHandle& file, const char* object) {
    return ObjectHandle(H5Oopen(file.id(), object, H5P_DEFAULT));
  }
};

using Numbers = std::vector<double>;

TEST_F(AttributesOf, AreTextsAndAFewNumbers) {
  const FileHandle file = create(path("a.h5"));
  count_up(file, "/V", {2});
  const ObjectHandle object = open(file, "/V");
  const Writer write(object.id());
  write.fixed("fixed", "m/s");
  write.fixed("padded", "kg  ");
  write.variable("variable", {"Land-sea mask"});
  write.variable("axes", {"x", "y"});
  write.number("step", 1200, H5T_STD_I32BE);
  write.number("small", 0.1, H5T_IEEE_F32LE);
  write.numbers("range", {-1.5, 2});
  write.number("fill", std::nan(""));
  write.fixed("degree",
              "\xb0"
              "C");
  const auto text = [&](const char* name) { return read_attribute(object.id(), name)->text; };
  const auto numbers = [&](const char* name) { return read_attribute(object.id(), name)->numbers; };
  EXPECT_EQ(text("fixed"), "m/s");
  EXPECT_EQ(text("padded"), "kg");
  EXPECT_EQ(text("variable"), "Land-sea mask");
  EXPECT_EQ(text("axes"), "x, y");
  EXPECT_EQ(text("step"), "1200");
  EXPECT_EQ(numbers("step"), Numbers{1200});
  EXPECT_EQ(text("small"), "0.1");
  EXPECT_EQ(text("range"), "[-1.5, 2]");
  EXPECT_EQ(numbers("range"), (Numbers{-1.5, 2}));
  EXPECT_EQ(text("fill"), "nan");
  EXPECT_TRUE(numbers("fill").empty());
  EXPECT_EQ(text("degree"),
            "\xc2\xb0"
            "C");  // Latin-1 became UTF-8
}

TEST_F(AttributesOf, AreLeftOutWhereTheyAreLarge) {
  const FileHandle file = create(path("a.h5"));
  const ObjectHandle root = open(file, "/");
  const Writer write(root.id());
  write.numbers("five", {1, 2, 3, 4, 5});
  write.fixed("long", std::string(5000, 'a') + "b");
  write.variable("many", std::vector<const char*>(9, "x"));
  EXPECT_FALSE(read_attribute(root.id(), "five"));
  EXPECT_EQ(read_attribute(root.id(), "long")->text, std::string(1024, 'a'));
  EXPECT_FALSE(read_attribute(root.id(), "many"));
  EXPECT_FALSE(read_attribute(root.id(), "none"));
  for (int i = 0; i < 1100; ++i) write.number(fmt::format("a{}", i).c_str(), i);
  EXPECT_EQ(attribute_names(root.id()).size(), 1000u);
}

TEST_F(AttributesOf, AreOfTheDatasetElseOfTheNearestGroup) {
  {
    const FileHandle file = create(path("a.h5"));
    count_up(file, "/run/a/V", {2});
    count_up(file, "/run/b/V", {2});
    Writer(open(file, "/run/a/V").id()).fixed("units", "m");
    Writer(open(file, "/run/a").id()).fixed("title", "inner");
    Writer(open(file, "/run").id()).fixed("title", "outer");
    Writer(open(file, "/").id()).fixed("code", "X");
  }
  const auto in_a = seen("/run/a/V", {"title", "code"}).attributes;
  EXPECT_EQ(in_a.at("title").text, "inner");
  EXPECT_EQ(in_a.at("code").text, "X");
  EXPECT_EQ(in_a.at("units").text, "m");  // without being asked for
  const auto catalog = scan({path("a.h5"), {"/run/{r}/V"}, {"title"}, false});
  ASSERT_EQ(catalog.datasets.size(), 2u);
  EXPECT_EQ(catalog.datasets[0].attributes.at("title").text, "inner");
  EXPECT_EQ(catalog.datasets[1].attributes.at("title").text, "outer");
  EXPECT_FALSE(catalog.datasets[1].attributes.contains("units"));
}

TEST_F(AttributesOf, GiveTheTimeOfADatasetFirst) {
  {
    const FileHandle file = create(path("a.h5"));
    count_up(file, "/V", {2});
    count_up(file, "/W", {2});
    Writer(open(file, "/V").id()).number("Time", 0.25);
    Writer(open(file, "/").id()).number("time", 3);
  }
  EXPECT_EQ(seen("/V", {}).time, "0.25");
  EXPECT_EQ(seen("/W", {}).time, "3");
  EXPECT_EQ(seen("/W", {}, false).time, "");
}

TEST_F(AttributesOf, MultiplyTheTimeOfOpenPmdByItsUnit) {
  {
    const FileHandle file = create(path("a.h5"));
    count_up(file, "/data/100/meshes/E/x", {2});
    const ObjectHandle iteration = open(file, "/data/100");
    Writer(iteration.id()).number("time", 5);
    Writer(iteration.id()).number("timeUnitSI", 0.5);
  }
  EXPECT_EQ(seen("/data/100/meshes/E/x", {}).time, "2.5");
}

TEST_F(AttributesOf, FindTheTimeInADatasetOfOneValue) {
  {
    const FileHandle file = create(path("a.h5"));
    const double time = 0.1;
    put(file, "/time", H5T_IEEE_F32LE, {1}, H5T_NATIVE_DOUBLE, &time);
    count_up(file, "/a/V", {2});
    count_up(file, "/b/V", {2});
    put(file, "/b/t", H5T_STD_I64LE, {}, H5T_NATIVE_DOUBLE, &time);  // 0
    count_up(file, "/c/V", {2});
    count_up(file, "/c/time", {3});  // a time for each of something
  }
  EXPECT_EQ(seen("/a/V", {}).time, "0.1");
  EXPECT_EQ(seen("/b/V", {}).time, "0");
  EXPECT_EQ(seen("/c/V", {}).time, "0.1");
}

TEST_F(AttributesOf, FindTheTimeWhereCertainProgramsPutIt) {
  {
    const FileHandle file = create(path("a.h5"));
    count_up(file, "/timeData/step", {1});
    count_up(file, "/V", {2});
    Writer(open(file, "/timeData").id()).number("vsTime", 1.00125);
  }
  EXPECT_EQ(seen("/V", {}).time, "1.00125");
}

}  // namespace
}  // namespace rankplot::read
