#include "painter/text/system_fonts.hpp"

#include <fmt/format.h>
#include <fontconfig/fontconfig.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "core/base/error.hpp"
#include "core/base/nearest.hpp"

namespace rankplot::text {
namespace {

struct FontconfigRelease {
  void operator()(FcConfig* config) const { FcConfigDestroy(config); }
  void operator()(FcFontSet* set) const { FcFontSetDestroy(set); }
  void operator()(FcCache* cache) const { FcDirCacheUnload(cache); }
  void operator()(FcStrList* list) const { FcStrListDone(list); }
};
template <class T>
using Owned = std::unique_ptr<T, FontconfigRelease>;

struct Candidate {
  FcPattern* pattern = nullptr;
  const FcCharSet* characters = nullptr;
  std::string file;
  int index = 0;
  int penalty = 0;
};

int number(FcPattern* pattern, const char* object, int otherwise) {
  int value = otherwise;
  return FcPatternGetInteger(pattern, object, 0, &value) == FcResultMatch ? value : otherwise;
}

std::string word(FcPattern* pattern, const char* object) {
  FcChar8* value = nullptr;
  if (FcPatternGetString(pattern, object, 0, &value) != FcResultMatch) return {};
  return reinterpret_cast<const char*>(value);
}

bool says(FcPattern* pattern, const char* object, bool otherwise) {
  FcBool value = otherwise;
  return FcPatternGetBool(pattern, object, 0, &value) == FcResultMatch ? value != FcFalse
                                                                       : otherwise;
}

/// How far a font is from a regular sans.
int penalty_of(FcPattern* pattern) {
  const std::string family = word(pattern, FC_FAMILY);
  const auto named = [&](const char* part) { return family.find(part) != std::string::npos; };
  int penalty = std::abs(number(pattern, FC_WEIGHT, FC_WEIGHT_REGULAR) - FC_WEIGHT_REGULAR);
  penalty += number(pattern, FC_SLANT, FC_SLANT_ROMAN) == FC_SLANT_ROMAN ? 0 : 200;
  penalty += std::abs(number(pattern, FC_WIDTH, FC_WIDTH_NORMAL) - FC_WIDTH_NORMAL);
  if (named("Mono")) penalty += 100;
  if (named("Serif")) penalty += 50;
  if (!named("Sans")) penalty += 20;
  return penalty;
}

/// The machine's outline fonts, best first.
class List {
 public:
  List() {
    config_.reset(FcConfigCreate());
    if (!config_ || FcConfigParseAndLoad(config_.get(), nullptr, FcTrue) == FcFalse) return;
    const Owned<FcStrList> folders(FcConfigGetFontDirs(config_.get()));
    while (const FcChar8* folder = folders ? FcStrListNext(folders.get()) : nullptr)
      add_folder(reinterpret_cast<const char*>(folder));
    std::sort(candidates_.begin(), candidates_.end(), [](const Candidate& a, const Candidate& b) {
      return std::tie(a.penalty, a.file, a.index) < std::tie(b.penalty, b.file, b.index);
    });
  }

  const std::vector<Candidate>& candidates() const { return candidates_; }

 private:
  void add_folder(const std::string& folder) {
    if (!seen_.insert(folder).second) return;
    const Owned<FcCache> cache(
        FcDirCacheLoad(reinterpret_cast<const FcChar8*>(folder.c_str()), config_.get(), nullptr));
    if (!cache) return scan_folder(folder);
    add(FcCacheCopySet(cache.get()));
    for (int i = 0; i < FcCacheNumSubdir(cache.get()); ++i)
      add_folder(reinterpret_cast<const char*>(FcCacheSubdir(cache.get(), i)));
  }
  /// Where there is no cache: FcDirScan and the like would write one.
  void scan_folder(const std::string& folder) {
    std::error_code error;
    for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end;
         at.increment(error)) {
      if (at->is_directory(error)) {
        add_folder(at->path().string());
        continue;
      }
      Owned<FcFontSet> set(FcFontSetCreate());
      const std::string file = at->path().string();
      int count = 0;
      FcFreeTypeQueryAll(reinterpret_cast<const FcChar8*>(file.c_str()), static_cast<unsigned>(-1),
                         nullptr, &count, set.get());
      add(set.release());
    }
  }
  void add(FcFontSet* fonts) {
    Owned<FcFontSet> set(fonts);
    if (!set) return;
    for (int i = 0; i < set->nfont; ++i) {
      FcPattern* pattern = set->fonts[i];
      FcCharSet* characters = nullptr;
      const int index = number(pattern, FC_INDEX, 0);
      const bool drawable = says(pattern, FC_OUTLINE, false) && !says(pattern, FC_COLOR, false) &&
                            index >= 0 && index < 0x10000;  // beyond: named instances
      if (!drawable || FcPatternGetCharSet(pattern, FC_CHARSET, 0, &characters) != FcResultMatch)
        continue;
      candidates_.push_back(
          {pattern, characters, word(pattern, FC_FILE), index, penalty_of(pattern)});
    }
    sets_.push_back(std::move(set));
  }

