#include "scratch.hpp"

namespace rankplot::read {
namespace {

class ScanFile : public Scratch {
 protected:
  static std::vector<std::string> objects(const plan::FileCatalog& catalog) {
    EXPECT_EQ(catalog.error, "");
    std::vector<std::string> names;
    for (const auto& info : catalog.datasets) names.push_back(info.object);
    return names;
  }
  std::vector<std::string> found(const std::vector<std::string>& patterns) {
    return objects(scan({path("a.h5"), patterns}));
  }
};

using Names = std::vector<std::string>;

TEST_F(ScanFile, FindsWhatAPatternNamesSortedByPath) {
  {
    const FileHandle file = create(path("a.h5"));
    for (const char* object : {"/plot_2/a", "/plot_10/a", "/plot_1/a", "/plot_1/b", "/other/a",
                               "/plot_3/deep/a", "/a"}) {
      count_up(file, object, {2});
    }
  }
  EXPECT_EQ(found({"/plot_{n}/a"}), (Names{"/plot_1/a", "/plot_10/a", "/plot_2/a"}));
  EXPECT_EQ(found({"/plot_{n}/a", "/plot_{n}/b"}),
            (Names{"/plot_1/a", "/plot_1/b", "/plot_10/a", "/plot_2/a"}));
  EXPECT_EQ(found({"/*/a", "/plot_1/a"}),
            (Names{"/other/a", "/plot_1/a", "/plot_10/a", "/plot_2/a"}));
  EXPECT_EQ(found({"/*/*/a"}), Names{"/plot_3/deep/a"});
  EXPECT_EQ(found({"/plot_{n}/{name}"}),
            (Names{"/plot_1/a", "/plot_1/b", "/plot_10/a", "/plot_2/a"}));
  EXPECT_EQ(found({"/nothing_{n}"}), Names{});
}

TEST_F(ScanFile, AsksARepeatedCaptureToBeTheSame) {
  {
    const FileHandle file = create(path("a.h5"));
    for (const char* object : {"/r1/r1", "/r1/r2", "/r2/r2"}) count_up(file, object, {2});
  }
  EXPECT_EQ(found({"/{r}/{r}"}), (Names{"/r1/r1", "/r2/r2"}));
}

TEST_F(ScanFile, DescribesADatasetAsThePlanNeedsIt) {
  {
    const FileHandle file = create(path("a.h5"));
    PropertyHandle packed(H5Pcreate(H5P_DATASET_CREATE));
    const hsize_t chunk[2] = {4, 5};
    H5Pset_chunk(packed.id(), 2, chunk);
    count_up(file, "/chunked", {8, 9}, H5T_STD_I16BE, packed.id());
    H5Pset_deflate(packed.id(), 1);
    count_up(file, "/deflated", {8, 9}, H5T_STD_I16BE, packed.id());
    count_up(file, "/plain", {3}, H5T_IEEE_F64LE);
  }
  const auto catalog = scan({path("a.h5"), {"/*"}});
  ASSERT_EQ(objects(catalog), (Names{"/chunked", "/deflated", "/plain"}));
  EXPECT_EQ(catalog.datasets[0].shape, (std::vector<std::uint64_t>{8, 9}));
  EXPECT_EQ(catalog.datasets[0].chunk, (std::vector<std::uint64_t>{4, 5}));
  EXPECT_FALSE(catalog.datasets[0].compressed);
  EXPECT_TRUE(catalog.datasets[1].compressed);
  EXPECT_EQ(catalog.datasets[1].element_bytes, 2u);
  EXPECT_TRUE(catalog.datasets[2].chunk.empty());
  EXPECT_EQ(catalog.datasets[2].element_bytes, 8u);
  EXPECT_EQ(catalog.file, plan::identify(path("a.h5")));
}

TEST_F(ScanFile, ListsTheColumnsOfATable) {
  struct Row {
    std::int32_t id;
    float value;
  };
  const Row row{1, 2};
  const TypeHandle type(H5Tcreate(H5T_COMPOUND, sizeof(Row)));
  H5Tinsert(type.id(), "id", offsetof(Row, id), H5T_NATIVE_INT32);
  H5Tinsert(type.id(), "value", offsetof(Row, value), H5T_NATIVE_FLOAT);
  put(create(path("a.h5")), "/t", type.id(), {1}, type.id(), &row);
  const auto catalog = scan({path("a.h5"), {"/t"}});
  ASSERT_EQ(catalog.datasets.size(), 1u);
  EXPECT_EQ(catalog.datasets[0].columns, (Names{"id", "value"}));
  EXPECT_EQ(catalog.datasets[0].element_bytes, 4u);
  EXPECT_EQ(catalog.datasets[0].refusal, "");
}

TEST_F(ScanFile, SaysWhyALiteralNameIsNoDataset) {
  count_up(create(path("a.h5")), "/group/density", {2});
  const auto catalog = scan({path("a.h5"), {"/group", "/group/densty", "/group/density"}});
  ASSERT_EQ(objects(catalog), (Names{"/group", "/group/density", "/group/densty"}));
  EXPECT_EQ(catalog.datasets[0].refusal, "is a group, not a dataset; it has: density");
  EXPECT_EQ(catalog.datasets[1].refusal, "");
  EXPECT_EQ(catalog.datasets[2].refusal,
            "no object 'densty' in '/group'; did you mean 'density'? it has: density");
}

TEST_F(ScanFile, FollowsLinksAndSkipsThoseToNothing) {
  count_up(create(path("b.h5")), "/there", {2});
  {
    const FileHandle file = create(path("a.h5"));
    count_up(file, "/real", {2});
    H5Lcreate_soft("/real", file.id(), "soft", H5P_DEFAULT, H5P_DEFAULT);
    H5Lcreate_soft("/nowhere", file.id(), "dangling", H5P_DEFAULT, H5P_DEFAULT);
    H5Lcreate_external("b.h5", "/there", file.id(), "external", H5P_DEFAULT, H5P_DEFAULT);
    H5Lcreate_external("gone.h5", "/there", file.id(), "gone", H5P_DEFAULT, H5P_DEFAULT);
    H5Lcreate_soft("/", file.id(), "cycle", H5P_DEFAULT, H5P_DEFAULT);
  }
  EXPECT_EQ(found({"/*"}), (Names{"/external", "/real", "/soft"}));
  EXPECT_EQ(found({"/*/*/real"}), Names{"/cycle/cycle/real"});
  const auto catalog = scan({path("a.h5"), {"/dangling"}});
  ASSERT_EQ(catalog.datasets.size(), 1u);
  EXPECT_EQ(catalog.datasets[0].refusal, "'/dangling' is a link to nothing");
  EXPECT_EQ(load(path("a.h5"), "/external").values.size(), 2u);
}

TEST_F(ScanFile, TellsEachObjectBeforeItIsOpened) {
  {
    const FileHandle file = create(path("a.h5"));
    count_up(file, "/plot_1/a", {2});
    count_up(file, "/other/a", {2});
  }
  Names told;
  scan({path("a.h5"), {"/plot_{n}/a"}},
       [&](const std::string&, const std::string& object) { told.push_back(object); });
  EXPECT_EQ(told, (Names{"/", "/plot_1", "/plot_1/a"}));
}

TEST_F(ScanFile, WalksAGroupWithManyMembers) {
  {
    const FileHandle file = create(path("a.h5"));
    for (int i = 0; i < 3000; ++i) count_up(file, fmt::format("/plot_{}", i), {1});
    count_up(file, "/other", {1});
  }
  EXPECT_EQ(found({"/plot_{n}"}).size(), 3000u);
  EXPECT_EQ(found({"/plot_299{n}"}).size(), 10u);
}

}  // namespace
}  // namespace rankplot::read
