#pragma once

#include <string>
#include <vector>

namespace rankplot::render {

/// "\u2212" for every "-".
std::string with_true_minus(std::string text);

/// Numbers of somebody's choosing, with as many decimals as the one that has most; with exponents
/// where the largest is far from 1.
std::vector<std::string> number_texts(const std::vector<double>& numbers);

}  // namespace rankplot::render
