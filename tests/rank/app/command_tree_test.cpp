#include "rank/app/command_tree.hpp"

#include <gtest/gtest.h>
#include <CLI/CLI.hpp>

using namespace rankplot::app;

namespace {

/// A program as ours are declared.
class Tree : public testing::Test {
 protected:
  Tree() {
    CLI::App* run = program.add_subcommand("run", "Draw it. 'All' of it");
    run->add_option("JOB", job, "Job file")->required();
    run->add_option("-o,--output", output, "Where to")->type_name("DIR");
    run->add_option("--who", who, "Who reads")->check(CLI::IsMember({"all", "one"}));
    run->add_flag("-q,--quiet", quiet, "Say less");
    run->add_option("--case", cases, "Which")->type_name("NAME=VALUE");
  }
  CLI::App program{"Draws figures", "rankplot"};
  std::string job, output, who;
  std::vector<std::string> cases;
  bool quiet = false;
};

}  // namespace

TEST_F(Tree, IsReadFromTheDeclarations) {
  const std::vector<Command> commands = command_tree(program);
  ASSERT_EQ(commands.size(), 2u);
  const Command& run = commands[1];
  EXPECT_EQ(run.name, "run");
  ASSERT_EQ(run.options.size(), 6u);
  EXPECT_EQ(run.options[0].names, (std::vector<std::string>{"-h", "--help"}));
  EXPECT_TRUE(run.options[0].value.empty());
  EXPECT_EQ(run.options[1].word, Word::Job);
  EXPECT_TRUE(run.options[1].positional() && run.options[1].required);
  EXPECT_EQ(run.options[2].word, Word::Folder);
  EXPECT_EQ(run.options[3].choices, (std::vector<std::string>{"all", "one"}));
  EXPECT_TRUE(run.options[4].value.empty());
  EXPECT_EQ(run.options[5].value, "NAME=VALUE");
  EXPECT_TRUE(run.options[5].several);
}

TEST_F(Tree, MakesAManualOfAllCommandsAndOptions) {
  const std::string page = manual_page(command_tree(program));
  EXPECT_EQ(page.find(".TH RANKPLOT 1"), 0u);
  for (const char* part : {".SS run", "\\fB\\-\\-output\\fR \\fIDIR\\fR", "\\fIJOB\\fR",
                           "Who reads: all, one", "Draw it. 'All' of it"})
    EXPECT_NE(page.find(part), std::string::npos) << part << " is not in\n" << page;
}

TEST_F(Tree, MakesACompletionOfAllCommandsAndOptions) {
  const std::string script = bash_completion(command_tree(program));
  for (const char* part : {"run:-o|run:--output) _rankplot_folders; return ;;",
                           "run:--who) _rankplot_words 'all one'; return ;;",
                           "run:--case) return ;;", "complete -F _rankplot rankplot"})
    EXPECT_NE(script.find(part), std::string::npos) << part << " is not in\n" << script;
}
