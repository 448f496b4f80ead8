#include "rank/journal/journal.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "output_folder.hpp"

using namespace rankplot;
using namespace rankplot::journal;

namespace {

Header header(std::uint64_t pictures = 2) { return {1, "0.1.0", "jobs/a.toml", pictures}; }

plan::Outcome saved(std::uint64_t picture) {
  plan::Outcome outcome;
  outcome.picture = picture;
  outcome.figure = "v";
  outcome.captures = {{"step", "100"}};
  outcome.key = "0123456789abcdef0123456789abcdef";
  outcome.saved = true;
  outcome.files = {"figures/a.png"};
  outcome.bytes = 12;
  outcome.rank = 3;
  return outcome;
}

std::size_t lines(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

TEST(Journal, IsReadBackAsItWasWritten) {
  const OutputFolder output;
  plan::Outcome failed;
  failed.picture = 1;
  failed.figure = "v";
  failed.stage = plan::Stage::Read;
  failed.reason = "object '/V' is not there\nsecond line, \"quoted\"";
  failed.file = "A/gs_1.h5";
  failed.object = "/V";
  {
    Journal journal(output.path(), {header(), {}, {}, {}});
    journal.append(saved(0));
    journal.append(failed);
    journal.sync();
  }
  EXPECT_EQ(lines(output.text("journal.jsonl")), 3u);
  const Record record = read(output.path());
  EXPECT_EQ(record.header.job_file, "jobs/a.toml");
  EXPECT_EQ(record.header.version, "0.1.0");
  EXPECT_EQ(record.header.pictures, 2u);
  ASSERT_EQ(record.outcomes.size(), 2u);
  EXPECT_TRUE(record.outcomes[0].saved);
  EXPECT_EQ(record.outcomes[0].captures.at("step"), "100");
  EXPECT_EQ(record.outcomes[0].files, std::vector<std::string>{"figures/a.png"});
  EXPECT_FALSE(record.outcomes[1].saved);
  EXPECT_EQ(record.outcomes[1].reason, failed.reason);
  EXPECT_EQ(record.outcomes[1].stage, plan::Stage::Read);
}

TEST(Journal, HasEachLineInTheFileAtOnce) {
  const OutputFolder output;
  Journal journal(output.path(), {header(), {}, {}, {}});
  EXPECT_EQ(read(output.path()).outcomes.size(), 0u);
  journal.append(saved(0));
  EXPECT_EQ(read(output.path()).outcomes.size(), 1u);
}

TEST(Journal, BeginsWithWhatIsKeptInPlaceOfTheOldOne) {
  const OutputFolder output;
  {
    Journal journal(output.path(), {header(), {}, {}, {}});
    journal.append(saved(0));
    journal.append(saved(1));
  }
  Journal journal(output.path(), {header(3), {saved(1)}, {"old.png"}, {}});
  journal.append(saved(2));
  const Record record = read(output.path());
  EXPECT_EQ(record.header.pictures, 3u);
  ASSERT_EQ(record.outcomes.size(), 2u);
  EXPECT_EQ(record.outcomes[0].picture, 1u);
  EXPECT_EQ(record.outcomes[1].picture, 2u);
  EXPECT_EQ(record.leftovers, std::vector<std::string>{"old.png"});
}

TEST(Journal, KeepsTheLastWordOnEachMovie) {
  const OutputFolder output;
  const plan::FilmOutcome old{"v", "old", true, {"out/v.mp4"}, 48, 0, 1000, ""};
  plan::FilmOutcome failed = old, again = old;
  failed.saved = false;
  failed.reason = "no room";
  again.key = "new";
  Journal journal(output.path(), {header(), {}, {}, {old}});
  journal.append(failed);
  ASSERT_EQ(read(output.path()).films.size(), 1u);
  EXPECT_EQ(read(output.path()).films[0].reason, "no room");
  journal.append(again);
  ASSERT_EQ(read(output.path()).films.size(), 1u);
  EXPECT_EQ(read(output.path()).films[0].key, "new");
}

TEST(Journal, IsPutAwayUnderTheFirstFreeName) {
  const OutputFolder output;
  for (const std::uint64_t run : {1u, 2u}) {
    { Journal(output.path(), {header(run), {}, {}, {}}); }
    put_away(output.path());
  }
  EXPECT_TRUE(read_each(output.path()).empty());
  EXPECT_NE(output.text("journal.1.jsonl").find("\"pictures\":1"), std::string::npos);
  EXPECT_NE(output.text("journal.2.jsonl").find("\"pictures\":2"), std::string::npos);
}

TEST(Journal, OfSharesIsReadAsOne) {
  const OutputFolder output;
  Header whole = header(4), first = header(4), second = header(4);
  whole.plan = "another plan";
  first.plan = second.plan = "plan";
  first.share = {1, 2};
  second.share = {2, 2};
  whole.since_ns = 1;
  first.since_ns = 2;
  second.since_ns = 3;
  plan::Outcome failed = saved(1);
  failed.saved = false;
  Journal(output.path(), {whole, {saved(0), saved(3)}, {}, {}});
  Journal(output.path(), {first, {saved(0), saved(2)}, {}, {}});
  Journal(output.path(), {second, {failed}, {}, {}});
  const Record record = read(output.path());
  EXPECT_EQ(record.header.pictures, 4u);
  EXPECT_EQ(record.outcomes.size(), 3u) << "not those of the other plan";
  EXPECT_EQ(read_each(output.path()).size(), 3u);
  remove_share_journals(output.path());
  EXPECT_EQ(read(output.path()).header.plan, "another plan");
}

TEST(Share, IsReadFromItsText) {
  EXPECT_EQ(Share::parse("2/8"), (Share{2, 8}));
  EXPECT_EQ(Share::parse("2/8").suffix(), ".2-of-8");
  EXPECT_TRUE(Share::parse("1/1").is_whole());
  for (const char* wrong : {"", "2", "0/3", "4/3", "1/2/3", "1/x", "-1/2", "a/b"}) {
    EXPECT_THROW(Share::parse(wrong), base::Error) << wrong;
  }
}

TEST(Share, TakesEachOnce) {
  for (std::uint64_t id = 0; id < 10; ++id) {
    int takers = 0;
    for (std::uint32_t number = 1; number <= 3; ++number) takers += Share{number, 3}.takes(id);
    EXPECT_EQ(takers, 1);
  }
}

TEST(Journal, PassesOverATornLastLine) {
  const OutputFolder output;
  {
    Journal journal(output.path(), {header(), {}, {}, {}});
    journal.append(saved(0));
    journal.append(saved(1));
  }
  const std::string whole = output.text("journal.jsonl");
  std::filesystem::resize_file(output / "journal.jsonl", whole.size() - 10);
  EXPECT_EQ(read(output.path()).outcomes.size(), 1u);
}

TEST(Journal, NamesTheLineThatIsNone) {
  const OutputFolder output;
  { Journal journal(output.path(), {header(), {}, {}, {}}); }
  std::ofstream(output / "journal.jsonl", std::ios::app) << "{\"picture\": \n";
  try {
    read(output.path());
    FAIL() << "was read";
  } catch (const base::Error& error) {
    EXPECT_NE(std::string(error.what()).find("journal.jsonl:2: "), std::string::npos)
        << error.what();
  }
}

TEST(Journal, RefusesAnotherFormat) {
  const OutputFolder output;
  std::ofstream(output / "journal.jsonl")
      << "{\"rankplot_journal\":2,\"version\":\"9\",\"job\":\"a\",\"pictures\":1}\n";
  EXPECT_THROW(read(output.path()), base::Error);
}

TEST(Journal, RefusesAFolderThatHasNone) {
  const OutputFolder output;
  EXPECT_THROW(read(output.path()), base::Error);
}

TEST(Journal, SaysThatTheFolderCannotBeWritten) {
  const OutputFolder output;
  EXPECT_THROW(Journal(output / "missing", {header(), {}, {}, {}}), OutputError);
}

TEST(Journal, TakesNamesThatAreNotUtf8) {
  const OutputFolder output;
  Journal journal(output.path(), {header(), {}, {}, {}});
  plan::Outcome outcome = saved(0);
  outcome.files = {"figures/\xff.png"};
  journal.append(outcome);
  EXPECT_EQ(read(output.path()).outcomes.size(), 1u);
}