  Owned<FcConfig> config_;
  std::vector<Owned<FcFontSet>> sets_;  ///< who own the patterns
  std::set<std::string> seen_;
  std::vector<Candidate> candidates_;
};

Font* open(const Candidate& candidate) {
  static std::map<std::pair<std::string, int>, std::unique_ptr<Font>> opened;
  const auto [place, fresh] = opened.try_emplace({candidate.file, candidate.index});
  if (fresh) {
    try {
      place->second = std::make_unique<Font>(candidate.file, candidate.index);
    } catch (const base::Error&) {
      // Listed and not readable: the next font is tried.
    }
  }
  return place->second.get();
}

const std::vector<Candidate>& machine_fonts() {
  static const List list;
  return list.candidates();
}

std::vector<std::string> families_of(FcPattern* pattern) {
  std::vector<std::string> families;
  FcChar8* value = nullptr;
  for (int i = 0; FcPatternGetString(pattern, FC_FAMILY, i, &value) == FcResultMatch; ++i)
    families.emplace_back(reinterpret_cast<const char*>(value));
  return families;
}

bool is_of_family(const Candidate& candidate, const std::string& family) {
  const auto same = [&](const std::string& own) {
    return FcStrCmpIgnoreCase(reinterpret_cast<const FcChar8*>(own.c_str()),
                              reinterpret_cast<const FcChar8*>(family.c_str())) == 0;
  };
  const std::vector<std::string> families = families_of(candidate.pattern);
  return std::any_of(families.begin(), families.end(), same);
}

[[noreturn]] void refuse_family(const std::string& family) {
  std::set<std::string> known;
  for (const Candidate& candidate : machine_fonts())
    for (std::string& own : families_of(candidate.pattern)) known.insert(std::move(own));
  const std::string near = base::nearest(family, {known.begin(), known.end()});
  base::fail("this machine has no font '{}'{}; fc-list : family names those that it has", family,
             near.empty() ? "" : fmt::format(" (did you mean '{}'?)", near));
}

/// How far a font is from a weight and slant of its family.
int distance(const Candidate& candidate, bool bold, bool italic) {
  FcPattern* pattern = candidate.pattern;
  const bool slanted = number(pattern, FC_SLANT, FC_SLANT_ROMAN) != FC_SLANT_ROMAN;
  const int weight = number(pattern, FC_WEIGHT, FC_WEIGHT_REGULAR);
  return std::abs(weight - (bold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR)) +
         (slanted == italic ? 0 : 1000) +
         std::abs(number(pattern, FC_WIDTH, FC_WIDTH_NORMAL) - FC_WIDTH_NORMAL);
}

}  // namespace

Font* system_font_with(char32_t code) {
  for (const Candidate& candidate : machine_fonts()) {
    if (FcCharSetHasChar(candidate.characters, code) == FcFalse) continue;
    Font* font = open(candidate);
    if (font != nullptr && font->glyph(code) != 0) return font;
  }
  return nullptr;
}

std::array<FontPlace, 4> fonts_of_family(const std::string& family) {
  std::vector<Candidate> own;
  for (const Candidate& candidate : machine_fonts())
    if (is_of_family(candidate, family)) own.push_back(candidate);
  if (own.empty()) refuse_family(family);
  std::array<FontPlace, 4> places;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const bool italic = i % 2 == 1, bold = i >= 2;
    const auto best = std::min_element(own.begin(), own.end(), [&](const auto& a, const auto& b) {
      return distance(a, bold, italic) < distance(b, bold, italic);
    });
    places[i] = {best->file, best->index};
  }
  return places;
}

}  // namespace rankplot::text
