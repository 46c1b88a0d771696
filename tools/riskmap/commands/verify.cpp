// SPDX-License-Identifier: MIT
#include <riskmap/command.hpp>
#include <riskmap/console.hpp>
#include <riskmap/output/verify.hpp>
#include <riskmap/shared_options.hpp>

#include <fmt/format.h>

namespace riskmap::tools::commands {
namespace {

class VerifyVerb final : public Verb {
 public:
  void declare(Options& options) override {
    options.arguments({{"ARCHIVE", "X.pmtiles, X.mbtiles or a folder of tiles", true}},
                      [this](const auto& texts) { m_path = texts[0]; });
    options.value("--threads", "N", "threads to work on, 1 to 256 (default: one per processor)",
                  [this](const auto& text) { m_threads = static_cast<unsigned>(parse_whole(text, 1, 256)); });
  }

  void run(Console& console) override {
    const auto report = output::verify(m_path, m_threads, console.progress());
    console.answer(to_json(report), to_text(report));
    if (report.faults > 0) throw IntegrityError(report.first_faults);
  }

 private:
  Json to_json(const output::VerifyReport& report) const {
    Json faults = Json::array();
    for (const auto& fault : report.first_faults) faults.push_back({{"place", fault.place}, {"fault", fault.message}});
    return {{"path", m_path},
            {"kind", report.kind},
            {"format", report.format},
            {"tiles", report.tiles},
            {"contents", report.contents},
            {"bytes", report.bytes},
            {"digests", report.digests},
            {"fault_count", report.faults},
            {"faults", faults}};
  }

  std::string to_text(const output::VerifyReport& report) const {
    const auto read = fmt::format("{} tiles read, {} different ones decoded ({})", report.tiles, report.contents,
                                  size_text(report.bytes));
    const auto verdict = report.faults == 0 ? "sound" : fmt::format("{} faults", report.faults);
    return fmt::format("{}: {}: {}\n", printable(m_path), verdict, read);
  }

  std::string m_path;
  unsigned m_threads = 0;
};

}  // namespace

extern const Command verify;
const Command verify = {"verify", "prove a tile archive: read and decode every tile, check all it says of itself",
                        create_verb<VerifyVerb>};

}  // namespace riskmap::tools::commands
