#include "core/plan/catalog.hpp"

#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include "folder.hpp"
#include "jobs.hpp"

namespace rankplot::plan {
namespace {

using nlohmann::json;
using testing::contains;
using testing::error_of;

FileCatalog sample() {
  FileCatalog catalog;
  catalog.file = {"a.h5", UINT64_MAX, -5, 12};
  catalog.error = "torn";
  catalog.datasets.push_back({"/x", {1, UINT64_MAX}, {1, 2}, true, 8, {"p", "q"}, "no filter"});
  catalog.datasets.back().attributes = {{"units", {"m", {}}}, {"range", {"[0, 1]", {0, 1}}}};
  catalog.datasets.back().time = "2.5";
  catalog.datasets.back().scales = {{"/lat", "latitude [degrees]"}, {"", ""}};
  return catalog;
}

TEST(Catalog, ComesBackFromItsJson) {
  const json text = json::parse(json(sample()).dump());
  const auto back = text.get<FileCatalog>();
  EXPECT_EQ(back.file, sample().file);
  EXPECT_EQ(back.error, "torn");
  ASSERT_EQ(back.datasets.size(), 1U);
  EXPECT_EQ(json(back), json(sample()));
  EXPECT_EQ(back.datasets[0].attributes, sample().datasets[0].attributes);
  EXPECT_EQ(back.datasets[0].scales, sample().datasets[0].scales);
  const auto cbor = json::from_cbor(json::to_cbor(json(sample()))).get<FileCatalog>();
  EXPECT_EQ(json(cbor), json(sample()));
}

TEST(Catalog, RefusesJsonThatItWouldNotWrite) {
  const auto refused = [](const std::function<void(json&)>& damage) {
    json text = sample();
    damage(text);
    return error_of([&] { text.get<FileCatalog>(); });
  };
  EXPECT_TRUE(contains(refused([](json& j) { j.erase("error"); }), "'error'"));
  EXPECT_TRUE(contains(refused([](json& j) { j["more"] = 1; }), "'more'"));
  EXPECT_TRUE(contains(refused([](json& j) { j["error"] = 1; }), "a text"));
  EXPECT_TRUE(contains(refused([](json& j) { j["file"]["size"] = -1; }), "out of range"));
  EXPECT_TRUE(contains(refused([](json& j) { j["file"]["size"] = 1.5; }), "whole number"));
  EXPECT_TRUE(contains(refused([](json& j) { j["file"]["mtime_ns"] = UINT64_MAX; }), "range"));
  EXPECT_TRUE(contains(refused([](json& j) { j["datasets"] = json::object(); }), "a list"));
  EXPECT_TRUE(contains(refused([](json& j) { j["datasets"][0]["compressed"] = 1; }), "boolean"));
  EXPECT_TRUE(contains(refused([](json& j) { j = json::array(); }), "not an object"));
}

TEST(Catalog, WritesScanRequestsAsJson) {
  const ScanRequest request{"a.h5", {"/plot_{n}/x", "/t"}, {"units"}, true};
  const auto back = json::parse(json(request).dump()).get<ScanRequest>();
  EXPECT_EQ(back.file, request.file);
  EXPECT_EQ(back.patterns, request.patterns);
  EXPECT_EQ(back.attributes, request.attributes);
  EXPECT_TRUE(back.time);
}

TEST(Catalog, IdentifiesAFileByWhatTheSystemSays) {
  const testing::Folder folder;
  folder.touch("a.h5", "12345");
  struct stat status {};
  ASSERT_EQ(::stat((folder / "a.h5").c_str(), &status), 0);
  const FileIdentity identity = identify(folder / "a.h5");
  EXPECT_EQ(identity.path, folder / "a.h5");
  EXPECT_EQ(identity.size, 5U);
  EXPECT_EQ(identity.inode, status.st_ino);
  EXPECT_EQ(identity.mtime_ns / 1'000'000'000, status.st_mtim.tv_sec);
  EXPECT_EQ(identity, identify(folder / "a.h5"));
  EXPECT_TRUE(contains(error_of([&] { identify(folder / "b.h5"); }), "b.h5"));
  EXPECT_TRUE(contains(error_of([&] { identify(folder / ""); }), "regular"));
}

}  // namespace
}  // namespace rankplot::plan
