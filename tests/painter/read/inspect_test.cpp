#include "painter/read/inspect.hpp"

#include <fstream>

#include "scratch.hpp"

#ifdef __SANITIZE_ADDRESS__
// HDF5 1.10.8 itself loses some memory when a file turns out to be damaged while it is opened.
extern "C" const char* __lsan_default_suppressions() { return "leak:libhdf5_serial"; }
#endif

namespace rankplot::read {
namespace {

using plan::Node;
using Texts = std::vector<std::string>;
using Extents = std::vector<std::uint64_t>;

class Inspect : public Scratch {
 protected:
  Node look(const std::string& name = "a.h5", std::uint64_t depth = 16, std::uint64_t most = 100) {
    const plan::Inspection inspection = inspect({path(name), depth, most});
    EXPECT_EQ(inspection.error, "");
    return inspection.root;
  }
  static const Node& member(const Node& node, const std::string& name) {
    for (const Node& one : node.members) {
      if (one.name == name) return one;
    }
    throw std::runtime_error("no member " + name);
  }
};

TEST_F(Inspect, ShowsTypesShapesChunksFiltersAndAttributes) {
  {
    const FileHandle file = create(path("a.h5"));
    const PropertyHandle packed(H5Pcreate(H5P_DATASET_CREATE));
    const hsize_t chunk[2] = {4, 5};
    H5Pset_chunk(packed.id(), 2, chunk);
    H5Pset_shuffle(packed.id());
    H5Pset_deflate(packed.id(), 4);
    count_up(file, "/run/V", {8, 10}, H5T_STD_I16BE, packed.id());
    count_up(file, "/scalar", {}, H5T_IEEE_F64LE);
    const ObjectHandle object(H5Oopen(file.id(), "/run/V", H5P_DEFAULT));
    const TypeHandle text(H5Tcopy(H5T_C_S1));
    H5Tset_size(text.id(), 3);
    const SpaceHandle one(H5Screate(H5S_SCALAR));
    const AttributeHandle units(
        H5Acreate2(object.id(), "units", text.id(), one.id(), H5P_DEFAULT, H5P_DEFAULT));
    H5Awrite(units.id(), text.id(), "m/s");
  }
  const Node root = look();
  EXPECT_EQ(root.kind, Node::Kind::Group);
  EXPECT_EQ(root.member_count, 2u);
  const Node& v = member(member(root, "run"), "V");
  EXPECT_EQ(v.kind, Node::Kind::Dataset);
  EXPECT_EQ(v.type, "int16 big-endian");
  EXPECT_EQ(v.shape, (Extents{8, 10}));
  EXPECT_EQ(v.chunk, (Extents{4, 5}));
  EXPECT_EQ(v.filters, (Texts{"shuffle", "deflate 4"}));
  EXPECT_EQ(v.attributes, Texts{"units = m/s"});
  EXPECT_EQ(v.problem, "");
  EXPECT_EQ(member(root, "scalar").type, "float64");
  EXPECT_TRUE(member(root, "scalar").shape.empty());
}

TEST_F(Inspect, NamesColumnsWithTheirTypes) {
  struct Row {
    std::int32_t id;
    float value;
    char name[4];
  };
  const Row row{1, 2, "ab"};
  const TypeHandle text(H5Tcopy(H5T_C_S1));
  H5Tset_size(text.id(), 4);
  const TypeHandle type(H5Tcreate(H5T_COMPOUND, sizeof(Row)));
  H5Tinsert(type.id(), "id", offsetof(Row, id), H5T_NATIVE_INT32);
  H5Tinsert(type.id(), "value", offsetof(Row, value), H5T_NATIVE_FLOAT);
  H5Tinsert(type.id(), "name", offsetof(Row, name), text.id());
  put(create(path("a.h5")), "/t", type.id(), {1}, type.id(), &row);
  const Node table = look().members.at(0);
  EXPECT_EQ(table.type, "compound of 3 columns");
  EXPECT_EQ(table.columns, (Texts{"id int32", "value float32", "name text of 4 bytes"}));
  EXPECT_EQ(table.drawable, (Texts{"id", "value"}));
}

TEST_F(Inspect, SaysWhereLinksLeadAndEndsAtCycles) {
  count_up(create(path("b.h5")), "/there", {2});
  {
    const FileHandle file = create(path("a.h5"));
    count_up(file, "/group/real", {2});
    const auto link = [&](const char* target, const char* name) {
      H5Lcreate_soft(target, file.id(), name, H5P_DEFAULT, H5P_DEFAULT);
    };
    link("/group/real", "soft");
    link("/nowhere", "dangling");
    link("/", "cycle");
    H5Lcreate_external("b.h5", "/there", file.id(), "external", H5P_DEFAULT, H5P_DEFAULT);
    H5Lcreate_external("gone.h5", "/x", file.id(), "gone", H5P_DEFAULT, H5P_DEFAULT);
    H5Lcreate_hard(file.id(), "/group", file.id(), "/group/self", H5P_DEFAULT, H5P_DEFAULT);
  }
  const Node root = look();
  EXPECT_EQ(member(root, "soft").link, "-> /group/real");
  EXPECT_EQ(member(root, "soft").kind, Node::Kind::Dataset);
  EXPECT_EQ(member(root, "dangling").problem, "leads to nothing");
  EXPECT_EQ(member(root, "cycle").link, "-> /");
  EXPECT_TRUE(member(root, "cycle").members.empty());
  EXPECT_EQ(member(root, "external").link, "-> b.h5:/there");
  EXPECT_EQ(member(root, "external").shape, Extents{2});
  EXPECT_EQ(member(root, "gone").link, "-> gone.h5:/x");
  EXPECT_EQ(member(root, "gone").problem, "leads to nothing");
  EXPECT_EQ(member(member(root, "group"), "self").same_as, "/group");
}

TEST_F(Inspect, CountsWhatIsBeyondItsBounds) {
  {
    const FileHandle file = create(path("a.h5"));
    for (int i = 0; i < 300; ++i) count_up(file, fmt::format("/many/plot_{}", i), {1});
    count_up(file, "/a/b/c/d", {1});
  }
  const Node root = look("a.h5", 1, 10);
  EXPECT_EQ(member(root, "many").members.size(), 10u);
  EXPECT_EQ(member(root, "many").member_count, 300u);
  const Node& b = member(member(root, "a"), "b");
  EXPECT_TRUE(b.members.empty());
  EXPECT_EQ(b.member_count, 1u);
}

TEST_F(Inspect, TakesNamesOfAnyBytes) {
  const std::string odd = "caf\xe9\n";
  count_up(create(path("a.h5")), "/" + odd, {2});
  EXPECT_EQ(look().members.at(0).name, odd);
  const auto catalog = scan({path("a.h5"), {"/{name}"}});
  ASSERT_EQ(catalog.datasets.size(), 1u);
  EXPECT_EQ(load(path("a.h5"), catalog.datasets[0].object).values.size(), 2u);
}

TEST_F(Inspect, GoesThroughDeepNestingWithoutRecursingWithoutBound) {
  std::string deep;
  for (int i = 0; i < 500; ++i) deep += "/g";
  count_up(create(path("a.h5")), deep + "/V", {2});
  const Node* node = nullptr;
  const Node root = look("a.h5", 200);
  std::size_t depth = 0;
  for (node = &root; !node->members.empty(); node = &node->members[0]) ++depth;
  EXPECT_EQ(depth, 201u);
  EXPECT_EQ(node->member_count, 1u);
}

TEST_F(Inspect, SaysWhatIsWrongWithAFile) {
  std::ofstream(path("text.h5")) << "no HDF5\n";
  EXPECT_NE(inspect({path("text.h5"), 16, 100}).error.find("is not an HDF5 file"),
            std::string::npos);
  EXPECT_NE(inspect({path("none.h5"), 16, 100}).error.find("none.h5"), std::string::npos);
}

}  // namespace
}  // namespace rankplot::read
