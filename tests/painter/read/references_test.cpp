// References to datasets and to parts of them are followed.
#include "scratch.hpp"

namespace rankplot::read {
namespace {

using Values = std::vector<double>;
using Shape = std::vector<std::size_t>;

class References : public Scratch {
 protected:
  References() : file_(create(path("a.h5"))) {
    count_up(file_, "/data/a", {2, 3});  // [i, j] is 3 i + j
    count_up(file_, "/data/b", {2, 3}, H5T_IEEE_F32BE);
    count_up(file_, "/data/short", {2});
  }
  hobj_ref_t to(const char* object) const {
    hobj_ref_t reference = 0;
    EXPECT_GE(H5Rcreate(&reference, file_.id(), object, H5R_OBJECT, -1), 0) << hdf5_reason();
    return reference;
  }
  void put_references(const std::vector<hobj_ref_t>& references) {
    put(file_, "/refs", H5T_STD_REF_OBJ, {references.size()}, H5T_STD_REF_OBJ, references.data());
  }
  /// Its readers open it otherwise: HDF5 does not let both be.
  void close() { file_ = FileHandle(); }
  base::Field followed(const std::string& hyperslab = "") {
    close();
    return load(path("a.h5"), "/refs", hyperslab);
  }
  std::string refusal(const std::string& hyperslab = "") {
    close();
    return reason(read_of(path("a.h5"), "/refs", hyperslab));
  }
  FileHandle file_;
};

TEST_F(References, ToDatasetsAreWhatTheseHold) {
  put_references({to("/data/a"), to("/data/short")});
  EXPECT_EQ(followed("[0]").shape, (Shape{2, 3}));
  EXPECT_EQ(followed("[0, 1, ::2]").values, (Values{3, 5}));
  EXPECT_EQ(followed("[1]").values, (Values{0, 1}));
}

TEST_F(References, ToAlikeDatasetsAreStacked) {
  put_references({to("/data/a"), to("/data/b")});
  const base::Field both = followed("[:, 1]");
  EXPECT_EQ(both.shape, (Shape{2, 3}));
  EXPECT_EQ(both.values, (Values{3, 4, 5, 3, 4, 5}));
}

TEST_F(References, AddTheAxesOfTheirTargetsInTheCatalog) {
  put_references({to("/data/a"), to("/data/short")});
  close();
  const auto info = scan({path("a.h5"), {"/refs"}}).datasets.at(0);
  EXPECT_EQ(info.refusal, "");
  EXPECT_EQ(info.shape, (std::vector<std::uint64_t>{2, 2, 3}));
}

TEST_F(References, ThatLeadNowhereAreRefused) {
  put_references({to("/data/a"), to("/data/short"), to("/data"), 0});
  const std::string start = path("a.h5") + ":/refs: ";
  EXPECT_EQ(refusal("[:2]"),
            start +
                "its references point to arrays of different shapes, (2, 3) and (2); take one "
                "of them by its index");
  EXPECT_EQ(refusal("[2]"), start + "reference 0 points to '/data', which is no dataset");
  EXPECT_EQ(refusal("[1:]"), start + "reference 1 points to '/data', which is no dataset");
  EXPECT_EQ(refusal("[3]"), start + "reference 0 is null: it points to nothing");
}

TEST_F(References, ToThemselvesComeToAnEnd) {
  const hobj_ref_t none = 0;
  put(file_, "/refs", H5T_STD_REF_OBJ, {}, H5T_STD_REF_OBJ, &none);
  const hobj_ref_t itself = to("/refs");
  {
    const DatasetHandle refs(H5Dopen2(file_.id(), "/refs", H5P_DEFAULT));
    H5Dwrite(refs.id(), H5T_STD_REF_OBJ, H5S_ALL, H5S_ALL, H5P_DEFAULT, &itself);
  }
  EXPECT_EQ(refusal(),
            path("a.h5") + ":/refs: references lead to references; 4 in a row are followed");
}

TEST_F(References, ToRegionsAreThoseParts) {
  const SpaceHandle space([&] {
    const DatasetHandle a(H5Dopen2(file_.id(), "/data/a", H5P_DEFAULT));
    return H5Dget_space(a.id());
  }());
  const std::vector<hsize_t> start{0, 1}, count{2, 2};
  H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, start.data(), nullptr, count.data(), nullptr);
  hdset_reg_ref_t region{};
  ASSERT_GE(H5Rcreate(&region, file_.id(), "/data/a", H5R_DATASET_REGION, space.id()), 0);
  put(file_, "/refs", H5T_STD_REF_DSETREG, {1}, H5T_STD_REF_DSETREG, &region);
  const base::Field part = followed("[0]");
  EXPECT_EQ(part.shape, (Shape{2, 2}));
  EXPECT_EQ(part.values, (Values{1, 2, 4, 5}));
}

}  // namespace
}  // namespace rankplot::read
