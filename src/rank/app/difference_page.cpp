#include "rank/app/difference_page.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

#include <fmt/format.h>

#include "rank/app/say.hpp"

namespace rankplot::app {
namespace fs = std::filesystem;
namespace {

/// What browsers show as an image.
constexpr std::array kShown{".png", ".jpg", ".jpeg", ".svg"};

constexpr const char* kHead = R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src 'self' file:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>rankplot diff</title>
<style>
body { font: 15px/1.45 system-ui, sans-serif; margin: 1.5rem auto; max-width: 110rem; padding: 0 1rem }
h1 { font-size: 1.3rem } h2 { font-size: 1rem; margin: 2rem 0 .4rem; overflow-wrap: anywhere }
p { margin: .2rem 0; overflow-wrap: anywhere }
table { border-collapse: collapse } td { padding: .1rem 1rem .1rem 0; vertical-align: top; overflow-wrap: anywhere }
.row { display: grid; grid-template-columns: repeat(3, 1fr); gap: .8rem }
figure { margin: 0 } figcaption { font-size: .85rem; opacity: .75 }
img { width: 100%; display: block; background: #fff }
.over { position: relative; isolation: isolate }
.over img + img { position: absolute; inset: 0; mix-blend-mode: difference }
</style>
</head>
<body>
)";

std::string escaped(const std::string& text) {
  std::string safe;
  for (const char c : text) {
    switch (c) {
      case '&': safe += "&amp;"; break;
      case '<': safe += "&lt;"; break;
      case '>': safe += "&gt;"; break;
      case '"': safe += "&quot;"; break;
      case '\'': safe += "&#39;"; break;
      default: safe += c;
    }
  }
  return safe;
}

/// A path as the page links to it: relative to the page, its bytes as RFC 3986 wants them.
std::string link_to(const std::string& file, const fs::path& folder) {
  const std::string path = fs::absolute(file).lexically_proximate(folder).generic_string();
  std::string link;
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~' || c == '/';
    if (plain)
      link += c;
    else
      link += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return "./" + link;  // a name with a colon is no scheme
}

bool is_shown(const std::string& file) {
  return std::count(kShown.begin(), kShown.end(), fs::path(file).extension().string()) > 0;
}

class PageWriter {
 public:
  explicit PageWriter(const std::string& file) : folder_(fs::absolute(file).parent_path()) {}

  std::string side_by_side(const PictureDifference& picture) const {
    std::string text = fmt::format("<section>\n<h2>{}</h2>\n<p>{}</p>\n", escaped(name_of(picture)),
                                   escaped(details_of(picture)));
    const auto shown =
        std::find_if(picture.files.begin(), picture.files.end(), [](const FilePair& pair) {
          return !is_alike(pair) && is_shown(pair.old_file) && is_shown(pair.new_file);
        });
    if (shown != picture.files.end())
      text += "<div class=\"row\">\n" + figure("old", image(shown->old_file, "old")) +
              figure("new", image(shown->new_file, "new")) +
              figure("difference", "<div class=\"over\">" + image(shown->old_file, "difference") +
                                       image(shown->new_file, "") + "</div>") +
              "</div>\n";
    return text + links(picture) + "</section>\n";
  }

 private:
  static std::string figure(const char* caption, const std::string& content) {
    return fmt::format("<figure>{}<figcaption>{}</figcaption></figure>\n", content, caption);
  }
  std::string image(const std::string& file, const char* what) const {
    return fmt::format("<img loading=\"lazy\" alt=\"{}\" src=\"{}\">", what,
                       link_to(file, folder_));
  }
  std::string links(const PictureDifference& picture) const {
    std::string text;
    for (const FilePair& pair : picture.files) {
      if (is_alike(pair)) continue;
      for (const std::string& file : {pair.old_file, pair.new_file})
        if (!file.empty())
          text += fmt::format("<a href=\"{}\">{}</a> ", link_to(file, folder_), escaped(file));
    }
    return "<p>" + text + "</p>\n";
  }

  fs::path folder_;
};

}  // namespace

std::string difference_page(const std::string& file, const std::string& old_folder,
                            const std::string& new_folder,
                            const std::vector<PictureDifference>& pictures) {
  const auto same =
      static_cast<std::size_t>(std::count_if(pictures.begin(), pictures.end(), is_same));
  std::string text = kHead;
  text += fmt::format("<h1>{} and {}</h1>\n<p>{}: {} the same, {} not</p>\n", escaped(old_folder),
                      escaped(new_folder), count_of(pictures.size(), "figure"), same,
                      pictures.size() - same);
  text += "<table>\n";
  for (const PictureDifference& picture : pictures)
    if (!is_same(picture) && picture.verdict != Verdict::Changed)
      text += fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td></tr>\n", escaped(name_of(picture)),
                          verdict_text(picture.verdict), escaped(details_of(picture)));
  text += "</table>\n";
  const PageWriter writer(file);
  for (const PictureDifference& picture : pictures)
    if (picture.verdict == Verdict::Changed) text += writer.side_by_side(picture);
  return text + "</body>\n</html>\n";
}

}  // namespace rankplot::app
