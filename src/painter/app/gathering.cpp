#include "painter/app/gathering.hpp"

#include <algorithm>
#include <limits>

#include <fmt/ranges.h>

#include "core/base/error.hpp"

namespace rankplot::app {
namespace {

/// One number to be gathered: where it comes from and where it goes.
struct Want {
  PictureToDraw* picture;
  const expr::Gather* gather;
  const plan::BoundValue* value;
  std::size_t layer;
  std::string_view role;
  std::size_t place, index;  ///< among the role's gathers, among the gather's values

  std::size_t first_read() const {
    return value->reads.empty() ? std::numeric_limits<std::size_t>::max()
                                : *std::min_element(value->reads.begin(), value->reads.end());
  }
};

/// "run/gs_100.h5:/fields/V, step = 100".
std::string origin_of(const Want& want, const TaskToDraw& task) {
  std::string text;
  for (const std::size_t read : want.value->reads) {
    const plan::Read& from = task.reads.at(read);
    text += fmt::format("{}{}:{}", text.empty() ? "" : ", ", from.file, from.object);
  }
  const std::string& capture = want.gather->capture;
  return fmt::format("{}{}{} = {}", text, text.empty() ? "" : ", ", capture,
                     want.value->captures.at(capture));
}

class Gathering {
 public:
  Gathering(TaskToDraw& task, bool given, const LoadRead& load)
      : task_(task), load_(load), loaded_(task.reads.size(), given), users_(task.reads.size()) {
    task_.arrays.resize(task_.reads.size());
  }

  void run() {
    for (PictureToDraw& picture : task_.pictures) {
      if (!picture.failure) note(picture);
    }
    for (std::size_t read = 0; read < users_.size(); ++read) {
      if (users_[read].drawn) require(read);
    }
    // Values that share an array follow each other, so that it need not be held for long.
    std::stable_sort(wants_.begin(), wants_.end(),
                     [](const Want& a, const Want& b) { return a.first_read() < b.first_read(); });
    for (const Want& want : wants_) gather(want);
  }

 private:
  struct Users {
    bool drawn = false;        ///< a layer draws from it
    std::size_t gathered = 0;  ///< values still to be gathered from it
  };

  void note(PictureToDraw& picture) {
    picture.gathered.resize(picture.bound.layers.size());
    for (std::size_t layer = 0; layer < picture.bound.layers.size(); ++layer) {
      const plan::BoundLayer& bound = picture.bound.layers[layer];
      for (const auto& [role, reads] : bound.reads_of_role) {
        for (const std::size_t read : reads) users_.at(read).drawn = true;
      }
      for (const auto& [role, gathers] : bound.gathers_of_role) {
        const auto& expression = picture.bound.figure.layers.at(layer).roles.at(role);
        auto& rows = picture.gathered[layer][role];
        for (std::size_t place = 0; place < gathers.size(); ++place) {
          rows.push_back({{gathers[place].size()}, std::vector<double>(gathers[place].size())});
          const expr::Gather& gather = expression.gathers().at(place);
          for (std::size_t i = 0; i < gathers[place].size(); ++i) {
            add({&picture, &gather, &gathers[place][i], layer, role, place, i});
          }
        }
      }
    }
  }

  void add(const Want& want) {
    for (const std::size_t read : want.value->reads) ++users_.at(read).gathered;
    wants_.push_back(want);
  }

  void require(std::size_t read) {
    if (loaded_[read]) return;
    task_.arrays[read] = load_(task_.reads[read]);
    loaded_[read] = true;
  }

  void gather(const Want& want) {
    if (!want.picture->failure) {
      try {
        want.picture->gathered[want.layer]
            .at(std::string(want.role))[want.place]
            .values[want.index] = number(want);
      } catch (const Unread& unread) {
        want.picture->failure = unread.failure;
      } catch (...) {
        want.picture->failure = current_failure(plan::Stage::Draw);
      }
    }
    for (const std::size_t read : want.value->reads) release(read);
  }

  double number(const Want& want) {
    std::vector<base::Field> fields;
    for (const std::size_t read : want.value->reads) {
      require(read);
      fields.push_back(field_of(task_.arrays[read]));
    }
    const std::string where =
        fmt::format("{}: {} = '{}'", want.picture->bound.layers[want.layer].place, want.role,
                    want.gather->text);
    base::Field value;
    try {
      value = want.gather->inner.evaluate(fields, want.value->captures);
    } catch (const base::Error& error) {
      base::fail("{}: {}: {}", where, origin_of(want, task_), error.what());
    }
    if (value.values.size() == 1) return value.values.front();
    base::fail(
        "{}: {} gives an array of shape ({}), and a gather takes one number of each case; "
        "mean(...) or another reduction makes one of it, or an index such as [0]",
        where, origin_of(want, task_), fmt::join(value.shape, ", "));
  }

  void release(std::size_t read) {
    Users& users = users_[read];
    if (--users.gathered == 0 && !users.drawn) task_.arrays[read] = base::Array{};
  }

  TaskToDraw& task_;
  const LoadRead& load_;
  std::vector<bool> loaded_;  // by read
  std::vector<Users> users_;  // by read
  std::vector<Want> wants_;
};

}  // namespace

base::Field field_of(const ArrayOrFailure& loaded) {
  if (const auto* failure = std::get_if<Failure>(&loaded)) throw Unread{*failure};
  return base::to_field(std::get<base::Array>(loaded));
}

void fill_arrays(TaskToDraw& task, bool given, const LoadRead& load) {
  Gathering(task, given, load).run();
}

}  // namespace rankplot::app
