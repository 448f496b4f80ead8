#include <filesystem>
#include <map>

#include <gtest/gtest.h>

#include "rank/journal/journal.hpp"
#include "sandbox.hpp"

/// Files that other software wrote (netCDF, openPMD, NeXus, pandas, XDMF, VTKHDF, MATLAB, Gkeyll),
/// where this checkout has them beside it.
namespace fs = std::filesystem;
using namespace rankplot;

namespace {

const std::string kData = RANKPLOT_SHARED_DATA;

std::string inputs() {
  std::string text = "output = \"out\"\n[input]\n";
  for (const auto& [name, file] :
       std::map<std::string, std::string>{{"can", "vtkhdf_can_0.hdf"},
                                          {"femm", "openpmd_femm_3d.h5"},
                                          {"frame", "pandas_table_dc.h5"},
                                          {"gkeyll", "plain_gkeyll_q_5.h5"},
                                          {"lsm", "netcdf4_lsm_4x5.nc"},
                                          {"mat", "matlab73_simple.mat"},
                                          {"sas", "nexus_nxcansas_1d.h5"},
                                          {"special", "types_float_special.h5"},
                                          {"xdmf", "sample_xdmf.py_0.001200_p000000.h5"},
                                          {"zstd", "filter_zstd.h5"}})
    text += name + " = \"" + kData + "/" + file + "\"\n";
  return text;
}

std::string probe(const std::string& name, const std::string& y) {
  return "[[probe]]\nname = \"" + name + "\"\nx = 0\ny = \"" + y + "\"\n";
}

std::string figure(const std::string& name, const std::string& kind, const std::string& roles,
                   const std::string& axes = "") {
  return "[[figure]]\nname = \"" + name + "\"\nsave = \"" + name + ".png\"\n" + axes +
         "[[figure.layer]]\nkind = \"" + kind + "\"\n" + roles + "\n";
}

}  // namespace

#define NEEDS_SHARED_DATA() \
  if (!fs::exists(kData)) GTEST_SKIP() << "there are no files of others in " << kData

TEST(SharedData, IsReadToTheNumbersThatH5pyReads) {
  NEEDS_SHARED_DATA();
  // By h5py and NumPy 1.24: sums and means of the arrays as they stand in the files.
  const std::map<std::string, std::pair<std::string, double>> expected{
      {"can", {"max(can:/VTKHDF/CellData/EQPS)", 0}},
      {"cells", {"sum(can:/VTKHDF/CellData/EQPS == 0)", 4800}},
      {"femm", {"max(femm:/data/1/meshes/B/x[:, :, 23])", 5.044025989663288e-06}},
      {"float", {"mean(frame:/data/table[float])", 0.04442678208365946}},
      {"gkeyll", {"sum(gkeyll:/StructGridField[:, :, 0])", 55.81933115023741}},
      {"int0", {"sum(frame:/data/table[int0])", 406}},
      {"I", {"sum(sas:/sasentry01/sasdata/I)", 347.26006827659063}},
      {"lsm", {"sum(lsm:/lsm)", 1095.1334294080734}},
      {"mat", {"sum(mat:/double + mat:/int8 + mat:/uint64)", 3}},
      {"Q", {"sum(sas:/sasentry01/sasdata/Q)", 8.303476186211045}},
      {"rr", {"mean(xdmf:/py_0/rr/2d)", 5.316395618443494}}};
  std::string job = inputs();
  for (const auto& [name, asked] : expected) job += probe(name, asked.first);
  const Sandbox sandbox;
  sandbox.write("job.toml", job);
  const Ended ended = sandbox.run(0, {"job.toml", "--no-monitor"});
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  const auto outcomes = journal::read(sandbox / "out").outcomes;
  EXPECT_EQ(outcomes.size(), expected.size());
  for (const plan::Outcome& outcome : outcomes) {
    const double value = expected.at(outcome.figure).second;
    ASSERT_TRUE(outcome.probed) << outcome.figure << ": " << outcome.reason;
    EXPECT_NEAR(outcome.probed->y, value, 1e-13 * std::abs(value)) << outcome.figure;
  }
}

TEST(SharedData, IsDrawnButForWhatNeedsAFilterThatIsNotThere) {
  NEEDS_SHARED_DATA();
  std::string job = inputs();
  job += figure("lsm", "heatmap", "value = \"lsm:/lsm\"");
  job += figure("gkeyll", "heatmap", "value = \"gkeyll:/StructGridField[:, :, 0]\"");
  job += figure("femm", "heatmap", "value = \"femm:/data/1/meshes/B/x[:, :, 23]\"");
  job +=
      figure("sas", "line", "x = \"sas:/sasentry01/sasdata/Q\"\ny = \"sas:/sasentry01/sasdata/I\"",
             "xscale = \"log\"\nyscale = \"log\"\n");
  job +=
      figure("frame", "line", "x = \"frame:/data/table[index]\"\ny = \"frame:/data/table[float]\"");
  job += figure("special", "line", "y = \"special:/float64\"");
  job += figure("xdmf", "heatmap",
                "value = \"xdmf:/py_0/rr/2d\"\nx = \"xdmf:/crd/x\"\ny = \"xdmf:/crd/z\"");
  job += figure("can", "histogram", "value = \"can:/VTKHDF/CellData/EQPS\"");
  job += figure("mat", "scatter", "x = \"mat:/double\"\ny = \"mat:/int8\"");
  job += figure("zstd", "heatmap", "value = \"zstd:/DS1[0]\"");
  const Sandbox sandbox;
  sandbox.write("job.toml", job);
  const Ended ended = sandbox.run(0, {"job.toml"});
  EXPECT_EQ(ended.code, 1) << ended.out << ended.err;
  for (const plan::Outcome& outcome : journal::read(sandbox / "out").outcomes) {
    EXPECT_EQ(outcome.saved, outcome.figure != "zstd") << outcome.figure << ": " << outcome.reason;
    if (outcome.saved) {
      expect_drawn(sandbox.text("out/" + outcome.figure + ".png"), outcome.figure + ".png");
    } else {
      EXPECT_NE(outcome.reason.find("32015"), std::string::npos) << outcome.reason;
      EXPECT_NE(outcome.reason.find("filter_zstd.h5: dataset '/DS1'"), std::string::npos)
          << outcome.reason;
    }
  }
}
