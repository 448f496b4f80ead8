#include "painter/read/conventions/packing.hpp"

#include <cmath>

#include "scratch.hpp"

namespace rankplot::read {
namespace {

using base::ElementType;

class Packed : public Scratch {
 protected:
  /// A dataset of these numbers with attributes of the same type, but for scale and offset.
  void make(const std::vector<double>& values, hid_t type,
            const std::vector<std::pair<std::string, std::vector<double>>>& attributes) {
    const FileHandle file = create(path("a.h5"));
    put(file, "/v", type, {values.size()}, H5T_NATIVE_DOUBLE, values.data());
    const ObjectHandle object(H5Oopen(file.id(), "/v", H5P_DEFAULT));
    for (const auto& [name, numbers] : attributes) {
      const hsize_t count = numbers.size();
      const SpaceHandle space(H5Screate_simple(1, &count, nullptr));
      const bool is_factor = name == "scale_factor" || name == "add_offset";
      const AttributeHandle made(H5Acreate2(object.id(), name.c_str(),
                                            is_factor ? H5T_NATIVE_DOUBLE : type, space.id(),
                                            H5P_DEFAULT, H5P_DEFAULT));
      ASSERT_GE(H5Awrite(made.id(), H5T_NATIVE_DOUBLE, numbers.data()), 0);
    }
  }
  base::Array array() { return Reader().load(read_of(path("a.h5"), "/v"), 1 << 20); }
  /// The values; what is missing is written as -99.
  std::vector<double> values(const std::string& hyperslab = "") {
    base::Field field = load(path("a.h5"), "/v", hyperslab);
    for (double& value : field.values) value = std::isnan(value) ? -99 : value;
    return field.values;
  }
};

using Values = std::vector<double>;

TEST_F(Packed, MissingIntegersBecomeNaN) {
  make({1, -1, 3, 7}, H5T_STD_I16LE, {{"_FillValue", {-1}}, {"missing_value", {7}}});
  EXPECT_EQ(array().type, ElementType::Float64);
  EXPECT_EQ(values(), (Values{1, -99, 3, -99}));
  EXPECT_EQ(values("[1:3]"), (Values{-99, 3}));
  const auto catalog = scan({path("a.h5"), {"/v"}});
  EXPECT_EQ(catalog.datasets.at(0).element_bytes, 8u);  // what the plan's estimate must count
}

TEST_F(Packed, ScaleAndOffsetAreAppliedToWhatIsNotMissing) {
  // stored * 0.5 + 10, as NetCDF's attribute conventions say.
  make({0, 2, -32767, 4}, H5T_STD_I16BE,
       {{"_FillValue", {-32767}}, {"scale_factor", {0.5}}, {"add_offset", {10}}});
  EXPECT_EQ(values(), (Values{10, 11, -99, 12}));
}

TEST_F(Packed, FloatsAreComparedInTheirOwnPrecision) {
  make({0.1, 1e20, 2}, H5T_IEEE_F32LE, {{"_FillValue", {1e20}}});
  EXPECT_EQ(array().type, ElementType::Float32);
  EXPECT_EQ(values(), (Values{static_cast<double>(0.1f), -99, 2}));
}

TEST_F(Packed, SeveralValuesMayBeMissing) {
  make({1, 2, 3, 4}, H5T_IEEE_F64LE, {{"missing_value", {2, 4}}});
  EXPECT_EQ(values(), (Values{1, -99, 3, -99}));
}

TEST_F(Packed, NaNAsFillValueChangesNothing) {
  make({1, 2}, H5T_IEEE_F64LE, {{"_FillValue", {std::nan("")}}});
  EXPECT_EQ(values(), (Values{1, 2}));
}

TEST_F(Packed, IntegersWithoutSuchAttributesStayIntegers) {
  make({1, 2}, H5T_STD_I16LE, {{"valid_range", {0, 9}}});
  EXPECT_EQ(array().type, ElementType::Int16);
}

}  // namespace
}  // namespace rankplot::read
