// Compound types: in each other, with arrays, of complex numbers.
#include <complex>

#include "scratch.hpp"

namespace rankplot::read {
namespace {

using Values = std::vector<double>;

struct Position {
  double x, y;
};
struct Particle {
  std::int32_t id;
  Position pos;
  float velocity[3];
  Position corners[2];
};

class Columns : public Scratch {
 protected:
  Columns() {
    const TypeHandle position(H5Tcreate(H5T_COMPOUND, sizeof(Position)));
    H5Tinsert(position.id(), "x", offsetof(Position, x), H5T_NATIVE_DOUBLE);
    H5Tinsert(position.id(), "y", offsetof(Position, y), H5T_NATIVE_DOUBLE);
    const hsize_t three = 3, two = 2;
    const TypeHandle velocity(H5Tarray_create2(H5T_NATIVE_FLOAT, 1, &three));
    const TypeHandle corners(H5Tarray_create2(position.id(), 1, &two));
    const TypeHandle type(H5Tcreate(H5T_COMPOUND, sizeof(Particle)));
    H5Tinsert(type.id(), "id", offsetof(Particle, id), H5T_NATIVE_INT32);
    H5Tinsert(type.id(), "pos", offsetof(Particle, pos), position.id());
    H5Tinsert(type.id(), "velocity", offsetof(Particle, velocity), velocity.id());
    H5Tinsert(type.id(), "corners", offsetof(Particle, corners), corners.id());
    const std::vector<Particle> particles{{7, {1, 2}, {3, 4, 5}, {{6, 7}, {8, 9}}},
                                          {8, {11, 12}, {13, 14, 15}, {{16, 17}, {18, 19}}}};
    put(create(file_), "/p", type.id(), {2}, type.id(), particles.data());
  }
  base::Field column(const std::string& name, const std::string& hyperslab = "") {
    return load(file_, "/p", hyperslab, name);
  }
  const std::string file_ = path("a.h5");
};

TEST_F(Columns, InColumnsAreNamedWithADot) {
  EXPECT_EQ(column("id").values, (Values{7, 8}));
  EXPECT_EQ(column("pos.y").values, (Values{2, 12}));
  EXPECT_EQ(column("pos.x", "[1]").values, Values{11});
}

TEST_F(Columns, ThatAreArraysAddTheirAxes) {
  const base::Field velocity = column("velocity");
  EXPECT_EQ(velocity.shape, (std::vector<std::size_t>{2, 3}));
  EXPECT_EQ(velocity.values, (Values{3, 4, 5, 13, 14, 15}));
  EXPECT_EQ(column("velocity", "[:, 1]").values, (Values{4, 14}));
  EXPECT_EQ(column("corners.x").values, (Values{6, 8, 16, 18}));
  EXPECT_EQ(column("corners.y", "[1, 0]").values, Values{17});
}

TEST_F(Columns, AreListedByTheirFullNamesInTheCatalog) {
  const auto info = scan({file_, {"/p"}}).datasets.at(0);
  EXPECT_EQ(info.refusal, "");
  EXPECT_EQ(info.columns, (std::vector<std::string>{"id", "pos.x", "pos.y", "velocity", "corners.x",
                                                    "corners.y"}));
  EXPECT_EQ(info.shape_of("pos.x"), (std::vector<std::uint64_t>{2}));
  EXPECT_EQ(info.shape_of("velocity"), (std::vector<std::uint64_t>{2, 3}));
}

TEST_F(Columns, ThatAreTablesThemselvesAreRefusedWithTheirs) {
  EXPECT_EQ(reason(read_of(file_, "/p", "", "pos")),
            file_ +
                ":/p: column 'pos' is a table: name a column, as in /p[pos.x]; its columns: "
                "pos.x, pos.y");
  EXPECT_EQ(reason(read_of(file_, "/p", "", "pos.z")),
            file_ +
                ":/p: no column 'pos.z'; did you mean 'pos.x'? its columns: id, pos.x, pos.y, "
                "velocity, corners.x, corners.y");
}

TEST_F(Columns, OfComplexNumbersAreTheirParts) {
  const TypeHandle type(H5Tcreate(H5T_COMPOUND, 16));
  H5Tinsert(type.id(), "r", 0, H5T_NATIVE_DOUBLE);
  H5Tinsert(type.id(), "i", 8, H5T_NATIVE_DOUBLE);
  const std::vector<std::complex<double>> values{{1, 2}, {3, -4}};
  put(create(path("z.h5")), "/z", type.id(), {2}, type.id(), values.data());
  EXPECT_EQ(load(path("z.h5"), "/z", "", "i").values, (Values{2, -4}));
  EXPECT_EQ(reason(read_of(path("z.h5"), "/z")),
            path("z.h5") +
                ":/z: is complex: name a part, as in /z[r] or /z[i]; its magnitude is "
                "sqrt(/z[r]**2 + /z[i]**2)");
}

}  // namespace
}  // namespace rankplot::read
