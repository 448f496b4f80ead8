#include <fmt/format.h>

#include "rank/app/command_tree.hpp"

namespace rankplot::app {
namespace {

/// Text as troff takes it: nothing in it is a request, hyphens are the ASCII ones.
std::string escaped(const std::string& text) {
  std::string out;
  bool begins = true;
  for (const char c : text) {
    if (begins && (c == '.' || c == '\'')) out += "\\&";
    begins = c == '\n';
    if (c == '\\')
      out += "\\e";
    else if (c == '-')
      out += "\\-";
    else if (c == '~')
      out += "\\(ti";
    else if (c == '^')
      out += "\\(ha";
    else if (c == '`')
      out += "\\(ga";
    else
      out += c;
  }
  return out;
}

std::string bold(const std::string& text) { return "\\fB" + escaped(text) + "\\fR"; }
std::string italic(const std::string& text) { return "\\fI" + escaped(text) + "\\fR"; }

std::string synopsis_of(const Command& command) {
  std::string text = bold("rankplot") + " " + bold(command.name) + " [options]";
  for (const CommandOption& option : command.options) {
    if (!option.positional()) continue;
    const std::string word = italic(option.names.front()) + (option.several ? " ..." : "");
    text += option.required ? " " + word : " [" + word + "]";
  }
  return text;
}

std::string tag_of(const CommandOption& option) {
  std::string text;
  for (const std::string& name : option.names) {
    if (!text.empty()) text += ", ";
    text += option.positional() ? italic(name) : bold(name);
  }
  if (!option.positional() && !option.value.empty()) text += " " + italic(option.value);
  return text;
}

std::string section_of(const Command& command) {
  std::string text = ".SS " + command.name + "\n" + synopsis_of(command) + "\n.PP\n";
  text += escaped(command.summary) + ".\n";
  for (const CommandOption& option : command.options) {
    text += ".TP\n" + tag_of(option) + "\n" + escaped(option.summary);
    if (!option.choices.empty() && option.choices.size() <= 8)
      text += escaped(fmt::format(": {}", fmt::join(option.choices, ", ")));
    text += "\n";
  }
  return text;
}

constexpr const char* kTail = R"(.SH EXIT STATUS
.TP
0
all drawn
.TP
1
some failed; each is named with its reason
.TP
2
the job or the command is wrong
.TP
70
a fault of the program
.TP
74
the output cannot be written, or another run holds it
.TP
75
stopped early, or pictures are not drawn yet
.PP
.B mpirun
and
.B srun
may replace these by their own;
.B rankplot status
tells the truth from the journal.
.SH FILES
The output folder holds the pictures,
.I journal.jsonl
(one line a picture),
.I data.csv
(one row a picture) and
.I .rankplot/
(the lock).
.SH EXAMPLES
.nf
rankplot plot run/gs_2000.h5 /fields/V
rankplot check job.toml
mpirun \-n 8 rankplot run job.toml
rankplot status figures
.fi
)";

}  // namespace

std::string manual_page(const std::vector<Command>& commands) {
  std::string text = ".TH RANKPLOT 1 \"\" \"rankplot " RANKPLOT_VERSION "\" \"User Commands\"\n";
  text += ".SH NAME\nrankplot \\- figures from HDF5 files, drawn by MPI ranks\n.SH SYNOPSIS\n";
  for (std::size_t i = 1; i < commands.size(); ++i) {
    if (i > 1) text += ".br\n";
    text += synopsis_of(commands[i]) + "\n";
  }
  text += ".SH DESCRIPTION\n" + escaped(commands.front().summary) +
          ": a job file names datasets and the figures to make of them.\n.SH COMMANDS\n";
  for (std::size_t i = 1; i < commands.size(); ++i) text += section_of(commands[i]);
  return text + kTail;
}

}  // namespace rankplot::app
