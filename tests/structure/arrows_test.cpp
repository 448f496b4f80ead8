// The arrows between folders: each includes only what its CMake declaration says it uses, and a
// foreign library only where that library belongs (architecture in src/README.md).
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace {
namespace fs = std::filesystem;

using Uses = std::map<std::string, std::set<std::string>>;

Uses declared_uses() {
  std::ifstream file(RANKPLOT_ARROWS);
  Uses uses;
  for (std::string line; std::getline(file, line);) {
    const std::size_t colon = line.find(':');
    std::istringstream names(line.substr(colon + 1));
    std::set<std::string>& of_folder = uses[line.substr(0, colon)];
    for (std::string name; names >> name;) of_folder.insert(name);
  }
  return uses;
}

/// The declared folder that a path relative to src lies in: the longest that matches; "" when none
/// does.
std::string folder_of(const Uses& uses, const std::string& path) {
  std::string best;
  for (const auto& [folder, unused] : uses) {
    if (path.starts_with(folder + "/") && folder.size() > best.size()) best = folder;
  }
  return best;
}

struct Include {
  std::string file;  ///< relative to src
  std::string name;
  bool quoted;
};

std::vector<Include> all_includes() {
  const std::regex directive(R"re(^\s*#\s*include\s*(["<])([^">]+)[">])re");
  std::vector<Include> includes;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(RANKPLOT_SOURCE_DIR)) {
    const std::string suffix = entry.path().extension().string();
    if (suffix != ".cpp" && suffix != ".hpp") continue;
    std::ifstream text(entry.path());
    const std::string file = fs::relative(entry.path(), RANKPLOT_SOURCE_DIR).string();
    std::smatch match;
    for (std::string line; std::getline(text, line);) {
      if (std::regex_search(line, match, directive)) {
        includes.push_back({file, match[2], match[1] == "\""});
      }
    }
  }
  return includes;
}

TEST(Arrows, EveryFolderIncludesOnlyWhatItDeclares) {
  const Uses uses = declared_uses();
  ASSERT_GE(uses.size(), 10U);
  int checked = 0;
  for (const Include& include : all_includes()) {
    if (!include.quoted) continue;
    const std::string from = folder_of(uses, include.file);
    const std::string to = folder_of(uses, include.name);
    ASSERT_FALSE(from.empty()) << include.file << " lies in no declared folder";
    if (to == from) continue;
    EXPECT_FALSE(to.empty()) << include.file << " includes \"" << include.name
                             << "\", which is in no declared folder";
    EXPECT_TRUE(to.empty() || uses.at(from).contains(to))
        << include.file << " includes " << include.name << ", but " << from << " does not declare "
        << to << " in its USES";
    ++checked;
  }
  EXPECT_GT(checked, 20);
}

TEST(Arrows, FloorsMeetOnlyInCore) {
  for (const auto& [folder, uses] : declared_uses()) {
    for (const std::string& use : uses) {
      const std::string floor = folder.substr(0, folder.find('/'));
      const std::string other = use.substr(0, use.find('/'));
      EXPECT_TRUE(other == "core" || other == floor) << folder << " uses " << use;
    }
  }
}

TEST(Arrows, NoFolderUsesItselfThroughOthers) {
  const Uses uses = declared_uses();
  for (const auto& [start, unused] : uses) {
    std::vector<std::string> open(uses.at(start).begin(), uses.at(start).end());
    std::set<std::string> seen;
    while (!open.empty()) {
      const std::string folder = open.back();
      open.pop_back();
      ASSERT_NE(folder, start) << "a cycle of folders";
      if (!seen.insert(folder).second) continue;
      const auto& next = uses.at(folder);
      open.insert(open.end(), next.begin(), next.end());
    }
  }
}

TEST(Arrows, ForeignLibrariesStayInTheirFolders) {
  struct Rule {
    std::regex header;
    std::vector<std::string> folders;
  };
  const std::vector<Rule> rules{
      {std::regex("^mpi\\.h$"), {"rank/comm/"}},
      {std::regex("^(hdf5|H5.*)\\.h$"), {"painter/read/", "painter/record/"}},
      {std::regex("^vtk.*\\.h$"), {"painter/render/"}},
      {std::regex("^cairo.*\\.h$"), {"painter/render/", "painter/text/"}},
      {std::regex("^ft2build\\.h$|^freetype/.*"), {"painter/text/", "painter/render/"}},
      {std::regex("^EGL/.*|^vtk_glew\\.h$"), {"painter/render/scene/"}},
      {std::regex("^X11/.*"), {"painter/window/"}},
      {std::regex("^toml.*"), {"core/job/"}},
      {std::regex("^muParser.*"), {"core/expr/"}},
      {std::regex("^CLI/.*"), {"rank/app/"}},
      {std::regex("^boost/.*"), {"rank/monitor/"}},
      {std::regex("^(png|jpeglib|libdeflate|tiffio)\\.h$|^isa-l.*"), {"painter/encode/"}},
  };
  int met = 0;
  for (const Include& include : all_includes()) {
    for (const Rule& rule : rules) {
      if (!std::regex_search(include.name, rule.header)) continue;
      ++met;
      EXPECT_TRUE(std::any_of(rule.folders.begin(), rule.folders.end(),
                              [&](const std::string& f) { return include.file.starts_with(f); }))
          << include.file << " includes <" << include.name << ">";
    }
  }
  EXPECT_GE(met, 5);
}

}  // namespace
