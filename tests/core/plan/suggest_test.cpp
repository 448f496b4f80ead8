#include "core/plan/suggest.hpp"

#include <nlohmann/json.hpp>

#include "jobs.hpp"

namespace rankplot::plan {
namespace {

using testing::contains;
using testing::error_of;

Node dataset(const std::string& name, std::vector<std::uint64_t> shape) {
  Node node;
  node.name = name;
  node.kind = Node::Kind::Dataset;
  node.type = "float64";
  node.shape = std::move(shape);
  return node;
}

Node group(const std::string& name, std::vector<Node> members) {
  Node node;
  node.name = name;
  node.kind = Node::Kind::Group;
  node.member_count = members.size();
  node.members = std::move(members);
  return node;
}

/// What stands behind "role = " in the one suggestion for a dataset.
std::string role(const Node& node, const std::string& name) {
  const auto suggestions = suggest(group("/", {node}));
  if (suggestions.empty()) return "nothing";
  const std::string& block = suggestions.front().block;
  const std::size_t at = block.find("  " + name + std::string(6 - name.size(), ' ') + "= ");
  if (at == std::string::npos) return "no role";
  const std::size_t start = block.find("= ", at) + 2;
  return block.substr(start, block.find('\n', start) - start);
}

TEST(Suggest, DrawsOneAxisAsALine) {
  const auto suggestions = suggest(group("/", {group("run", {dataset("V", {100})})}));
  ASSERT_EQ(suggestions.size(), 1u);
  EXPECT_EQ(suggestions[0].object, "/run/V");
  EXPECT_EQ(suggestions[0].block,
            "[[figure]]\nname = \"run_V\"\nsave = \"run_V.png\"\n"
            "  [[figure.layer]]\n  kind  = \"line\"\n  y     = \"/run/V\"\n");
}

TEST(Suggest, DrawsThePlaneOfTheLongestAxes) {
  EXPECT_EQ(role(dataset("V", {45, 72}), "value"), "\"/V\"");
  EXPECT_EQ(role(dataset("V", {96, 64, 18}), "value"), "\"/V[:, :, 9]\"");
  EXPECT_EQ(role(dataset("V", {12, 45, 72}), "value"), "\"/V[6, :, :]\"");
  EXPECT_EQ(role(dataset("V", {47, 47, 47}), "value"), "\"/V[:, :, 23]\"");
  EXPECT_EQ(role(dataset("V", {1, 5}), "value"), "\"/V\"");
}

TEST(Suggest, DrawsPointsAndTablesAsScatters) {
  EXPECT_EQ(role(dataset("P", {6724, 3}), "y"), "\"/P[:, 1]\"");
  Node table = dataset("t", {9});
  table.columns = {"name text", "time float64", "p e float32"};
  table.drawable = {"time", "p e"};
  EXPECT_EQ(role(table, "x"), "\"/t[time]\"");
  EXPECT_TRUE(contains(role(table, "y"), "p e"));
}

TEST(Suggest, PassesOverWhatCannotBeDrawn) {
  Node refused = dataset("V", {5});
  refused.problem = "strings are not in this version";
  for (const Node& node : {refused, dataset("V", {}), dataset("V", {1, 1}), dataset("V", {0, 3}),
                           dataset("{V}", {5}), dataset("V\xff", {5})}) {
    EXPECT_EQ(role(node, "y"), "nothing") << node.name;
  }
}

TEST(Suggest, WritesNamesAsTheJobReadsThem) {
  for (const std::string name : {"a b", "a-b", "2d", "a + b", "sin"}) {
    const std::string text = role(dataset(name, {5}), "y");
    const auto read = expr::Expression::parse(text.substr(1, text.size() - 2));
    EXPECT_TRUE(read.is_path()) << text;
    EXPECT_EQ(read.paths().at(0).object, "/" + name);
  }
  EXPECT_TRUE(contains(role(dataset("a\"b", {5}), "y"), "a\\\"b"));
}

TEST(Suggest, GivesEachFigureItsOwnName) {
  const auto suggestions =
      suggest(group("/", {dataset("a-b", {5}), dataset("a_b", {5}), dataset("a b", {5})}));
  ASSERT_EQ(suggestions.size(), 3u);
  EXPECT_TRUE(contains(suggestions[1].block, "\"a_b\""));
  EXPECT_TRUE(contains(suggestions[2].block, "\"a_b_2\""));
}

TEST(Suggest, MakesAJobOfAFilesFigures) {
  const auto suggestions = suggest(group("/", {dataset("V", {5})}));
  const std::string job = suggested_job("run/a.h5", suggestions);
  EXPECT_TRUE(contains(job, "input  = \"run/a.h5\"\n\n[[figure]]\n")) << job;
  EXPECT_TRUE(contains(error_of([&] { suggested_job("run/{a}.h5", suggestions); }), "braces"));
}

TEST(Inspection, ComesBackFromItsJson) {
  Node node = dataset("V", {5, UINT64_MAX});
  node.most = {5, UINT64_MAX};
  node.chunk = {1, 1};
  node.filters = {"deflate 4"};
  node.attributes = {"units = m"};
  node.attribute_count = 7;
  node.problem = "torn";
  Node link = group("g", {});
  link.link = "-> /";
  const nlohmann::json json = Inspection{group("/", {node, link, group("empty", {})}), ""};
  EXPECT_EQ(
      nlohmann::json(nlohmann::json::from_cbor(nlohmann::json::to_cbor(json)).get<Inspection>()),
      json);
}

}  // namespace
}  // namespace rankplot::plan
