// Every number type, in both byte orders.
#include <cmath>
#include <limits>

#include "scratch.hpp"

namespace rankplot::read {
namespace {

using base::ElementType;
using Values = std::vector<double>;

class Types : public Scratch {
 protected:
  base::Array stored(hid_t type, const Values& values) {
    put(create(path("a.h5")), "/d", type, {values.size()}, H5T_NATIVE_DOUBLE, values.data());
    return Reader().load(read_of(path("a.h5"), "/d"), 1 << 20);
  }
  /// Why a dataset of this type cannot be read, as scan and load say it.
  void expect_refusal(hid_t type, const std::string& what) {
    {
      const FileHandle file = create(path("r.h5"));
      const hsize_t extent = 2;
      const SpaceHandle space(H5Screate_simple(1, &extent, nullptr));
      const DatasetHandle made(
          H5Dcreate2(file.id(), "/d", type, space.id(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
      ASSERT_TRUE(made) << hdf5_reason();
    }
    const auto catalog = scan({path("r.h5"), {"/d"}});
    ASSERT_EQ(catalog.datasets.size(), 1u);
    EXPECT_EQ(catalog.datasets[0].refusal, what);
    EXPECT_EQ(reason(read_of(path("r.h5"), "/d")), path("r.h5") + ":/d: " + what);
  }
};

TEST_F(Types, KeepsIntegersAtTheirWidthInBothByteOrders) {
  struct Case {
    hid_t little, big;
    ElementType kept;
    Values values;
  };
  const std::vector<Case> cases{
      {H5T_STD_I8LE, H5T_STD_I8BE, ElementType::Int8, {-128, 0, 127}},
      {H5T_STD_U8LE, H5T_STD_U8BE, ElementType::UInt8, {0, 200, 255}},
      {H5T_STD_I16LE, H5T_STD_I16BE, ElementType::Int16, {-32768, 258, 32767}},
      {H5T_STD_U16LE, H5T_STD_U16BE, ElementType::UInt16, {0, 258, 65535}},
      {H5T_STD_I32LE, H5T_STD_I32BE, ElementType::Int32, {-2147483648.0, 66051, 2147483647}},
      {H5T_STD_U32LE, H5T_STD_U32BE, ElementType::UInt32, {0, 66051, 4294967295}},
      {H5T_STD_I64LE, H5T_STD_I64BE, ElementType::Int64, {-9007199254740992, 72623859790382856.0}},
      {H5T_STD_U64LE, H5T_STD_U64BE, ElementType::UInt64, {0, 9007199254740992}}};
  for (const Case& each : cases) {
    for (const hid_t type : {each.little, each.big}) {
      const base::Array array = stored(type, each.values);
      EXPECT_EQ(array.type, each.kept);
      EXPECT_EQ(to_field(array).values, each.values) << base::element_name(each.kept);
    }
  }
}

TEST_F(Types, KeepsFloatsInBothByteOrders) {
  const double infinity = std::numeric_limits<double>::infinity();
  const Values values{-1.5, 0.0, 0x1p-20, 65504, infinity, -infinity};
  for (const hid_t type : {H5T_IEEE_F32LE, H5T_IEEE_F32BE}) {
    const base::Array array = stored(type, values);
    EXPECT_EQ(array.type, ElementType::Float32);
    EXPECT_EQ(to_field(array).values, values);
  }
  for (const hid_t type : {H5T_IEEE_F64LE, H5T_IEEE_F64BE}) {
    const base::Array array = stored(type, values);
    EXPECT_EQ(array.type, ElementType::Float64);
    EXPECT_EQ(to_field(array).values, values);
  }
  EXPECT_TRUE(std::isnan(to_field(stored(H5T_IEEE_F64LE, {std::nan("")})).values[0]));
}

TEST_F(Types, WidensHalfFloatsAndNarrowsLongOnes) {
  // IEEE 754 binary16: 1 sign, 5 exponent, 10 fraction bits; 1.5 and 1000 are exact in it.
  const TypeHandle half(H5Tcopy(H5T_IEEE_F32LE));
  H5Tset_fields(half.id(), 15, 10, 5, 0, 10);
  H5Tset_precision(half.id(), 16);
  H5Tset_size(half.id(), 2);
  H5Tset_ebias(half.id(), 15);
  const base::Array halves = stored(half.id(), {1.5, -0.25, 1000});
  EXPECT_EQ(halves.type, ElementType::Float32);
  EXPECT_EQ(to_field(halves).values, (Values{1.5, -0.25, 1000}));
  const base::Array longs = stored(H5T_NATIVE_LDOUBLE, {1.5, -0.25, 1e300});
  EXPECT_EQ(longs.type, ElementType::Float64);
  EXPECT_EQ(to_field(longs).values, (Values{1.5, -0.25, 1e300}));
}

TEST_F(Types, WidensOddIntegersToTheNextWidth) {
  const TypeHandle three_bytes(H5Tcopy(H5T_STD_I32BE));
  H5Tset_precision(three_bytes.id(), 24);
  H5Tset_size(three_bytes.id(), 3);
  const base::Array array = stored(three_bytes.id(), {-8388608, 66051, 8388607});
  EXPECT_EQ(array.type, ElementType::Int32);
  EXPECT_EQ(to_field(array).values, (Values{-8388608, 66051, 8388607}));
}

TEST_F(Types, TakesBoolsAndEnumerationsAsTheirIntegers) {
  const TypeHandle boolean(H5Tenum_create(H5T_NATIVE_INT8));  // as h5py writes them
  const std::int8_t no = 0, yes = 1;
  H5Tenum_insert(boolean.id(), "FALSE", &no);
  H5Tenum_insert(boolean.id(), "TRUE", &yes);
  const std::vector<std::int8_t> values{1, 0, 1};
  put(create(path("a.h5")), "/b", boolean.id(), {3}, boolean.id(), values.data());
  const base::Array array = Reader().load(read_of(path("a.h5"), "/b"), 1 << 20);
  EXPECT_EQ(array.type, ElementType::Int8);
  EXPECT_EQ(to_field(array).values, (Values{1, 0, 1}));
}

TEST_F(Types, ReadsFloatsOfAnyLayout) {
  // bfloat16: 1 sign, 8 exponent, 7 fraction bits.
  const TypeHandle bfloat(H5Tcopy(H5T_IEEE_F32LE));
  H5Tset_fields(bfloat.id(), 15, 7, 8, 0, 7);
  H5Tset_precision(bfloat.id(), 16);
  H5Tset_size(bfloat.id(), 2);
  H5Tset_ebias(bfloat.id(), 127);
  EXPECT_EQ(to_field(stored(bfloat.id(), {1.5, -0x1p100, 96})).values, (Values{1.5, -0x1p100, 96}));
}

TEST_F(Types, ReadsIntegersOfLessPrecisionThanTheirSizeAtAnOffset) {
  // 12 bits in a big-endian 32-bit word, 5 bits from its end.
  const TypeHandle odd(H5Tcopy(H5T_STD_I32BE));
  H5Tset_precision(odd.id(), 12);
  H5Tset_offset(odd.id(), 5);
  H5Tset_pad(odd.id(), H5T_PAD_ONE, H5T_PAD_ONE);
  EXPECT_EQ(to_field(stored(odd.id(), {-2048, -1, 0, 2047})).values, (Values{-2048, -1, 0, 2047}));
}

TEST_F(Types, ReadsArraysAsElementsAsAxesBehindTheOthers) {
  // Element [i][j, k] of 4 x (2 x 3) is 6 i + 3 j + k.
  const std::vector<hsize_t> inner{2, 3};
  const TypeHandle type(H5Tarray_create2(H5T_STD_I16BE, 2, inner.data()));
  const TypeHandle native(H5Tarray_create2(H5T_NATIVE_INT, 2, inner.data()));
  std::vector<int> values(24);
  std::iota(values.begin(), values.end(), 0);
  put(create(path("a.h5")), "/a", type.id(), {4}, native.id(), values.data());
  const auto catalog = scan({path("a.h5"), {"/a"}});
  EXPECT_EQ(catalog.datasets.at(0).shape, (std::vector<std::uint64_t>{4, 2, 3}));
  const base::Field whole = load(path("a.h5"), "/a");
  EXPECT_EQ(whole.shape, (std::vector<std::size_t>{4, 2, 3}));
  EXPECT_EQ(whole.values[23], 23);
  EXPECT_EQ(load(path("a.h5"), "/a", "[1:3, 1, ::2]").values, (Values{9, 11, 15, 17}));
  EXPECT_EQ(load(path("a.h5"), "/a", "[-1]").values, (Values{18, 19, 20, 21, 22, 23}));
}

TEST_F(Types, RefusesByNameWhatIsNoNumber) {
  expect_refusal(TypeHandle(H5Tcreate(H5T_OPAQUE, 4)).id(),
                 "holds opaque bytes, which are no numbers");
  const TypeHandle tagged(H5Tcreate(H5T_OPAQUE, 8));
  H5Tset_tag(tagged.id(), "NUMPY:datetime64[ns]");
  expect_refusal(tagged.id(),
                 "holds opaque bytes (tagged 'NUMPY:datetime64[ns]'), which are no numbers");
  expect_refusal(TypeHandle(H5Tvlen_create(H5T_NATIVE_INT)).id(),
                 "holds sequences of different lengths, which make no array");
  expect_refusal(H5T_STD_B8LE, "holds bit fields, which are no numbers");
  const TypeHandle wide(H5Tcopy(H5T_STD_I64LE));
  H5Tset_size(wide.id(), 16);
  H5Tset_precision(wide.id(), 128);
  expect_refusal(wide.id(), "integers of 128 bits cannot be read; up to 64 can");
}

TEST_F(Types, RefusesANullDataspace) {
  {
    const FileHandle file = create(path("a.h5"));
    const SpaceHandle space(H5Screate(H5S_NULL));
    const DatasetHandle made(H5Dcreate2(file.id(), "/n", H5T_NATIVE_INT, space.id(), H5P_DEFAULT,
                                        H5P_DEFAULT, H5P_DEFAULT));
  }
  EXPECT_EQ(reason(read_of(path("a.h5"), "/n")),
            path("a.h5") + ":/n: holds no data (its dataspace is null)");
}

}  // namespace
}  // namespace rankplot::read
