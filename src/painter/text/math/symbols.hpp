#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rankplot::text::math {

/// TeX's classes of atoms, which decide the room between them (TeXbook, chapter 17).
enum class Atom { Ord, Op, Bin, Rel, Open, Close, Punct };

/// "name code name code ..." in hexadecimal, of symbols and combining accents.
extern const char* const kSymbolTable;

/// The code point of \name.
std::optional<char32_t> find_symbol(std::string_view name);
/// The combining accent that \hat, \bar, ... put over something.
std::optional<char32_t> find_accent(std::string_view name);
/// Whether \name is written upright as a word: \sin, \lim, ...
bool is_function(std::string_view name);
/// Whether its scripts stand above and below it.
bool takes_limits(std::string_view function);
/// In units of an em; of \quad, \, and the like.
std::optional<double> find_space(std::string_view name);
/// All words that may follow a backslash, for advice.
const std::vector<std::string>& known_words();

Atom atom_of(char32_t code);
/// Sums and the like, whose scripts stand above and below.
bool is_large_operator(char32_t code);
bool is_integral(char32_t code);
/// Letters, which formulas write slanted: not digits, signs, or upper-case Greek.
bool is_slanted_letter(char32_t code);

}  // namespace rankplot::text::math
