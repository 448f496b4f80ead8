#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/base/error.hpp"
#include "core/expr/path.hpp"
#include "core/job/job.hpp"
#include "core/plan/catalog.hpp"
#include "core/plan/plan.hpp"

/// Jobs and catalogs made by hand.
namespace rankplot::plan::testing {

using Roles = std::map<std::string, std::string>;

inline job::Layer layer(const Roles& roles) {
  job::Layer layer;
  layer.kind = "scatter";
  for (const auto& [role, text] : roles) {
    layer.roles.emplace(role, expr::Expression::parse(text));
  }
  return layer;
}

inline job::Figure figure(const std::string& name, const std::string& save, const Roles& roles) {
  job::Figure figure;
  figure.name = name;
  figure.save = {save};
  figure.layers.push_back(layer(roles));
  return figure;
}

inline job::Job job_of(const std::vector<job::Input>& inputs,
                       const std::vector<job::Figure>& figures) {
  job::Job job;
  job.file = "job.toml";
  job.output = "figures";
  job.inputs = inputs;
  job.figures = figures;
  return job;
}

inline DatasetInfo dataset(const std::string& object, std::vector<std::uint64_t> shape = {10},
                           std::uint64_t element_bytes = 8) {
  DatasetInfo info;
  info.object = object;
  info.shape = std::move(shape);
  info.element_bytes = element_bytes;
  return info;
}

inline FileCatalog catalog(const std::string& path, std::vector<DatasetInfo> datasets) {
  FileCatalog catalog;
  catalog.file.path = path;
  catalog.datasets = std::move(datasets);
  return catalog;
}

/// The message of the Error that `action` throws; "" (and a failed test) when it throws none.
template <class Action>
std::string error_of(const Action& action) {
  try {
    action();
  } catch (const base::Error& error) {
    return error.what();
  } catch (const expr::SyntaxError& error) {
    return error.message;
  }
  ADD_FAILURE() << "no error was thrown";
  return "";
}

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// "step=1 t=2" of each picture of a figure that is drawn, in the order of its index.
inline std::vector<std::string> cases(const Plan& plan, std::uint32_t figure = 0) {
  std::map<std::uint64_t, std::string> by_index;
  for (const Task& task : plan.tasks) {
    for (const Picture& picture : task.pictures) {
      if (picture.figure != figure) continue;
      std::string text;
      for (const auto& [name, value] : task.captures) {
        text += (text.empty() ? "" : " ") + name + "=" + value;
      }
      by_index[picture.index] = text;
    }
  }
  std::vector<std::string> texts;
  for (auto& [index, text] : by_index) texts.push_back(text);
  return texts;
}

using Texts = std::vector<std::string>;

}  // namespace rankplot::plan::testing
