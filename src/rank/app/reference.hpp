#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/job/vocabulary.hpp"

/// The reference that `rankplot list` prints, from the vocabulary and the declarations of the job's
/// blocks.
namespace rankplot::app {

/// What `rankplot list NAME` knows: "kinds", "figure", ..., and each layer kind.
std::vector<std::string> reference_names(const job::Vocabulary& vocabulary);

/// All kinds in short, and the names of the other pages.
std::string overview(const job::Vocabulary& vocabulary);

/// One page; `name` is one of reference_names.
std::string reference(const std::string& name, const job::Vocabulary& vocabulary);

/// All of it, for programs.
nlohmann::json reference_json(const job::Vocabulary& vocabulary);

/// What may be written behind `NAME = ` in a job: a value that the option takes, other than its
/// default where it has one to choose.
std::string example_of(const job::Option& option, const job::Vocabulary& vocabulary);

}  // namespace rankplot::app
