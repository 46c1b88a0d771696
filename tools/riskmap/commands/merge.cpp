// SPDX-License-Identifier: MIT
#include <riskmap/command.hpp>
#include <riskmap/console.hpp>
#include <riskmap/interruption.hpp>
#include <riskmap/output/merge.hpp>
#include <riskmap/shared_options.hpp>

#include <fmt/format.h>

#include <vector>

namespace riskmap::tools::commands {
namespace {

class MergeVerb final : public Verb {
 public:
  void declare(Options& options) override {
    options.arguments({{"ARCHIVE", "X.pmtiles, X.mbtiles or a folder of tiles; one or more", true, true}},
                      [this](const auto& texts) { m_inputs.assign(texts.begin(), texts.end()); });
    declare_out(options, m_out, "OUT", "a folder, X.mbtiles or X.pmtiles");
  }

  void run(Console& console) override {
    guard_output(m_out);
    const auto report = output::merge(m_inputs, m_out, console.progress());
    const auto& zooms = report.info.zooms;
    console.made(
        {{"out", m_out.string()},
         {"tiles", report.tiles},
         {"shared", report.shared},
         {"zooms", {zooms.low, zooms.high}},
         {"bytes", report.bytes}},
        fmt::format("{}: {} tiles of zoom {}-{} ({}) from {} archive{}", m_out.string(), report.tiles, zooms.low,
                    zooms.high, size_text(report.bytes), m_inputs.size(), m_inputs.size() == 1 ? "" : "s"));
  }

 private:
  std::vector<std::filesystem::path> m_inputs;
  std::filesystem::path m_out;
};

}  // namespace

extern const Command merge;
const Command merge = {"merge", "join tile archives into one, or turn one into another kind", create_verb<MergeVerb>};

}  // namespace riskmap::tools::commands
